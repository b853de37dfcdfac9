"""Reads for pages. What this person cannot see does not exist: 404."""

from .availability import (
    Known,
    SlotUse,
    Standing,
    counted_in,
    known_in,
    offered_slots,
    standing_of,
    to_ask_in,
    unknown_in,
    uses_of_slots,
    who_could_sit,
)
from .community import communities_of, community_for, free_address
from .folded import Folded
from .forming import pairs_among, people_to_form
from .pairings import Contradiction, contradictions_among, own_wishes, pairings_in
from .people import departed_addresses, matching, member_for, named, own_membership, people_of
from .things import (
    attribute_for,
    call_by_hand_for,
    change_for,
    invitation_for,
    pairing_for,
    phrase_for,
    slot_for,
)

__all__ = [
    "Contradiction",
    "Folded",
    "Known",
    "SlotUse",
    "Standing",
    "attribute_for",
    "call_by_hand_for",
    "change_for",
    "communities_of",
    "community_for",
    "contradictions_among",
    "counted_in",
    "departed_addresses",
    "free_address",
    "invitation_for",
    "known_in",
    "matching",
    "member_for",
    "named",
    "offered_slots",
    "own_membership",
    "own_wishes",
    "pairing_for",
    "pairings_in",
    "pairs_among",
    "people_of",
    "people_to_form",
    "phrase_for",
    "slot_for",
    "standing_of",
    "to_ask_in",
    "unknown_in",
    "uses_of_slots",
    "who_could_sit",
]
