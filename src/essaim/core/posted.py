"""What a page sends beside the fields of a form."""

from __future__ import annotations

from django.http import HttpRequest

MOST_DIGITS = 9
"""As many as every database takes; `int` itself raises for signs such as ² and for thousands of digits."""


def posted_number(request: HttpRequest, name: str) -> int:
    """The whole number sent under this name; 0, which no row has, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
