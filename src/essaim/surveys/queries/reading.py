"""What a report is made from, read in one pass over the sheets, a few thousand at a time."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from essaim.engines.tallies import Counter

from ..findings.comparing import CAN_BE_PAIRED
from ..findings.counted import Counted
from ..findings.moves import told_in
from ..findings.opens import MOST_QUOTES, Sorted, enough, words_of
from ..findings.shapes import counter_for
from ..kinds import Kind
from ..models import OpenAnswer, Question, Report, Sheet, Statement, Survey

CHUNK = 500
"""Sheets read and understood at once: few enough to stay near the processor, many enough not to count."""

Told = dict[str, Any]
Pairs = dict[tuple[str, str], dict[tuple[int, int], int]]


def report_of(survey: Survey) -> Report | None:
    """The last report of a survey."""
    return survey.reports.first()


def to_count(survey: Survey, last: Report | None) -> tuple[QuerySet[Sheet], int]:
    """The sheets a report may stand on, and the newest of them: all, or those of the last report while fewer
    than the threshold are new."""
    sheets = Sheet.objects.filter(survey=survey).order_by()
    before = last.findings["newest"] if last else 0
    new = sheets.filter(pk__gt=before).aggregate(n=Count("pk"), newest=Max("pk"))
    newest = new["newest"] if new["newest"] and new["n"] >= survey.threshold else before
    return sheets.filter(pk__lte=newest), newest


def counted(survey: Survey, last: Report | None, sheets: QuerySet[Sheet]) -> Counted:
    """Everything of a survey, counted."""
    questions = list(survey.questions.all())
    earlier = report_of(survey.after) if survey.after else None
    closed = list(survey.reports.filter(findings__closed=True))
    statements = _statements(questions)
    counter = _count(questions, statements, sheets)
    return Counted(
        survey=survey,
        questions=questions,
        counter=counter,
        asked=survey.invitees.count() or None,
        closed=survey.is_closed,
        whole=counter.sheets == survey.sheets.count(),
        previous=last.findings if last else None,
        closed_before=[report.findings for report in closed],
        told=told_in(survey.reports.order_by("pk").values_list("sheets", "findings").iterator(CHUNK)),
        told_words=_told_words(closed),
        earlier=earlier.findings if earlier and survey.is_closed else None,
        pairs=_pairs(survey, questions, sheets) if earlier and survey.is_closed else {},
        statements=statements,
        slots={pk: (day, minute) for pk, day, minute in _slots(survey)},
        opens={
            one.key: sorted_answers(one, (last, *closed), survey.threshold)
            for one in questions
            if one.takes_words
        },
    )


def _told_words(closed: Iterable[Report]) -> dict[str, Told]:
    """{question: its words as a closed report told them last}. One that told none undoes none before it."""
    found: dict[str, Told] = {}
    for report in closed:
        for one in report.findings["questions"]:
            if words := words_of(one):
                found.setdefault(one["key"], words)
    return found


def _count(questions: list[Question], statements: dict[str, list[Told]], sheets: QuerySet[Sheet]) -> Counter:
    """No answer refers to itself: to look for cycles among millions of them takes as long as to read them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return counter_for(questions, statements).add_all(_texts(sheets))
    finally:
        if collects:
            gc.enable()


def answers_of(sheets: QuerySet[Sheet]) -> Iterator[Told]:
    """The answers of each sheet, {question: answer}. Read as text, and understood many at once."""
    texts = _texts(sheets)
    while chunk := list(islice(texts, CHUNK)):
        yield from json.loads(f"[{','.join(chunk)}]")


def _texts(sheets: QuerySet[Sheet]) -> Iterator[str]:
    """The answers of each sheet, as they are stored."""
    texts = sheets.annotate(raw=Cast("answers", TextField())).values_list("raw", flat=True)
    return texts.iterator(chunk_size=CHUNK)


def _slots(survey: Survey) -> Iterable[tuple[int, int, int]]:
    return survey.community.slots.values_list("pk", "day", "minute")


def _statements(questions: Iterable[Question]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {one.key: [] for one in questions if one.kind == Kind.STATEMENTS}
    kept = Statement.objects.filter(question__in=[q for q in questions if q.key in found])
    for one in kept.filter(state=Statement.State.ACCEPTED).select_related("question").order_by("pk"):
        found[one.question.key].append({"key": str(one.pk), "texts": {one.language: one.text}})
    return found


def sorted_answers(
    question: Question, before: Iterable[Report | None], k: int
) -> tuple[list[Sorted], int, int]:
    """The open answers of a question by theme, how many there are, and the newest one that counts: fewer than
    k people more wait, whichever of the reports `before` told of the others."""
    told = [one for report in before if report for one in report.findings["questions"]]
    words = [words_of(one) for one in told if one["key"] == question.key]
    newest = max((one["newest"] for one in words if one), default=0)
    new = OpenAnswer.objects.filter(question=question, pk__gt=newest).aggregate(
        n=Count("pk"), newest=Max("pk")
    )
    if new["newest"] and enough(question, new["n"], k):
        newest = new["newest"]
    return *answers_until(question, newest), newest


def answers_until(question: Question, newest: int) -> tuple[list[Sorted], int]:
    """The open answers of a question by theme, and how many there are, up to the newest that counts."""
    answers = OpenAnswer.objects.filter(question=question, pk__lte=newest).order_by()
    return _by_theme(question, answers), answers.count()


def _by_theme(question: Question, answers: QuerySet[OpenAnswer]) -> list[Sorted]:
    counts = dict(answers.values_list("theme").annotate(n=Count("pk")))
    names = dict(question.themes.values_list("pk", "name"))
    return [
        Sorted(key, names.get(key, ""), n, tuple(_quotable(answers.filter(theme=key))))
        for key, n in sorted(counts.items(), key=lambda each: each[0] or 0)
    ]


def _quotable(answers: QuerySet[OpenAnswer]) -> list[str]:
    kept = answers.filter(Q(quotable=True, hidden=False)).values_list("text", flat=True)
    return list(kept.order_by("pk")[: MOST_QUOTES * 25])


def _pairs(survey: Survey, questions: list[Question], sheets: QuerySet[Sheet]) -> Pairs:
    """{(question, row or ""): {(before, after): people}} of those who answered both, where modes allow it."""
    if survey.after is None or survey.is_anonymous or survey.after.is_anonymous:
        return {}
    wanted = {one.key: one.kind for one in questions if one.kind in CAN_BE_PAIRED}
    by_person = sheets.filter(membership__isnull=False).values_list("membership_id", "answers")
    now = {
        membership: {key: answers.get(key) for key in wanted}
        for membership, answers in by_person.iterator(chunk_size=CHUNK)
    }
    before = Sheet.objects.filter(survey=survey.after, membership__isnull=False)
    found: Pairs = {}
    for membership, answers in before.values_list("membership_id", "answers").iterator(chunk_size=CHUNK):
        for key, after in now.get(membership, {}).items():
            _pair(found, key, wanted[key], answers.get(key), after)
    return found


def _pair(found: Pairs, key: str, kind: str, before: Any, after: Any) -> None:
    if kind == Kind.SCALE:
        both = {"": (before, after)} if isinstance(before, int) and isinstance(after, int) else {}
    else:
        rows = (before or {}).keys() & (after or {}).keys()
        sides = {row: (before[row], after[row]) for row in rows if before[row] and after[row]}
        both = {row: (one[1], two[1]) for row, (one, two) in sides.items() if None not in (*one, *two)}
    for row, pair in both.items():
        counts = found.setdefault((key, row), {})
        counts[pair] = counts.get(pair, 0) + 1
