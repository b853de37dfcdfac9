"""The figures of one question as a table: [name, cell, …] rows under a head, everything said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext

from essaim.core.words import counted, slot_words

from ..grades import GRADES
from ..kinds import Kind
from ..sentences.findings import Speaker, named, percent, tenths
from ..words import said

Question = Mapping[str, Any]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    head: list[str]
    rows: list[list[str]] = field(default_factory=list)


def table(speak: Speaker, question: Question) -> Table | None:
    """None for what is better said otherwise."""
    make = OF_KIND.get(question["kind"])
    return make(speak, question) if make else None


def _choices(speak: Speaker, question: Question) -> Table:
    of = question["of"]
    rows = [
        [named(question["choices"], key, speak.default), counted(n), part(n, of)]
        for key, n in question["values"]
    ]
    return Table([answer(), people(), share()], rows + _others(question))


def _others(question: Question) -> list[list[str]]:
    """The segments of a group that are not told apart."""
    n = question.get("others", 0)
    return [[others(), counted(n), part(n, question["of"])]] if n else []


def _consent(speak: Speaker, question: Question) -> Table:
    ((_, n),) = question["values"]
    row = [pgettext("surveys", "Agree"), counted(n), part(n, question["of"])]
    return Table([answer(), people(), share()], [row])


def _scale(speak: Speaker, question: Question) -> Table:
    of = question["of"]
    rows = [[mark(speak, question, value), counted(n), part(n, of)] for value, n in question["values"]]
    if question["none"]:
        none = question["none"]
        rows.append([pgettext("surveys", "No opinion"), counted(none), part(none, of)])
    return Table([answer(), people(), share()], rows)


def mark(speak: Speaker, question: Question, value: int) -> str:
    """A mark from 1 to 5, with the words of the two ends where there are some."""
    ends = ends_of(speak, question)
    words = {1: ends[0], 5: ends[1]}.get(value, "")
    return f"{value} · {words}" if words else str(value)


def ends_of(speak: Speaker, question: Question) -> tuple[str, str]:
    """What 1 and 5 mean, "" where nobody said."""
    low, high = (
        {code: pair[at] for code, pair in question["ends"].items() if len(pair) > 1} for at in (0, 1)
    )
    return said(low, speak.default), said(high, speak.default)


def _needs(speak: Speaker, question: Question) -> Table:
    rows = [
        [
            speak.row(question["key"], row["key"]),
            tenths(row["importance"]["mean"]["value"]),
            tenths(row["satisfaction"]["mean"]["value"]),
            between(row["gap"], sign=True),
            counted(row["of"]),
        ]
        for row in question["rows"]
        if row["quadrant"]
    ]
    return Table([need(), importance(), satisfaction(), pgettext("surveys", "Gap"), people()], rows)


def between(one: Mapping[str, float], *, sign: bool = False) -> str:
    """ "+1,8 (+1,5 à +2,1)"."""
    told = {name: tenths(one[name], sign=sign) for name in ("value", "low", "high")}
    return pgettext("surveys", "%(value)s (%(low)s to %(high)s)") % told


def _grades(speak: Speaker, question: Question) -> Table:
    rows = [
        [
            speak.row(question["key"], row["key"]),
            grade(row["median"]),
            tenths(row["mean"]["value"]) if row["mean"] else NOTHING,
            counted(row["of"]),
        ]
        for row in question["rows"]
    ]
    return Table([proposal(), pgettext("surveys", "Middle grade"), average(), people()], rows)


def grade(median: int | None) -> str:
    return NOTHING if median is None else str(GRADES[median])


def _points(speak: Speaker, question: Question) -> Table:
    rows = [
        [speak.row(question["key"], row["key"]), counted(row["points"]), counted(row["people"])]
        for row in question["rows"]
    ]
    return Table([proposal(), pgettext("surveys", "Points"), people()], rows)


def _recommend(speak: Speaker, question: Question) -> Table:
    rows = [[str(value), counted(n), part(n, question["of"])] for value, n in question["values"]]
    return Table([pgettext("surveys", "Mark"), people(), share()], rows)


def _ranking(speak: Speaker, question: Question) -> Table:
    rows = [
        [
            named(question["choices"], one["key"], speak.default),
            tenths(one["average"]),
            counted(one["first"]),
            counted(one["named"]),
        ]
        for one in question["ranks"]
    ]
    return Table(ranking_head(), rows)


def ranking_head() -> list[str]:
    words = (
        proposal(),
        pgettext("surveys", "Average place"),
        pgettext("surveys", "First"),
        pgettext("surveys", "Ranked"),
    )
    return list(words)


def _slots(speak: Speaker, question: Question) -> Table:
    rows = [[name, counted(can), counted(prefer)] for name, can, prefer in slots(question)]
    return Table(slots_head(), rows)


def slots(question: Question) -> list[tuple[str, int, int]]:
    """(its name, who can come then, of whom prefer it), in the order of the week."""
    return [
        (
            slot_words(one["slot"]) if one["slot"] else str(one["key"]),
            one["possible"] + one["preferred"],
            one["preferred"],
        )
        for one in in_week(question["slots"])
    ]


def in_week(told: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """From Monday on; those that are gone since come last."""
    return sorted(told, key=lambda one: one.get("slot") or [7])


def slots_head() -> list[str]:
    words = (
        pgettext("surveys", "Slot"),
        pgettext("surveys", "Possible"),
        pgettext("surveys", "Of whom prefer it"),
    )
    return list(words)


def _statements(speak: Speaker, question: Question) -> Table:
    rows = [
        [speak.row(question["key"], row["key"]), *_counts(row, "agree", "disagree", "passed")]
        for row in question["rows"]
    ]
    ways = [pgettext("surveys", "Agree"), pgettext("surveys", "Disagree"), pgettext("surveys", "Pass")]
    return Table([pgettext("surveys", "Statement"), *ways], rows)


def _counts(row: Mapping[str, int], *names: str) -> list[str]:
    return [counted(row[name]) for name in names]


def part(n: int, of: int) -> str:
    return percent(n / of) if of else NOTHING


def answer() -> str:
    return pgettext("surveys", "Answer given")


def people() -> str:
    return pgettext("surveys", "People")


def share() -> str:
    return pgettext("surveys", "Share")


def need() -> str:
    return pgettext("surveys", "Need")


def importance() -> str:
    return pgettext("surveys", "Importance")


def satisfaction() -> str:
    return pgettext("surveys", "Satisfaction")


def proposal() -> str:
    return pgettext("surveys", "Proposal")


def average() -> str:
    return pgettext("surveys", "Average")


def others() -> str:
    return pgettext("surveys", "Small groups together")


OF_KIND: dict[str, Callable[[Speaker, Question], Table]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.CONSENT: _consent,
    Kind.SCALE: _scale,
    Kind.NEEDS: _needs,
    Kind.GRADES: _grades,
    Kind.POINTS: _points,
    Kind.RECOMMEND: _recommend,
    Kind.RANKING: _ranking,
    Kind.AVAILABILITY: _slots,
    Kind.STATEMENTS: _statements,
}
