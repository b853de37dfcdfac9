"""Keep the notes of an interview, mend them, erase them; draw a finding from several."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from essaim.communities.models import Community, Membership
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import Finding, Interview


@transaction.atomic
def keep_interview(
    *,
    actor: Person,
    community: Community,
    membership: Membership | None,
    name: str,
    met_on: date,
    notes: Mapping[str, str],
) -> Interview:
    """Keep the notes of somebody who was asked and agreed: now is the moment they did."""
    interview = Interview.objects.create(
        community=community,
        by=actor,
        membership=membership,
        name="" if membership else name,
        met_on=met_on,
        agreed_at=timezone.now(),
        notes=_filled(notes),
    )
    announce("interview.kept", actor=actor, subject=interview, scope=community)
    return interview


@transaction.atomic
def mend_interview(
    *, actor: Person, interview: Interview, met_on: date, notes: Mapping[str, str]
) -> Interview:
    """Write the notes anew; who was met and that they agreed do not change."""
    interview.met_on, interview.notes = met_on, _filled(notes)
    interview.save(update_fields=["met_on", "notes"])
    announce("interview.mended", actor=actor, subject=interview, scope=interview.community)
    return interview


@transaction.atomic
def erase_interview(*, actor: Person, interview: Interview) -> int:
    """Erase an interview, with the findings drawn from it alone; says how many of those went."""
    announce("interview.erased", actor=actor, subject=interview, scope=interview.community)
    dropped = drop_findings_of(Interview.objects.filter(pk=interview.pk))
    interview.delete()
    return dropped


@transaction.atomic
def drop_findings_of(interviews: QuerySet[Interview]) -> int:
    """Drop the findings drawn from these interviews and from no other; how many they were."""
    drawn = Finding.interviews.through.objects
    others = drawn.exclude(interview__in=interviews)
    alone = drawn.filter(interview__in=interviews).exclude(finding__in=others.values("finding"))
    keys = set(alone.values_list("finding", flat=True))
    Finding.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def draw_finding(
    *, actor: Person, community: Community, text: str, interviews: Collection[Interview]
) -> Finding:
    """Say in one sentence what these interviews have in common."""
    finding = Finding.objects.create(community=community, by=actor, text=text)
    finding.interviews.set(interviews)
    announce("finding.drawn", actor=actor, subject=finding, scope=community)
    return finding


@transaction.atomic
def drop_finding(*, actor: Person, finding: Finding) -> None:
    announce("finding.dropped", actor=actor, subject=finding, scope=finding.community)
    finding.delete()


def _filled(notes: Mapping[str, str]) -> dict[str, str]:
    return {key: words for key, words in notes.items() if words}
