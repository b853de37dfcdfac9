"""Camps of opinion in words: which there are, or that none is clear enough to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import npgettext, pgettext

from essaim.core.words import counted

from ..sentences.findings import Speaker


def camps_said(question: Mapping[str, Any], speak: Speaker) -> dict[str, Any]:
    """`camps`: the sentences; `spoken_for`: each camp and the statements that set it apart."""
    found = question.get("camps")
    if not found:
        return {}
    if not found["shown"]:
        return {"camps": [_why_none(found["why"])]}
    return {"camps": [_how_many(found["sizes"])], "spoken_for": _each(question["key"], found, speak)}


def _why_none(why: str) -> str:
    if why == "few":
        return pgettext(
            "surveys", "Too few people voted enough for camps to be looked for: fifty are needed."
        )
    return pgettext(
        "surveys",
        "No clear camps: people agree with some on one thing, with others on another, "
        "as chance would have it.",
    )


def _how_many(sizes: list[int]) -> str:
    words = npgettext(
        "surveys",
        "%(n)s camp, of %(sizes)s people, thinks alike on most statements.",
        "%(n)s camps, of %(sizes)s people, each think alike on most statements.",
        len(sizes),
    )
    return words % {"n": len(sizes), "sizes": ", ".join(counted(size) for size in sizes)}


def _each(key: str, found: Mapping[str, Any], speak: Speaker) -> list[tuple[str, list[str]]]:
    told = []
    for number, (size, statements, ways) in enumerate(
        zip(found["sizes"], found["statements"], found["ways"], strict=True), start=1
    ):
        name = pgettext("surveys", "Camp %(number)s, %(size)s people, rather than the others")
        rows = [_way(way, speak.row(key, one)) for one, way in zip(statements, ways, strict=True)]
        told.append((name % {"number": number, "size": counted(size)}, rows))
    return told


def _way(way: str, statement: str) -> str:
    if way == "agree":
        return pgettext("surveys", "agrees: “%(statement)s”") % {"statement": statement}
    return pgettext("surveys", "disagrees: “%(statement)s”") % {"statement": statement}
