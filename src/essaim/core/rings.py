"""The ring: people around a table, drawn as SVG with the same content in words.

A seat is a mapping: `initials`, `name`, `part` ("member", "facilitator", "lead", "empty", or "wanted" for a
facilitator still to be found), `tone` (0 to 5), `to_confirm`, `locked`; and where useful `href`, `id` (as
`data-seat`), `state` ("moving", "arriving", "target" or "broken") and `attrs`, further attributes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import npgettext, pgettext

from .words import counted, listed

Seat = Mapping[str, Any]
ORDER = {"lead": 0, "facilitator": 0, "wanted": 0, "member": 1, "empty": 2}
CONFIRM = '<path class="badge-mark" d="M-3-2.2a3 3 0 0 1 5.8 1c0 2-2.9 2.6-2.9 2.6M0 4.4v.1"/>'
LOCK = (
    '<path class="badge-mark badge-mark--locked" '
    'd="M-3.6-.6h7.2v4.8h-7.2zM-2.2-.6v-2a2.2 2.2 0 0 1 4.4 0v2"/>'
)
STONE = (
    '<rect class="badge-stone" x="-9" y="-2" width="18" height="7" rx="3.5"/>'
    '<rect class="badge-stone" x="-6" y="-8" width="12" height="5.4" rx="2.7"/>'
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Measures in CSS pixels: a seat, its hexagon, the ring and its margins."""

    seat: float
    cell: float
    least: float
    pitch: float
    beside: float
    below: float


SCALES = {
    "node": Scale(seat=3.3, cell=4.7, least=17, pitch=7.2, beside=5, below=5),
    "card": Scale(seat=22.5, cell=27.5, least=88, pitch=53, beside=28, below=28),
    "large": Scale(seat=27, cell=32, least=128, pitch=88, beside=48, below=50),
}


@lru_cache(maxsize=64)
def places(number: int, size: str) -> tuple[float, tuple[tuple[float, float], ...]]:
    """The radius of the ring and where each seat stands, the first at the top, then clockwise."""
    scale = SCALES[size]
    radius = max(scale.least, number * scale.pitch / (2 * pi))
    angles = [radians(360 * k / number - 90) for k in range(number)]
    return radius, tuple((round(radius * cos(a), 1), round(radius * sin(a), 1)) for a in angles)


def draw(seats: Sequence[Seat], *, size: str = "card", title: str = "", links: bool = True) -> SafeString:
    """The ring of these seats; who leads comes first, empty seats last.

    Without `links` (where the whole ring opens something), or as small as a node, seats lead nowhere.
    """
    around = in_order(seats)
    scale = SCALES[size]
    radius, at = places(max(len(around), 1), size)
    wide, top = radius + scale.beside, radius + min(scale.beside, scale.cell + 6)
    high = top + radius + scale.below
    links = links and size != "node" and any(seat.get("href") for seat in around)
    placed = zip(around, at, strict=False)
    if size == "node":
        drawn = "".join(_dot_of(seat, x, y) for seat, (x, y) in placed)
    else:
        drawn = "".join(_seat(seat, x, y, size, links) for seat, (x, y) in placed)
    named = f'role="group" aria-label="{escape(title or described(seats))}"' if links else 'role="img"'
    return mark_safe(  # noqa: S308
        f'<svg {named} viewBox="{-wide:.0f} {-top:.0f} {2 * wide:.0f} {high:.0f}" '
        f'width="{2 * wide:.0f}" height="{high:.0f}">'
        f"{'' if links else _titles(title, seats)}{_table(seats, radius, size)}{drawn}</svg>"
    )


