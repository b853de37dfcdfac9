"""What would trouble those who answer, looked for before a survey is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import pgettext

from essaim.core.words import language_name

from ..kinds import WITH_CHOICES, WITH_ROWS, Kind
from ..models import Question, Statement, Survey
from ..words import said
from .asking import asking, questions_of

FEWEST = {Kind.SINGLE: 2, Kind.MULTIPLE: 2, Kind.RANKING: 2, Kind.NEEDS: 1, Kind.GRADES: 1, Kind.POINTS: 1}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence, and the question it is about. `stops`: the survey cannot be sent like this."""

    sentence: str
    question: Question | None = None
    stops: bool = True


def troubles_of(survey: Survey) -> list[Trouble]:
    """Those that stop first, then what may wait."""
    asked = questions_of(survey)
    found = [*_of_survey(survey, asked), *_of_questions(survey, asked), *_missing_languages(survey, asked)]
    return sorted(found, key=lambda trouble: not trouble.stops)


def _of_survey(survey: Survey, asked: list[Question]) -> Iterator[Trouble]:
    language = _first(survey)
    if not survey.titles.get(language):
        yield Trouble(pgettext("surveys", "The survey has no title in the first language of the community."))
    if not asking(asked):
        yield Trouble(pgettext("surveys", "Nothing is asked yet: add at least one question."))


def _of_questions(survey: Survey, asked: list[Question]) -> Iterator[Trouble]:
    language, seen = _first(survey), dict[str, Question]()
    said_first = set(
        Statement.objects.filter(question__survey=survey, state=Statement.State.ACCEPTED).values_list(
            "question_id", flat=True
        )
    )
    for number, question in enumerate(asked, 1):
        about = {"number": number, "question": said(question.texts, language)[:60]}
        for sentence in (
            *_wording(question, language),
            *_parts(question),
            *_condition(question, seen),
            *_no_statements(question, said_first),
        ):
            yield Trouble(sentence % about, question)
        seen[question.key] = question


def _wording(question: Question, language: str) -> Iterator[str]:
    if not question.texts.get(language):
        yield pgettext("surveys", "Question %(number)s has no words in the first language of the community.")
    listed = (*question.choices, *question.rows)
    if any(not one["texts"].get(language) for one in listed):
        yield pgettext(
            "surveys", "Question %(number)s, “%(question)s”: an answer has no words in the first language."
        )


def _parts(question: Question) -> Iterator[str]:
    kind = Kind(question.kind)
    if kind in WITH_CHOICES and len(question.choices) < FEWEST[kind]:
        yield pgettext("surveys", "Question %(number)s, “%(question)s”: give at least two answers to choose.")
    if kind in WITH_ROWS and not question.rows:
        yield pgettext("surveys", "Question %(number)s, “%(question)s”: give at least one line to answer on.")


def _condition(question: Question, seen: dict[str, Question]) -> Iterator[str]:
    if not question.condition:
        return
    on = seen.get(question.condition.get("question", ""))
    if on is None:
        yield pgettext(
            "surveys",
            "Question %(number)s, “%(question)s” depends on a question that does not come before it.",
        )
    elif not question.condition.get("any") or not _can_be_given(on, question.condition["any"]):
        yield pgettext(
            "surveys", "Question %(number)s, “%(question)s” waits for an answer that nobody can give."
        )


def _can_be_given(on: Question, wanted: list[object]) -> bool:
    if on.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return True
    there = {one["key"] for one in on.choices} | ({"other"} if on.options.get("other") else set())
    return bool(there & set(wanted))


def _no_statements(question: Question, said_first: set[int]) -> Iterator[str]:
    if question.kind == Kind.STATEMENTS and question.pk not in said_first:
        yield pgettext(
            "surveys", "Question %(number)s, “%(question)s”: write a few sentences for people to begin with."
        )


def _missing_languages(survey: Survey, asked: list[Question]) -> Iterator[Trouble]:
    for language in survey.community.languages[1:]:
        missing = missing_in(survey, asked, language)
        if missing:
            words = pgettext(
                "surveys",
                "%(missing)s texts are not in %(language)s yet: the first language is shown instead.",
            )
            if missing == 1:
                words = pgettext(
                    "surveys", "One text is not in %(language)s yet: the first language is shown instead."
                )
            yield Trouble(words % {"missing": missing, "language": language_name(language)}, stops=False)


def missing_in(survey: Survey, asked: list[Question], language: str) -> int:
    """How many texts that are said in the first language are not in this one."""
    first = _first(survey)
    texts = [survey.titles, survey.intros, survey.thanks]
    for question in asked:
        texts += [question.texts, question.helps, *(one["texts"] for one in question.choices)]
        texts += [one["texts"] for one in question.rows]
        texts += [question.options["ends"]] if "ends" in question.options else []
    return sum(1 for one in texts if one.get(first) and not one.get(language))


def _first(survey: Survey) -> str:
    return next(iter(survey.community.languages), "fr")
