"""The part of a page that changes while one looks: made once for all who look alike, then told to each."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, npgettext, pgettext

from essaim.core.live import version_of
from essaim.core.shown_once import shown_once

from ..acts import MINUTES, Act, counts_shown, open_acts
from ..models import Board, Participant, Phase
from ..queries.boards import figures_of, own_votes
from ..queries.cards import alike, boxes_of, removed_cards

KINDS = ("phone", "host", "reader", "projector")
_MARK = re.compile("\x02([0-9,]*)\x03")
LEFT = "\x02\x03"


def kind_asked(request: HttpRequest, *, hosts: bool) -> str:
    """Which of `KINDS` the browser shows; that of hosts is for hosts only."""
    asked = request.POST.get("for") or request.GET.get("for", "")
    return asked if asked in KINDS and (hosts or asked != "host") else "phone"


def shown_now(board: Board, kind: str, participant: Participant | None = None) -> tuple[SafeString, int]:
    """(the boxes with what can be done with them, the version they are of)."""
    number = version_of(board)
    key = ("board", board.pk, board.code, number, kind, get_language(), timezone.get_current_timezone_name())
    html = shown_once(key, lambda: render_to_string("diagnosis/_now.html", _now(board, kind)))
    if kind == "phone" and Act.VOTE in open_acts(board):
        html = _as_seen_by(html, board, own_votes(participant))
    return mark_safe(_MARK.sub("", html)), number  # noqa: S308


def _now(board: Board, kind: str) -> dict[str, Any]:
    """What is the same for all who look at this kind of page."""
    counted = counts_shown(board)
    ranked = board.is_closed or (board.hosted and board.phase == Phase.READ_OUT)
    boxes = boxes_of(board, ranked=ranked)
    hosts = kind == "host"
    return {
        "board": board,
        "community": board.community,
        "kind": kind,
        "boxes": boxes,
        "counted": counted,
        "ranked": ranked,
        "figures": figures_of(board),
        "acts": open_acts(board, hosts=hosts),
        "phases": phases_of(board),
        "following": following(board),
        "alike": alike(boxes) if hosts and not board.is_closed else [],
        "removed": removed_cards(board) if hosts else [],
        "task": task_of(board),
        "left": LEFT,
    }


def _as_seen_by(html: str, board: Board, mine: set[int]) -> str:
    """Put this reader's votes where the marks are."""
    address = reverse("room-votes", args=[board.code])
    left = max(0, board.votes_each - len(mine))

    def button(found: re.Match[str]) -> str:
        if not found[1]:
            return _left(left, board.votes_each)
        family = [int(key) for key in found[1].split(",")]
        return _vote(family[0], address, given=len(mine.intersection(family)))

    return _MARK.sub(button, html)


def _vote(card: int, address: str, given: int) -> str:
    if given:
        words = pgettext("diagnosis", "Take my vote back")
        said = given if given > 1 else ""
        return format_html(
            '<button id="v{}" class="button button--quiet vote vote--mine" name="back" value="{}"'
            ' formaction="{}" aria-pressed="true">{} {}</button>',
            *(card, card, address, words, said),
        )
    return format_html(
        '<button id="v{}" class="button button--quiet vote" name="card" value="{}"'
        ' formaction="{}">{}</button>',
        *(card, card, address, pgettext("diagnosis", "Vote")),
    )


def _left(left: int, each: int) -> str:
    words = npgettext("diagnosis", "%(n)s vote left of %(each)s.", "%(n)s votes left of %(each)s.", left)
    return format_html('<p class="votes-left" role="status">{}</p>', words % {"n": left, "each": each})


def phases_of(board: Board) -> list[dict[str, Any]]:
    """The five phases, each with where it stands and the minutes proposed."""
    order = list(Phase)
    here = order.index(Phase(board.phase))
    states = ["done" if at < here else "here" if at == here else "later" for at in range(len(order))]
    return [
        {"key": phase.value, "name": phase.label, "state": state, "minutes": MINUTES[phase]}
        for phase, state in zip(order, states, strict=True)
    ]


def following(board: Board) -> dict[str, Any] | None:
    """The phase that comes next, None after the last; the first one itself until a host starts its time."""
    later = [phase for phase in phases_of(board) if phase["state"] == "later" or _is_to_start(board, phase)]
    return later[0] if later else None


def _is_to_start(board: Board, phase: dict[str, Any]) -> bool:
    """The room is let in before the time of the first phase runs: a board begins with a change of its own."""
    begun = board.ends_at or phase["state"] != "here" or phase["key"] != Phase.WRITE
    return not begun and board.phase_changes.count() == 1


def task_of(board: Board) -> str:
    """What everybody does now, in one sentence."""
    if board.is_closed:
        return pgettext("diagnosis", "The board is closed, and kept as it was read out.")
    if not board.hosted:
        return pgettext("diagnosis", "Write, read, merge and vote as you like: everything is open.")
    return {
        Phase.WRITE: pgettext("diagnosis", "One idea a card, in the box where it belongs."),
        Phase.READ: pgettext("diagnosis", "Read what the others wrote, and ask where it is not clear."),
        Phase.MERGE: pgettext("diagnosis", "The host brings together the cards that say the same."),
        Phase.VOTE: pgettext("diagnosis", "Give your votes to the cards that matter most to you."),
        Phase.READ_OUT: pgettext("diagnosis", "What came first, box by box."),
    }[Phase(board.phase)]


def answered(board: Board, kind: str, participant: Participant | None, refusal: str = "") -> HttpResponse:
    """The changing part, as an answer to htmx, under a refusal where there is one."""
    html, _ = shown_now(
        Board.objects.select_related("community", "closing").get(pk=board.pk), kind, participant
    )
    said = format_html('<p class="refusal" role="alert">{}</p>', refusal) if refusal else ""
    return HttpResponse(said + html)
