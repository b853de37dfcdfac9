"""Surveys with a group, and sheets by the dozen, for what a report may show."""

from __future__ import annotations

from typing import Any

from cast import Cast
from essaim.surveys.actions.reports import make_report
from essaim.surveys.kinds import Kind
from essaim.surveys.models import OpenAnswer, Question, Report, Sheet, Survey
from factories.answering import ROOMS, ask, closed, survey_of, texts

SITES = ("lyon", "paris", "lille", "brest")


def by_site(cast: Cast, **fields: Any) -> Survey:
    """A survey by site, with a scale, needs, a recommendation, statements and one open question."""
    survey = survey_of(cast, **fields)
    ask(
        survey,
        "site",
        Kind.SINGLE,
        "Votre site",
        groups=True,
        choices=texts(*((s, s.title()) for s in SITES)),
    )
    ask(survey, "calm", Kind.SCALE, "Vous sentez-vous à votre place ?")
    ask(survey, "needs", Kind.NEEDS, "De quoi avez-vous besoin ?", rows=texts(*ROOMS))
    ask(survey, "nps", Kind.RECOMMEND, "Nous recommanderiez-vous ?")
    ask(survey, "say", Kind.STATEMENTS, "Qu’en pensez-vous ?")
    ask(survey, "ideas", Kind.TEXT, "Une idée ?")
    return survey


def fill(survey: Survey, count: int, **answers: Any) -> list[Sheet]:
    """`count` sheets with the same answers."""
    return Sheet.objects.bulk_create(Sheet(survey=survey, answers=answers) for _ in range(count))


def write(question: Question, *words: str, **fields: Any) -> list[OpenAnswer]:
    return OpenAnswer.objects.bulk_create(
        OpenAnswer(question=question, text=text, **fields) for text in words
    )


def close_and_report(survey: Survey) -> Report | None:
    return make_report(actor=None, survey=closed(survey))


def question_in(report: Report, key: str) -> dict[str, Any]:
    return next(one for one in report.findings["questions"] if one["key"] == key)
