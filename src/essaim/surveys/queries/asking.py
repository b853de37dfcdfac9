"""What the pages of asking show of surveys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from essaim.communities.models import Community, Membership
from essaim.communities.models.membership import Memberships
from essaim.journal.facts import name_of
from essaim.journal.models import Fact
from essaim.notifications.models import Mail
from essaim.people.models import Person

from ..kinds import ASKED_NOTHING
from ..models import Invitee, Moderator, Opening, Question, Sheet, Statement, Survey, WaitingSheet

MARGIN = 3
"""How many more people than the threshold it takes before a survey is worth its while: not all answer."""
REOPENED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts alone. `answers` may exceed `answered` of those `asked` where the link is open to others."""

    asked: int
    answered: int
    answers: int


@dataclass(frozen=True, slots=True)
class Letters:
    """How far the letters of an opening or of the last reminder are. `by_hand`: pilots send them."""

    by_hand: bool
    to_write: int
    written: int
    sent_at: datetime | None = None

    @property
    def under_way(self) -> bool:
        return not self.by_hand and self.written < self.to_write


@dataclass(frozen=True, slots=True)
class Thanks(Letters):
    """The letter after the closing: how many had answered, and the `day` from which findings show."""

    answers: int = 0
    day: date | None = None


def surveys_of(community: Community) -> QuerySet[Survey]:
    """Newest first, with what a list says of each. A version whose follower is open is left out."""
    followed = Opening.objects.filter(survey__corrects=OuterRef("pk"))
    told = Survey.objects.filter(~Exists(followed), community=community)
    told = told.annotate(asked=Count("invitees", distinct=True)).order_by("-pk")
    return told.select_related("opening", "closing", "publication")


def questions_of(survey: Survey) -> list[Question]:
    """In their order, each knowing its survey."""
    found = list(Question.objects.filter(survey=survey))
    for question in found:
        question.survey = survey
    return found


def asking(questions: list[Question]) -> list[Question]:
    """Those that ask something: notes and sections apart."""
    return [one for one in questions if one.kind not in ASKED_NOTHING]


def has_answers(survey: Survey) -> bool:
    """From the first answer on, even one that still waits to be shuffled, questions are locked."""
    return (
        Sheet.objects.filter(survey=survey).exists()
        or WaitingSheet.objects.filter(survey=survey).exists()
        or Invitee.objects.filter(survey=survey, answered=True).exists()
    )


def progress_of(survey: Survey) -> Progress:
    invited = Invitee.objects.filter(survey=survey).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered=True))
    )
    kept = Sheet.objects.filter(survey=survey).count()
    waiting = WaitingSheet.objects.filter(survey=survey).count()
    return Progress(invited["asked"], invited["answered"], kept + waiting)


def to_remind(survey: Survey) -> QuerySet[Invitee]:
    """Those asked who have not answered and are still here."""
    return Invitee.objects.filter(survey=survey, answered=False, membership__departure__isnull=True)


def people_to_ask(community: Community, *, role: str = "") -> Memberships:
    """Who would be asked: everyone present but sponsors alone, or those who hold a role."""
    present = Membership.objects.present().filter(community=community)
    if role:
        return present.filter(roles__role=role)
    return present.filter(roles__role__in=("pilot", "lead", "facilitator", "member")).distinct()


def enough_for(people: int, threshold: int) -> bool:
    """Whether as many people make a survey worth its while; below, talking with each one tells more."""
    return people >= threshold + MARGIN


def letters_of(survey: Survey) -> Letters:
    """Of the opening, or of the last reminder."""
    told = Fact.objects.filter(subject=name_of(survey), verb__in=("survey.opened", "survey.reminded"))
    last = told.order_by("-pk").first()
    if last is None:
        return Letters(True, 0, 0)
    number = last.details.get("number", 0)
    written = Mail.objects.filter(key__startswith=f"survey:{survey.pk}:{number}:").count()
    by_hand = bool(last.details.get("by_hand"))
    return Letters(by_hand, written + _not_yet_written_to(survey, number), written, last.created_at)


def _not_yet_written_to(survey: Survey, number: int) -> int:
    """Whoever answered or left meanwhile is not written to any more, nor anybody of a closed survey."""
    if not survey.is_open:
        return 0
    key = Concat(Value(f"survey:{survey.pk}:{number}:"), Cast(OuterRef("pk"), CharField()))
    waiting = to_remind(survey).filter(reminders__gte=number)
    return waiting.filter(~Exists(Mail.objects.filter(key=key))).count()


def reminders_of(survey: Survey) -> int:
    """How many times those who had not answered were reminded."""
    return Fact.objects.filter(subject=name_of(survey), verb="survey.reminded").count()


def to_thank(survey: Survey) -> QuerySet[Invitee]:
    """Everybody who was asked and is still here: who answered plays no part in it."""
    return Invitee.objects.filter(survey=survey, membership__departure__isnull=True)


def thanks_of(survey: Survey) -> Thanks | None:
    """The thanks of a survey, once a pilot gave them."""
    told = Fact.objects.filter(subject=name_of(survey), verb="survey.thanked").order_by("-pk").first()
    if told is None:
        return None
    written = Mail.objects.filter(key__startswith=f"survey:{survey.pk}:thanks:").count()
    day = told.details["day"]
    return Thanks(
        by_hand=told.details["by_hand"],
        to_write=min(told.details["thanked"], max(to_thank(survey).count(), written)),
        written=written,
        sent_at=told.created_at,
        answers=told.details["answers"],
        day=date.fromisoformat(day) if day else None,
    )


def waiting_for(person: Person, community: Community) -> list[Invitee]:
    """The open surveys of this community that wait for this person's answer."""
    found = Invitee.objects.filter(
        survey__community=community,
        survey__opening__isnull=False,
        survey__closing__isnull=True,
        membership__person=person,
        membership__departure__isnull=True,
        answered=False,
    )
    waiting = list(found.select_related("survey").prefetch_related("survey__questions").order_by("-pk"))
    for invitee in waiting:
        invitee.survey.community = community
    return waiting


def to_read(person: Person, community: Community, *, all_of_them: bool = False) -> list[Survey]:
    """The open surveys whose added sentences this person was named to read, with how many wait."""
    found = Survey.objects.filter(community=community, opening__isnull=False, closing__isnull=True)
    if not all_of_them:
        named = Moderator.objects.filter(membership__person=person, membership__departure__isnull=True)
        found = found.filter(pk__in=named.values("survey"))
    proposed = Q(questions__statements__state=Statement.State.PROPOSED)
    waiting = found.annotate(to_read=Count("questions__statements", filter=proposed))
    return list(waiting.filter(to_read__gt=0).order_by("-pk"))


def may_reopen(survey: Survey) -> bool:
    """A closing by mistake can be taken back while nothing was drawn from it.

    Never in an anonymous survey: its last sheets are put with the others at closing, and one that came alone
    afterwards would be told by its number.
    """
    if not survey.is_closed or survey.is_anonymous:
        return False
    young = timezone.now() - survey.closing.created_at < REOPENED_WITHIN
    drawn = hasattr(survey, "publication") or survey.reports.exists() or thanks_of(survey) is not None
    return young and not drawn


def past_their_day(today_in: Iterator[tuple[str, date]]) -> list[Survey]:
    """The open surveys whose day is past, in the zone of their community: (zone, today) pairs."""
    late = Q(pk__in=())
    for zone, today in today_in:
        late |= Q(community__time_zone=zone, closes_on__lt=today)
    still_open = Survey.objects.filter(late, opening__isnull=False, closing__isnull=True)
    return list(still_open.select_related("community"))
