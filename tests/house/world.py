"""One of everything, so that each route has something to lead to."""

from __future__ import annotations

import datetime

import rules
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from cast import Cast
from essaim.circles.actions.searches import finish_search
from essaim.circles.models import Arrangement, Circle, FormingRound, Participation, Removal, Search, Seat
from essaim.circles.queries.forming import problem_of
from essaim.communities.letters import write_invitation
from essaim.communities.models import (
    Attribute,
    AvailabilityCall,
    Departure,
    Invitation,
    NeedsChange,
    Pairing,
    PeopleList,
    Phrase,
    WeeklySlot,
)
from essaim.demo.living import WISHES
from essaim.diagnosis.models import Action, Board, Message, Strategy
from essaim.engines.grouping.answer import Answer, Summary
from essaim.engines.grouping.answer import Circle as Proposed
from essaim.journal.facts import announce
from essaim.surveys.kinds import Kind
from essaim.surveys.models import AnswersFile, Finding, Interview, Opening, Question, Statement, Survey
from house.routes import Route

CHECKED = {"rows": 9, "sheets": 9, "refused_lines": 0, "questions": 1}
DONE = {"added": 1, "updated": 0, "refused_lines": 0, "pairs_dropped": 0}


class World:
    """A community with a round, a circle, a list and an invitation; `gone` was a pilot and left."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        gone = cast.member("gone@exemple.fr", "Rémi Parti", "pilot")
        Departure.objects.create(membership=gone, way=Departure.Way.LEFT)
        self.people = {
            name: getattr(cast, name)
            for name in ("claire", "leila", "sonia", "marc", "serge", "paul", "diane")
        } | {"gone": gone.person}
        self.things = self.one_of_each()
        self.other_things = {"round-back": {"round": self.removed_round()}}

    def one_of_each(self) -> dict[str, object]:
        cast, community = self.cast, self.cast.community
        round_ = FormingRound.objects.create(
            community=community, by=cast.claire, name="Rentrée", options=WISHES
        )
        people = [cast.membership(cast.marc), cast.membership(cast.sonia)]
        for each in people:
            Participation.objects.create(round=round_, membership=each)
        arrangement = begun_board(round_, cast)
        circle = Circle.objects.create(
            community=community,
            name="Le Gué",
            day=cast.tuesday.day,
            minute=cast.tuesday.minute,
            language="fr",
            first_date=datetime.date(2026, 11, 24),
        )
        seat = Seat.objects.create(
            circle=circle, membership=cast.membership(cast.sonia), part=Seat.Part.FACILITATOR
        )
        invitation = Invitation.objects.create(
            community=community,
            by=cast.claire,
            expires_at=timezone.now() + datetime.timedelta(30),
        )
        board = Board.objects.create(community=community, by=cast.claire, title="FFOM", code="48291706")
        return {
            "community": community.slug,
            "round": round_.pk,
            "arrangement": arrangement.number,
            "circle": circle.pk,
            "board": board.pk,
            "code": board.code,
            "card": board.cards.create(quadrant="strengths", text="On s’entraide").pk,
            "seat": seat.pk,
            "message": Message.objects.create(community=community, by=cast.claire, subject="Merci").pk,
            "action": Action.objects.create(
                community=community, by=cast.claire, what="Se voir", owner=cast.membership(cast.marc)
            ).pk,
            "strategy": Strategy.objects.create(community=community, by=cast.claire, text="Se lier").pk,
            "membership": cast.membership(cast.marc).pk,
            "survey": (survey := self.survey()).pk,
            "question": Question.objects.create(
                survey=survey, key="q1", kind="text", texts={"fr": "Quoi ?"}
            ).pk,
            **self.elsewhere(),
            "statement": self.statement(),
            "slot": WeeklySlot.objects.filter(community=community).latest("pk").pk,
            "people_list": PeopleList.objects.create(
                community=community, by=cast.claire, name="liste.csv", content=b"", state="done", result=DONE
            ).pk,
            "invitation": invitation.pk,
            "mail": write_invitation(invitation).pk,
            "phrase": Phrase.objects.create(community=community, key="mardi soir", text="mardi soir").pk,
            "number": arrangement.number,
            "table": arrangement.circles[0]["id"],
            "call": AvailabilityCall.objects.create(community=community, by=cast.claire, by_hand=True).pk,
            "attribute": Attribute.objects.create(community=community, name="Site", key="site").pk,
            "change": NeedsChange.objects.create(community=community, by=cast.claire).pk,
            "pairing": Pairing.objects.create(
                community=community,
                one=min(people, key=lambda each: each.pk),
                other=max(people, key=lambda each: each.pk),
                kind=Pairing.Kind.APART,
                asked_by=cast.claire,
            ).pk,
        }

    def survey(self) -> Survey:
        survey = Survey.objects.create(
            community=self.cast.community, by=self.cast.claire, titles={"fr": "Vos besoins"}
        )
        Opening.objects.create(survey=survey, by=self.cast.claire)
        announce(
            "survey.opened", actor=self.cast.claire, subject=survey, scope=survey.community, by_hand=True
        )
        return survey

    def elsewhere(self) -> dict[str, object]:
        interview = Interview.objects.create(
            community=self.cast.community, name="Inès", met_on="2026-11-24", agreed_at=timezone.now()
        )
        finding = Finding.objects.create(community=self.cast.community, text="On se sent seul.")
        column = {"header": "Note", "kind": "scale", "sure": True, "samples": [], "values": [["5", 9, "5"]]}
        answers = AnswersFile.objects.create(
            community=self.cast.community,
            name="reponses.csv",
            content=b"Note\n5\n",
            state="checked",
            checked=CHECKED | {"columns": [column]},
        )
        return {
            "interview": interview.pk,
            "finding": finding.pk,
            "answers_file": answers.pk,
            "column": 0,
        }

    def statement(self) -> int:
        """One of the first survey, added by somebody."""
        survey = Survey.objects.filter(community=self.cast.community).earliest("pk")
        question = Question.objects.create(survey=survey, key="say", kind=Kind.STATEMENTS)
        return Statement.objects.create(question=question, text="Nous voir plus souvent").pk

    def removed_round(self) -> int:
        removed = FormingRound.objects.create(community=self.cast.community, name="Printemps", options=WISHES)
        Removal.objects.create(round=removed, by=self.cast.claire)
        return removed.pk

    def url(self, route: Route) -> str:
        return reverse(route.name, kwargs=self.things_of(route))

    def things_of(self, route: Route) -> dict[str, object]:
        things = self.things | self.other_things.get(route.name, {})
        return {name: things[name] for name in route.parameters}

    def url_of_nothing(self, route: Route) -> str:
        """The address of something that was never there."""
        nothing = {
            name: 999_999 if isinstance(self.things[name], int) else "nulle-part" for name in route.parameters
        }
        return reverse(route.name, kwargs=nothing)

    def may(self, person, route: Route) -> bool:
        """What the rule itself says of this person and the thing behind the route."""
        find = import_string(route.door.find)
        try:
            thing = find(person, **self.things_of(route))
        except Http404:
            return False
        return rules.has_perm(route.door.verb, person, thing)


def begun_board(forming: FormingRound, cast: Cast) -> Arrangement:
    """A first proposal: Sonia facilitates a circle of her own and Marc."""
    problem = problem_of(forming)
    sonia, marc = (str(cast.membership(person).pk) for person in (cast.sonia, cast.marc))
    circle = Proposed("c1", cast.tuesday.slot, "fr", (sonia,), (sonia, marc))
    answer = Answer((circle,), (), Summary(2, 2, 1, 0, None, None, 1, 0.0, 7))
    search = Search.objects.create(round=forming, by=cast.claire, state=Search.State.RUNNING)
    arrangement = finish_search(search=search, problem=problem, answer=answer)
    assert arrangement is not None
    return arrangement
