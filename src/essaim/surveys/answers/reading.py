"""Reading what was sent, question after question, with a sentence for what cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext

from ..kinds import ASKED_NOTHING, CAN_BE_A_CONDITION
from ..models import Question
from .asked import is_asked
from .kinds import READERS, Given
from .kinds import Offered as Offered

Sent = Mapping[str, Sequence[str]]


class Words(TypedDict):
    """Words that are kept apart from the sheet: an open answer, or a statement to add."""

    question: str
    text: str
    quotable: bool


@dataclass
class Answers:
    """`kept` goes on the sheet, `words` beside it; `errors` is {question key: sentences}."""

    kept: dict[str, Any] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.kept and not self.words

    @property
    def sentences(self) -> list[str]:
        return [sentence for each in self.errors.values() for sentence in each]


def read_answers(questions: Iterable[Question], sent: Sent, offered: Offered | None = None) -> Answers:
    """What is kept of what was sent, in the shapes of `kinds.py`; names that nobody asked for are ignored.

    `questions` come in their order. A question that is not put to this person keeps nothing. What is wrong
    is left out of what is kept, and said in `errors`.
    """
    answers, earlier = Answers(), set[str]()
    for question in questions:
        if question.kind not in ASKED_NOTHING and is_asked(question, earlier, answers.kept):
            _read(question, sent, offered or Offered(), answers)
        if question.kind in CAN_BE_A_CONDITION:
            earlier.add(question.key)
    return answers


def _read(question: Question, sent: Sent, offered: Offered, answers: Answers) -> None:
    given = Given(question, sent, offered)
    try:
        kept = READERS[question.kind](given)
    except ValidationError as refusal:
        answers.errors[question.key] = refusal.messages
        return
    if kept is None and not given.words and question.required:
        answers.errors[question.key] = [pgettext("surveys", "This question needs an answer.")]
    if kept is not None:
        answers.kept[question.key] = kept
    quotable = given.one("quotable") == "yes"
    answers.words += [Words(question=question.key, text=text, quotable=quotable) for text in given.words]
