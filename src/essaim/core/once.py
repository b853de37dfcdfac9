"""A form sent twice acts once: its hidden key is kept with the place it led to."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from .models import Receipt

FIELD = "once"
NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}


def answered_once(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run `act` unless this form was already received; then lead where the first one led.

    Of two that arrive together, the second waits for the end of the first: the receipt is written before
    acting, so that on PostgreSQL its unique key makes the second wait, as the write lock does on SQLite.
    """
    key = _key(request)
    if key is None:
        return act()
    with transaction.atomic():
        receipt, new = Receipt.objects.get_or_create(key=key, defaults={"location": ""})
        if not new:
            return _lead_to(request, receipt.location)
        answer = act()
        location = _place(answer) if isinstance(answer, HttpResponse) else ""
        if location:
            Receipt.objects.filter(pk=receipt.pk).update(location=location)
        else:
            receipt.delete()
        return answer


def _key(request: HttpRequest) -> UUID | None:
    """The key of the form with what it says: changed after "Back" and sent again, it is another form."""
    try:
        key = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    content = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_CONTENT)
    files = sorted(
        (name, file.name, file.size) for name in request.FILES for file in request.FILES.getlist(name)
    )
    said = repr((request.path, getattr(request.user, "pk", None), content, files))
    return uuid5(key, sha256(said.encode()).hexdigest())


def _place(answer: HttpResponse) -> str:
    return answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""


def _lead_to(request: HttpRequest, location: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": location})
    return HttpResponseRedirect(location)
