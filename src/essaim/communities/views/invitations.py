"""Inviting, and answering an invitation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import npgettext, pgettext

from essaim.core import links
from essaim.core.doors import door, open_door
from essaim.core.pages import page_of
from essaim.core.scanning import qr_code
from essaim.core.toasts import say
from essaim.notifications.queries import can_send
from essaim.people.models import Person
from essaim.people.requests import SignedIn

from ..actions import accept, invite_by_email, invite_by_link, may_accept, revoke
from ..forms import LettersForm, LinkForm
from ..letters import join_link
from ..models import Community, Invitation, Membership
from ..queries import community_for, invitation_for


@door("communities.steer", find=community_for)
def invitations(request: SignedIn, community: Community) -> HttpResponse:
    by_letter = "pasted" in request.POST
    letters = LettersForm(request.POST if by_letter else None)
    link = LinkForm(request.POST if request.method == "POST" and not by_letter else None)
    if letters.is_bound and letters.is_valid():
        return _send(request, community, letters)
    if link.is_bound and link.is_valid():
        invitation = invite_by_link(actor=request.user, community=community, **link.cleaned_data)
        return redirect("invitation", community=community.slug, invitation=invitation.pk)
    page = _page(request, community) | {"letters": letters, "link": link}
    return render(
        request, "communities/invitations.html", page, status=422 if letters.errors or link.errors else 200
    )


def _page(request: SignedIn, community: Community) -> dict[str, Any]:
    everything = Invitation.objects.filter(community=community).select_related("revocation", "by")
    return {
        "community": community,
        "page": page_of(request, everything),
        "now": timezone.now(),
        "reach": can_send(),
    }


def _send(request: SignedIn, community: Community, form: LettersForm) -> HttpResponse:
    given = form.cleaned_data
    written = invite_by_email(
        actor=request.user,
        community=community,
        emails=form.addresses,
        role=given["role"],
        days=given["days"],
    )
    words = npgettext(
        "communities", "%(n)s invitation is written.", "%(n)s invitations are written.", len(written)
    )
    say(request, words % {"n": len(written)})
    if not form.refused:
        return redirect("invitations", community=community.slug)
    page = _page(request, community) | {"letters": LettersForm(), "link": LinkForm(), "refused": form.refused}
    return render(request, "communities/invitations.html", page)


@door("communities.steer", find=invitation_for, methods=("GET",))
def invitation(request: SignedIn, invitation: Invitation) -> HttpResponse:
    is_open = Invitation.objects.open(timezone.now()).filter(pk=invitation.pk).exists()
    address = join_link(invitation)
    page = {
        "community": invitation.community,
        "invitation": invitation,
        "open": is_open,
        "address": address,
        "code": qr_code(address) if is_open else "",
    }
    return render(request, "communities/invitation.html", page)


@door("communities.steer", find=invitation_for, methods=("POST",))
def revocation(request: SignedIn, invitation: Invitation) -> HttpResponse:
    revoke(actor=request.user, invitation=invitation)
    say(request, pgettext("communities", "The invitation is taken back: its link opens nothing any more."))
    return redirect("invitations", community=invitation.community.slug)


@open_door("whoever holds an invitation may see what it is to", methods=("GET", "POST"))
def join(request: HttpRequest, token: str) -> HttpResponse:
    invitation = _open_invitation(token)
    person = request.user if request.user.is_authenticated else None
    if invitation is None or (person and not may_accept(person, invitation)):
        return render(request, "communities/join_closed.html", status=404)
    if person and request.method == "POST":
        return _come_in(request, person, invitation)
    present = person is not None and _is_present(person, invitation.community)
    page = {"invitation": invitation, "to": invitation.community, "present": present}
    return render(request, "communities/join.html", page)


def _come_in(request: HttpRequest, person: Person, invitation: Invitation) -> HttpResponse:
    try:
        membership = accept(actor=person, invitation=invitation)
    except ValidationError:
        return render(request, "communities/join_closed.html", status=404)
    say(request, pgettext("communities", "Welcome. Say when you can: it takes a minute."))
    if membership.roles.exclude(role="sponsor").exists():
        return redirect("my-needs", community=membership.community.slug)
    return redirect("community", community=membership.community.slug)


def _open_invitation(token: str) -> Invitation | None:
    try:
        pk = links.read("join", token)
    except Http404:
        return None
    return Invitation.objects.open(timezone.now()).select_related("community", "by").filter(pk=pk).first()


def _is_present(person: Person, community: Community) -> bool:
    return Membership.objects.present().filter(community=community, person=person).exists()
