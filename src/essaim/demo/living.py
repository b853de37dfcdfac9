"""The network lives: its circles were formed and launched some weeks ago, and people have answered."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from random import Random

from django.db.models import F
from django.utils import timezone

from essaim.circles.actions.above import form_above
from essaim.circles.actions.launching import launch
from essaim.circles.actions.planning import plan_launch
from essaim.circles.actions.rounds import begin_round
from essaim.circles.actions.searches import finish_search
from essaim.circles.models import Arrangement, Circle, FormingRound, Launch, Search, Seat, SeatAnswer
from essaim.circles.notices.invitations import invite
from essaim.circles.queries.above import gathering_of
from essaim.circles.queries.forming import problem_of
from essaim.communities.models import Community, Membership
from essaim.engines.grouping.answer import Answer
from essaim.engines.grouping.files.answers import answer_from_json
from essaim.engines.grouping.problem import Problem
from essaim.journal.facts import name_of
from essaim.notifications.models import Mail
from essaim.people.models import Person

from . import network

RECORDED = Path(__file__).parent / "recorded" / "network.json"
AGO = timedelta(weeks=6)
WISHES = {
    "size": [8, 12],
    "target": 10,
    "facilitators": [1, 1],
    "alternate_weeks": False,
    "mix": {"site": "normal", "metier": "a little"},
    "share": {},
    "never_alone": [],
    "same": [],
    "new_people": "not at all",
    "stay": "not at all",
    "preferred": "a little",
    "without_slots": "leave",
}

PLAN = {"minutes": 60, "rhythm_weeks": 2, "meetings": 10, "skipped": []}
MEETING = {"meeting_url": "https://visio.valmont.example/cercles"}


def live(community: Community) -> Launch:
    """Form, launch and answer, then move the story back in time."""
    pilot = Person.objects.get(email=network.PILOT)
    forming = begin(community, pilot)
    arrangement = settle(forming, pilot)
    plan_launch(
        actor=pilot, forming=forming, arrangement=arrangement, shared=PLAN, circles={}, everywhere=MEETING
    )
    made = launch(actor=pilot, forming=forming, number=arrangement.number)
    invite(launch_id=made.pk)
    answer(made)
    happened(made, forming)
    accompany(community, pilot)
    return made


def begin(community: Community, pilot: Person) -> FormingRound:
    everyone = Membership.objects.filter(community=community)
    return begin_round(actor=pilot, community=community, name="Rentrée", options=WISHES, people=everyone)


def settle(forming: FormingRound, pilot: Person) -> Arrangement:
    """Take the recorded answer of the engine, so that a first start does not wait for it."""
    problem = problem_of(forming)
    search = Search.objects.create(round=forming, by=pilot, state=Search.State.RUNNING, seconds=10)
    arrangement = finish_search(search=search, problem=problem, answer=recorded(problem, forming))
    if arrangement is None:
        raise RuntimeError("the search of the demo was finished by somebody else")
    return arrangement


def recorded(problem: Problem, forming: FormingRound) -> Answer:
    """The answer kept by e-mail, with the keys of this database."""
    text = RECORDED.read_text("utf-8")
    memberships = Membership.objects.filter(community=forming.community)
    keys = {email: str(pk) for pk, email in memberships.values_list("pk", "person__email")}
    return answer_from_json(json.loads(text, object_hook=lambda found: rekeyed(found, keys)))


def rekeyed(found: dict[str, object], keys: dict[str, str]) -> dict[str, object]:
    """One object of the file with each e-mail replaced by a key."""
    return {name: _rekeyed(value, keys) for name, value in found.items()}


def _rekeyed(value: object, keys: dict[str, str]) -> object:
    if isinstance(value, list):
        return [_rekeyed(each, keys) for each in value]
    return keys.get(value, value) if isinstance(value, str) else value


def answer(made: Launch) -> None:
    """Most have said that the slot suits them; a few would rather another one, or later."""
    random = Random(3)
    choices = (
        (SeatAnswer.Answer.SUITS,) * 16
        + (None,) * 4
        + (SeatAnswer.Answer.OTHER_SLOT, SeatAnswer.Answer.LATER)
    )
    notes = {
        SeatAnswer.Answer.OTHER_SLOT: "Le jeudi midi me conviendrait mieux, à partir de janvier.",
        SeatAnswer.Answer.LATER: "Je prends un nouveau poste ce mois-ci, je préfère rejoindre au printemps.",
    }
    said = [
        (seat, random.choice(choices)) for seat in Seat.objects.filter(circle__launch=made).order_by("pk")
    ]
    SeatAnswer.objects.bulk_create(
        SeatAnswer(seat=seat, answer=choice, note=notes.get(choice, "")) for seat, choice in said if choice
    )


def happened(made: Launch, forming: FormingRound) -> None:
    """Move what was just done back in time: the circles have met three times."""
    Circle.objects.filter(launch=made).update(first_date=F("first_date") - AGO)
    mails = Mail.objects.filter(scope=name_of(forming.community))
    mails.update(created_at=F("created_at") - AGO, not_before=F("not_before") - AGO)
    then = timezone.now() - AGO
    for rows in (
        SeatAnswer.objects.filter(seat__circle__launch=made),
        Seat.objects.filter(circle__launch=made),
        Arrangement.objects.filter(round=forming),
        Launch.objects.filter(pk=made.pk),
        FormingRound.objects.filter(pk=forming.pk),
    ):
        rows.update(created_at=then)


def accompany(community: Community, pilot: Person) -> Circle:
    """Some of those who facilitate meet once a month, with Nathalie to look after them."""
    gathering = gathering_of(community)
    if gathering.proposed is None:
        raise RuntimeError("nobody of the demo can look after those who facilitate")
    slot, lead, others = gathering.proposed
    today = timezone.localdate(timezone=community.zone)
    return form_above(
        actor=pilot,
        community=community,
        level=1,
        name="La Ruche",
        slot=slot,
        first_date=today + timedelta(days=(slot.day - today.weekday()) % 7 + 7),
        lead=lead,
        people=others,
        rhythm_weeks=4,
        meetings=6,
        minutes=60,
        **MEETING,
    )
