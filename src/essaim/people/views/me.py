"""What one says of oneself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import pgettext

from essaim.core.doors import own_door
from essaim.core.toasts import say
from essaim.people.actions import change_me
from essaim.people.forms import MeForm
from essaim.people.models import Person
from essaim.people.requests import SignedIn


@own_door("everybody may say who they are and how they want to be written to")
def me(request: SignedIn) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    form = MeForm(request.POST or None, instance=person)
    if form.is_valid():
        changed = change_me(actor=person, **form.cleaned_data)
        with translation.override(changed.language or translation.get_language()):
            say(request, pgettext("people", "This is kept."))
        return redirect("me")
    return render(request, "people/me.html", {"form": form})
