"""Having camps looked for in the background: asked for, followed, stopped, ended."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.core.searching import State
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import CampSearch, Report
from ..queries.camps import can_have_camps


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
    under_way = CampSearch.objects.under_way().filter(report=held).first()
    if under_way:
        return under_way
    search = CampSearch.objects.create(report=held, by=actor)
    announce("camps.sought", actor=actor, subject=search, scope=held.survey.community)
    return search


@transaction.atomic
def stop_seeking(*, actor: Person, search: CampSearch) -> CampSearch:
    """Ask it to stop, and keep nothing of it; one that has not begun ends at once."""
    held = CampSearch.objects.select_for_update().get(pk=search.pk)
    if held.ask_to_stop():
        announce("camps.stopped", actor=actor, subject=held, scope=held.report.survey.community)
    return held


def begin_seeking(*, search_id: int) -> CampSearch | None:
    """Take it in hand, the first time or after its worker died; None when there is nothing to do."""
    return CampSearch.objects.select_related("report__survey__closing").begin(search_id)


def end_seeking(*, search_id: int, state: State, trouble: str = "") -> None:
    CampSearch.objects.end(search_id, state, trouble)
