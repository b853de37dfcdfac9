"""What a diagnosis keeps: boards and their cards, who took part, and how the cards were ranked."""

from .board import Board, Closing, Participant, Phase, PhaseChange, Quadrant
from .cards import Card, Comment, Merging, Removal, Vote
from .plan import OPEN, Action, Message, Publication, State, StateChange
from .strategies import Grade, Ranking, Shelving, Strategy

__all__ = [
    "OPEN",
    "Action",
    "Board",
    "Card",
    "Closing",
    "Comment",
    "Grade",
    "Merging",
    "Message",
    "Participant",
    "Phase",
    "PhaseChange",
    "Publication",
    "Quadrant",
    "Ranking",
    "Removal",
    "Shelving",
    "State",
    "StateChange",
    "Strategy",
    "Vote",
]
