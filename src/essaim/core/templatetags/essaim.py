"""Small words of the templates. They are built in: no page needs to load them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import uuid4

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    FileInput,
    RadioSelect,
)
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essaim.core import icons, rings, words
from essaim.core.once import FIELD
from essaim.core.places import Shown, Step, for_phone, outside, places_for, state_words, steps_for
from essaim.core.toasts import undo_of
from essaim.core.week import Day, week_of

register = template.Library()

for said in (
    words.slot_words,
    words.slot_short,
    words.slot_every,
    words.day_words,
    words.day_short,
    words.time_words,
    words.moment_words,
    words.in_days,
    words.lasting,
    words.counted,
    words.in_words,
    words.in_percent,
    words.language_name,
    words.listed,
    words.first_upper,
    words.tone,
    rings.people,
    for_phone,
    outside,
    state_words,
    undo_of,
):
    register.filter(said.__name__, said)

register.simple_tag(icons.icon, name="icon")
register.simple_tag(icons.cairn, name="cairn")
register.simple_tag(icons.brand, name="brand")


@register.simple_tag
@cache
def unchanging(name: str) -> SafeString:
    """A part of the frame that is the same for everyone, as long as the process lives: addresses of files."""
    return render_to_string(name)


@register.simple_tag
def once() -> SafeString:
    """The hidden key that makes a form safe to send twice."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())


@register.simple_tag
def ring(seats: Sequence[rings.Seat], size: str = "card", title: str = "", links: bool = True) -> SafeString:
    return rings.draw(seats, size=size, title=title, links=links)


@register.filter
def seats_in_order(seats: Sequence[rings.Seat]) -> list[rings.Seat]:
    return rings.in_order(seats)


@register.filter
def seat_words(seat: rings.Seat) -> str:
    return rings.seat_words(seat)


@register.filter
def week(slots: Iterable[Mapping[str, Any]]) -> list[Day]:
    return week_of(slots)


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[Shown]:
    return places_for(context["request"], context.get("community"))


@register.simple_tag(takes_context=True)
def path_steps(context: Context, shown: list[Shown]) -> list[tuple[Step, bool]]:
    return steps_for(context["request"], context.get("community"), shown)


@register.simple_tag(takes_context=True)
def same_page(context: Context, **changes: object) -> str:
    """The query of this page with some words changed: `{% same_page page=3 %}` keeps the filters."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query[key] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: "hidden", "check", "checks", "radios", "file" or "box"."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    kinds = (
        (CheckboxSelectMultiple, "checks"),
        (CheckboxInput, "check"),
        (RadioSelect, "radios"),
        (ClearableFileInput, "file"),
        (FileInput, "file"),
    )
    return next((name for known, name in kinds if isinstance(widget, known)), "box")
