"""Open answers to sort: those that the last report counts, in an order that tells nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from essaim.engines.opinions.themes import merge_proposals, nearest_themes
from essaim.people.models import Person

from ..findings.opens import words_of
from ..models import OpenAnswer, Question, Report, Survey, Theme
from .reading import report_of
from .things import question_for

COMPARED = 400
"""Unsorted answers among which alike ones are looked for."""
LONGEST_COMPARED = 2000
SAMPLE = 12
"""Answers of a theme that tell what it is about."""
MOST_GROUPS = 3
MOST_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class ToSort:
    """A question with what was written to it: how many wait, are in a theme, are hidden."""

    question: Question
    shown: bool
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Proposed:
    """An answer with the themes it is nearest to."""

    answer: OpenAnswer
    near: tuple[Theme, ...] = ()


def open_question_for(person: Person, **keys: Any) -> Question:
    """A question answered in people's own words, if only instead of a choice. Raises Http404 for others."""
    found = question_for(person, **keys)
    if not found.takes_words:
        raise Http404
    return found


def questions_to_sort(survey: Survey) -> list[ToSort]:
    newest = _newest(report_of(survey))
    asked = [one for one in survey.questions.all() if one.takes_words]
    counts: dict[int, Counter[str]] = {one.pk: Counter() for one in asked}
    released = Q(pk__in=[])
    for one in asked:
        released |= Q(question=one, pk__lte=newest.get(one.key, 0))
    told = OpenAnswer.objects.filter(released).values_list("question", "hidden", "theme")
    for question, hidden, theme, n in told.annotate(n=Count("pk")).order_by():
        counts[question]["hidden" if hidden else "sorted" if theme else "waiting"] += n
    return [ToSort(one, one.key in newest, counts[one.pk]) for one in asked]


def released_answers(question: Question) -> QuerySet[OpenAnswer] | None:
    """The answers a pilot may read; None while too few have come, or the survey gathers them still."""
    newest = _newest(report_of(question.survey)).get(question.key)
    return None if newest is None else OpenAnswer.objects.filter(question=question, pk__lte=newest)


def _newest(report: Report | None) -> dict[str, int]:
    told = report.findings["questions"] if report else []
    return {one["key"]: words["newest"] for one in told if (words := words_of(one))}


def counts_of(answers: QuerySet[OpenAnswer]) -> tuple[Counter[int | None], int]:
    """How many show by key of their theme (None: unsorted), and how many are hidden."""
    shown: Counter[int | None] = Counter()
    hidden = 0
    for theme, out, n in answers.values_list("theme", "hidden").annotate(n=Count("pk")).order_by():
        shown[theme] += 0 if out else n
        hidden += n if out else 0
    return shown, hidden


def shuffled_keys(answers: QuerySet[OpenAnswer]) -> list[int]:
    """Always the same order, by a digest of the keys: in a survey by name the keys say who came first."""
    keys = answers.order_by().values_list("pk", flat=True)
    return sorted(keys, key=lambda key: sha256(str(key).encode()).digest())


def read_in_order(keys: Sequence[int]) -> list[OpenAnswer]:
    found = OpenAnswer.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def near_themes(
    answers: QuerySet[OpenAnswer], themes: Iterable[Theme], read: Iterable[OpenAnswer]
) -> list[Proposed]:
    """Each answer read, with the three themes whose answers it is nearest to."""
    by_name = {theme.name: theme for theme in themes}
    texts: dict[str, list[str]] = {name: [] for name in by_name}
    place = Window(RowNumber(), partition_by=F("theme"), order_by=F("pk").asc())
    samples = answers.filter(theme__in=by_name.values()).annotate(place=place).filter(place__lte=SAMPLE)
    for name, text in samples.values_list("theme__name", "text"):
        texts[name].append(text[:LONGEST_COMPARED])
    return [
        Proposed(one, tuple(by_name[n.theme] for n in nearest_themes(texts, one.text[:LONGEST_COMPARED])))
        for one in read
    ]


def alike(keys: Sequence[int]) -> list[list[OpenAnswer]]:
    """Groups of answers that may say the same, the most alike first, among the first ones of `keys`."""
    answers = read_in_order(keys[:COMPARED])
    groups: list[list[int]] = []
    within: dict[int, list[int]] = {}
    for pair in merge_proposals([one.text[:LONGEST_COMPARED] for one in answers]):
        group = within.get(pair.first) or within.get(pair.second)
        if group is None:
            groups.append(group := [])
        for place in (pair.first, pair.second):
            if place not in within and len(group) < MOST_TOGETHER:
                within[place] = group
                group.append(place)
    return [[answers[place] for place in group] for group in groups if len(group) > 1][:MOST_GROUPS]
