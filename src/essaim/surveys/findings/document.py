"""The whole document of a report, from what was counted and from the report before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from essaim.engines.tallies import Breakdown, Counter, Tally, may_refresh

from ..kinds import OPEN, OTHER, Kind
from ..models import Question, Survey
from .comparing import Pairs, compared
from .cuts import Cuts, may_come_after
from .figures import figures, of_row
from .found import findings_in, standing_out
from .opens import Sorted, enough, themes, words_of
from .shapes import BY_ROW, CHARTS
from .statements import bridges, in_lists

Told = dict[str, Any]


@dataclass
class Counted:
    """What a report is made from. `previous`, `last_closed` and `earlier` are documents: the last one, the
    last that was made closed (breakdowns are in no other), and that of `after`. `told_words`: of each
    question, the words that a closed report told last, as it told them.

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
    last_closed: Told | None = None
    told_words: Mapping[str, Told] = field(default_factory=dict)
    earlier: Told | None = None
    pairs: Pairs = field(default_factory=dict)
    statements: Mapping[str, list[Told]] = field(default_factory=dict)
    votes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    opens: Mapping[str, tuple[list[Sorted], int, int]] = field(default_factory=dict)
    slots: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    kept_groups: set[str] = field(default_factory=set)

    @property
    def k(self) -> int:
        return self.survey.threshold

    @cached_property
    def cuts(self) -> Cuts:
        return Cuts(self.counter, self.questions, self.k)

    @property
    def reported(self) -> bool:
        """Whether breakdowns were shown before: the survey was closed, opened again, and is closed again."""
        return bool(self.last_closed)

    @cached_property
    def sizes(self) -> dict[str, Told]:
        """{group: its segments that are shown}: those of an earlier report where new ones tell who came."""
        found = {key: _sizes(sizes) for key, sizes in self.cuts.sizes.items()}
        for group in (self.last_closed or {}).get("groups", []):
            last = {"segments": group["segments"], "others": group["others"]}
            new = found.get(group["key"])
            if new is None or not may_come_after(
                last["segments"], last["others"], new["segments"], new["others"], self.k
            ):
                found[group["key"]] = last
                self.kept_groups.add(group["key"])
        return found

    def following(self, group: str, last: Told, new: Told) -> Told:
        """{row: cut} that may be shown after `last`, all of an earlier report where its group is."""
        _ = self.sizes
        if group in self.kept_groups:
            return last
        return {row: _following(last.get(row), new.get(row), self.k) or last[row] for row in {**new, **last}}

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
    def before_closed(self) -> dict[str, Told]:
        """What the last closed report shows of each question."""
        return _shown_in(self.last_closed)


def _shown_in(told: Told | None) -> dict[str, Told]:
    questions = (told or {}).get("questions", [])
    return {question["key"]: question for question in questions if question["state"] == "shown"}


def document(counted: Counted) -> Told:
    """Everything that may be shown."""
    questions = [_question(one, counted) for one in counted.questions if one.kind in CHARTS]
    told: Told = {
        "threshold": counted.k,
        "sheets": counted.counter.sheets,
        "asked": counted.asked,
        "closed": counted.closed,
        "groups": _groups(counted) if counted.closed else [],
        "questions": questions,
        "changes": {},
    }
    if counted.earlier and counted.closed:
        told["changes"] = compared(counted.earlier, told, counted.pairs)
    return summed_up(told)


def summed_up(told: Told) -> Told:
    """The document with its findings and those that stand out, made from its questions."""
    found = findings_in(told["questions"], told["changes"])
    return {**told, "findings": found, "first": standing_out(found)}


def _groups(counted: Counted) -> list[Told]:
    return [
        {"key": group.key, "texts": group.texts, "choices": group.choices, **counted.sizes[group.key]}
        for group in counted.cuts.groups
        if counted.sizes.get(group.key, {}).get("segments")
    ]


