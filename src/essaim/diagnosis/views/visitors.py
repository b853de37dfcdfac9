"""Whoever has the code of a board, with or without an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from rules.permissions import has_perm

from essaim.core.doors import open_door
from essaim.people.models import Person

from ..actions.cards import come_in
from ..actions.guests import adopt
from ..acts import Act, open_acts
from ..models import Board, Participant
from ..queries.boards import board_of
from ..words import typed_code

KEPT = "boards"
"""Where the session of a guest keeps who they are: {board: participant}. Nothing before they act."""


@dataclass(slots=True)
class Visitor:
    request: HttpRequest
    board: Board
    person: Person | None
    participant: Participant | None
    hosts: bool

    @property
    def acts(self) -> frozenset[Act]:
        return open_acts(self.board, hosts=self.hosts)

    def acting(self, name: str = "") -> Participant:
        """The participant who acts, made at the first act."""
        if self.participant is None:
            self.participant = come_in(board=self.board, person=self.person, name=name)
            if self.person is None:
                kept = self.request.session.get(KEPT, {})
                self.request.session[KEPT] = kept | {str(self.board.pk): self.participant.pk}
        self.participant.board = self.board
        return self.participant


View = Callable[[HttpRequest, Visitor], HttpResponseBase]


def by_code(because: str, *, methods: tuple[str, ...]) -> Callable[[Callable[..., HttpResponseBase]], Any]:
    """A door open to whoever has the code of an open board, or belongs to its community, or took part.

    To anybody else a wrong code and that of a closed board are answered alike; after too many of those, the
    right one as well.
    """

    def fit(view: Callable[..., HttpResponseBase]) -> Any:
        @wraps(view)
        def enter(request: HttpRequest, code: str, **url: Any) -> HttpResponseBase:
            visitor = visitor_of(request, code)
            if visitor is None:
                return opens_nothing(request)
            if not getattr(request.user, "time_zone", ""):
                timezone.activate(visitor.board.community.zone)
            response = view(request, visitor, **url)
            response.headers.setdefault("X-Robots-Tag", "noindex")
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
            return response

        return open_door(because, methods=methods)(enter)

    return fit


def visitor_of(request: HttpRequest, code: str) -> Visitor | None:
    """Who comes with this code; None where it opens nothing to them, or too many were tried from here."""
    board = board_of(typed_code(code))
    if board is None:
        return None
    person = request.user if isinstance(request.user, Person) else None
    belongs = person is not None and has_perm("diagnosis.see", person, board)
    participant = _participant(request, board, person)
    if not belongs and participant is None and (board.is_closed or too_many(request)):
        return None
    hosts = person is not None and belongs and has_perm("diagnosis.host", person, board)
    return Visitor(request, board, person, participant, hosts)


def _participant(request: HttpRequest, board: Board, person: Person | None) -> Participant | None:
    known = Participant.objects.filter(board=board)
    key = (request.session.get(KEPT) or {}).get(str(board.pk))
    if person and key:
        _signed_in(request, board, person, key)
    if person:
        return known.filter(person=person).select_related("person").first()
    return known.filter(pk=key, person=None).first() if key else None


def _signed_in(request: HttpRequest, board: Board, person: Person, key: int) -> None:
    """Who came as a guest and signed in since is the same person: once, and the guest is forgotten.

    On a board that is being read out they stay two, until it is not.
    """
    guest = Participant.objects.filter(board=board, pk=key, person=None).first()
    if guest:
        guest.board = board
        adopt(actor=person, guest=guest)
        if Participant.objects.filter(pk=key, person=None, votes__isnull=False).exists():
            return
    kept = request.session.get(KEPT) or {}
    request.session[KEPT] = {name: value for name, value in kept.items() if name != str(board.pk)}


def opens_nothing(request: HttpRequest) -> HttpResponse:
    """The same answer for a code that never was and for one that was; counted, and after some only that."""
    allowed = _count(request)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    status = 404 if allowed else 429
    return render(request, "diagnosis/opens_nothing.html", {"too_many": not allowed}, status=status)


def too_many(request: HttpRequest) -> bool:
    """Whether so many wrong codes came from here that a right one may have been found by trying."""
    return not _count(request, dry_run=True)


def _count(request: HttpRequest, *, dry_run: bool = False) -> bool:
    usage = ratelimit.consume(
        request, app="allauth.account", action="board_code", limit_get=True, dry_run=dry_run
    )
    return usage is not None
