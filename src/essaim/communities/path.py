"""The first two stages of the pilots' path: people, then what is known of when they can."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext

from essaim.people.models import Person

from .models import Community
from .panels import Stage, stage
from .queries import Known, Standing, standing_of

ENOUGH_FOR_A_CIRCLE = 4


@stage(order=10)
def people(person: Person, community: Community) -> Stage:
    known = _standing(community).known
    said = npgettext("communities", "%(n)s person", "%(n)s people", known.total) % {"n": known.total}
    enough = known.total >= ENOUGH_FOR_A_CIRCLE
    return Stage(
        name=pgettext("communities", "Bring people together"),
        note=said if enough else pgettext("communities", "A list to paste, or an invitation to share"),
        href=_bring_people(community),
        act=pgettext("communities", "Add people"),
        done=enough,
    )


@stage(order=20)
def availability(person: Person, community: Community) -> Stage:
    standing = _standing(community)
    known = standing.known
    said = pgettext("communities", "%(known)s of %(total)s known")
    enough = known.total >= ENOUGH_FOR_A_CIRCLE
    page, act = _next_to_know(known, standing)
    return Stage(
        name=pgettext("communities", "Know when they can"),
        note=said % {"known": known.known, "total": known.total},
        href=reverse(page, args=[community.slug]),
        act=act,
        done=enough and (known.unknown == 0 or _asked_long_enough(standing, community)),
        can_wait=known.known >= ENOUGH_FOR_A_CIRCLE,
    )


def _next_to_know(known: Known, standing: Standing) -> tuple[str, str]:
    """What people wrote is read before anybody is asked again: (name of the page, words of the button)."""
    writers = standing.unread_people
    if writers:
        words = npgettext(
            "communities", "Read what %(n)s person wrote", "Read what %(n)s people wrote", writers
        )
        return "phrases", words % {"n": writers}
    words = npgettext(
        "communities", "Ask the person who has not said", "Ask the %(n)s who have not said", known.unknown
    )
    return "availability", words % {"n": known.unknown}


def _standing(community: Community) -> Standing:
    """Asked once a page, though both stages say it."""
    asked: Standing | None = getattr(community, "_standing", None)
    if asked is None:
        asked = community._standing = standing_of(community)  # type: ignore[attr-defined]
    return asked


def _asked_long_enough(standing: Standing, community: Community) -> bool:
    """Everyone was asked and the day is past: the others will be confirmed after forming."""
    today = timezone.now().astimezone(community.zone).date()
    return standing.deadline is not None and standing.deadline < today


def _bring_people(community: Community) -> str:
    try:
        return reverse("list-new", args=[community.slug])
    except NoReverseMatch:
        return reverse("invitations", args=[community.slug])
