"""What a diagnosis keeps: boards and their cards, who took part, and how the cards were ranked."""

from .board import Board, Closing, Participant, Phase, PhaseChange, Quadrant
from .cards import Card, Comment, Merging, Removal, Vote

__all__ = [
    "Board",
    "Card",
    "Closing",
    "Comment",
    "Merging",
    "Participant",
    "Phase",
    "PhaseChange",
    "Quadrant",
    "Removal",
    "Vote",
]
