"""Small words of the pages of listening: `{% load surveys %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from essaim.communities.models import Community

from .. import words

register = template.Library()


@register.filter
def said(texts: Mapping[str, str], community: Community | None = None) -> str:
    """In the reader’s language, else in the first of its community’s: `titles|said:community`."""
    return words.said(texts or {}, default=next(iter(community.languages), "") if community else "")
