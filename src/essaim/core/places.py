"""Where one can go from here. Each room says its own places in its `places.py`; the frame only shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext
from rules.permissions import has_perm


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation.

    `url` is the name of an address, taken with the community's slug; not `inside`, it is shown outside any.
    `verb` must be allowed, `also` are further address names under which this place is the current one,
    `phone` asks for one of the four places at the bottom of a phone, given in the order of `order`.
    """

    name: str | Promise
    url: str
    icon: str
    verb: str = ""
    order: int = 50
    inside: bool = True
    phone: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a community's path. `state`: "done", "begun", "here", "later" or "care"."""

    name: str | Promise
    href: str
    state: str = "later"
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Shown:
    name: str | Promise
    href: str
    icon: str
    current: bool
    phone: bool


Walk = Callable[[Any, Any], list[Step]]
REGISTER: list[Place] = []
_walks: list[Walk] = []


def add(*places: Place) -> None:
    REGISTER.extend(places)
    REGISTER.sort(key=lambda place: place.order)


def path(walk: Walk) -> Walk:
    """Decorator: `walk(person, community)` gives the steps shown in the rail, for at most one query."""
    _walks[:] = [walk]
    return walk


def places_for(request: HttpRequest, community: Any = None) -> list[Shown]:
    """What this person may enter from here, in order."""
    return list(_shown(request, community))


def steps_for(request: HttpRequest, community: Any, shown: list[Shown]) -> list[tuple[Step, bool]]:
    """The steps of the community's path, each with whether one is there now."""
    steps = _walks[0](request.user, community) if _walks and community else []
    here = {place.href for place in shown if place.current} | {request.path}
    return [(step, step.href in here) for step in steps]


def for_phone(shown: list[Shown]) -> list[Shown]:
    """At most four, since the fifth place of a phone opens the menu."""
    return [place for place in shown if place.phone][:4]


def outside(shown: list[Shown], steps: list[tuple[Step, bool]]) -> list[Shown]:
    """The places that are not already steps of the path."""
    walked = {step.href for step, _ in steps}
    return [place for place in shown if place.href not in walked]


def state_words(state: str) -> str:
    """How far a step is, in words."""
    return {
        "done": pgettext("core", "done"),
        "begun": pgettext("core", "begun"),
        "here": pgettext("core", "you are here"),
        "later": pgettext("core", "to come"),
        "care": pgettext("core", "needs care"),
    }[state]


def _shown(request: HttpRequest, community: Any) -> Iterator[Shown]:
    match = request.resolver_match
    here = match.url_name if match else ""
    for place in REGISTER:
        if place.inside != (community is not None):
            continue
        if place.verb and not has_perm(place.verb, request.user, community):
            continue
        href = _href(place, community)
        if href:
            yield Shown(place.name, href, place.icon, here in (place.url, *place.also), place.phone)


def _href(place: Place, community: Any) -> str:
    try:
        return reverse(place.url, args=[community.slug] if place.inside else [])
    except NoReverseMatch:
        return ""
