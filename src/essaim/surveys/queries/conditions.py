"""Conditions in words, and the answers a condition may wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from essaim.core.words import listed

from ..kinds import Kind
from ..models import Question
from ..words import said


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a sheet keeps it, the text that stands for it in a form, and its words."""

    answer: Any
    key: str
    words: str


def answers_to(question: Question, language: str) -> list[Answer]:
    """Every answer to this question that a condition can wait for; none where it cannot be one."""
    kind = Kind(question.kind)
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        found = [Answer(one["key"], one["key"], said(one["texts"], language)) for one in question.choices]
        other = Answer("other", "other", pgettext("surveys", "Something else"))
        return [*found, other] if question.options.get("other") else found
    if kind == Kind.SCALE:
        none = Answer("none", "none", pgettext("surveys", "No opinion"))
        return [*(Answer(mark, str(mark), str(mark)) for mark in range(1, 6)), none]
    if kind == Kind.RECOMMEND:
        return [Answer(mark, str(mark), str(mark)) for mark in range(11)]
    if kind == Kind.CONSENT:
        return [Answer(True, "true", pgettext("surveys", "Agreed"))]
    return []


def condition_words(question: Question, by_key: Mapping[str, Question], language: str) -> str:
    """ "Only if “Would you come?” was answered Yes or Perhaps"; "" for everybody."""
    on = by_key.get(question.condition.get("question", ""))
    if on is None:
        return ""
    wanted = question.condition.get("any", ())
    answers = [one.words for one in answers_to(on, language) if one.answer in wanted]
    if not answers:
        return ""
    return pgettext("surveys", "Only for “%(question)s”: %(answers)s") % {
        "question": said(on.texts, language)[:80],
        "answers": listed(answers),
    }
