"""A document of findings as slides: who answered, what stands out, a chart or two; nothing the page hides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import npgettext, pgettext

from essaim.core.slides import Bars, Item, Points, Series
from essaim.core.words import counted, day_words, listed

from ..kinds import OPEN, Kind
from ..models import Report, Survey
from ..sentences.findings import Speaker, named
from ..words import said
from . import tables
from .page import first_sentences

Question = Mapping[str, Any]
MOST_BARS = 8
MOST_NEEDS = 6
MOST_CHARTS = 2
BEST_MARK = 5
IN_SHARES = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE)


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its survey and whoever says its findings."""

    survey: Survey
    document: Mapping[str, Any]
    speak: Speaker

    @classmethod
    def of(cls, report: Report, default: str) -> Told:
        return cls(report.survey, report.findings, Speaker.of(report.findings, default))

    @property
    def title(self) -> str:
        return said(self.survey.titles, self.speak.default)

    @property
    def source(self) -> str:
        """Where the figures come from, for the notes."""
        told = {"title": self.title, "answered": answered(self.document), "hidden": hidden(self.document)}
        return pgettext("surveys", "From the findings of “%(title)s”. %(answered)s %(hidden)s") % told


def answered(document: Mapping[str, Any]) -> str:
    """ "96 people of 138 answered.", as the page of the report says it."""
    n, asked = document["sheets"], document["asked"]
    told = {"answered": counted(n), "asked": counted(asked or 0)}
    if asked and asked >= n:
        words = npgettext(
            "surveys",
            "%(answered)s person of %(asked)s answered.",
            "%(answered)s people of %(asked)s answered.",
            n,
        )
    else:
        words = npgettext("surveys", "%(answered)s person answered.", "%(answered)s people answered.", n)
    return words % told


def hidden(document: Mapping[str, Any]) -> str:
    return pgettext("surveys", "Groups of fewer than %(k)s are not shown.") % {"k": document["threshold"]}


def who_answered(told: Told) -> Points:
    """Counts alone: how many of how many, and the groups that are shown."""
    items = [Item(told.title, _when(told.survey)), Item(hidden(told.document))]
    items += [_group(group, told.speak.default) for group in told.document["groups"]]
    return Points(pgettext("surveys", "Who answered"), items, sentence=answered(told.document))


def _when(survey: Survey) -> str:
    if survey.is_closed:
        return pgettext("surveys", "Closed on %(day)s") % {"day": day_words(survey.closing.created_at)}
    return pgettext("surveys", "Still open: more answers may come")


def _group(group: Question, default: str) -> Item:
    segments = [(named(group["choices"], key, default), n) for key, n in group["segments"]]
    segments += [(tables.others(), group["others"])] if group["others"] else []
    return Item(said(group["texts"], default), listed(f"{name} {counted(n)}" for name, n in segments))


def standing_out(told: Told) -> Points:
    """The findings that the page of the report shows first."""
    items = [Item(sentence) for sentence, _ in first_sentences(told.document, told.speak)]
    return Points(pgettext("surveys", "What stands out"), items, notes=told.source)


def charts(told: Told) -> list[Bars]:
    """The needs, then the themes of people's own words, then the choices that stand out: two at most."""
    shown = [one for one in told.document["questions"] if one["state"] == "shown"]
    made = (make(told, one) for make, ones in _wanted(told, shown) for one in ones)
    return [bars for bars in made if bars][:MOST_CHARTS]


Make = Callable[[Told, Question], Bars | None]


def _wanted(told: Told, shown: list[Question]) -> Iterable[tuple[Make, list[Question]]]:
    groups = {group["key"] for group in told.document["groups"]}
    first = {one["question"] for one in told.document["findings"] if one["key"] in told.document["first"]}
    words = sorted((one for one in shown if one["kind"] in OPEN), key=lambda one: -one["of"])
    choices = [one for one in shown if one["kind"] in IN_SHARES and one["key"] not in groups]
    yield _needs, [one for one in shown if one["kind"] == Kind.NEEDS][:1]
    yield _themes, words[:1]
    yield _shares, sorted(choices, key=lambda one: one["key"] not in first)


def _bars(told: Told, question: Question, names: list[str], series: list[Series], **more: Any) -> Bars:
    findings = [one for one in told.document["findings"] if one["question"] == question["key"]]
    sentences = [told.speak.sentence(one) for one in findings if one["code"] != "change"]
    return Bars(
        said(question["texts"], told.speak.default),
        names,
        series,
        sentence=sentences[0] if sentences else "",
        notes=told.source,
        **more,
    )


def _needs(told: Told, question: Question) -> Bars | None:
    rows = [row for row in question["rows"] if row["quadrant"]][:MOST_NEEDS]
    names = [told.speak.row(question["key"], row["key"]) for row in rows]
    sides = (("importance", tables.importance()), ("satisfaction", tables.satisfaction()))
    series = [Series(name, [round(row[side]["mean"]["value"], 1) for row in rows]) for side, name in sides]
    return _bars(told, question, names, series, most=BEST_MARK, number="0.0") if rows else None


def _themes(told: Told, question: Question) -> Bars | None:
    themes = question["themes"][:MOST_BARS]
    if not themes:
        return None
    counts = [theme["count"] for theme in themes]
    series = [Series(pgettext("surveys", "Answers"), counts)]
    return _bars(told, question, [theme["name"] for theme in themes], series, most=max(counts))


def _shares(told: Told, question: Question) -> Bars | None:
    of = question["of"]
    rows = [(_choice(told, question, key), n) for key, n in question["values"]]
    if question["kind"] != Kind.SCALE:
        rows.sort(key=lambda row: -row[1])
    if not of or not rows:
        return None
    series = [Series(tables.share(), [round(100 * n / of) for _, n in rows[:MOST_BARS]])]
    names = [name for name, _ in rows[:MOST_BARS]]
    return _bars(told, question, names, series, most=100, number=pgettext("surveys", '0"%"'))


def _choice(told: Told, question: Question, key: Any) -> str:
    if question["kind"] == Kind.SCALE:
        return tables.mark(told.speak, question, key)
    return named(question["choices"], key, told.speak.default)
