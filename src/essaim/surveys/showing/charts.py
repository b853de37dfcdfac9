"""The figures of one question as a drawing, which holds the same content as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import pgettext

from essaim.core.charts import Bar, Chart, Graded, Point, Range, Spread, bars, intervals, points, scale
from essaim.core.words import counted
from essaim.engines.tallies import wilson

from ..grades import GRADES
from ..kinds import Kind
from ..sentences.findings import Speaker, named, percent, tenths, what_changed
from . import tables

Question = Mapping[str, Any]
Change = Mapping[str, Any]
MARKS = (1, 5)
MIDDLE = 3
MOST_STATEMENTS = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and the sort of drawing it is: "bars", "scale", "points" or "intervals"."""

    sort: str
    chart: Chart


def drawn(speak: Speaker, question: Question, title: str) -> Drawn | None:
    """None for what is better said as a table or in words."""
    make = OF_KIND.get(question["kind"])
    return make(speak, question, title) if make else None


def compared(speak: Speaker, key: str, changes: list[Change], series: tuple[str, str]) -> Drawn | None:
    """Means of two surveys side by side, where there are any; `series` names the two."""
    means = [one for one in changes if one["measure"] in ("mean", "satisfaction")]
    if not means:
        return None
    rows = [
        Spread(
            what_changed(speak, key, one["row"]),
            (_at(one["before"]), _at(one["after"])),
            tables.between(one, sign=True),
        )
        for one in means
    ]
    low, high = (0, len(GRADES) - 1) if speak.questions[key]["kind"] == Kind.GRADES else MARKS
    chart = intervals(
        pgettext("surveys", "Since the survey before"),
        rows,
        series,
        low=low,
        high=high,
        ticks=tuple((mark, str(mark)) for mark in (low, MIDDLE, high)),
        head=("", *series, pgettext("surveys", "Difference")),
    )
    return Drawn("intervals", chart)


def _at(value: float) -> Range:
    return Range(value, value, value, tenths(value), tenths(value))


def _choices(speak: Speaker, question: Question, title: str) -> Drawn:
    of = question["of"]
    told = [(named(question["choices"], key, speak.default), n) for key, n in question["values"]]
    most = max((n for _, n in told), default=0)
    rows = [_bar(name, n, of, first=n == most > 0) for name, n in told]
    if question.get("others"):
        rows.append(_bar(tables.others(), question["others"], of, others=True))
    return _bars(title, rows, tables.answer())


def _consent(speak: Speaker, question: Question, title: str) -> Drawn:
    ((_, n),) = question["values"]
    return _bars(title, [_bar(pgettext("surveys", "Agree"), n, question["of"])], tables.answer())


def _recommend(speak: Speaker, question: Question, title: str) -> Drawn:
    rows = [_bar(str(value), n, question["of"]) for value, n in question["values"]]
    return _bars(title, rows, pgettext("surveys", "Mark"))


def _bars(title: str, rows: list[Bar], first: str) -> Drawn:
    note = pgettext("surveys", "The line shows between which values the share lies, 19 times in 20.")
    return Drawn("bars", bars(title, rows, head=(first, tables.share(), tables.people()), note=note))


def _bar(label: str, n: int, of: int, *, first: bool = False, others: bool = False) -> Bar:
    kind: Literal["", "first", "others"] = "first" if first else "others" if others else ""
    if not of:
        return Bar(label, 0, tables.NOTHING, kind=kind, more=(counted(n),))
    around = wilson(n, of)
    return Bar(label, n / of, percent(n / of), around.low, around.high, kind, (counted(n),))


def _scale(speak: Speaker, question: Question, title: str) -> Drawn:
    grades = [tables.mark(speak, question, value) for value, _ in question["values"]]
    row = Graded("", [n for _, n in question["values"]], question["none"])
    return Drawn("scale", scale(title, [row], grades))


