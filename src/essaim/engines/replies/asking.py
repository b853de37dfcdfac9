"""The questions that columns make: with their choices, their rows and their ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.tables.heading import letters

from .columns import CHOSEN, MATRIX, Column

KIND_OF = {
    "group": "single",
    "levels": "single",
    "ticked": "multiple",
    "importance": "needs",
    "satisfaction": "needs",
    "statement": "statements",
    "slot": "availability",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `choices` and `rows` are {key: words}; `ends` the words of the lowest and highest level.

    `most`: the points to share, 0 when nothing limits them. `groups`: others may be broken down by it.
    `also`: {folded words: key} of choices and rows in other languages; `titles`, folded, in all of them.
    """

    key: str
    kind: str
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    ends: tuple[str, str] | None = None
    other: bool = False
    groups: bool = False
    most: int = 0
    also: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()


def asked_in(columns: Iterable[Column]) -> tuple[Asked, ...]:
    """The questions of a survey made from these columns, in their order."""
    grids: dict[str, list[Column]] = {}
    for column in columns:
        if column.question:
            grids.setdefault(column.question, []).append(column)
    return tuple(_asked(key, grid) for key, grid in grids.items())


def _asked(key: str, grid: Sequence[Column]) -> Asked:
    first = grid[0]
    return Asked(
        key=key,
        kind=KIND_OF.get(first.kind, first.kind),
        title=title_of(first),
        choices=keyed(words_of(grid)),
        rows=keyed(column.part for column in grid) if first.kind in MATRIX - {"ticked"} else {},
        ends=ends_of(first) if first.kind == "scale" else None,
        other="other" in first.readings.values() and first.kind in CHOSEN,
        groups=first.kind == "group",
    )


def title_of(column: Column) -> str:
    """A grid's question once; a row that is a question of its own says both; "" for lone statements."""
    if column.kind == "statement" and fold(column.part) == fold(column.title):
        return ""
    if column.part and column.kind not in MATRIX:
        return f"{column.title} – {column.part}"
    return column.title


def words_of(grid: Sequence[Column]) -> list[str]:
    """What can be chosen: the parts where each choice has a column, else what its values are read as."""
    if grid[0].kind == "ticked":
        return [column.part for column in grid]
    if grid[0].kind == "levels":
        return levels_of(grid[0])
    if grid[0].kind in CHOSEN:
        return [words for words in grid[0].readings.values() if words and words != "other"]
    return []


def levels_of(column: Column) -> list[str]:
    """In order, those that nobody gave among the others; what is no number, after them."""
    told = [words for words in dict.fromkeys(column.readings.values()) if words and words != "other"]
    numbers = [int(words) for words in told if words.isascii() and words.isdigit() and len(words) < 3]
    between = range(min(numbers), max(numbers) + 1) if numbers else ()
    return [*map(str, between), *(words for words in told if words not in set(map(str, numbers)))]


def keyed(words: Iterable[str]) -> dict[str, str]:
    """{"a": words, "b": …}, words that only differ by case or accents once."""
    once = {fold(each): each for each in reversed(list(words))}
    return {letters(n).lower(): each for n, each in enumerate(reversed(list(once.values())))}


def ends_of(column: Column) -> tuple[str, str] | None:
    """The words of the two ends of a scale, where the file says them in words."""
    said = {level: value for value, level in column.readings.items() if not value[:1].isdigit()}
    return (said["1"], said["5"]) if "1" in said and "5" in said else None
