"""Rounds of forming: finding them, who takes part, and the problem they put to the engine."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from essaim.communities.models import Attribute, Community, Membership, Role
from essaim.communities.models.membership import Memberships
from essaim.communities.queries import community_for, pairs_among, people_to_form, who_could_sit
from essaim.core.prepared import Prepared
from essaim.engines.grouping.problem import Options, Problem
from essaim.people.models import Person

from ..models import Arrangement, FormingRound, Launch, Search, Seat
from .tables import locks_of


def round_for(person: Person, *, community: str, round: int) -> FormingRound:
    """A round of a community this person is in. Raises Http404."""
    return _round_among(FormingRound.objects.filter(removal__isnull=True), person, community, round)


def removed_round_for(person: Person, *, community: str, round: int) -> FormingRound:
    """A round that was put aside and can still be given back. Raises Http404."""
    return _round_among(FormingRound.objects.filter(removal__isnull=False), person, community, round)


def _round_among(rounds: QuerySet[FormingRound], person: Person, community: str, round: int) -> FormingRound:
    found = (
        rounds.select_related("community", "launch")
        .annotate(searching=Exists(Search.objects.under_way().filter(round=OuterRef("pk"))))
        .filter(community=community_for(person, community=community), pk=round)
        .first()
    )
    if found is None:
        raise Http404
    return found


def rounds_of(community: Community) -> Any:
    """The rounds of a community, newest first, with `people`, `last_number` and `launched`."""
    launched = Launch.objects.filter(round=OuterRef("pk"))
    return (
        FormingRound.objects.filter(community=community, removal__isnull=True)
        .annotate(
            people=Count(
                "participations",
                filter=Q(participations__membership__departure__isnull=True),
                distinct=True,
            ),
            last_number=Max("arrangements__number"),
            launched=Exists(launched),
        )
        .order_by("-pk")
    )


def present_by_default(community: Community) -> Memberships:
    """Who takes part unless somebody says otherwise: everyone, but pilots who never said when they can.

    Whoever steers often does so without a seat; saying when they can is how they ask for one.
    """
    steering = Membership.objects.filter(community=community, roles__role=Role.PILOT)
    silent = steering.filter(availability_known_at__isnull=True)
    return who_could_sit(community).exclude(pk__in=silent)


def without_a_circle(community: Community) -> Memberships:
    """Those present by default who hold no seat in a circle that is still alive."""
    seated = Seat.objects.filter(
        circle__community=community, circle__closure__isnull=True, left_at__isnull=True
    )
    return present_by_default(community).exclude(pk__in=seated.values("membership"))


def how_many_without(community: Community) -> int:
    (waiting,) = _how_many_without.one(community.pk)
    return waiting or 0


def _how_many(pk: int) -> QuerySet[Community, tuple[Any, ...]]:
    waiting = without_a_circle(Community(pk=pk)).order_by().values("community").annotate(n=Count("pk"))
    return Community.objects.filter(pk=pk).values_list(Subquery(waiting.values("n")))


_how_many_without = Prepared(_how_many)


def whose_slots_are_known(community: Community) -> Memberships:
    return who_could_sit(community).filter(availability_known_at__isnull=False)


def taking_part(forming: FormingRound) -> Memberships:
    """Those who take part and are still there."""
    return Membership.objects.present().filter(participations__round=forming)


def problem_of(forming: FormingRound, *, arrangement: Arrangement | None = None) -> Problem:
    """What this round asks of the engine, with the locks of an arrangement where one is given."""
    people = taking_part(forming)
    together, apart = pairs_among(forming.community, people)
    options = options_of(forming.options, known=attribute_keys(forming.community))
    to_form = tuple(people_to_form(forming.community, people))
    if arrangement is not None:
        options = locks_of(arrangement, options, present={person.key for person in to_form})
    return Problem(to_form, together, apart, options)


def attribute_keys(community: Community) -> set[str]:
    return set(Attribute.objects.filter(community=community).values_list("key", flat=True))


def options_of(words: dict[str, Any], *, known: set[str]) -> Options:
    """The engine's options from the words that are kept; attributes that exist no more are left out."""
    low, high = words["size"]
    few, many = words["facilitators"]
    return Options(
        size=(low, high),
        target=words["target"],
        facilitators=(few, many),
        alternate_weeks=words["alternate_weeks"],
        mix={key: word for key, word in words["mix"].items() if key in known},
        share={key: word for key, word in words["share"].items() if key in known},
        never_alone=tuple(key for key in words["never_alone"] if key in known),
        same=tuple(key for key in words["same"] if key in known),
        new_people=words["new_people"],
        stay=words["stay"],
        preferred=words["preferred"],
        without_slots=words["without_slots"],
    )


def latest(forming: FormingRound) -> Arrangement | None:
    """The board as it stands."""
    return forming.arrangements.select_related("by").first()


def search_under_way(forming: FormingRound) -> Search | None:
    return forming.searches.under_way().first()


def others_found(board: Arrangement) -> Search | None:
    """The proposals found beside a board, if somebody had them looked for."""
    done = Search.objects.filter(round=board.round_id, others=True, state=Search.State.DONE)
    return done.filter(start=board).select_related("round__community", "start").first()


def made_since(forming: FormingRound, number: int) -> list[Arrangement]:
    """What was done to the board after this number, oldest first."""
    return list(forming.arrangements.select_related("by").filter(number__gt=number).order_by("number"))
