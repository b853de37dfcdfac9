"""Whom a survey may be sent to: everyone, those who hold a role, those of a list."""

from __future__ import annotations

from django.utils.translation import pgettext

from essaim.communities.models import Community, Membership, PeopleList, Role
from essaim.communities.models.membership import Memberships
from essaim.communities.queries.lists import brought_by

from .asking import people_to_ask

LISTS_OFFERED = 3


def offered_to(community: Community) -> list[tuple[str, str, int]]:
    """(key, words, how many people): a role nobody holds is not offered."""
    found = [("everyone", pgettext("surveys", "Everyone present"), people_to_ask(community).count())]
    for role in (Role.FACILITATOR, Role.LEAD, Role.PILOT):
        number = people_to_ask(community, role=role).count()
        if number:
            found.append((f"role-{role}", _role_words(role), number))
    for people_list in _lists(community):
        words = pgettext("surveys", "Those of the list “%(name)s”") % {"name": people_list.name}
        found.append((f"list-{people_list.pk}", words, len(_of_list(community, people_list))))
    return found


def chosen(community: Community, key: str) -> Memberships | set[int]:
    """The people of one of these keys, nobody for any other; those of a list by their keys."""
    what, _, which = key.partition("-")
    if key == "everyone":
        return people_to_ask(community)
    if what == "role":
        return people_to_ask(community, role=which)
    for people_list in _lists(community):
        if key == f"list-{people_list.pk}":
            return _of_list(community, people_list)
    return Membership.objects.none()


def _of_list(community: Community, people_list: PeopleList) -> set[int]:
    """Compared here: a list may hold more people than a query takes."""
    asked = set(people_to_ask(community).order_by().values_list("pk", flat=True))
    return asked.intersection(membership.pk for membership in brought_by(people_list))


def _lists(community: Community) -> list[PeopleList]:
    done = PeopleList.objects.filter(community=community, state="done").exclude(report=b"")
    lists = list(done.order_by("-pk")[:LISTS_OFFERED])
    for one in lists:
        one.community = community
    return lists


def _role_words(role: str) -> str:
    return {
        Role.FACILITATOR: pgettext("surveys", "Facilitators"),
        Role.LEAD: pgettext("surveys", "Lead facilitators"),
        Role.PILOT: pgettext("surveys", "Pilots, as a trial"),
    }[Role(role)]