def _statements(speak: Speaker, question: Question, title: str) -> Drawn | None:
    """Those most voted on: the others are in the lists."""
    ways = (pgettext("surveys", "Disagree"), pgettext("surveys", "Pass"), pgettext("surveys", "Agree"))
    most = sorted(question["rows"], key=lambda row: -row["of"])[:MOST_STATEMENTS]
    rows = [
        Graded(speak.row(question["key"], row["key"]), (row["disagree"], row["passed"], row["agree"]))
        for row in most
    ]
    note = pgettext("surveys", "The numbers are percentages of those who voted.")
    return Drawn("scale", scale(title, rows, ways, note=note)) if rows else None


def _grades(speak: Speaker, question: Question, title: str) -> Drawn | None:
    rows = [
        Graded(speak.row(question["key"], row["key"]), [n for _, n in row["values"]])
        for row in question["rows"]
    ]
    return Drawn("scale", scale(title, rows, [str(word) for word in GRADES])) if rows else None


def _ranking(speak: Speaker, question: Question, title: str) -> Drawn | None:
    """The nearer to the first place on average, the longer."""
    ranks = question["ranks"]
    rows = [
        Bar(
            named(question["choices"], one["key"], speak.default),
            (len(ranks) + 1 - one["average"]) / len(ranks),
            tenths(one["average"]),
            more=(counted(one["first"]), counted(one["named"])),
        )
        for one in ranks
    ]
    note = pgettext(
        "surveys", "The number is the average place: the nearer to the first, the longer the bar."
    )
    return Drawn("bars", bars(title, rows, head=tables.ranking_head(), note=note)) if rows else None


def _needs(speak: Speaker, question: Question, title: str) -> Drawn | None:
    told = [row for row in question["rows"] if row["quadrant"]]
    means = {
        row["key"]: [row[name]["mean"]["value"] for name in ("importance", "satisfaction")] for row in told
    }
    items = [
        Point(speak.row(question["key"], key), works, matters, (tenths(matters), tenths(works)))
        for key, (matters, works) in means.items()
    ]
    low, high = MARKS
    chart = points(
        title,
        items,
        low=low,
        high=high,
        middle=MIDDLE,
        across=tables.satisfaction(),
        upwards=tables.importance(),
        corners={
            "top-left": pgettext("surveys", "To deal with first"),
            "top-right": pgettext("surveys", "To keep"),
            "bottom-left": pgettext("surveys", "To watch"),
            "bottom-right": pgettext("surveys", "Well enough"),
        },
        head=(tables.need(), tables.importance(), tables.satisfaction()),
    )
    return Drawn("points", chart) if items else None


def _points(speak: Speaker, question: Question, title: str) -> Drawn:
    total = sum(row["points"] for row in question["rows"])
    rows = [
        Bar(
            speak.row(question["key"], row["key"]),
            row["points"] / total if total else 0,
            counted(row["points"]),
            more=(counted(row["people"]),),
        )
        for row in question["rows"]
    ]
    head = (tables.proposal(), pgettext("surveys", "Points"), tables.people())
    return Drawn("bars", bars(title, rows, head=head))


def _slots(speak: Speaker, question: Question, title: str) -> Drawn:
    of = question["of"]
    rows = [
        Bar(name, can / of if of else 0, counted(can), more=(counted(prefer),))
        for name, can, prefer in tables.slots(question)
    ]
    note = pgettext("surveys", "How many people can come then, those who prefer it included.")
    return Drawn("bars", bars(title, rows, head=tables.slots_head(), note=note))


OF_KIND: dict[str, Callable[[Speaker, Question, str], Drawn | None]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.CONSENT: _consent,
    Kind.SCALE: _scale,
    Kind.NEEDS: _needs,
    Kind.GRADES: _grades,
    Kind.POINTS: _points,
    Kind.RANKING: _ranking,
    Kind.RECOMMEND: _recommend,
    Kind.AVAILABILITY: _slots,
    Kind.STATEMENTS: _statements,
}
