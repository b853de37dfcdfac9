"""The whole document of a report, from what was counted and from the report before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from essaim.engines.tallies import Tally

from ..kinds import OPEN, OTHER, Kind
from ..models import Question
from .comparing import compared
from .counted import Counted
from .cuts import Cuts
from .figures import Figures, figures, of_row
from .found import findings_in, standing_out
from .moves import fits, may_move
from .opens import enough, themes, words_of
from .shapes import BY_ROW, CHARTS
from .statements import bridges, in_lists

Told = dict[str, Any]


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
        # Pairs are of the sheets as they are now: only what was never told before is of the same people.
        pairs = {} if counted.reported else counted.pairs
        fresh = {place: both for place, both in pairs.items() if place not in counted.stale}
        told["changes"] = compared(counted.earlier, told, fresh)
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
    told = figures(question, counted.counter.tally(question.key))
    before = counted.told.get(question.key, {}).get("", [])
    stale = bool(before) and not may_move(question.kind, before, told, counted.k)
    if stale:
        told = dict(before[-1])
        counted.stale.add((question.key, ""))
    for slot in told.get("slots", []):
        slot["slot"] = counted.slots.get(slot["key"])
    return {**told, "by": _by(question, counted, {"": told} if stale else {})}


def _rowed(question: Question, counted: Counted) -> Told:
    """Rows with enough answers, best first by what their kind says; `few` names the others."""
    whole = counted.counter.tally(question.key)
    named = counted.statements.get(question.key, []) if question.kind == Kind.STATEMENTS else question.rows
    tallies = {row["key"]: whole.row(row["key"]) for row in named}
    rows, stale = (_voted if question.kind == Kind.STATEMENTS else _followed)(question, tallies, counted)
    few = [key for key in tallies if key not in {row["key"] for row in rows}]
    by = _by(question, counted, {row["key"]: row for row in rows if row["key"] in stale})
    counted.stale |= {(question.key, key) for key in stale}
    by = {group: {key: cut for key, cut in cuts.items() if key in tallies} for group, cuts in by.items()}
    told = {"of": whole.answered, "named": named, "rows": ordered(question.kind, rows), "few": few, "by": by}
    return {**told, **_opinions(told, counted.k)} if question.kind == Kind.STATEMENTS else told


def _followed(
    question: Question, tallies: Mapping[str, Tally], counted: Counted
) -> tuple[list[Told], frozenset[str]]:
    """The rows to tell, and the keys of those that stay as an earlier report told them."""
    before = counted.told.get(question.key, {})
    now = {key: {"key": key, **of_row(question.kind, tally)} for key, tally in tallies.items()}
    stale = frozenset(
        key
        for key, one in now.items()
        if before.get(key) and not may_move(question.kind, before[key], one, counted.k)
    )
    rows = [
        before[key][-1] if key in stale else one
        for key, one in now.items()
        if key in stale or one["of"] >= counted.k
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


def _by(question: Question, counted: Counted, stale: Mapping[str, Figures]) -> Told:
    """The breakdowns of a question; those of an earlier report stay where new ones would tell.

    `stale` are the figures kept from an earlier report, {row, or "": figures}.
    """
    if not counted.closed:
        return {}
    told = counted.cuts.of(question, stale=frozenset(stale))
    before = [shown.get(question.key, {}).get("by", {}) for shown in counted.before_closed]
    if question.condition and counted.reported:
        return dict(before[0])
    for group, new in told.items():
        told[group] = {
            row: cut for row, cut in new.items() if row not in stale or fits(question.kind, cut, stale[row])
        }
    for group in {*told, *(key for by in before for key in by)} & {one.key for one in counted.cuts.groups}:
        last = [by[group] for by in before if group in by]
        told[group] = counted.following(question, group, last, told.get(group, {}))
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
        shown = (one.get(question.key) for one in (counted.before, *counted.before_closed))
        before = next(filter(None, shown), None)
        return words_of(before) if before else None
    if question in counted.cuts.groups and OTHER not in dict(counted.sizes[question.key]["segments"]):
        return None
    return {"newest": newest, **themes(found, of)} if enough(question, of, counted.k) else None
