"""What every page can count on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "projector": request.GET.get("view") == "projector",
        "mails_on_a_page": settings.MAILS_ON_A_PAGE,
    }
