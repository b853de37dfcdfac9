"""When an account ends: what was drawn from what the person wrote or told goes with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator

from django.db.models import Q, QuerySet

from essaim.people import erasure
from essaim.people.models import Person

from .actions.elsewhere.interviews import drop_findings_of
from .findings.opens import words_of
from .models import Interview, Invitee, OpenAnswer, Report, Sheet, Survey


@erasure.within
def forget_quotes(person: Person) -> None:
    """No report quotes them any more, nor words they took back before: what stays quoted, others wrote."""
    surveys = _answered_by(person)
    for report in Report.objects.select_for_update().filter(survey__in=surveys).order_by("pk").iterator(50):
        said = list(_said_in(report))
        if _keep_quotes(said, _written_by_others(person, report, said)):
            report.save(update_fields=["findings"])


@erasure.within
def forget_interviews(person: Person) -> None:
    """Findings drawn from what they told alone go with it."""
    drop_findings_of(Interview.objects.filter(membership__person=person))


def _answered_by(person: Person) -> QuerySet[Survey]:
    theirs = {"membership__person": person}
    return Survey.objects.order_by().filter(
        Q(pk__in=Invitee.objects.filter(**theirs).values("survey"))
        | Q(pk__in=Sheet.objects.filter(**theirs).values("survey"))
        | Q(pk__in=OpenAnswer.objects.filter(**theirs).values("question__survey"))
    )


Quotes = tuple[str, dict[str, list[str]]]
"""A question's key, and the part of a document that has `quotes` of it."""


def _said_in(report: Report) -> Iterator[Quotes]:
    for told in report.findings.get("questions", ()):
        words = words_of(told)
        for part in (words, *words["themes"]) if words else ():
            yield told["key"], part


def _written_by_others(person: Person, report: Report, said: list[Quotes]) -> dict[str, set[str]]:
    """{question key: those of the quotes that somebody else wrote and agrees to have quoted}."""
    quoted = {quote for _, part in said for quote in part["quotes"]}
    found: dict[str, set[str]] = defaultdict(set)
    others = OpenAnswer.objects.filter(question__survey=report.survey_id, quotable=True, hidden=False)
    others = others.filter(text__in=quoted).exclude(membership__person=person)
    for key, text in others.values_list("question__key", "text"):
        found[key].add(text)
    return found


def _keep_quotes(said: list[Quotes], left: dict[str, set[str]]) -> bool:
    """Whether any of them had to go."""
    return bool([part for key, part in said if _keep(part, left[key])])


def _keep(part: dict[str, list[str]], left: Container[str]) -> bool:
    before = part["quotes"]
    part["quotes"] = [quote for quote in before if quote in left]
    return part["quotes"] != before
