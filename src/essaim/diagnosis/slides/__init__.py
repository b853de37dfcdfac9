"""Slides for the direction (« diaporama »): what was said, the board, the plan, and what became of it."""

from .deck import Wish, deck_of
from .parts import Part, missing, offered

__all__ = ["Part", "Wish", "deck_of", "missing", "offered"]
