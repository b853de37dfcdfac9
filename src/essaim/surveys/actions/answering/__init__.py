"""Receiving what people answer, deciding on the statements they add, telling what is thought of them."""

from .receiving import receive_sheet
from .settling import settle
from .statements import decide, undo_decision
from .voices import tell_voices, tell_votes

__all__ = ["decide", "receive_sheet", "settle", "tell_voices", "tell_votes", "undo_decision"]
