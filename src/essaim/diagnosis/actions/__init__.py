"""What people do on a board: one verb, one function."""

from ..acts import check_open
from .boards import begin_board, change_board, close_board, give_time, lead_to, reopen_board
from .cards import come_in, comment, give_back, paste_cards, pin_finding, take_off, write_card
from .merging import merge, unmerge
from .voting import take_vote_back, vote

__all__ = [
    "begin_board",
    "change_board",
    "check_open",
    "close_board",
    "come_in",
    "comment",
    "give_back",
    "give_time",
    "lead_to",
    "merge",
    "paste_cards",
    "pin_finding",
    "reopen_board",
    "take_off",
    "take_vote_back",
    "unmerge",
    "vote",
    "write_card",
]
