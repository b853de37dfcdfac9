"""The room: what whoever has the code sees on a phone, and does there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from essaim.core.doors import open_door
from essaim.core.live import Live, seen_by
from essaim.core.pages import PER_PAGE, page_of
from essaim.core.posted import posted_number
from essaim.core.toasts import warn

from .. import actions
from ..acts import Act
from ..forms.board import CardForm, CodeForm, CommentForm
from ..models import Card
from ..queries.cards import author_of, boxes_of, near_cards
from .showing import answered, kind_asked, shown_now
from .visitors import Visitor, by_code, opens_nothing, visitor_of

HOLDS_THE_CODE = "whoever has the code of an open board takes part, with or without an account"


@open_door("whoever has a code may type it", methods=("GET", "POST"))
def room_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if visitor_of(request, form.cleaned_data["code"]) is None:
            return opens_nothing(request)
        return redirect("room", code=form.cleaned_data["code"])
    return render(request, "diagnosis/code.html", {"form": form}, status=422 if form.errors else 200)


@by_code(HOLDS_THE_CODE, methods=("GET", "POST"))
def room(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """With `?near`: which of the cards everybody sees are near the words being typed; nothing is added."""
    if request.method == "POST" and "near" in request.GET:
        writes = Act.WRITE in visitor.acts
        near = near_cards(visitor.board, request.POST.get("text", "")) if writes else []
        return render(request, "diagnosis/_near.html", {"near": near})
    form = CardForm(request.POST or None, board=visitor.board, named=_named(visitor))
    added = request.method == "POST" and form.is_valid() and _write(visitor, form)
    if added and not request.htmx:  # type: ignore[attr-defined]
        return redirect("room", code=visitor.board.code)
    if added:
        form = CardForm(
            board=visitor.board, named=_named(visitor), initial={"quadrant": form.cleaned_data["quadrant"]}
        )
    context = {"form": form, "board": visitor.board, "visitor": visitor, "added": added}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "diagnosis/_write.html", context, status=422 if form.errors else 200)
    html, number = shown_now(visitor.board, "phone", visitor.participant)
    context |= {"now": html, "number": number, "kind": "phone", "address": _address(visitor)}
    return render(request, "diagnosis/room.html", context, status=422 if form.errors else 200)


def _named(visitor: Visitor) -> bool:
    """Whether a guest is asked what to be called: where authors show, before the first act."""
    return visitor.board.authors_shown and visitor.person is None and visitor.participant is None


def _write(visitor: Visitor, form: CardForm) -> bool:
    given = form.cleaned_data
    try:
        actions.check_open(Act.WRITE, visitor.board, hosts=visitor.hosts)
        actor = visitor.acting(given.get("name", ""))
        actions.write_card(actor=actor, quadrant=given["quadrant"], text=given["text"], hosts=visitor.hosts)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _address(visitor: Visitor) -> str:
    return reverse("room", args=[visitor.board.code])


@by_code(HOLDS_THE_CODE, methods=("GET",))
def room_now(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    kind = kind_asked(request, hosts=visitor.hosts)
    html, _ = shown_now(visitor.board, kind, visitor.participant)
    return HttpResponse(html)


@by_code(HOLDS_THE_CODE, methods=("GET",))
def room_live(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    return Live(visitor.board, seen=seen_by(request))


@by_code(HOLDS_THE_CODE, methods=("POST",))
def room_votes(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    def act() -> None:
        actions.check_open(Act.VOTE, visitor.board)
        if back := posted_number(request, "back"):
            card = _card(visitor, back)
            actions.take_vote_back(actor=visitor.acting(), card=card)
        else:
            card = _card(visitor, posted_number(request, "card"))
            actions.vote(actor=visitor.acting(), card=card)

    return _done(request, visitor, act)


@by_code(HOLDS_THE_CODE, methods=("POST",))
def room_merging(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """`pair` is "12-15": 12 is shown under 15; or `card` and `into`; or `apart`, a card to show by itself."""

    def act() -> None:
        actions.check_open(Act.MERGE, visitor.board, hosts=visitor.hosts)
        if apart := posted_number(request, "apart"):
            card = _card(visitor, apart)
            actions.unmerge(actor=visitor.acting(), card=card, hosts=visitor.hosts)
            return
        card, into = (_card(visitor, key) for key in _pair(request))
        actions.merge(actor=visitor.acting(), card=card, into=into, hosts=visitor.hosts)

    return _done(request, visitor, act)


def _pair(request: HttpRequest) -> tuple[int, int]:
    told = request.POST.get("pair", "")[:24].split("-")
    if len(told) == 2 and all(each.isascii() and each.isdigit() and len(each) < 10 for each in told):
        return int(told[0]), int(told[1])
    return posted_number(request, "card"), posted_number(request, "into")


@by_code(HOLDS_THE_CODE, methods=("POST",))
def room_removal(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """`card` is taken off the board, `back` is put back."""

    def act() -> None:
        actions.check_open(Act.WRITE, visitor.board, hosts=visitor.hosts)
        if back := posted_number(request, "back"):
            card = _card(visitor, back)
            actions.give_back(actor=visitor.acting(), card=card, hosts=visitor.hosts)
        else:
            card = _card(visitor, posted_number(request, "card"))
            actions.take_off(actor=visitor.acting(), card=card, hosts=visitor.hosts)

    return _done(request, visitor, act)


def _done(request: HttpRequest, visitor: Visitor, act: Any) -> HttpResponseBase:
    """Do it; say what was refused. By htmx the changing part is answered, else one is led back."""
    refusal = ""
    try:
        act()
    except ValidationError as refused:
        refusal = " ".join(refused.messages)
    kind = kind_asked(request, hosts=visitor.hosts)
    if request.htmx:  # type: ignore[attr-defined]
        return answered(visitor.board, kind, visitor.participant, refusal)
    if refusal:
        warn(request, refusal)
    if kind == "host":
        return redirect("swot", visitor.board.community.slug, visitor.board.pk)
    return redirect("room", code=visitor.board.code)


@by_code(HOLDS_THE_CODE, methods=("GET", "POST"))
def room_card(request: HttpRequest, visitor: Visitor, card: int) -> HttpResponseBase:
    """One card: what was said about it, and what can be done with it by whoever may."""
    found = _card(visitor, card)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _comment(visitor, found, form):
        return redirect(_last_page(visitor, found))
    page = page_of(request, found.comments.select_related("participant__person"))
    context = {
        "board": visitor.board,
        "visitor": visitor,
        "card": found,
        "author": author_of(found, visitor.board),
        "page": page,
        "comments": [{"text": each.text, "author": author_of(each, visitor.board)} for each in page],
        "others": _others(visitor, found) if Act.MERGE in visitor.acts else [],
        "under": getattr(found, "merging", None),
        "mine": visitor.participant is not None and found.participant_id == visitor.participant.pk,
        "removed": hasattr(found, "removal"),
        "acts": visitor.acts,
        "form": form,
    }
    return render(request, "diagnosis/card.html", context, status=422 if form.errors else 200)


def _comment(visitor: Visitor, card: Card, form: CommentForm) -> bool:
    try:
        actions.check_open(Act.COMMENT, visitor.board, hosts=visitor.hosts)
        actions.comment(
            actor=visitor.acting(), card=card, text=form.cleaned_data["text"], hosts=visitor.hosts
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _last_page(visitor: Visitor, card: Card) -> str:
    """Where the comment just added is read."""
    there = reverse("room-card", args=[visitor.board.code, card.pk])
    pages = Paginator(card.comments.all(), PER_PAGE).num_pages
    return f"{there}?page={pages}" if pages > 1 else there


def _others(visitor: Visitor, card: Card) -> list[Any]:
    """The cards of the same box under which this one can be shown."""
    boxes = boxes_of(visitor.board)
    same = next(box.cards for box in boxes if box.quadrant == card.quadrant)
    return [each for each in same if card.pk not in {member.pk for member in each.family()}]


def _card(visitor: Visitor, key: int) -> Card:
    cards = Card.objects.filter(board=visitor.board).select_related("participant__person", "removal")
    found = cards.filter(pk=key).first()
    if found is None:
        raise Http404
    found.board = visitor.board
    return found
