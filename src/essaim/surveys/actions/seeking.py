"""Having camps looked for in the background: asked for, followed, stopped, ended."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import pgettext

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import CampSearch, Report
from ..queries.camps import can_have_camps

State = CampSearch.State


@transaction.atomic
def seek_camps(*, actor: Person | None, report: Report) -> CampSearch:
    """Look in the background; a look under way is returned instead. Raises ValidationError."""
    held = (
        Report.objects.select_for_update(of=("self",)).select_related("survey__community").get(pk=report.pk)
    )
    if not can_have_camps(held):
        raise ValidationError(
            pgettext("surveys", "Camps are looked for once the survey is closed and enough people voted.")
        )
    under_way = CampSearch.objects.filter(report=held, state__in=CampSearch.UNDER_WAY).first()
    if under_way:
        return under_way
    search = CampSearch.objects.create(report=held, by=actor)
    announce("camps.sought", actor=actor, subject=search, scope=held.survey.community)
    return search


@transaction.atomic
def stop_seeking(*, actor: Person, search: CampSearch) -> CampSearch:
    """Ask it to stop, and keep nothing of it; one that has not begun ends at once."""
    held = CampSearch.objects.select_for_update().get(pk=search.pk)
    if not held.is_under_way or held.stop_asked_at:
        return held
    held.stop_asked_at = timezone.now()
    if held.state == State.WAITING:
        held.state = State.CANCELLED
    held.save(update_fields=["stop_asked_at", "state"])
    announce("camps.stopped", actor=actor, subject=held, scope=held.report.survey.community)
    return held


def begin_seeking(*, search_id: int) -> CampSearch | None:
    """Take it in hand, the first time or after its worker died; None when there is nothing to do."""
    begun = CampSearch.objects.filter(pk=search_id, state__in=CampSearch.UNDER_WAY)
    if not begun.update(state=State.RUNNING):
        return None
    return CampSearch.objects.select_related("report__survey__closing").get(pk=search_id)


def report_trials(*, search: CampSearch, done: int, total: int) -> bool:
    """Write how far it has come; whether to go on."""
    still = CampSearch.objects.filter(pk=search.pk, state=State.RUNNING)
    written = still.update(progress={"done": done, "total": total})
    return bool(written) and still.filter(stop_asked_at__isnull=True).exists()


def end_seeking(*, search_id: int, state: CampSearch.State) -> None:
    CampSearch.objects.filter(pk=search_id, state__in=CampSearch.UNDER_WAY).update(state=state)
