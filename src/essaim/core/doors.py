"""Every view is entered by a door: it finds the thing among what this person can see, then checks the verb.

Not found is 404, not allowed is 403, and neither tells more. The register of doors is what the
permissions table and the test of every route are made from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from rules.permissions import has_perm

from .once import answered_once

View = Callable[..., HttpResponseBase]
Find = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the register: which view, how its thing is found, which verb is checked, or why not."""

    view: str
    methods: tuple[str, ...]
    find: str = ""
    verb: str = ""
    because: str = ""
    signed_in: bool = True


REGISTER: dict[str, Door] = {}


def door(verb: str, *, find: Find, methods: tuple[str, ...] = ("GET", "POST")) -> Callable[[View], View]:
    """Enter with a verb: `find(person, **url)` gives the thing or raises Http404; the view receives it."""

    def fit(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **url: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request, methods)
            thing = find(request.user, **url)
            if not has_perm(verb, request.user, thing):
                raise PermissionDenied
            _say_hours_as_there(request, thing)
            return _kept_out_of_caches(_act(request, methods, lambda: view(request, thing)))

        _register(enter, view, Door(_name(view), methods, find=_name(find), verb=verb))
        return enter

    return fit


def own_door(because: str, *, methods: tuple[str, ...] = ("GET", "POST")) -> Callable[[View], View]:
    """Enter a page about oneself: being signed in is enough, and the page says why."""

    def fit(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **url: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request, methods)
            return _kept_out_of_caches(_act(request, methods, lambda: view(request, **url)))

        _register(enter, view, Door(_name(view), methods, because=because))
        return enter

    return fit


def open_door(
    because: str, *, find: Find | None = None, methods: tuple[str, ...] = ("GET",)
) -> Callable[[View], View]:
    """Enter a page open to the world, or to whoever holds its link: `find(**url)` then gives the thing."""

    def fit(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **url: Any) -> HttpResponseBase:
            if find is None:
                return _act(request, methods, lambda: view(request, **url))
            thing = find(**url)
            _say_hours_as_there(request, thing)
            return _of_a_link(_act(request, methods, lambda: view(request, thing)))

        entry = Door(_name(view), methods, find=_name(find) if find else "", because=because, signed_in=False)
        _register(enter, view, entry)
        return enter

    return fit


def _to_sign_in(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponseBase:
    """Then back here; to the page whose button was pressed, where there is nothing to read here."""
    came_from = request.headers.get("Referer", "")
    if "GET" in methods or not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(urlsplit(came_from)._replace(scheme="", netloc="").geturl())


def _act(
    request: HttpRequest, methods: tuple[str, ...], view: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Only methods of the door reach the view: no token of a form is asked of any but POST."""
    allowed = _allowed(methods)
    if request.method not in allowed:
        refused = HttpResponseNotAllowed(allowed)
        if request.method == "GET":
            refused.content = render_to_string("405.html", request=request)
        return refused
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
    return answered_once(request, view) if request.method == "POST" else view()


def _allowed(methods: tuple[str, ...]) -> tuple[str, ...]:
    """What a door answers to: looking without content where one may look, and which methods there are."""
    return (*methods, *(("HEAD",) if "GET" in methods else ()), "OPTIONS")


def _say_hours_as_there(request: HttpRequest, thing: Any) -> None:
    """Hours in the zone of the community, for who has not chosen their own."""
    zone = getattr(getattr(thing, "community", thing), "time_zone", "")
    if zone and not getattr(request.user, "time_zone", ""):
        timezone.activate(zone)


def _kept_out_of_caches(response: HttpResponseBase) -> HttpResponseBase:
    """What one person may see is not left for the next one on the same computer."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


def _of_a_link(response: HttpResponseBase) -> HttpResponseBase:
    """A page opened by its link alone is not told to search engines either."""
    response.headers.setdefault("X-Robots-Tag", "noindex")
    return _kept_out_of_caches(response)


def _register(enter: View, view: View, entry: Door) -> None:
    REGISTER[entry.view] = entry
    enter.door = entry  # type: ignore[attr-defined]


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
