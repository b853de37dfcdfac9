"""What every page can count on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def projected(request: HttpRequest) -> bool:
    """Whether the page is asked for as a room sees it: nothing that only its reader may know."""
    return request.GET.get("view") == "projector"


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "projector": projected(request),
        "mails_on_a_page": settings.MAILS_ON_A_PAGE,
    }
