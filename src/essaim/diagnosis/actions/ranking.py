"""Grading strategies, reading their ranking out, and choosing within the hours there are."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.communities.models import Community, Membership
from essaim.journal.facts import announce
from essaim.people.models import Person
from essaim.surveys.grades import GRADES

from ..models import Grade, Ranking, Strategy
from ..queries.ranking import FEWEST, most_grades, to_tell
from .strategies import check_hours, hold


@transaction.atomic
def grade(*, actor: Person, membership: Membership, values: Mapping[int, int | None]) -> int:
    """Give or correct one's grades, {strategy: 0 to 5}; None takes one back. How many one has given in all.

    Raises ValidationError once the ranking is read out, and for strategies of elsewhere.
    """
    community = membership.community
    hold(community)
    _check_not_read_out(community)
    here = Strategy.objects.filter(community=community, shelving=None, pk__in=values)
    if here.count() != len(values) or any(
        value is not None and not 0 <= value < len(GRADES) for value in values.values()
    ):
        raise ValidationError(
            pgettext("diagnosis", "Choose one of the six words for strategies of this community.")
        )
    mine = Grade.objects.filter(membership=membership)
    mine.filter(strategy__in=[pk for pk, value in values.items() if value is None]).delete()
    for pk, value in values.items():
        if value is not None:
            Grade.objects.update_or_create(strategy_id=pk, membership=membership, defaults={"value": value})
    announce("strategies.graded", actor=actor, subject=membership, scope=community)
    return mine.filter(strategy__shelving=None).count()


@transaction.atomic
def read_out(*, actor: Person, community: Community) -> Ranking:
    """Show everyone the ranking, and keep grades as they are; read out twice changes nothing.

    Raises ValidationError while no strategy has enough grades to be ranked.
    """
    hold(community)
    kept = Ranking.objects.filter(community=community).first()
    if kept:
        return kept
    most = most_grades(community)
    if most < FEWEST:
        words = pgettext(
            "diagnosis",
            "A ranking takes the grades of %(fewest)s people on one strategy at least; the most graded one "
            "has %(n)s so far. Ask the others to grade first.",
        )
        raise ValidationError(words % {"fewest": FEWEST, "n": most})
    Strategy.objects.bulk_update(to_tell(community), ["told"])
    ranking = Ranking.objects.create(community=community, by=actor)
    announce("ranking.read-out", actor=actor, subject=ranking, scope=community)
    return ranking


@transaction.atomic
def grade_again(*, actor: Person, community: Community) -> None:
    """Take the ranking back: grades and strategies can change again. They are all still there."""
    hold(community)
    for ranking in Ranking.objects.filter(community=community):
        announce("ranking.taken-back", actor=actor, subject=ranking, scope=community)
        ranking.delete()


@transaction.atomic
def give_hours(*, actor: Person, community: Community, hours: int | None) -> Ranking:
    """Say how many hours the community has; None: it chooses by the ranking alone.

    Raises ValidationError before the ranking is read out, and for hours that are none.
    """
    hold(community)
    ranking = Ranking.objects.filter(community=community).first()
    if ranking is None:
        raise ValidationError(
            pgettext("diagnosis", "Read the ranking out first: what fits is chosen with people’s grades.")
        )
    ranking.hours = check_hours(hours)
    ranking.save(update_fields=["hours"])
    announce("ranking.hours-given", actor=actor, subject=ranking, scope=community)
    return ranking


def _check_not_read_out(community: Community) -> None:
    if Ranking.objects.filter(community=community).exists():
        raise ValidationError(
            pgettext(
                "diagnosis",
                "The ranking is read out: grades stay as they are, unless a host opens grading again.",
            )
        )
