"""The findings of a community, ready to be pinned elsewhere: those of its reports and of its interviews."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from rules.permissions import has_perm

from essaim.communities.models import Community
from essaim.communities.rules import pilots
from essaim.people.models import Person

from ..models import Finding, Report, Survey
from ..sentences.findings import Speaker
from ..words import said


@dataclass(frozen=True, slots=True)
class Pinnable:
    """One finding. `key` stays from one report of a survey to the next; `source` says where it is from."""

    key: str
    sentence: str
    address: str
    source: str = ""
    code: str = ""


def findings_of(community: Community, person: Person) -> list[Pinnable]:
    """What this person may read: the newest survey first, then what interviews gave, for pilots."""
    default = next(iter(community.languages), "")
    found = [
        one for report in reports_for(community, person) for one in _of_report(report, community, default)
    ]
    return found + (_of_interviews(community) if pilots(person, community) else [])


def reports_for(community: Community, person: Person) -> list[Report]:
    """The last report of each survey that this person may read, the newest survey first."""
    newest = Report.objects.filter(survey=OuterRef("survey")).order_by("-pk").values("pk")[:1]
    last = Report.objects.filter(survey__community=community, pk=Subquery(newest))
    reports = list(last.select_related("survey__publication").order_by("-survey_id"))
    for report in reports:
        report.survey.community = community
    return [report for report in reports if has_perm("surveys.read", person, report.survey)]


def _of_report(report: Report, community: Community, default: str) -> list[Pinnable]:
    survey: Survey = report.survey
    page = reverse("report", args=[community.slug, survey.pk])
    speaker = Speaker.of(report.findings, default)
    title = said(survey.titles, default)
    return [
        Pinnable(
            key=f"survey.{survey.pk}.{one['key']}",
            sentence=speaker.sentence(one),
            address=f"{page}#{anchor(one['question'])}",
            source=title,
            code=one["code"],
        )
        for one in report.findings["findings"]
    ]


def anchor(question: str) -> str:
    """Where a question stands on the page of its report."""
    return f"question-{question}"


def _of_interviews(community: Community) -> list[Pinnable]:
    told = Finding.objects.filter(community=community).values_list("pk", "text")
    return [Pinnable(f"finding.{pk}", text, "", code="interview") for pk, text in told]
