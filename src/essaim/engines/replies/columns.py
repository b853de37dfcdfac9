"""What a column of answers is, and the distinct values it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from essaim.engines.rosters.folding import clean
from essaim.engines.rosters.tables import Table

Kind = Literal[
    "ignore", "email", "single", "group", "multiple", "ticked", "scale", "recommend", "grades", "points",
    "importance", "satisfaction", "ranking", "consent", "text", "levels", "statement", "slot",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
CHOSEN: frozenset[Kind] = frozenset(("single", "group", "multiple", "ranking", "levels"))
"""Kinds whose values are read as words of a choice; an empty reading leaves the value out."""
SPLIT: frozenset[Kind] = frozenset(("multiple", "ranking"))
MATRIX: frozenset[Kind] = frozenset(
    ("ticked", "grades", "points", "importance", "satisfaction", "statement", "slot")
)
"""Kinds where several columns make one question, each a row or a choice of it."""
LEAST_TO_READ = 60
"""The distinct values up to which a column can be read value by value."""
COMMAS = re.compile(r",\s*(?![^()]*\))")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `question` names the question it answers, the same for the columns of a grid; `part` is
    then the row or the choice. `readings` reads each value as it is written in the file: "1" … "5", "none" or
    "skip" on a scale, the words of a choice, "yes" or "no" where ticked, "agree", "disagree" or "pass" on a
    statement, "possible", "preferred" or "no" at a slot. A value without one is refused.
    """

    index: int
    header: str
    kind: Kind
    question: str = ""
    title: str = ""
    part: str = ""
    separator: str = ""
    readings: Mapping[str, str] = field(default_factory=dict)
    sure: bool = True


def pieces(value: str, separator: str) -> list[str]:
    """The answers in one cell, outside of brackets where commas part them."""
    if not separator:
        return [value]
    parts = COMMAS.split(value) if separator == "," else value.split(separator)
    return [part.strip() for part in parts if part.strip()]


def distinct(table: Table, index: int, separator: str = "") -> Counter[str]:
    """How often each value, or each piece of one, stands in a column; empty cells are not counted."""
    found: Counter[str] = Counter()
    for cell, times in Counter(table.column(index)).items():
        for piece in pieces(clean(cell), separator):
            if piece:
                found[piece] += times
    return found
