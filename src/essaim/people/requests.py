"""What a view behind a door is given."""

from __future__ import annotations

from django.http import HttpRequest

from .models import Person


class SignedIn(HttpRequest):
    """A request of somebody who is signed in: doors let nobody else through."""

    user: Person
