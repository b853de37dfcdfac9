"""Reads for pages. What this person cannot see does not exist: 404."""

from .community import communities_of, community_for
from .forming import pairs_among, people_to_form

__all__ = ["communities_of", "community_for", "pairs_among", "people_to_form"]
