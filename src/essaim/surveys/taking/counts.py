"""The counts of a report as lines, everything said in words: nothing is read but the report's document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import pgettext

from essaim.core.words import slot_words

from ..kinds import Kind
from ..sentences.findings import Speaker, named
from ..showing.tables import in_week
from ..words import said
from .cells import Line, sure

Told = Mapping[str, Any]


def head() -> list[str]:
    return [
        pgettext("surveys", "key"),
        pgettext("surveys", "question"),
        pgettext("surveys", "row"),
        pgettext("surveys", "broken down by"),
        pgettext("surveys", "group"),
        pgettext("surveys", "answer"),
        pgettext("surveys", "number"),
    ]


def lines(document: Told, default: str = "") -> Iterator[Line]:
    """One line for each count that the report shows; `document` is `Report.findings`."""
    speak = Speaker.of(document, default)
    groups = {group["key"]: group for group in document["groups"]}
    for question in document["questions"]:
        if question["state"] != "shown":
            continue
        place = [question["key"], said(question["texts"], default)]
        for line in _of_all(speak, question):
            yield sure([*place, line[0], "", "", *line[1:]])
        for key, cuts in question.get("by", {}).items():
            if key in groups:
                for line in _by(speak, question, groups[key], cuts, default):
                    yield sure([*place, *line])


def _of_all(speak: Speaker, question: Told) -> Iterator[Line]:
    """[row, answer, number] of everybody."""
    if "rows" in question:
        for row in question["rows"]:
            for line in figures(speak, question, row):
                yield [speak.row(question["key"], row["key"]), *line]
        return
    for line in figures(speak, question, question):
        yield ["", *line]
    if question.get("others"):
        yield ["", small(), question["others"]]


def _by(speak: Speaker, question: Told, group: Told, cuts: Told, default: str) -> Iterator[Line]:
    """[row, broken down by, group, answer, number] of each segment that is shown."""
    name = said(group["texts"], default)
    for row, cut in cuts.items():
        words = speak.row(question["key"], row) if row else ""
        for segment, told in cut["shown"]:
            for line in figures(speak, question, told):
                yield [words, name, named(group["choices"], segment, default), *line]
        if cut["others"]:
            yield [words, name, small(), answered(), cut["others"]]


def figures(speak: Speaker, question: Told, told: Told) -> Iterator[Line]:
    """[answer, number] of what one figure tells."""
    if "of" in told:
        yield [answered(), told["of"]]
    kind = question["kind"]
    for value, n in told.get("values", ()):
        yield [named(question["choices"], value, speak.default) if kind in NAMED else str(value), n]
    if told.get("none"):
        yield [pgettext("surveys", "No opinion"), told["none"]]
    for way, words in WAYS.items():
        if way in told:
            yield from _way(words(), told[way])
    for one in told.get("ranks", ()):
        choice = named(question["choices"], one["key"], speak.default)
        yield [f"{choice} · {pgettext('surveys', 'first')}", one["first"]]
        yield [f"{choice} · {pgettext('surveys', 'average place')}", one["average"]]
    for one in in_week(told.get("slots", ())):
        for way in ("possible", "preferred"):
            name = slot_words(one["slot"]) if one.get("slot") else one["key"]
            yield [f"{name} · {WAYS[way]()}", one[way]]
    for one in told.get("themes", ()):
        yield [one["name"], one["count"]]
    for one in told.get("words", {}).get("themes", ()):
        yield [f"{named([], 'other')} · {one['name']}", one["count"]]


def _way(words: str, told: Any) -> Iterator[Line]:
    if isinstance(told, int):
        yield [words, told]
    elif isinstance(told, dict) and "values" in told:
        for value, n in told["values"]:
            yield [f"{words} {value}", n]


NAMED = {Kind.SINGLE, Kind.MULTIPLE}
WAYS: dict[str, Callable[[], str]] = {
    "importance": lambda: pgettext("surveys", "Importance"),
    "satisfaction": lambda: pgettext("surveys", "Satisfaction"),
    "points": lambda: pgettext("surveys", "Points"),
    "agree": lambda: pgettext("surveys", "Agree"),
    "disagree": lambda: pgettext("surveys", "Disagree"),
    "passed": lambda: pgettext("surveys", "Pass"),
    "possible": lambda: pgettext("surveys", "Possible"),
    "preferred": lambda: pgettext("surveys", "Preferred"),
}


def answered() -> str:
    return pgettext("surveys", "people who answered")


def small() -> str:
    return pgettext("surveys", "Small groups together")
