"""Open answers, apart from everything else, where they are shown at all, in an order that tells nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import pgettext

from ..findings.opens import words_of
from ..models import OpenAnswer, Survey
from ..words import said
from .cells import Line, sure


def head() -> list[str]:
    return [
        pgettext("surveys", "key"),
        pgettext("surveys", "question"),
        pgettext("surveys", "theme"),
        pgettext("surveys", "answer"),
        pgettext("surveys", "may be quoted"),
    ]


def lines(survey: Survey, document: Mapping[str, Any], default: str = "") -> Iterator[Line]:
    """What the report stands on, without what pilots keep out; the same order at every download."""
    for told in document["questions"]:
        if shown := words_of(told):
            answers = OpenAnswer.objects.filter(
                question__survey=survey, question__key=told["key"], pk__lte=shown["newest"], hidden=False
            )
            found = answers.values_list("text", "theme__name", "quotable")
            for text, theme, quotable in sorted(found, key=lambda one: _place(survey, one)):
                yes = pgettext("surveys", "yes") if quotable else pgettext("surveys", "no")
                yield sure([told["key"], said(told["texts"], default), theme or "", text, yes])


def _place(survey: Survey, one: tuple[Any, ...]) -> bytes:
    """By the words themselves: neither the row nor the moment they came in has a part in it."""
    return sha256(repr((survey.pk, *one)).encode()).digest()
