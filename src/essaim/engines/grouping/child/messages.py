"""What the two processes say to each other, and how a stop travels."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ..stop import Cancelled, FirstOf, Moves, Rounds, Seconds, Stop


def line(message: dict[str, Any]) -> bytes:
    """One message as it is sent."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def stop_to_json(stop: Stop) -> dict[str, Any]:
    """The part of a stop that travels; `Cancelled` stays (see `flags_of`). TypeError for other kinds."""
    match stop:
        case Rounds(rounds):
            return {"rounds": rounds}
        case Moves(moves):
            return {"moves": moves}
        case Seconds(seconds):
            return {"seconds": seconds}
        case FirstOf():
            return {"first_of": [stop_to_json(one) for one in stop.stops if not isinstance(one, Cancelled)]}
        case Cancelled():
            return {"first_of": []}
    raise TypeError(f"A stop of kind {type(stop).__name__} cannot travel to another process.")


def stop_from_json(data: dict[str, Any], *more: Stop) -> Stop:
    """The stop that travelled, or any of `more` if it comes first."""
    kinds: dict[str, Callable[[Any], Stop]] = {"rounds": Rounds, "moves": Moves, "seconds": Seconds}
    (kind, value), *_ = data.items()
    stops = [stop_from_json(one) for one in value if one != {"first_of": []}] if kind == "first_of" else []
    if kind in kinds:
        stops = [kinds[kind](value)]
    return stops[0] if len(stops) == 1 and not more else FirstOf(*stops, *more)


def flags_of(stop: Stop) -> list[Callable[[], bool]]:
    """The flags in a stop that somebody may raise on this side."""
    if isinstance(stop, Cancelled):
        return [stop.asked]
    if isinstance(stop, FirstOf):
        return [flag for one in stop.stops for flag in flags_of(one)]
    return []
