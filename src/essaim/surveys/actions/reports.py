"""Making the report of a survey, and showing it to the community."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..findings.counted import Counted
from ..findings.document import document, summed_up
from ..findings.opens import themes, words_of
from ..kinds import OPEN
from ..models import Publication, Question, Report, Survey
from ..queries.answering import in_order
from ..queries.reading import answers_until, counted, report_of, sorted_answers, to_count
from .answering import tell_votes


def make_report(*, actor: Person | None, survey: Survey) -> Report | None:
    """Count the sheets and keep what may be shown; None below the threshold.

    While a survey is open, a new one is made once at least `threshold` sheets have come; the last one stays
    otherwise. The sheets are counted outside of the transaction, which others would wait for.
    """
    last = report_of(survey)
    sheets, newest = to_count(survey, last)
    if last and _says_it_all(survey, last, newest):
        return last
    found = counted(survey, last, sheets)
    if found.counter.sheets < survey.threshold:
        return last
    found.votes = _votes(survey, found)
    kept = _keep(actor, survey, last, {**document(found), "newest": newest})
    return kept or make_report(actor=actor, survey=_anew(survey))


def _says_it_all(survey: Survey, last: Report, newest: int) -> bool:
    return bool(last.findings["newest"] == newest and last.findings["closed"] == survey.is_closed)


def _votes(survey: Survey, found: Counted) -> dict[str, Sequence[int]]:
    """What may be told of each statement, after all that pages and reports told."""
    tallies = {key: found.counter.tally(key) for key in found.statements}
    votes = {
        int(one["key"]): in_order(tallies[key].row(one["key"]).counts)
        for key, said in found.statements.items()
        for one in said
    }
    return {str(pk): told for pk, told in tell_votes(survey=survey, votes=votes).items()}


def _anew(survey: Survey) -> Survey:
    return Survey.objects.select_related("community", "after", "closing").get(pk=survey.pk)


@transaction.atomic
def _keep(
    actor: Person | None, survey: Survey, last: Report | None, findings: dict[str, Any]
) -> Report | None:
    """None where another report came meanwhile, or the closing: this one was not compared with it."""
    held = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if report_of(held) != last or held.is_closed != findings["closed"]:
        return None
    report = Report.objects.create(survey=survey, sheets=findings["sheets"], findings=findings)
    announce("report.made", actor=actor, subject=report, scope=survey.community, sheets=report.sheets)
    return report


@transaction.atomic
def sort_again(*, question: Question) -> Report | None:
    """Bring the themes of one question up to date in the last report: nothing else is counted again."""
    if not question.takes_words:
        return None
    report = Report.objects.select_for_update().filter(survey=question.survey).first()
    for told in report.findings["questions"] if report else []:
        words = words_of(told) if told["key"] == question.key else None
        if words and question.kind in OPEN:
            found, of, newest = sorted_answers(question, (report,), question.survey.threshold)
            words.update(themes(found, of), newest=newest)
        elif words:
            # What was written instead of a choice stands on the sheets that the choices stand on.
            words.update(themes(*answers_until(question, words["newest"])))
    if report:
        report.findings = summed_up(report.findings)
        report.save(update_fields=["findings"])
    return report


@transaction.atomic
def publish(*, actor: Person, survey: Survey) -> Publication:
    """Show the findings to the whole community; doing it twice changes nothing."""
    publication, new = Publication.objects.get_or_create(survey=survey, defaults={"by": actor})
    if new:
        announce("survey.published", actor=actor, subject=survey, scope=survey.community)
    return publication


@transaction.atomic
def take_back(*, actor: Person, survey: Survey) -> int:
    """Show the findings to the pilots alone again; how many publications that ended."""
    ended, _ = Publication.objects.filter(survey=survey).delete()
    if ended:
        announce("survey.unpublished", actor=actor, subject=survey, scope=survey.community)
    return ended
