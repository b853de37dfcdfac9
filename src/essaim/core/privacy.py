"""Which fields speak of whom. Export and erasure read it; a test refuses a field left unclassified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OnErasure = Literal["delete", "blank", "keep"]


@dataclass(frozen=True, slots=True)
class Privacy:
    """What one table says of people.

    `person` is the lookup from the table to the person spoken of ("membership__person"), "" when nobody is.
    `personal` fields are exported to that person; `plain` ones say nothing of anybody.
    On erasure a row is deleted, its `personal` fields are blanked, or it is kept as it is (`reason` says why).
    """

    person: str
    personal: frozenset[str]
    plain: frozenset[str]
    erase: OnErasure
    reason: str = ""


def about(
    person: str, *, personal: str = "", plain: str = "", erase: OnErasure = "delete", reason: str = ""
) -> Privacy:
    """Classify the fields of a table that speaks of `person`; names are separated by spaces."""
    return Privacy(person, frozenset(personal.split()), frozenset(plain.split()), erase, reason)


def impersonal(plain: str) -> Privacy:
    """Classify the fields of a table that speaks of nobody."""
    return Privacy("", frozenset(), frozenset(plain.split()), "keep")
