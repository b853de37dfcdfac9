"""Founding a community."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.core.doors import own_door
from essaim.core.toasts import say
from essaim.core.words import tongue
from essaim.people.requests import SignedIn

from ..actions import found_community
from ..forms import FoundForm


@own_door("anybody may found a community: they become its first pilot")
def new(request: SignedIn) -> HttpResponse:
    person = request.user
    initial = {"languages": [tongue()], "time_zone": person.time_zone or "Europe/Paris"}
    form = FoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = ("name", "slug", "purpose_line", "languages", "time_zone", "rhythm_weeks")
        try:
            community = found_community(
                actor=person, slots=form.chosen(), **{name: given[name] for name in kept}
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("communities", "Your community is founded. You are its first pilot."))
            return redirect("community", community=community.slug)
    return render(request, "communities/new.html", {"form": form}, status=422 if form.errors else 200)
