"""What is asked of forming: people, pairs and options. Plain Python, safe to import anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEIGHTS = {"not at all": 0, "a little": 1, "normal": 3, "a lot": 9}
WEIGHT_OF_SIZE = 1
WEIGHT_OF_ALONE = 3

Word = Literal["not at all", "a little", "normal", "a lot"]


class ProblemError(ValueError):
    """The problem contradicts itself; `sentences` says each contradiction."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A weekday (0 is Monday) and a minute of that day (0 to 1439), in the community's time zone."""

    day: int
    minute: int

    def __str__(self) -> str:
        return f"{DAYS[self.day]} {self.minute // 60:02d}:{self.minute % 60:02d}"

    @classmethod
    def read(cls, text: str) -> Slot:
        """Read the form in which answers are written, "tue 18:00". Raises ValueError."""
        day, _, time = text.partition(" ")
        hour, _, minute = time.partition(":")
        slot = cls(DAYS.index(day), int(hour) * 60 + int(minute))
        if not 0 <= slot.minute < 24 * 60:
            raise ValueError(text)
        return slot


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to place.

    `possible` holds every slot they can, preferred ones included; None means that nothing is known.
    `values` gives for each attribute the accepted values: one for most, several for a *same* attribute.
    Without a value, somebody counts in no pair of that attribute; where it must be the *same* they accept
    none, so no circle can seat them. For *mix* and *share*, several values compare as one (equal or not).
    `met` holds the names of the circles they sat in before; `circle` the one they sit in now.
    """

    key: str
    languages: frozenset[str]
    possible: frozenset[Slot] | None = None
    preferred: frozenset[Slot] = frozenset()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    facilitates: int = 0
    leads: int = 0
    met: frozenset[str] = frozenset()
    circle: str | None = None


@dataclass(frozen=True, slots=True)
class LockedCircle:
    """A circle that stays: its slot, language, facilitators and people (facilitators included).

    Others may join it, within the size bounds; the people named here stay, in the seats they have.
    """

    id: str
    slot: Slot
    language: str
    facilitators: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """How to form. Every field has the default of the contract in the grouping design.

    `locked_people` maps a key to the id of a locked circle, of a circle of the answer to start from, or to
    any other name: those locked to one name then sit at one table.
    """

    size: tuple[int, int] = (8, 12)
    target: int = 10
    facilitators: tuple[int, int] = (1, 1)
    alternate_weeks: bool = False
    mix: dict[str, Word] = field(default_factory=dict)
    share: dict[str, Word] = field(default_factory=dict)
    never_alone: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    new_people: Word = "not at all"
    stay: Word = "not at all"
    preferred: Word = "a little"
    without_slots: Literal["leave", "any"] = "leave"
    moves: int | Literal["fewest"] | None = None
    locked_people: dict[str, str] = field(default_factory=dict)
    locked_circles: tuple[LockedCircle, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Who is to be placed and how. `together` and `apart` hold pairs of keys, the smaller key first."""

    people: tuple[Person, ...]
    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    options: Options = field(default_factory=Options)
