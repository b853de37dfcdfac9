"""Each page in the language and the time zone of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from .zones import is_zone

OTHERWISE = "Europe/Paris"


class SpeakTheirLanguage:
    """The person's choice, else the cookie's, else what the browser asks for; hours in the person's zone.

    Who has chosen no zone reads the pages of a community in its zone: the doors see to that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = _language(request)
        with translation.override(language), timezone.override(_zone(request)):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _language(request: HttpRequest) -> str:
    chosen = getattr(request.user, "language", "")
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    return translation.get_language_from_request(request)


def _zone(request: HttpRequest) -> ZoneInfo:
    chosen = str(getattr(request.user, "time_zone", ""))
    return ZoneInfo(chosen if is_zone(chosen) else OTHERWISE)
