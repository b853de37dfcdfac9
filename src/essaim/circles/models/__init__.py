"""What forming keeps: rounds, searches, arrangements, launches; and what lives on: circles and seats."""

from .circle import Circle, Closure, Seat, SeatAnswer
from .forming import Arrangement, FormingRound, Participation, Removal, Search
from .launch import CirclePlan, Launch, LaunchPlan

__all__ = [
    "Arrangement",
    "Circle",
    "CirclePlan",
    "Closure",
    "FormingRound",
    "Launch",
    "LaunchPlan",
    "Participation",
    "Removal",
    "Search",
    "Seat",
    "SeatAnswer",
]
