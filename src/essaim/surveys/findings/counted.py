"""What a report is made from, and what was told before that it must be compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from essaim.engines.tallies import Breakdown, Counter

from ..models import Question, Survey
from .comparing import Pairs
from .cuts import Cuts, may_come_after
from .figures import Figures
from .moves import may_cut
from .opens import Sorted, enough

Told = dict[str, Any]


@dataclass
class Counted:
    """What a report is made from. `previous`, those of `closed_before` and `earlier` are documents: the last
    one, all that were made closed, the newest first (breakdowns are in no other), and that of `after`. `told`
    are all figures that reports ever told, as `told_in` gives them. `told_words`: of each question, the words
    that a closed report told last, as it told them.

    `votes` are what may be told of each statement, [people who agree, who disagree, who pass].
    `statements` are {question key: [{"key": "31", "texts": {…}}]}; `opens` {question key: (sorted answers,
    how many in all, the newest row)}; `slots` {key: (day, minute)}. `closed`: nothing more can come, so that
    breakdowns may be shown. `whole`: no sheet waits for others to be counted.
    """

    survey: Survey
    questions: list[Question]
    counter: Counter
    asked: int | None = None
    closed: bool = True
    whole: bool = True
    previous: Told | None = None
    closed_before: Sequence[Told] = ()
    told: Mapping[str, Mapping[str, list[Figures]]] = field(default_factory=dict)
    told_words: Mapping[str, Told] = field(default_factory=dict)
    earlier: Told | None = None
    pairs: Pairs = field(default_factory=dict)
    statements: Mapping[str, list[Told]] = field(default_factory=dict)
    votes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    opens: Mapping[str, tuple[list[Sorted], int, int]] = field(default_factory=dict)
    slots: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    kept_groups: set[str] = field(default_factory=set)
    stale: set[tuple[str, str]] = field(default_factory=set)

    @property
    def k(self) -> int:
        return self.survey.threshold

    @cached_property
    def cuts(self) -> Cuts:
        return Cuts(self.counter, self.questions, self.k)

    @property
    def reported(self) -> bool:
        """Whether breakdowns were shown before: the survey was closed, opened again, and is closed again."""
        return bool(self.closed_before)

    @cached_property
    def sizes(self) -> dict[str, Told]:
        """{group: its segments that are shown}: those of an earlier report where new ones tell who came."""
        found = {key: _sizes(sizes) for key, sizes in self.cuts.sizes.items()}
        for key, told in self._sizes_told().items():
            new = found.get(key)
            if new is None or not all(
                may_come_after(one["segments"], one["others"], new["segments"], new["others"], self.k)
                for one in told
            ):
                found[key] = {"segments": told[0]["segments"], "others": told[0]["others"]}
                self.kept_groups.add(key)
        return found

    def _sizes_told(self) -> dict[str, list[Told]]:
        """{group: what each closed report told of it, the newest first}."""
        found: dict[str, list[Told]] = {}
        for group in (one for document in self.closed_before for one in document["groups"]):
            found.setdefault(group["key"], []).append(group)
        return found

    def following(self, question: Question, group: str, told: Sequence[Told], new: Told) -> Told:
        """{row: cut} that may be shown after those `told`, all of an earlier report where its group is."""
        _ = self.sizes
        if group in self.kept_groups:
            return next(iter(told), {})
        found = {}
        for row in {row for cuts in (new, *told) for row in cuts}:
            before, now = [cuts[row] for cuts in told if row in cuts], new.get(row)
            may = now is not None and all(may_cut(question.kind, one, now, self.k) for one in before)
            if may or before:
                found[row] = now if may else before[0]
        return found

    @property
    def words_wait(self) -> bool:
        """Closing mixes the words of an anonymous survey: told before it, they could be taken away from those
        told after it, and what is left is of the last few."""
        return self.survey.is_anonymous and not self.closed

    def words_tell(self, question: Question, of: int) -> bool:
        """Whether, after those told before, so many words would tell those of a few people."""
        last = self.told_words.get(question.key)
        new = of - last["of"] if last else 0
        return self.survey.is_anonymous and new != 0 and not enough(question, new, self.k)

    @cached_property
    def before(self) -> dict[str, Told]:
        """What the last report shows of each question."""
        return _shown_in(self.previous)

    @cached_property
    def before_closed(self) -> list[dict[str, Told]]:
        """What each closed report shows of each question, the newest first."""
        return [_shown_in(one) for one in self.closed_before]


def _shown_in(told: Told | None) -> dict[str, Told]:
    questions = (told or {}).get("questions", [])
    return {question["key"]: question for question in questions if question["state"] == "shown"}


def _sizes(sizes: Breakdown) -> Told:
    return {"segments": [[s, n] for s, n in sizes.shown.items()], "others": sizes.in_others}