def _sizes(sizes: Breakdown) -> Told:
    return {"segments": [[s, n] for s, n in sizes.shown.items()], "others": sizes.in_others}


def _question(question: Question, counted: Counted) -> Told:
    """What is asked, and what may be told of it."""
    asked = {
        "key": question.key,
        "kind": question.kind,
        "texts": question.texts,
        "choices": question.choices,
        "ends": question.options.get("ends", {}),
        "chart": CHARTS[Kind(question.kind)],
    }
    if question.kind in OPEN:
        return {**asked, **_open(question, counted)}
    state = _state(question, counted)
    if state != "shown":
        return {**asked, "state": state}
    if question.kind in BY_ROW:
        return {**asked, "state": state, **_rowed(question, counted)}
    if question in counted.cuts.groups:
        sizes = counted.sizes[question.key]
        of = sizes["others"] + sum(n for _, n in sizes["segments"])
        told = {**asked, "state": state, "of": of, "values": sizes["segments"], **sizes}
    else:
        told = {**asked, "state": state, **_plain(question, counted)}
    words = _beside(question, counted, stale="as_of" in told)
    return {**told, "words": words} if words else told


def _state(question: Question, counted: Counted) -> str:
    cuts = counted.cuts
    if question in cuts.groups:
        return ("shown" if question.key in cuts.sizes else "few") if counted.closed else "closing"
    if question.key in cuts.untold or (
        question.condition.get("question") in _keys(cuts) and not counted.closed
    ):
        return "hidden" if counted.closed else "closing"
    return "shown" if counted.counter.tally(question.key).answered >= counted.k else "few"


def _keys(cuts: Cuts) -> set[str]:
    return {group.key for group in cuts.groups}


def _plain(question: Question, counted: Counted) -> Told:
    tally = counted.counter.tally(question.key)
    last = counted.before.get(question.key)
    stale = last is not None and not _may_follow(last["of"], tally.answered, counted.k)
    told = _kept(last, counted) if stale and last else figures(question, tally)
    for slot in told.get("slots", []):
        slot["slot"] = counted.slots.get(slot["key"])
    return {**told, "by": _by(question, counted, frozenset({""} if stale else ()))}


def _rowed(question: Question, counted: Counted) -> Told:
    """Rows with enough answers, best first by what their kind says; `few` names the others."""
    whole = counted.counter.tally(question.key)
    named = counted.statements.get(question.key, []) if question.kind == Kind.STATEMENTS else question.rows
    tallies = {row["key"]: whole.row(row["key"]) for row in named}
    rows, stale = (_voted if question.kind == Kind.STATEMENTS else _followed)(question, tallies, counted)
    few = [key for key in tallies if key not in {row["key"] for row in rows}]
    by = _by(question, counted, stale)
    by = {group: {key: cut for key, cut in cuts.items() if key in tallies} for group, cuts in by.items()}
    told = {"of": whole.answered, "named": named, "rows": ordered(question.kind, rows), "few": few, "by": by}
    return {**told, **_opinions(told, counted.k)} if question.kind == Kind.STATEMENTS else told


def _followed(
    question: Question, tallies: Mapping[str, Tally], counted: Counted
) -> tuple[list[Told], frozenset[str]]:
    """The rows to tell, and the keys of those that stay as an earlier report told them."""
    last = {row["key"]: row for row in counted.before.get(question.key, {}).get("rows", [])}
    stale = frozenset(
        key
        for key, tally in tallies.items()
        if key in last and not _may_follow(last[key]["of"], tally.answered, counted.k)
    )
    rows = [
        last[key] if key in stale else {"key": key, **of_row(question.kind, tally)}
        for key, tally in tallies.items()
        if key in stale or tally.answered >= counted.k
    ]
    return rows, stale


