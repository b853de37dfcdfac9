"""Receiving what people answer, and deciding on the statements they add."""

from .receiving import receive_sheet
from .settling import settle
from .statements import decide, undo_decision

__all__ = ["decide", "receive_sheet", "settle", "undo_decision"]
