"""What people think of statements: the lists, and what bridges the groups they declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from essaim.engines.opinions import LISTS, Tally, lists_of
from essaim.engines.opinions.bridging import Bridge, bridge

from .figures import Figures, short

Row = dict[str, Any]


def in_lists(rows: Iterable[Row], few: Iterable[str], *, voters: int) -> dict[str, list[str]]:
    """{list: keys of statements, the clearest first}; those of `few`, below the threshold, in "few"."""
    heard = {row["key"]: tally_of(row) for row in rows}
    most = max([voters, *(tally.voices for tally in heard.values())])
    found = lists_of(heard, voters=most)
    told: dict[str, list[str]] = {
        name: [str(one.statement) for one in getattr(found, name)] for name in LISTS
    }
    told["few"] += few
    return told


def bridges(cuts: Mapping[str, Any], *, k: int) -> list[dict[str, Any]]:
    """What every group that is shown rather agrees with, the strongest first, then what parts two of them."""
    found = [(key, _bridge(key, cut, k)) for key, cut in cuts.items()]
    told = [(key, one) for key, one in found if one.score is not None]
    ordered = sorted(told, key=lambda each: (not each[1].everywhere, -(each[1].score or 0)))
    return [_said(key, one) for key, one in ordered]


def _bridge(key: str, cut: Mapping[str, Any], k: int) -> Bridge:
    tallies: dict[str | int, Tally] = {
        _name(segment): tally_of(row) for segment, row in cut["shown"] if segment is not None
    }
    return bridge(key, tallies, k)


def _said(key: str, one: Bridge) -> dict[str, Any]:
    apart = list(one.apart) if one.apart else []
    return {
        "key": key,
        "everywhere": one.everywhere,
        "score": short(one.score or 0),
        "apart": apart,
        "gap": short(one.gap),
        "groups": len(one.shares),
    }


def _name(segment: object) -> str:
    return str(segment)


def tally_of(row: Figures) -> Tally:
    return Tally(row["agree"], row["disagree"], row["passed"])
