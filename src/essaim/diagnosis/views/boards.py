"""The boards of a community, and one of them as its host and its readers see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.communities.rules import pilots
from essaim.core.context import projected
from essaim.core.doors import door
from essaim.core.links import absolute
from essaim.core.pages import page_of
from essaim.core.scanning import qr_code
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn
from essaim.surveys.queries.findings import Pinnable, findings_of

from .. import actions
from ..acts import MINUTES
from ..forms.board import BoardForm, PaperForm, PhaseForm, PinForm
from ..models import Board, Phase
from ..queries.boards import board_for, boards_in, cards_in
from ..rules import hosts
from ..words import spoken
from .showing import answered, shown_now


@door("diagnosis.see", find=community_for, methods=("GET",))
def diagnosis(request: SignedIn, community: Community) -> HttpResponse:
    page = page_of(request, boards_in(community), 24)
    cards = cards_in(list(page))
    context = {
        "community": community,
        "page": page,
        "rows": [{"board": board, "cards": cards.get(board.pk, 0)} for board in page],
        "hosts": hosts(request.user, community) and not projected(request),
    }
    return render(request, "diagnosis/diagnosis.html", context)


@door("diagnosis.host", find=community_for, methods=("POST",))
def diagnosis_new(request: SignedIn, community: Community) -> HttpResponse:
    """Express: a board is ready at once, and everything about it can be changed before the first card."""
    board = actions.begin_board(actor=request.user, community=community)
    return redirect("swot", community=community.slug, board=board.pk)


@door("diagnosis.see", find=board_for, methods=("GET",))
def swot(request: SignedIn, board: Board) -> HttpResponse:
    leads = hosts(request.user, board)
    kind = "projector" if projected(request) else "host" if leads else "reader"
    html, number = shown_now(board, kind)
    address = absolute("room", code=board.code)
    context = {
        "community": board.community,
        "board": board,
        "hosts": leads,
        "steers": pilots(request.user, board),
        "kind": kind,
        "now": html,
        "number": number,
        "address": address,
        "way": absolute("room-code").split("://")[-1],
        "spoken": spoken(board.code),
        "qr": "" if board.is_closed else qr_code(address),
        "phase": PhaseForm(initial={"phase": board.phase, "minutes": MINUTES[Phase(board.phase)]}),
    }
    name = "projected" if kind == "projector" else "swot"
    return render(request, f"diagnosis/{name}.html", context)


@door("diagnosis.host", find=board_for)
def swot_settings(request: SignedIn, board: Board) -> HttpResponse:
    locked = board.cards.exists()
    form = BoardForm(request.POST or None, board=board, locked=locked)
    if request.method == "POST" and form.is_valid() and _change(request, board, form):
        return redirect("swot", community=board.community.slug, board=board.pk)
    context = {"community": board.community, "board": board, "form": form, "locked": locked}
    return render(request, "diagnosis/settings.html", context, status=422 if form.errors else 200)


def _change(request: SignedIn, board: Board, form: BoardForm) -> bool:
    try:
        actions.change_board(actor=request.user, board=board, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages[0])
        return False
    return True


@door("diagnosis.host", find=board_for, methods=("POST",))
def swot_phase(request: SignedIn, board: Board) -> HttpResponseBase:
    """`lead` is "read-8", the phase and its minutes; `more` are minutes to add; else a form of both."""
    refusal = ""
    try:
        _lead(request, board)
    except ValidationError as refused:
        refusal = " ".join(refused.messages)
    if request.htmx:  # type: ignore[attr-defined]
        return answered(board, "host", None, refusal)
    if refusal:
        warn(request, refusal)
    return redirect("swot", community=board.community.slug, board=board.pk)


def _lead(request: SignedIn, board: Board) -> None:
    """Raises ValidationError."""
    if request.POST.get("more"):
        actions.give_time(actor=request.user, board=board, minutes=2)
        return
    phase, _, minutes = request.POST.get("lead", "")[:20].partition("-")
    told = {"phase": phase, "minutes": minutes} if phase else request.POST
    form = PhaseForm(told)
    if not form.is_valid():
        raise ValidationError(
            pgettext("diagnosis", "Choose one of the five phases, and between 0 and 240 minutes.")
        )
    actions.lead_to(actor=request.user, board=board, **form.cleaned_data)


@door("diagnosis.host", find=board_for, methods=("POST",))
def swot_closure(request: SignedIn, board: Board) -> HttpResponse:
    actions.close_board(actor=request.user, board=board)
    undo = reverse("swot-opening", args=[board.community.slug, board.pk])
    say(request, pgettext("diagnosis", "The board is closed and kept. Its code opens nothing."), undo=undo)
    return redirect("swot", community=board.community.slug, board=board.pk)


@door("diagnosis.host", find=board_for, methods=("POST",))
def swot_opening(request: SignedIn, board: Board) -> HttpResponse:
    actions.reopen_board(actor=request.user, board=board)
    say(request, pgettext("diagnosis", "The board is open again, with the same code."))
    return redirect("swot", community=board.community.slug, board=board.pk)


@door("diagnosis.host", find=board_for)
def swot_paper(request: SignedIn, board: Board) -> HttpResponse:
    """Cards of a wall of paper, pasted; lines that were refused are listed, ready to be mended."""
    form = PaperForm(request.POST or None, board=board)
    context: dict[str, Any] = {"community": board.community, "board": board, "form": form}
    if request.method == "POST" and form.is_valid():
        pasted = _paste(request, board, form)
        if pasted and not pasted.refused:
            return redirect("swot", community=board.community.slug, board=board.pk)
        if pasted:
            rest = "\n".join(words for _, words, _ in pasted.refused)
            given = {"quadrant": form.cleaned_data["quadrant"], "lines": rest}
            context |= {"refused": pasted.refused, "form": PaperForm(board=board, initial=given)}
    return render(request, "diagnosis/paper.html", context, status=422 if form.errors else 200)


def _paste(request: SignedIn, board: Board, form: PaperForm) -> Any:
    given = form.cleaned_data
    try:
        pasted = actions.paste_cards(
            actor=request.user, board=board, quadrant=given["quadrant"], text=given["lines"]
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    words = npgettext("diagnosis", "%(n)s card is added.", "%(n)s cards are added.", len(pasted.added))
    say(request, words % {"n": len(pasted.added)})
    return pasted


@door("diagnosis.host", find=community_for)
def swot_pin(request: SignedIn, community: Community) -> HttpResponse:
    """The findings this person may read; one of them, ?finding=…, to be pinned."""
    found = findings_of(community, request.user)
    finding = next((one for one in found if one.key == request.GET.get("finding")), None)
    if finding is None:
        return render(request, "diagnosis/findings.html", {"community": community, "findings": found})
    boards = [board for board in boards_in(community) if not board.is_closed]
    form = PinForm(request.POST or None, boards=boards, initial={"sentence": finding.sentence})
    if request.method == "POST" and form.is_valid():
        board = next(each for each in boards if each.pk == form.cleaned_data["board"])
        if _pin(request, board, form, finding):
            return redirect("swot", community=community.slug, board=board.pk)
    context = {"community": community, "boards": boards, "form": form}
    return render(request, "diagnosis/pin.html", context, status=422 if form.errors else 200)


def _pin(request: SignedIn, board: Board, form: PinForm, finding: Pinnable) -> bool:
    told = {name: form.cleaned_data[name] for name in ("quadrant", "sentence")}
    try:
        actions.pin_finding(actor=request.user, board=board, finding=finding, **told)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    say(request, pgettext("diagnosis", "The finding is pinned as a card."))
    return True
