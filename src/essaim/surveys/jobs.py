"""The background work of listening: letters to many people, surveys whose day is past, long files."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from essaim.communities.models import Community
from essaim.core import jobs
from essaim.people.models import Person

from .actions.asking.sending import close_survey
from .actions.elsewhere.bringing import check_answers
from .actions.elsewhere.writing import forget_answers, write_answers
from .letters import ask_to_answer, thank_letter
from .models import Survey
from .queries.asking import past_their_day, thanks_of, to_remind, to_thank

__all__ = [
    "check_answers",
    "close_those_past_their_day",
    "forget_old_answers",
    "write_answers",
    "write_thanks",
    "write_to_the_asked",
]

KEEP_FILES = timedelta(days=30)


@jobs.job
def write_to_the_asked(*, survey_id: int, number: int, by: int | None = None, after: int = 0) -> None:
    """Write to each of those who have not answered, once for this time however often it runs.

    `number` 0 is the first letter; a reminder goes to those who were reminded then. `after`: of the invitees,
    only those who come after this key.
    """
    survey = Survey.objects.select_related("community", "opening", "closing").get(pk=survey_id)
    if not survey.is_open:
        return
    writer = Person.objects.filter(pk=by).first() if by else None
    waiting = to_remind(survey).filter(reminders__gte=number, pk__gt=after)
    for invitee in waiting.select_related("membership__person", "membership__community").iterator(200):
        invitee.survey = survey
        ask_to_answer(invitee, number=number, by=writer)


@jobs.job
def write_thanks(*, survey_id: int, by: int | None = None) -> None:
    """Write once to each of those who were asked, however often it runs."""
    told = Survey.objects.select_related("community", "closing", "publication")
    survey = told.get(pk=survey_id)
    thanks = thanks_of(survey)
    if thanks is None:
        return
    writer = Person.objects.filter(pk=by).first() if by else None
    thanked = to_thank(survey).select_related("membership__person", "membership__community")
    for invitee in thanked.order_by("pk").iterator(200):
        invitee.survey = survey
        thank_letter(invitee, thanks=thanks, by=writer)


@jobs.every(hours=1)
def close_those_past_their_day() -> None:
    """A survey takes answers until the end of its day, in the zone of its community."""
    zones = Community.objects.order_by().values_list("time_zone", flat=True).distinct()
    now = timezone.now()
    for survey in past_their_day((zone, now.astimezone(ZoneInfo(zone)).date()) for zone in zones):
        close_survey(survey=survey, actor=None)


@jobs.every(days=1)
def forget_old_answers() -> None:
    """What a file said beyond the answers it brought serves for a few weeks at most."""
    forget_answers(before=timezone.now() - KEEP_FILES)
