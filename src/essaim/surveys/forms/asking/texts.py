"""All the texts of a survey, one beside the other, to be written in another language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from ...models import Question, Survey
from .survey import first_language

LONGEST = {"titles": 200, "intros": 3000, "thanks": 3000, "low": 60, "high": 60}
A_LINE = {"titles", "low", "high", "choices", "rows"}


@dataclass(frozen=True, slots=True)
class Part:
    """One text: where it belongs, its words in the first language, and in the one that is written."""

    owner: str
    name: str
    key: str
    model: str
    words: str

    @property
    def field(self) -> str:
        return f"{self.owner}:{self.name}:{self.key}"


class TextsForm(forms.Form):
    """A field for each text that is said in the first language. `groups` gives them by question."""

    def __init__(
        self, *args: Any, survey: Survey, questions: list[Question], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        first = first_language(survey.community)
        self.parts = [one for one in _parts(survey, questions, first, language) if one.model]
        for part in self.parts:
            self.fields[part.field] = forms.CharField(
                label=part.model,
                required=False,
                initial=part.words,
                max_length=LONGEST.get(part.name, 500),
                widget=forms.TextInput() if part.name in A_LINE else forms.Textarea(attrs={"rows": 2}),
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(title, its fields) for the survey itself, then for each question that has words."""
        found: dict[str, list[forms.BoundField]] = {}
        for part in self.parts:
            found.setdefault(part.owner, []).append(self[part.field])
        numbers = {owner: number for number, owner in enumerate(one for one in found if one)}
        return [
            (
                f"{numbers[owner] + 1}." if owner else pgettext("surveys", "The survey itself"),
                fields,
            )
            for owner, fields in found.items()
        ]

    def words(self) -> dict[str, dict[str, Any]]:
        """What `put_into` takes."""
        said: dict[str, dict[str, Any]] = {}
        for part in self.parts:
            mine, words = said.setdefault(part.owner, {}), self.cleaned_data[part.field]
            if part.name in ("choices", "rows"):
                mine.setdefault(part.name, {})[part.key] = words
            elif part.name in ("low", "high"):
                mine.setdefault("ends", ["", ""])[part.name == "high"] = words
            else:
                mine[part.name] = words
        return said


def _parts(survey: Survey, questions: list[Question], first: str, language: str) -> Iterator[Part]:
    for name in ("titles", "intros", "thanks"):
        texts = getattr(survey, name)
        yield Part("", name, "", texts.get(first, ""), texts.get(language, ""))
    for question in questions:
        for name in ("texts", "helps"):
            texts = getattr(question, name)
            yield Part(question.key, name, "", texts.get(first, ""), texts.get(language, ""))
        for name in ("choices", "rows"):
            for one in getattr(question, name):
                said = one["texts"]
                yield Part(question.key, name, one["key"], said.get(first, ""), said.get(language, ""))
        ends = question.options.get("ends", {})
        for name, model, words in zip(
            ("low", "high"), ends.get(first, ("", "")), ends.get(language, ("", "")), strict=True
        ):
            yield Part(question.key, name, "", model, words)


class CopyForm(forms.Form):
    compared = forms.BooleanField(
        label=pgettext_lazy("surveys", "Its results are to be compared with these"), required=False
    )
