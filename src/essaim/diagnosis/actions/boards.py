"""Beginning a board, leading the room through its phases, closing it."""

from __future__ import annotations

from datetime import timedelta
from secrets import randbelow
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.core.live import tell
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Board, Closing, Phase, PhaseChange

SETTINGS = ("title", "names", "votes_each", "hosted", "authors_shown")


@transaction.atomic
def begin_board(*, actor: Person, community: Community, title: str = "", **settings: Any) -> Board:
    """An empty board, ready: four boxes under the names this community last used, three votes each."""
    last = Board.objects.filter(community=community).first()
    settings.setdefault("names", last.names if last else {})
    board = Board.objects.create(
        community=community,
        by=actor,
        title=title or pgettext("diagnosis", "Where we stand"),
        code=_free_code(),
        **settings,
    )
    PhaseChange.objects.create(board=board, by=actor, phase=board.phase)
    tell(board)
    announce("board.begun", actor=actor, subject=board, scope=community)
    return board


def _free_code() -> str:
    """Eight digits, said in pairs like a French telephone number."""
    while True:
        code = f"{randbelow(10**8):08d}"
        if not Board.objects.filter(code=code).exists():
            return code


@transaction.atomic
def change_board(*, actor: Person, board: Board, **settings: Any) -> Board:
    """Change the settings named in `SETTINGS`. Raises ValidationError once it is settled who is shown."""
    board = locked(board)
    _check_authors(board, settings.get("authors_shown", board.authors_shown))
    for name, value in settings.items():
        if name not in SETTINGS:
            raise TypeError(name)
        setattr(board, name, value)
    board.save(update_fields=[*settings])
    tell(board)
    announce("board.changed", actor=actor, subject=board, scope=board.community, what=sorted(settings))
    return board


def _check_authors(board: Board, shown: bool) -> None:
    if shown == board.authors_shown or not board.cards.exists():
        return
    refusal = pgettext(
        "diagnosis",
        "People wrote knowing whether their name would show: this stays as it is on this board. "
        "Another board may do otherwise.",
    )
    raise ValidationError({"authors_shown": refusal})


@transaction.atomic
def lead_to(*, actor: Person, board: Board, phase: str, minutes: int = 0) -> PhaseChange:
    """Bring everybody to a phase, with a timer unless `minutes` is 0. Of two hosts the last one wins."""
    board = locked(board)
    _check_not_closed(board)
    ends_at = timezone.now() + timedelta(minutes=minutes) if minutes else None
    return _lead(actor, board, phase, ends_at)


@transaction.atomic
def give_time(*, actor: Person, board: Board, minutes: int) -> PhaseChange:
    """Give the present phase more minutes, from the end of its timer, or from now where that has passed."""
    board = locked(board)
    _check_not_closed(board)
    now = timezone.now()
    ends_at = max(board.ends_at or now, now) + timedelta(minutes=minutes)
    return _lead(actor, board, board.phase, ends_at)


def _lead(actor: Person, board: Board, phase: str, ends_at: Any) -> PhaseChange:
    board.phase, board.ends_at = Phase(phase), ends_at
    board.save(update_fields=["phase", "ends_at"])
    change = PhaseChange.objects.create(board=board, by=actor, phase=board.phase, ends_at=ends_at)
    tell(board)
    return change


@transaction.atomic
def close_board(*, actor: Person, board: Board) -> Closing:
    """Keep the board as it is; closing it twice changes nothing. From now on its code lets nobody in."""
    closing, new = Closing.objects.get_or_create(board=locked(board), defaults={"by": actor})
    if new:
        tell(board)
        announce("board.closed", actor=actor, subject=board, scope=board.community)
    return closing


@transaction.atomic
def reopen_board(*, actor: Person, board: Board) -> Board:
    """Take the closing back: its code works again."""
    board = locked(board)
    closed, _ = Closing.objects.filter(board=board).delete()
    if closed:
        tell(board)
        announce("board.reopened", actor=actor, subject=board, scope=board.community)
    return Board.objects.get(pk=board.pk)


def locked(board: Board) -> Board:
    """The board as it is now, held until the end of the transaction: acts on it follow one another."""
    held = Board.objects.select_for_update().get(pk=board.pk)
    held.community = board.community
    return held


def _check_not_closed(board: Board) -> None:
    if board.is_closed:
        raise ValidationError(
            pgettext("diagnosis", "This board is closed. Open it again to lead it further.")
        )