def _voted(
    question: Question, tallies: Mapping[str, Tally], counted: Counted
) -> tuple[list[Told], frozenset[str]]:
    """The same of statements, which pages tell as well: what they told counts like a report."""
    votes = {
        key: dict(zip((1, -1, 0), counted.votes[key], strict=True)) for key in tallies if key in counted.votes
    }
    rows = [
        {"key": key, **of_row(question.kind, Tally(sum(one.values()), one))} for key, one in votes.items()
    ]
    stale = (
        key
        for key, one in votes.items()
        if any(tallies[key].counts.get(vote, 0) != n for vote, n in one.items())
    )
    return rows, frozenset(stale)


def _opinions(told: Told, k: int) -> Told:
    found = {group: bridges(cuts, k=k) for group, cuts in told["by"].items()}
    return {"lists": in_lists(told["rows"], told["few"], voters=told["of"]), "bridges": found}


def ordered(kind: str, rows: list[Told]) -> list[Told]:
    """The widest gap, the best grade, the most points first; statements as they are."""
    match kind:
        case Kind.NEEDS:
            return sorted(rows, key=lambda row: -row["gap"]["value"] if row["quadrant"] else 9)
        case Kind.GRADES:
            return sorted(
                rows, key=lambda row: (-(row["median"] or 0), -(row["mean"] or {"value": 0})["value"])
            )
        case Kind.POINTS:
            return sorted(rows, key=lambda row: (-row["points"], -row["people"]))
        case _:
            return rows


def _by(question: Question, counted: Counted, stale: frozenset[str]) -> Told:
    """The breakdowns of a question; those of an earlier report stay where new ones would tell."""
    if not counted.closed:
        return {}
    told = counted.cuts.of(question, stale=stale)
    last = counted.before_closed.get(question.key, {}).get("by", {})
    if question.condition and counted.reported:
        return dict(last)
    for group in {*told, *last} & {group.key for group in counted.cuts.groups}:
        told[group] = counted.following(group, last.get(group, {}), told.get(group, {}))
    return {group: cuts for group, cuts in told.items() if cuts}


def _open(question: Question, counted: Counted) -> Told:
    if counted.words_wait:
        return {"state": "closing"}
    found, of, newest = counted.opens.get(question.key, ([], 0, 0))
    if counted.words_tell(question, of):
        return {"state": "few"}
    if question.key in counted.cuts.untold or not enough(question, of, counted.k):
        return {"state": "few"}
    return {"state": "shown", "newest": newest, **themes(found, of), "by": {}}


def _beside(question: Question, counted: Counted, *, stale: bool) -> Told | None:
    """What people wrote instead of a choice. It moves with the figures of its question only, since both are
    of the same people. Of a group, it shows only where those who wrote are a segment that is shown: their
    number would tell how large it is at least."""
    if not question.takes_words:
        return None
    found, of, newest = counted.opens.get(question.key, ([], 0, 0))
    kept = question.key in counted.kept_groups or stale
    if counted.survey.is_anonymous:
        if counted.words_wait or kept or counted.words_tell(question, of):
            return None
    elif kept or not counted.whole:
        before = counted.before.get(question.key) or counted.before_closed.get(question.key)
        return words_of(before) if before else None
    if question in counted.cuts.groups and OTHER not in dict(counted.sizes[question.key]["segments"]):
        return None
    return {"newest": newest, **themes(found, of)} if enough(question, of, counted.k) else None


def _following(last: Told | None, new: Told | None, k: int) -> Told | None:
    if last is None or new is None:
        return new
    counts, now = ([[segment, each["of"]] for segment, each in cut["shown"]] for cut in (last, new))
    return new if may_come_after(counts, last["others"], now, new["others"], k) else None


def _kept(last: Told, counted: Counted) -> Told:
    """The figures of the last report, with how many sheets that one stood on."""
    left = {"by", "words", "texts", "choices", "ends", "state", "key", "kind", "chart"}
    as_of = last.get("as_of") or (counted.previous or {}).get("sheets")
    return {**{name: value for name, value in last.items() if name not in left}, "as_of": as_of}


def _may_follow(shown: int, now: int, k: int) -> bool:
    return now == shown or may_refresh(shown, now, k=k)
