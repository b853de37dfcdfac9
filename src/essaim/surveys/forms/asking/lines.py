"""A list written one a line, and the keys its lines keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from django import forms
from django.utils.translation import pgettext

MOST_LINES = 50
LONGEST_LINE = 280

Listed = list[dict[str, Any]]


class LinesField(forms.CharField):
    """Lines without the empty ones; each at most once and of a length that can be read."""

    def __init__(self, *, longest: int = LONGEST_LINE, **options: Any) -> None:
        self.longest = longest
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **options)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_LINES:
            raise forms.ValidationError(
                pgettext("surveys", "There are %(lines)s lines; 50 at most can be read by those who answer.")
                % {"lines": len(value)}
            )
        for number, line in enumerate(value, 1):
            _check(number, line, value, self.longest)

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


def _check(number: int, line: str, lines: Sequence[str], longest: int) -> None:
    if len(line) > longest:
        words = pgettext("surveys", "Line %(number)s has more than %(most)s characters: shorten it.")
        raise forms.ValidationError(words % {"number": number, "most": longest})
    if line in lines[: number - 1]:
        raise forms.ValidationError(
            pgettext("surveys", "Line %(number)s says the same as an earlier one.") % {"number": number}
        )


def listed(lines: Sequence[str], known: Listed, language: str) -> Listed:
    """The lines as choices: one that was there keeps its key, and its other languages.

    A line whose words are new takes the key of the one that stood at its place, when none was added or
    taken away; else a key of its own.
    """
    by_words = {one["texts"].get(language): one for one in known}
    kept = [by_words.get(line) for line in lines]
    if len(lines) == len(known):
        left = [one for one in known if one not in kept]
        kept = [one or (known[i] if known[i] in left else None) for i, one in enumerate(kept)]
    new = _new_keys(known)
    return [
        {"key": one["key"], "texts": {**one["texts"], language: line}}
        if one
        else {"key": next(new), "texts": {language: line}}
        for line, one in zip(lines, kept, strict=True)
    ]


def lines_of(known: Sequence[Mapping[str, Any]], language: str) -> str:
    return "\n".join(one["texts"].get(language, "") for one in known)


def _new_keys(known: Listed) -> Iterator[str]:
    taken = {one["key"] for one in known}
    return (key for key in (f"c{number}" for number in count(1)) if key not in taken)
