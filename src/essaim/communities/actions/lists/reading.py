"""A kept list, read again from its content: the same content and mapping always read the same."""

from __future__ import annotations

from dataclasses import dataclass

from essaim.engines.rosters import (
    Mapping,
    Reading,
    Refusal,
    RosterRefused,
    Rules,
    Table,
    guess_mapping,
    read_people,
    read_table,
)

from ...models import Community, Membership, PeopleList


@dataclass(frozen=True, slots=True)
class ListRead:
    table: Table
    mapping: Mapping
    reading: Reading


def table_of(people_list: PeopleList) -> Table:
    return read_table(bytes(people_list.content))


def mapping_of(people_list: PeopleList, table: Table) -> Mapping:
    """What a person said of the columns, else the guess."""
    attributes = people_list.community.attributes.values_list("name", flat=True)
    mapping = guess_mapping(table, attributes)
    for index, (role, detail) in enumerate(people_list.mapping.get("columns", ())[: len(mapping.columns)]):
        guessed = mapping.columns[index]
        if role != guessed.role or (detail is not None and detail != guessed.detail):
            mapping = mapping.assign(index, role, detail)
    return mapping


def read_list(people_list: PeopleList, table: Table | None = None) -> ListRead:
    """Read a list whole, from its `table` where it is at hand: opening a large workbook takes long.

    Raises RosterRefused when the file, or what is said of its columns, cannot work.
    """
    table = table_of(people_list) if table is None else table
    mapping = mapping_of(people_list, table)
    if not mapping.with_role("email"):
        raise RosterRefused(Refusal("column-key-missing"))
    reading = read_people(table, mapping, rules_for(people_list.community))
    return ListRead(table, mapping, reading)


def rules_for(community: Community) -> Rules:
    """In a community, prose is kept for a pilot to read, and pairs may name those already present."""
    present = Membership.objects.present().filter(community=community)
    return Rules(
        default_language=(community.languages or ["fr"])[0],
        phrases="keep",
        several=frozenset(community.attributes.filter(several=True).values_list("name", flat=True)),
        known=frozenset(present.values_list("person__email", flat=True)),
    )
