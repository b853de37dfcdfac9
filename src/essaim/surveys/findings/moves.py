"""Whether figures may follow those told before: the difference must be nobody's, or that of enough people.

An equal number of answers is no proof that nothing changed: by name or in confidence, people change theirs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from essaim.engines.tallies import fewest_apart

from ..kinds import OPEN, Kind
from .figures import Figures

Told = dict[str, Any]
Counts = Mapping[Hashable, int]
BESIDE = frozenset({"as_of", "by", "chart", "choices", "ends", "key", "kind", "others", "segments", "state"})
BESIDE |= frozenset({"texts", "words"})


def told_in(reports: Iterable[tuple[int, Told]]) -> dict[str, dict[str, list[Figures]]]:
    """{question: {row, or "": the different figures that were ever told of it, the last at the end}}.

    `reports` are (number of sheets, document), the first made first.
    """
    found: dict[str, dict[str, list[Figures]]] = {}
    for sheets, document in reports:
        for question in document["questions"]:
            if question["state"] != "shown" or question["kind"] in OPEN:
                continue
            rows = question.get("rows")
            for one in [question] if rows is None else rows:
                row = "" if rows is None else one["key"]
                before = found.setdefault(question["key"], {}).setdefault(row, [])
                before[:] = [each for each in before if not _same(each, one)] + [_as_of(one, sheets, rows)]
    return found


def _as_of(one: Figures, sheets: int, rows: object) -> Figures:
    if rows is not None:
        return one
    return {**bare(one), "as_of": one.get("as_of") or sheets}


def bare(one: Figures) -> Figures:
    """The figures alone, without what stands beside them in a document."""
    return {name: value for name, value in one.items() if name not in BESIDE}


def may_move(kind: str, told: Iterable[Figures], now: Figures, k: int) -> bool:
    """Whether these figures may be told, after all of those that were."""
    return now["of"] >= k and all(_same(one, now) or _fewest(kind, one, now) >= k for one in told)


def may_cut(kind: str, told: Told, now: Told, k: int) -> bool:
    """Whether one breakdown may follow another: the same segments, and each of them may move."""
    before, after = dict(told["shown"]), dict(now["shown"])
    gain = abs(now["others"] - told["others"])
    if before.keys() != after.keys() or 0 < gain < k:
        return False
    return all(may_move(kind, [one], after[segment], k) for segment, one in before.items())


def fits(kind: str, cut: Told, whole: Figures) -> bool:
    """Whether all that a breakdown shows may be of the people whom the `whole`, told earlier, is of.

    An answer that more people of its segments give than gave it then would be that of the last few.
    """
    of_all = _countings(kind, whole)
    shown: dict[Hashable, dict[Hashable, int]] = {}
    for _, one in cut["shown"]:
        for name, counts in _countings(kind, one).items():
            together = shown.setdefault(name, {})
            for value, n in counts.items():
                together[value] = together.get(value, 0) + n
    return all(
        n <= of_all.get(name, {}).get(value, 0)
        for name, counts in shown.items()
        for value, n in counts.items()
    )


def _same(one: Figures, other: Figures) -> bool:
    return _plain(one) == _plain(other)


def _plain(one: Figures) -> Figures:
    slots = [{name: n for name, n in each.items() if name != "slot"} for each in one.get("slots", [])]
    return {**bare(one), "slots": slots}


def _fewest(kind: str, before: Figures, now: Figures) -> int:
    """The fewest people who can make the difference: as many as make that of one of its counts."""
    was, is_ = _countings(kind, before), _countings(kind, now)
    apart = (fewest_apart(was.get(name, {}), is_.get(name, {})) for name in {**was, **is_})
    return max(abs(int(now["of"]) - int(before["of"])), *apart, 0)


def _countings(kind: str, one: Figures) -> dict[Hashable, Counts]:
    """The counts in figures, {name: {value: people}}: in each of them, somebody is counted once."""
    match kind:
        case Kind.MULTIPLE:
            return {value: {value: n} for value, n in one["values"]}
        case Kind.RANKING:
            named: dict[Hashable, Counts] = {each["key"]: {"": each["named"]} for each in one["ranks"]}
            return named | {None: {each["key"]: each["first"] for each in one["ranks"]}}
        case Kind.AVAILABILITY:
            ways = ("possible", "preferred")
            return {(each["key"], way): {"": each[way]} for each in one["slots"] for way in ways}
        case Kind.NEEDS:
            sides = ("importance", "satisfaction")
            return {side: dict(one[side]["values"]) for side in sides if side in one}
        case Kind.POINTS:
            return {"": {"": one["people"]}}
        case Kind.STATEMENTS:
            return {"": {vote: one[vote] for vote in ("agree", "disagree", "passed")}}
        case _:
            return {"": {**dict(one["values"]), None: one.get("none", 0)}}
