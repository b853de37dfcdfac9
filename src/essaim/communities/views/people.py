"""The people of a community, their roles, leaving and coming back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.core.doors import door, own_door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ..actions import add_person, come_back, give_role, leave, remove, take_role
from ..forms import AddForm, RolesForm, SearchForm
from ..models import Community, Departure, Membership, Role
from ..queries import community_for, known_in, member_for, own_membership, people_of
from ..queries.needs import needs_of


@door("communities.steer", find=community_for, methods=("GET",))
def people(request: SignedIn, community: Community) -> HttpResponse:
    form = SearchForm(request.GET)
    asked = form.asked()
    page = page_of(request, people_of(community, **asked))
    return render(
        request,
        "communities/people.html",
        {
            "community": community,
            "form": form,
            "page": page,
            "rows": _rows(page),
            "narrowed": any(asked.values()),
            "known": known_in(community),
        },
    )


def _rows(people: Iterable[Membership]) -> list[dict[str, Any]]:
    """Each with the roles to name: that of member, which nearly all hold, only where it is alone."""
    names = {role.value: str(role.label) for role in Role}
    said = {True: pgettext("communities", "Known"), False: pgettext("communities", "Unknown")}
    return [
        {
            "membership": membership.pk,
            "person": membership.person,
            "roles": _to_name([held.role for held in membership.roles.all()], names),
            "known": membership.availability_known_at is not None,
            "said": said[membership.availability_known_at is not None],
        }
        for membership in people
    ]


def _to_name(roles: list[str], names: dict[str, str]) -> list[str]:
    return [names[role] for role in roles if role != Role.MEMBER or len(roles) == 1]


@door("communities.steer", find=community_for)
def new(request: SignedIn, community: Community) -> HttpResponse:
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = add_person(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, _added_words() % {"name": membership.person})
            return redirect("member", community=community.slug, membership=membership.pk)
    page = {"community": community, "form": form}
    return render(request, "communities/person_new.html", page, status=422 if form.errors else 200)


def _added_words() -> str:
    if can_send().reason == "no-server":
        return pgettext("communities", "%(name)s is added. No e-mail leaves from here: tell them yourself.")
    return pgettext("communities", "%(name)s is added, and told by e-mail how their address came here.")


@door("communities.steer", find=member_for)
def member(request: SignedIn, membership: Membership) -> HttpResponse:
    form = RolesForm(request.POST or None, membership=membership)
    if request.method == "POST" and form.is_valid():
        try:
            _change_roles(request, membership, form)
        except ValidationError as refusal:
            form.add_error("roles", refusal)
        else:
            say(request, pgettext("communities", "The roles are saved."))
            return _after_roles(request, membership)
    page = {
        "community": membership.community,
        "membership": membership,
        "person": membership.person,
        "needs": needs_of(membership),
        "form": form,
    }
    return render(request, "communities/member.html", page, status=422 if form.errors else 200)


@transaction.atomic
def _change_roles(request: SignedIn, membership: Membership, form: RolesForm) -> None:
    given, taken = form.changes()
    for role in given:
        give_role(actor=request.user, membership=membership, role=role)
    for role in taken:
        take_role(actor=request.user, membership=membership, role=role)


def _after_roles(request: SignedIn, membership: Membership) -> HttpResponse:
    """A pilot who gave up the role has no page of members any more."""
    slug = membership.community.slug
    if membership.person == request.user and not membership.roles.filter(role="pilot").exists():
        return redirect("community", community=slug)
    return redirect("member", community=slug, membership=membership.pk)


@door("communities.steer", find=member_for)
def removal(request: SignedIn, membership: Membership) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            remove(actor=request.user, membership=membership)
        except ValidationError as refused:
            refusal = refused.messages[0]
        else:
            words = pgettext("communities", "%(name)s is no longer in the community.")
            say(request, words % {"name": membership.person})
            return redirect("people", community=membership.community.slug)
    page = {
        "community": membership.community,
        "membership": membership,
        "person": membership.person,
        "refusal": refusal,
    }
    return render(request, "communities/removal.html", page, status=422 if refusal else 200)


@door("communities.leave", find=own_membership)
def leaving(request: SignedIn, membership: Membership) -> HttpResponse:
    refusal = ""
    community = membership.community
    if request.method == "POST":
        try:
            leave(actor=request.user, membership=membership)
        except ValidationError as refused:
            refusal = refused.messages[0]
        else:
            return redirect("left", community=community.slug)
    page = {"community": community, "refusal": refusal}
    return render(request, "communities/leave.html", page, status=422 if refusal else 200)


@own_door("somebody who has left sees that they have, and may come back")
def left(request: SignedIn, community: str) -> HttpResponse:
    membership = _who_left(request, community)
    if request.method == "POST":
        come_back(actor=request.user, membership=membership)
        words = pgettext(
            "communities", "You are back. Your answers were deleted: it takes a minute to give them again."
        )
        say(request, words)
        return redirect("my-needs", community=membership.community.slug)
    return render(request, "communities/left.html", {"name": membership.community.name})


def _who_left(request: SignedIn, community: str) -> Membership:
    gone = Membership.objects.select_related("community").filter(
        person=request.user, community__slug=community, departure__way=Departure.Way.LEFT
    )
    membership = gone.first()
    if membership is None:
        raise Http404
    return membership
