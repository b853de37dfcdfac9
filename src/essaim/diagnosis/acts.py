"""Which acts are open on a board now, to whom; a closed act is refused with what would open it."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext

from .models import Board, Phase

MINUTES = {Phase.WRITE: 12, Phase.READ: 8, Phase.MERGE: 8, Phase.VOTE: 5, Phase.READ_OUT: 12}
"""What is proposed for each phase: 45 minutes in all."""


class Act(StrEnum):
    WRITE = "write"
    COMMENT = "comment"
    MERGE = "merge"
    VOTE = "vote"


EVERY = frozenset(Act)
OPEN = {
    Phase.WRITE: frozenset({Act.WRITE, Act.COMMENT}),
    Phase.READ: frozenset({Act.WRITE, Act.COMMENT}),
    Phase.MERGE: frozenset({Act.COMMENT}),
    Phase.VOTE: frozenset({Act.VOTE}),
    Phase.READ_OUT: frozenset({Act.COMMENT}),
}


def open_acts(board: Board, *, hosts: bool = False) -> frozenset[Act]:
    """A board without a host has every act open; a host may write and merge whenever the board is open."""
    if board.is_closed:
        return frozenset()
    if not board.hosted:
        return EVERY
    mine = frozenset({Act.WRITE, Act.COMMENT, Act.MERGE}) if hosts else frozenset()
    return OPEN[Phase(board.phase)] | mine


def counts_shown(board: Board) -> bool:
    """While people vote under a host, nobody is led by what others chose."""
    return not board.hosted or board.is_closed or board.phase == Phase.READ_OUT


def check_open(act: Act, board: Board, *, hosts: bool = False) -> None:
    """Raises ValidationError."""
    if act not in open_acts(board, hosts=hosts):
        raise ValidationError(_closed(act, board))


def _closed(act: Act, board: Board) -> str:
    if board.is_closed:
        return pgettext("diagnosis", "This board is closed: it is kept as it was read out.")
    return {
        Act.WRITE: pgettext(
            "diagnosis", "Cards are no longer added in this phase. Ask the host to go back to “Write”."
        ),
        Act.COMMENT: pgettext(
            "diagnosis", "Comments wait while everyone votes. They open again in the next phase."
        ),
        Act.MERGE: pgettext("diagnosis", "On this board the host merges cards. Tell them which two."),
        Act.VOTE: pgettext("diagnosis", "Votes are given when the host opens the phase “Vote”."),
    }[act]
