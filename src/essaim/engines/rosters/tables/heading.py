"""Where the headers are: on the first line, below a title, on two lines, or nowhere."""

from __future__ import annotations

from collections import Counter
from itertools import islice, zip_longest
from typing import NamedTuple

from essaim.engines.rosters.folding import clean, fold
from essaim.engines.rosters.header_words import EXACT
from essaim.engines.rosters.slots import is_slot
from essaim.engines.rosters.tables.addresses import has_address
from essaim.engines.rosters.tables.table import Row

FIRST_ROWS = 20
KEYS = ("email", "id")


class Heading(NamedTuple):
    headers: tuple[str, ...]
    line: int | None
    titles: tuple[int, ...]
    below: int  # the index of the first row of people


def letters(index: int) -> str:
    """A column as spreadsheets call it, 0 being "A": "Z" is followed by "AA"."""
    before, last = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def find_heading(rows: list[Row]) -> Heading:
    """The headers of a table that has at least one row."""
    index = heading_index(rows)
    width = max(len(row.cells) for row in rows)
    if index is None:
        return Heading(tuple(letters(n) for n in range(width)), None, (), 0)
    row = rows[index]
    headers = [tidy(cell) for cell in row.cells]
    below = index + 1
    if below < len(rows) and names_slots(headers, rows[below]):
        headers = over_children(headers, rows[below].cells)
        below += 1
    elif index:
        headers = under_parents(rows[index - 1].cells, headers)
    return Heading(tuple(headers), row.line, tuple(row.line for row in rows[:index]), below)


def tidy(cell: str) -> str:
    return " ".join(clean(cell).split())


def heading_index(rows: list[Row]) -> int | None:
    """The row that names a key, or the first as full as those around it; None if an address comes first."""
    first = list(islice(rows, FIRST_ROWS))
    usual = Counter(filled(row) for row in first).most_common(1)[0][0]
    for index, row in enumerate(first):
        if any(map(has_address, row.cells)):
            return None
        if any(EXACT.get(fold(cell)) in KEYS for cell in row.cells):
            return index
        if filled(row) * 2 >= usual and (filled(row) > 1 or usual == 1):
            return index
    return 0


def filled(row: Row) -> int:
    return sum(1 for cell in row.cells if clean(cell))


def under_parents(parents: tuple[str, ...], headers: list[str]) -> list[str]:
    """Headers with the question above them, where they name a slot: "Disponibilités [Mardi 18h]"."""
    completed, parent = [], ""
    for index, header in enumerate(headers):
        above = clean(parents[index]) if index < len(parents) else ""
        parent = above or parent
        slot = is_slot(header) or is_slot(f"{parent} {header}")
        completed.append(f"{parent} [{header}]" if parent and slot else header)
    return completed


def names_slots(headers: list[str], row: Row) -> bool:
    """A second line of headers: nothing but slots under their questions, or times under their days."""
    parent = ""
    for header, child in zip_longest(headers, map(tidy, row.cells), fillvalue=""):
        parent = header or parent
        if child and not (is_slot(child) or is_slot(f"{parent} {child}")):
            return False
    return True


def over_children(headers: list[str], children: tuple[str, ...]) -> list[str]:
    """Headers with the slot below each; a merged cell above several slots counts for all of them."""
    completed, parent = [], ""
    for header, child in zip_longest(headers, map(tidy, children), fillvalue=""):
        parent = header or parent
        completed.append(f"{parent} [{child}]" if child else header)
    return completed
