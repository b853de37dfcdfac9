"""A survey laid out in pages, each question with what was already answered to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext

from essaim.core.words import listed, slot_words

from ...grades import GRADES
from ...kinds import CAN_BE_A_CONDITION, Kind
from ...models import Question, Statement, Survey
from ...queries.answering import Material, fresh_first, resembling
from ...words import said

Sent = Mapping[str, Sequence[str]]
TEN = 10
LONGEST_SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, to rank, or to judge: its name in the form, its words, what was chosen."""

    name: str
    value: str
    label: str | Promise
    checked: bool = False
    given: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a question, with its marks to choose among."""

    key: str
    label: str
    name: str
    given: str = ""
    marks: tuple[Option, ...] = ()
    more: tuple[Option, ...] = ()


@dataclass
class Shown:
    """One question on a page."""

    question: Question
    name: str
    text: str
    help: str
    errors: list[str]
    only_if: str = ""
    needs: str = ""
    options: list[Option] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    ends: tuple[str, str] = ("", "")
    quotable: bool = False
    week: list[dict[str, Any]] = field(default_factory=list)
    tens: list[list[Row]] = field(default_factory=list)
    voted: list[Row] = field(default_factory=list)
    near: list[Statement] = field(default_factory=list)
    points: int = 0
    none: bool = False

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def template(self) -> str:
        return f"surveys/answering/kinds/{self.question.kind}.html"


@dataclass
class Page:
    """What is seen at once: a section, or one question where the survey has none."""

    title: str = ""
    text: str = ""
    questions: list[Shown] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(each.errors for each in self.questions)


class Layout:
    """Lays a survey out: `sent` is what was typed or answered before, `errors` what is to be mended."""

    def __init__(
        self,
        survey: Survey,
        material: Material,
        sent: Sent | None = None,
        errors: Mapping[str, list[str]] | None = None,
        voted: Iterable[str] = (),
    ) -> None:
        self.survey, self.material = survey, material
        self.sent, self.errors = sent or {}, errors or {}
        self.voted = frozenset(voted)
        self.language = next(iter(survey.community.languages), "")

    def words(self, texts: object) -> str:
        return said(texts, self.language) if isinstance(texts, dict) else ""

    def pages(self) -> list[Page]:
        questions = self.material.questions
        cut = any(question.kind == Kind.SECTION for question in questions)
        pages: list[Page] = []
        page = Page()
        for question, shown in zip(questions, self._each(), strict=True):
            if question.kind == Kind.SECTION:
                pages, page = [*pages, page], Page(shown.text, shown.help)
                continue
            page.questions.append(shown)
            if not cut and question.kind != Kind.NOTE:
                pages, page = [*pages, page], Page()
        return [each for each in [*pages, page] if each.questions]

    def _each(self) -> list[Shown]:
        earlier: dict[str, Question] = {}
        shown = []
        for question in self.material.questions:
            shown.append(self._shown(question, earlier))
            if question.kind in CAN_BE_A_CONDITION:
                earlier[question.key] = question
        return shown

    def _shown(self, question: Question, earlier: Mapping[str, Question]) -> Shown:
        shown = Shown(
            question,
            f"q.{question.key}",
            self.words(question.texts),
            self.words(question.helps),
            self.errors.get(question.key, []),
        )
        if question.condition:
            self._say_condition(shown, earlier)
        lay = getattr(self, f"_{question.kind}", None)
        if lay:
            lay(shown)
        shown.quotable = self._one(f"{shown.name}.quotable") == "yes"
        return shown

    def _say_condition(self, shown: Shown, earlier: Mapping[str, Question]) -> None:
        """What would have it asked, in words for all and in a form that the script reads."""
        condition = shown.question.condition
        on = earlier.get(condition.get("question", "")) if isinstance(condition, dict) else None
        wanted = condition.get("any") if on else None
        if on is None or not isinstance(wanted, list):
            shown.needs = json.dumps({"name": "", "any": []})
            shown.only_if = pgettext("surveys", "This question is not asked.")
            return
        answers = [str(each).lower() if isinstance(each, bool) else str(each) for each in wanted]
        sent = ["yes" if each == "true" else each for each in answers]
        shown.needs = json.dumps({"name": f"q.{on.key}", "any": sent})
        names = {str(choice.get("key")): self.words(choice.get("texts")) for choice in on.choices}
        told = [names.get(each, "") or _common(each) for each in answers]
        sentence = pgettext("surveys", "Only if you answered %(answers)s to “%(question)s”")
        shown.only_if = sentence % {"answers": listed(told) if told else "", "question": self.words(on.texts)}

    def _one(self, name: str) -> str:
        return (list(self.sent.get(name) or ()) or [""])[-1][:LONGEST_SHOWN]

    def _all(self, name: str) -> list[str]:
        return [each[:LONGEST_SHOWN] for each in self.sent.get(name) or ()]

    def _choices(self, items: list[dict[str, Any]]) -> list[tuple[str, str]]:
        return [
            (str(item.get("key")), self.words(item.get("texts"))) for item in items if isinstance(item, dict)
        ]

    def _single(self, shown: Shown) -> None:
        given = set(self._all(shown.name))
        shown.options = [
            Option(shown.name, key, label, key in given)
            for key, label in self._choices(shown.question.choices)
        ]
        if _options(shown.question).get("other"):
            other = self._one(f"{shown.name}.other")
            words = pgettext("surveys", "Something else")
            shown.options.append(
                Option(shown.name, "other", words, "other" in given, given=other, other="yes")
            )

    _multiple = _single

    def _scale(self, shown: Shown) -> None:
        shown.ends = self._ends(shown.question)
        shown.options = self._marks(shown.name, range(1, 6))
        none = pgettext("surveys", "No opinion")
        shown.options.append(Option(shown.name, "none", none, self._one(shown.name) == "none"))

    def _ends(self, question: Question) -> tuple[str, str]:
        ends = _options(question).get("ends")
        if not isinstance(ends, dict):
            return "", ""
        low, high = ({language: _nth(pair, n) for language, pair in ends.items()} for n in (0, 1))
        return self.words(low), self.words(high)

    def _marks(self, name: str, values: Iterable[int], labels: Sequence[str | Promise] = ()) -> list[Option]:
        given = self._one(name)
        return [
            Option(name, str(value), labels[value] if labels else str(value), given == str(value))
            for value in values
        ]

    def _recommend(self, shown: Shown) -> None:
        shown.ends = self._ends(shown.question)
        shown.options = self._marks(shown.name, range(11))

    def _needs(self, shown: Shown) -> None:
        for key, label in self._choices(shown.question.rows):
            importance, satisfaction = f"{shown.name}.{key}.importance", f"{shown.name}.{key}.satisfaction"
            marks = tuple(self._marks(importance, range(1, 6))), tuple(self._marks(satisfaction, range(1, 6)))
            shown.rows.append(Row(key, label, importance, "", *marks))

    def _grades(self, shown: Shown) -> None:
        for key, label in self._choices(shown.question.rows):
            name = f"{shown.name}.{key}"
            shown.rows.append(Row(key, label, name, "", tuple(self._marks(name, range(5, -1, -1), GRADES))))

    def _points(self, shown: Shown) -> None:
        points = _options(shown.question).get("points")
        shown.points = points if isinstance(points, int) and points > 0 else 10
        for key, label in self._choices(shown.question.rows):
            name = f"{shown.name}.{key}"
            shown.rows.append(Row(key, label, name, self._one(name)))

    def _ranking(self, shown: Shown) -> None:
        for key, label in self._choices(shown.question.choices):
            name = f"{shown.name}.{key}"
            shown.rows.append(Row(key, label, name, self._one(name)))
        shown.points = len(shown.rows)

    def _text(self, shown: Shown) -> None:
        shown.texts = [self._one(shown.name)]

    def _suggestions(self, shown: Shown) -> None:
        count = _options(shown.question).get("count")
        most = min(count, 3) if isinstance(count, int) and count > 0 else 3
        given = self._all(shown.name)
        shown.texts = [*given, *[""] * (most - len(given))]

    def _consent(self, shown: Shown) -> None:
        shown.options = [Option(shown.name, "yes", shown.text, self._one(shown.name) == "yes")]

    def _availability(self, shown: Shown) -> None:
        shown.week = [
            {
                "id": s.pk,
                "day": s.day,
                "minute": s.minute,
                "state": self._one(f"{shown.name}.slot-{s.pk}"),
                "words": slot_words(s),
            }
            for s in self.material.slots
        ]
        shown.none = self._one(f"{shown.name}.none") == "yes"

    def _statements(self, shown: Shown) -> None:
        """Those not voted on yet by tens, the least-voted first after those that resemble what was just
        written; those voted on can be looked at again."""
        said_of = self.material.statements.get(shown.question.key, [])
        typed = self._one(f"{shown.name}.new")
        shown.texts, shown.near = [typed], resembling(said_of, typed)
        first = [*shown.near, *(each for each in said_of if each not in shown.near)]
        each = [self._statement(shown, one) for one in fresh_first(first, self.voted)]
        rows = [row for row in each if row.key not in self.voted]
        shown.tens = [rows[i : i + TEN] for i in range(0, len(rows), TEN)]
        shown.voted = [row for row in each if row.key in self.voted]

    def _statement(self, shown: Shown, statement: Statement) -> Row:
        name = f"{shown.name}.{statement.pk}"
        given = self._one(name)
        votes = (
            ("agree", pgettext("surveys", "Agree")),
            ("disagree", pgettext("surveys", "Disagree")),
            ("pass", pgettext("surveys", "Pass")),
        )
        marks = tuple(Option(name, vote, label, vote == given) for vote, label in votes)
        return Row(str(statement.pk), statement.text, name, given, marks)


def _options(question: Question) -> dict[str, Any]:
    return question.options if isinstance(question.options, dict) else {}


def _nth(pair: object, n: int) -> str:
    return str(pair[n]) if isinstance(pair, list) and len(pair) > n else ""


def _common(answer: str) -> str:
    named = {
        "other": pgettext("surveys", "Something else"),
        "none": pgettext("surveys", "No opinion"),
        "true": pgettext("surveys", "yes"),
    }
    return named.get(answer, answer)
