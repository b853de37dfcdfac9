"""Breakdowns by one declared group: which segments each question, row or statement may show.

Beside the rule of one breakdown (`engines.tallies.protect`), what joins several of them:

- what is hidden of a group itself (its sizes) is hidden everywhere;
- a question asked on a condition takes from the one before exactly its hidden segments, or is not broken
  down: its counts are a part of the other's, so that two different sets would give a difference;
- a group is never broken down by another one: a crossing of two groups names people;
- figures kept from an earlier report are of other people than the breakdown made now: it then always leaves
  out at least two segments, so that nothing adds up to the newest answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from essaim.engines.tallies import Breakdown, Counter, Tally, protect

from ..kinds import Kind
from ..models import Question
from .figures import Figures, figures, of_row
from .shapes import BY_ROW, groups_of

Segments = Mapping[Hashable, Tally]
NOT_BROKEN_DOWN = (Kind.AVAILABILITY, Kind.CONSENT)


@dataclass
class Cuts:
    """The breakdowns of one survey, made question by question in their order.

    `sizes` holds the groups that may be told; `hidden` says for each (question, group) which segments it
    leaves out, None where it is not broken down; `untold` are questions of which not even the number of
    answers is.
    """

    counter: Counter
    questions: list[Question]
    k: int
    sizes: dict[str, Breakdown] = field(default_factory=dict)
    hidden: dict[tuple[str, str], frozenset[Hashable] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.untold: set[str] = set()
        self.groups = groups_of(self.questions)
        declared = {group.key for group in self.groups}
        for question in self.questions:
            if self._tells_sizes(question):
                self.untold.add(question.key)
            elif question.key in declared and (found := protect(self._sizes(question), k=self.k)):
                self.sizes[question.key] = found
        for key, found in self.sizes.items():
            self.hidden[key, key] = frozenset(found.others) if found.shown else None

    def _sizes(self, group: Question) -> dict[Hashable, int]:
        tally = self.counter.tally(group.key)
        named: dict[Hashable, int] = dict.fromkeys((choice["key"] for choice in group.choices), 0)
        silent = self.counter.sheets - tally.answered
        return {**named, **tally.counts, **({None: silent} if silent else {})}

    def _tells_sizes(self, question: Question) -> bool:
        """Whether the mere number of its answers is that of a group's segments that are not all shown."""
        asked = question.condition.get("question")
        if asked in self.untold:
            return True
        left_out = self.sizes[asked].others if asked in self.sizes else ()
        return any(segment in question.condition.get("any", []) for segment in left_out)

    def of(self, question: Question, *, stale: frozenset[str] = frozenset()) -> dict[str, Any]:
        """{group: {row, or "": cut}} of a question; `stale` names the rows kept from an earlier report."""
        if question in self.groups or question.kind in NOT_BROKEN_DOWN:
            return {}
        made = {group.key: self._by(question, group.key, stale) for group in self.groups}
        return {key: cuts for key, cuts in made.items() if cuts}

    def _by(self, question: Question, group: str, stale: frozenset[str]) -> dict[str, Any]:
        base, linked = self._base(question, group)
        self.hidden[question.key, group] = None
        if base is None:
            return {}
        segments = self.counter.by(question.key, group)
        found = {}
        for row, tallies in units(question, segments).items():
            shown = self._allowed(tallies, group, base, linked, row in stale)
            if shown is None:
                continue
            found[row] = _cut(question, shown, tallies)
            if row == "":
                self.hidden[question.key, group] = frozenset(shown.others)
        return found

    def _base(self, question: Question, group: str) -> tuple[frozenset[Hashable] | None, bool]:
        """What must be hidden before counting, and whether nothing more may be."""
        asked = question.condition.get("question")
        if asked is None:
            return self.hidden.get((group, group)), False
        return self.hidden.get((asked, group)), True

    def _allowed(
        self, tallies: Segments, group: str, base: frozenset[Hashable], linked: bool, stale: bool
    ) -> Breakdown | None:
        counts = {
            segment: tallies[segment].answered if segment in tallies else 0 for segment in self._all(group)
        }
        forced = _smallest(counts, base) if stale else frozenset()
        found = protect(counts, k=self.k, hidden=base | forced)
        if found is None or not found.shown:
            return None
        return None if linked and frozenset(found.others) != base else found

    def _all(self, group: str) -> list[Hashable]:
        sizes = self.sizes[group]
        return [*sizes.shown, *sizes.others]


def units(question: Question, segments: Segments) -> dict[str, dict[Hashable, Tally]]:
    """What is protected by itself: the question, or each of its rows."""
    if question.kind not in BY_ROW:
        return {"": dict(segments)}
    rows = {row for tally in segments.values() for row, _ in tally.counts}
    return {row: {segment: tally.row(row) for segment, tally in segments.items()} for row in sorted(rows)}


def _cut(question: Question, shown: Breakdown, tallies: Segments) -> dict[str, Any]:
    told = [[segment, _figures(question, tallies[segment])] for segment in shown.shown]
    return {"shown": told, "others": shown.in_others}


def _figures(question: Question, tally: Tally) -> Figures:
    return of_row(question.kind, tally) if question.kind in BY_ROW else figures(question, tally)


def _smallest(counts: Mapping[Hashable, int], base: frozenset[Hashable]) -> frozenset[Hashable]:
    """The smallest segments that are not hidden yet, equal ones together; none if some are hidden already."""
    if any(counts[segment] for segment in base if segment in counts):
        return frozenset()
    least = min((n for n in counts.values() if n), default=0)
    return frozenset(segment for segment, n in counts.items() if n == least)


def may_come_after(
    shown: list[list[Any]], others: int, now: list[list[Any]], others_now: int, k: int
) -> bool:
    """Whether one breakdown may follow another: the same segments, and no difference below k people."""
    before, after = dict(shown), dict(now)
    if before.keys() != after.keys():
        return False
    gains = [after[segment] - n for segment, n in before.items()] + [others_now - others]
    return all(gain == 0 or abs(gain) >= k for gain in gains)