def in_order(seats: Sequence[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: ORDER[seat.get("part", "member")])


def taken(seats: Sequence[Seat]) -> int:
    return sum(seat.get("part", "member") not in ("empty", "wanted") for seat in seats)


def people(number: int) -> str:
    return npgettext("core", "%(n)s person", "%(n)s people", number) % {"n": counted(number)}


def described(seats: Sequence[Seat]) -> str:
    """One sentence: how many people, who leads, how many seats are empty or to be confirmed."""
    names = [str(s["name"]) for s in seats if s.get("part") in ("facilitator", "lead") and s.get("name")]
    empty = sum(seat.get("part") == "empty" for seat in seats)
    unsure = sum(bool(seat.get("to_confirm")) for seat in seats)
    told = [people(taken(seats))]
    if names:
        told.append(pgettext("core", "led by %(names)s") % {"names": listed(names)})
    if any(seat.get("part") == "wanted" for seat in seats):
        told.append(pgettext("core", "a facilitator to be found"))
    if empty:
        told.append(npgettext("core", "%(n)s free seat", "%(n)s free seats", empty) % {"n": counted(empty)})
    if unsure:
        told.append(
            npgettext("core", "%(n)s to confirm", "%(n)s to confirm", unsure) % {"n": counted(unsure)}
        )
    return ", ".join(told)


def seat_words(seat: Seat) -> str:
    """What a seat shows, in words: "Sonia Meyer, facilitates, to confirm"."""
    told = [_who(seat)]
    part, state = seat.get("part", "member"), seat.get("state")
    if part == "facilitator":
        told.append(pgettext("core", "facilitates"))
    if part == "lead":
        told.append(pgettext("core", "looks after them"))
    if seat.get("to_confirm"):
        told.append(pgettext("core", "to confirm"))
    if seat.get("locked"):
        told.append(pgettext("core", "stays here"))
    if state:
        told.append(_state_words(state))
    return ", ".join(told)


def _who(seat: Seat) -> str:
    part = seat.get("part", "member")
    if part == "empty":
        return pgettext("core", "Free seat")
    if part == "wanted":
        return pgettext("core", "A facilitator to be found")
    return str(seat.get("name") or seat.get("initials") or "")


def _state_words(state: str) -> str:
    return {
        "moving": pgettext("core", "being moved"),
        "arriving": pgettext("core", "newly here"),
        "target": pgettext("core", "can come here"),
        "broken": pgettext("core", "a rule is broken"),
    }[state]


def _titles(title: str, seats: Sequence[Seat]) -> str:
    told = described(seats)
    return f"<title>{escape(title or told)}</title>" + (f"<desc>{escape(told)}</desc>" if title else "")


def _table(seats: Sequence[Seat], radius: float, size: str) -> str:
    number = taken(seats)
    if size == "node":
        return f'<text class="count" y="5.2">{number}</text>'
    word = npgettext("core", "person", "people", number)
    top = radius - SCALES[size].cell - (34 if size == "large" else 14)
    return (
        f'<circle class="table-top" r="{top:.0f}"/><text class="count" y="4">{number}</text>'
        f'<text class="counted" y="23">{escape(word)}</text>'
    )


def _seat(seat: Seat, x: float, y: float, size: str, links: bool) -> str:
    part = seat.get("part", "member")
    scale = SCALES[size]
    classes = ["seat", f"seat--{part}", f"tone-{seat.get('tone') or 0}"]
    classes += [f"seat--{seat['state']}"] if seat.get("state") else []
    classes += ["seat--confirm"] if seat.get("to_confirm") else []
    shape = (
        _cell(scale.cell)
        if part in ("facilitator", "lead", "wanted")
        else f'<circle class="place-at" r="{scale.seat}"/>'
    )
    inside = shape + _inside(seat, part, scale.seat, size)
    href = seat.get("href") if links else ""
    words = escape(seat_words(seat))
    title = "" if href else f"<title>{words}</title>"
    extra = "".join(f' {escape(k)}="{escape(v)}"' for k, v in (seat.get("attrs") or {}).items())
    extra += f' data-seat="{escape(seat["id"])}"' if seat.get("id") is not None else ""
    tag, link = ("a", f' href="{escape(href)}" aria-label="{words}"') if href else ("g", "")
    place = f'class="{" ".join(classes)}" transform="translate({x} {y})"{extra}'
    return f"<{tag}{link} {place}>{title}{inside}</{tag}>"


def _dot_of(seat: Seat, x: float, y: float) -> str:
    part, state = seat.get("part", "member"), seat.get("state") or ""
    return _dot(part, seat.get("tone") or 0, state, bool(seat.get("to_confirm")), x, y)


@lru_cache(maxsize=4096)
def _dot(part: str, tone: int, state: str, to_confirm: bool, x: float, y: float) -> str:
    """A seat as small as a node: one shape, its radius in the style sheet, since pages have hundreds."""
    marks = [part if part != "member" else "", state, "confirm" if to_confirm else ""]
    classes = " ".join(["dot", f"tone-{tone}", *(f"dot--{mark}" for mark in marks if mark)])
    if part in ("facilitator", "lead", "wanted"):
        return f'<polygon class="{classes}" points="{_corners(SCALES["node"].cell, x, y)}"/>'
    return f'<circle class="{classes}" cx="{x}" cy="{y}"/>'


def _cell(size: float) -> str:
    return f'<polygon class="place-at" points="{_corners(size)}"/>'


def _corners(size: float, x: float = 0, y: float = 0) -> str:
    corners = ((0, -1), (0.866, -0.5), (0.866, 0.5), (0, 1), (-0.866, 0.5), (-0.866, -0.5))
    return " ".join(f"{x + a * size:.1f},{y + b * size:.1f}" for a, b in corners)


def _inside(seat: Seat, part: str, radius: float, size: str) -> str:
    initials = "?" if part == "wanted" else str(seat.get("initials") or "")
    long = " three" if len(initials) > 2 else ""
    drawn = f'<text class="mono{long}" y="5.3">{escape(initials)}</text>' if initials else ""
    if size == "large" and seat.get("name"):
        below = radius + (20 if part in ("facilitator", "lead") else 16)
        drawn += f'<text class="name" y="{below:.0f}">{escape(short(str(seat["name"])))}</text>'
    return drawn + _badges(seat, round(radius * 0.74, 1))


def _badges(seat: Seat, edge: float) -> str:
    drawn = ""
    if seat.get("to_confirm"):
        drawn += _badge(edge, -edge, f'<circle class="badge-at badge-at--confirm" r="8.5"/>{CONFIRM}')
    if seat.get("locked"):
        drawn += _badge(edge, edge, f'<circle class="badge-at badge-at--locked" r="8.5"/>{LOCK}')
    if seat.get("state") == "broken":
        drawn += _badge(-edge, edge, STONE)
    return drawn


def _badge(x: float, y: float, drawn: str) -> str:
    return f'<g transform="translate({x} {y})">{drawn}</g>'


def short(name: str, most: int = 12) -> str:
    """The first name, cut where it would touch its neighbour."""
    first = name.split(" ")[0]
    return first if len(first) <= most else first[: most - 1] + "…"
