"""A form sent twice acts once: its hidden key is kept with the place it led to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from .models import Receipt

FIELD = "once"


def answered_once(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run `act` unless this form was already received; then lead where the first one led."""
    key = _key(request)
    if key is None:
        return act()
    with transaction.atomic():
        known = Receipt.objects.filter(key=key).first()
        if known:
            return _lead_to(request, known.location)
        answer = act()
        if isinstance(answer, HttpResponse) and _place(answer):
            Receipt.objects.create(key=key, location=_place(answer))
        return answer


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _place(answer: HttpResponse) -> str:
    return answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""


def _lead_to(request: HttpRequest, location: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": location})
    return HttpResponseRedirect(location)
