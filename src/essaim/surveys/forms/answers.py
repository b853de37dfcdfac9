"""What arrives from a page of answering: read, kept as it was typed, and said to be too much when it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import pgettext

from ..answers import Answers, Offered, read_answers
from ..models import Question

MOST_CHARACTERS = 400_000


class Arrived:
    """The answers of one form. `sent` is what was typed, `answers` what would be kept of it."""

    def __init__(self, data: QueryDict, questions: Sequence[Question], offered: Offered) -> None:
        self.sent: Mapping[str, list[str]] = {
            name: data.getlist(name) for name in data if name.startswith("q.")
        }
        self.questions, self.offered = questions, offered
        self.refusals: list[str] = []

    @cached_property
    def answers(self) -> Answers:
        return read_answers(self.questions, self.sent, self.offered)

    @property
    def is_too_much(self) -> bool:
        """More than anybody types: it is not read, so that nobody can keep a server busy with it."""
        return sum(len(value) for values in self.sent.values() for value in values) > MOST_CHARACTERS

    def check(self) -> bool:
        """Whether it can be kept; else `refusals` or the errors of `answers` say why not."""
        if self.is_too_much:
            self.refusals = [
                pgettext(
                    "surveys",
                    "This is too long to be read. Shorten your texts: each may have 5,000 characters.",
                )
            ]
            return False
        if self.answers.errors:
            return False
        if self.answers.is_empty:
            self.refusals = [
                pgettext("surveys", "There is no answer on this sheet yet. One is enough to send it.")
            ]
        return not self.refusals

    @property
    def status(self) -> int:
        return 413 if self.is_too_much else 422
