"""A table and its mapping to people: who can be taken, and every row that cannot with its reason."""

from __future__ import annotations

from essaim.engines.rosters.headers import Mapping
from essaim.engines.rosters.people.pairs import settle_pairs
from essaim.engines.rosters.people.reading import PersonRead, Reading, Rules
from essaim.engines.rosters.people.rows import RowReader
from essaim.engines.rosters.refusals import RosterRefused
from essaim.engines.rosters.tables.table import Table

__all__ = ["PersonRead", "Reading", "Rules", "read_people"]


def read_people(table: Table, mapping: Mapping, rules: Rules | None = None) -> Reading:
    """Read every row. One with anything unreadable is left out, all that is wrong with it in `refused`.

    Raises RosterRefused when the mapping itself cannot work.
    """
    problems = mapping.refusals()
    if problems:
        raise RosterRefused(*problems)
    rules = rules or Rules()
    reader = RowReader(mapping, rules)
    for row in table.rows:
        reader.take(row)
    return settle_pairs(reader, rules)
