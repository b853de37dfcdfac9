"""The board: circles proposed, and everything that adjusts them."""

from .changes import board_change, board_redo, board_undo
from .opening import board_open
from .page import board
from .people import board_person
from .proposals import proposals
from .tables import board_ask, board_circle

__all__ = [
    "board",
    "board_ask",
    "board_change",
    "board_circle",
    "board_open",
    "board_person",
    "board_redo",
    "board_undo",
    "proposals",
]
