"""Take one's data away; erase one's account."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext

from essaim.core.doors import own_door
from essaim.core.toasts import say
from essaim.people import erasure
from essaim.people.export import exported
from essaim.people.models import Person
from essaim.people.requests import SignedIn


@own_door("everybody may take away what is known of them", methods=("GET",))
def export(request: SignedIn) -> HttpResponse:
    response = HttpResponse(exported(_me(request)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="essaim-{timezone.localdate():%Y-%m-%d}.zip"'
    return response


@own_door("everybody may end their account")
def erase(request: SignedIn) -> HttpResponse:
    """Say the consequences, then do it. What must be settled first is said in sentences."""
    person = _me(request)
    obstacles = erasure.obstacles(person)
    if request.method == "POST" and not obstacles:
        erasure.erase(actor=person)
        logout(request)
        say(request, pgettext("people", "Your account is erased. Nothing that names you is left here."))
        return redirect("/")
    status = 409 if request.method == "POST" else 200
    return render(request, "people/erasure.html", {"obstacles": obstacles}, status=status)


def _me(request: SignedIn) -> Person:
    return Person.objects.get(pk=request.user.pk)
