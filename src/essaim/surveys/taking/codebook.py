"""What the other tables mean: the promise, the questions with their keys, and what was mended on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import pgettext

from ..models import Correction, Question, Survey
from ..words import said
from .cells import Line, sure


def head() -> list[str]:
    return [
        pgettext("surveys", "key"),
        pgettext("surveys", "kind"),
        pgettext("surveys", "what it is"),
        pgettext("surveys", "words"),
    ]


def lines(survey: Survey, default: str = "") -> Iterator[Line]:
    for line in _all(survey, default):
        yield sure(line)


def _all(survey: Survey, default: str) -> Iterator[Line]:
    yield ["", "", pgettext("surveys", "survey"), said(survey.titles, default)]
    yield ["", "", pgettext("surveys", "version"), str(survey.version)]
    yield ["", "", pgettext("surveys", "promise"), promise(survey)]
    mended: dict[int, list[Correction]] = {}
    for one in Correction.objects.filter(question__survey=survey).order_by("pk"):
        mended.setdefault(one.question_id, []).append(one)
    for question in survey.questions.all():
        yield from _question(question, default)
        for one in mended.get(question.pk, ()):
            for place, before in one.before.items():
                words = f"{_plain(before)} → {_plain(one.after.get(place))}"
                yield [question.key, question.kind, pgettext("surveys", "mended wording"), words]


def _question(question: Question, default: str) -> Iterator[Line]:
    def line(what: str, words: str) -> Line:
        return [question.key, question.kind, what, words]

    yield line(pgettext("surveys", "question"), said(question.texts, default))
    for one in question.choices:
        yield line(pgettext("surveys", "choice %s") % one["key"], said(one["texts"], default))
    if question.choices and question.takes_words:
        yield line(pgettext("surveys", "choice %s") % "other", pgettext("surveys", "Something else"))
    for one in question.rows:
        yield line(pgettext("surveys", "row %s") % one["key"], said(one["texts"], default))
    for at, words in enumerate(said(question.options.get("ends", {}), default) or ()):
        yield line(pgettext("surveys", "end %s") % (1, 5)[min(at, 1)], words)
    if question.groups:
        yield line(pgettext("surveys", "breaks the others down"), pgettext("surveys", "yes"))
    if question.condition:
        yield line(pgettext("surveys", "asked on a condition"), str(question.condition.get("question", "")))


def _plain(told: Any) -> str:
    if isinstance(told, Mapping):
        return " / ".join(_plain(each) for each in told.values())
    if isinstance(told, list):
        return ", ".join(_plain(each) for each in told)
    return "" if told is None else str(told)


def promise(survey: Survey) -> str:
    """What the files hold, and why nothing more."""
    if survey.mode == Survey.Mode.NAMED:
        return pgettext("surveys", "By name: a line for each person who answered.")
    return pgettext(
        "surveys",
        "Counts only, as in the report: no group below %(k)s people, nor the next that would give it away. "
        "Answers of one person are never side by side, since a few known ones would tell the rest. "
        "Open answers are apart and shuffled.",
    ) % {"k": survey.threshold}
