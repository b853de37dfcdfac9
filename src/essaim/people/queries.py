"""Who is at an address."""

from __future__ import annotations

from .models import Person


def person_at(email: str) -> Person | None:
    """The person known by this address, whatever its case."""
    return Person.objects.filter(email=written_address(email)).first()


def written_address(email: str) -> str:
    """An address as it is kept: without spaces around, in lower case."""
    return email.strip().lower()
