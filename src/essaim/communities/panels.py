"""What rooms above show on the community's page, and the steps of its path, without being known here.

    @panel("community", order=20)
    def next_dates(request, community) -> str | SafeString: ...     # HTML, "" shows nothing

    @stage(order=30)
    def forming(person, community) -> Stage | None: ...

A room registers in its own `panels.py`, imported when it is ready.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from essaim.people.models import Person

from .models import Community

Panel = Callable[[HttpRequest, Community], str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing the pilots do on the way to living circles.

    `act` words the button that leads to `href`. `can_wait`: not done, but the next one may be begun.
    """

    name: str | Promise
    note: str | Promise
    href: str
    act: str | Promise
    done: bool = False
    can_wait: bool = False


Walk = Callable[[Person, Community], Stage | None]

_panels: dict[str, list[tuple[int, Panel]]] = defaultdict(list)
_stages: list[tuple[int, Walk]] = []


def panel(page: str, *, order: int = 50) -> Callable[[Panel], Panel]:
    """Register a panel of a page: it gives HTML, or nothing."""

    def register(show: Panel) -> Panel:
        _panels[page].append((order, show))
        _panels[page].sort(key=lambda entry: entry[0])
        return show

    return register


def stage(*, order: int) -> Callable[[Walk], Walk]:
    """Register a stage of the pilots' path; `order` 10 and 20 are taken by people and availability."""

    def register(walk: Walk) -> Walk:
        _stages.append((order, walk))
        _stages.sort(key=lambda entry: entry[0])
        return walk

    return register


def panels_of(page: str, request: HttpRequest, community: Community) -> list[str]:
    shown = (show(request, community) for _, show in _panels[page])
    return [html for html in shown if html]


def stages_of(person: Person, community: Community) -> list[Stage]:
    walked = (walk(person, community) for _, walk in _stages)
    return [stage for stage in walked if stage]
