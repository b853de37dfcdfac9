"""Read a list without writing anything: what would come in, what is refused and why."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from essaim.core import jobs
from essaim.engines.rosters import Mapping, Reading, Refusal, RosterRefused, Table
from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.phrases import phrase_key

from ...models import Community, Departure, Membership, PeopleList, RefusedRow
from ...queries.lists import in_chunks
from .reading import ListRead, mapping_of, read_list, table_of

SAMPLES = 3


def list_unreadable(*, people_list_id: int, trouble: str) -> None:
    PeopleList.objects.filter(pk=people_list_id, state=PeopleList.State.CHECKING).update(
        state=PeopleList.State.FAILED, checked={"refusals": [as_data(Refusal("file-damaged"))]}
    )


@jobs.job(lane=jobs.Lane.APART, on_give_up=list_unreadable)
def check_list(*, people_list_id: int) -> None:
    """Read a long list in the background. Safe to run again: a list given up meanwhile is left alone."""
    people_list = PeopleList.objects.select_related("community").get(pk=people_list_id)
    if people_list.state == PeopleList.State.CHECKING:
        try:
            check(people_list)
        except RosterRefused as refusal:
            people_list.state = PeopleList.State.FAILED
            people_list.content = b""
            people_list.checked = {"refusals": [as_data(one) for one in refusal.refusals]}
            people_list.save(update_fields=["state", "content", "checked"])


def check(people_list: PeopleList) -> PeopleList:
    """Read the list and keep what the preview shows. Raises RosterRefused when the file is no list."""
    table = table_of(people_list)
    mapping = mapping_of(people_list, table)
    try:
        read = read_list(people_list, table)
    except RosterRefused as refusal:
        return _keep(
            people_list, seen(table, mapping) | {"refusals": [as_data(r) for r in refusal.refusals]}, []
        )
    refused = [*read.reading.refused, *departed(people_list.community, read.reading)]
    return _keep(people_list, seen(table, mapping) | summed(people_list.community, read, refused), refused)


def seen(table: Table, mapping: Mapping) -> dict[str, Any]:
    """How the file was understood, column by column, with a few values of each."""
    return {
        "rows": len(table.rows),
        "kind": table.kind,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "sheet": table.sheet,
        "other_sheets": list(table.other_sheets),
        "columns": [
            {
                "header": column.header,
                "role": column.role,
                "detail": column.detail,
                "sure": column.sure,
                "samples": _samples(table, column.index),
            }
            for column in mapping.columns
        ],
    }


def summed(community: Community, read: ListRead, refused: list[Refusal]) -> dict[str, Any]:
    """Counts of what would come in: people new and known, slots and questions to add, phrases to read."""
    reading = read.reading
    people = coming(community, reading)
    known = present_among(community, [person.key for person in people])
    offered = {weekly.slot for weekly in community.slots.filter(withdrawn_at=None)}
    asked = {fold(name) for name in community.attributes.values_list("name", flat=True)}
    named = {slot for person in people for slot in person.possible or ()}
    return {
        "people": len(people),
        "new": sum(person.key not in known for person in people),
        "known": sum(person.key in known for person in people),
        "refused_lines": len({refusal.line for refusal in refused}),
        "without_availability": sum(person.possible is None and not person.phrase for person in people),
        "phrases": len({phrase_key(person.phrase) for person in people if person.phrase}),
        "facilitators": sum(person.facilitates > 0 for person in people),
        "slots_to_offer": [str(slot) for slot in sorted(named - offered)],
        "questions_to_add": [name for name in reading.attributes if fold(name) not in asked],
        "remarks": [as_data(remark) for remark in reading.remarks[:100]],
        "pairs": len(reading.together) + len(reading.apart),
    }


def coming(community: Community, reading: Reading) -> list[Any]:
    """The people read, without those who chose to leave: a list never brings them back."""
    gone = {refusal.value for refusal in departed(community, reading)}
    return [person for person in reading.people if person.key not in gone]


def departed(community: Community, reading: Reading) -> list[Refusal]:
    """A refusal for each one who withdrew, left or was removed."""
    ways = {
        email: way
        for chunk in in_chunks([person.key for person in reading.people])
        for email, way in Departure.objects.filter(
            membership__community=community, membership__person__email__in=chunk
        ).values_list("membership__person__email", "way")
    }
    return [
        Refusal(f"person-{ways[person.key]}", person.line, "", person.key)
        for person in reading.people
        if person.key in ways
    ]


def present_among(community: Community, emails: list[str]) -> set[str]:
    present = Membership.objects.present().filter(community=community)
    return {
        email
        for chunk in in_chunks(emails)
        for email in present.filter(person__email__in=chunk).values_list("person__email", flat=True)
    }


def as_data(refusal: Refusal) -> dict[str, Any]:
    return {
        "code": refusal.code,
        "line": refusal.line or 0,
        "column": refusal.column,
        "value": refusal.value[:500],
        "more": dict(refusal.more),
    }


@transaction.atomic
def _keep(people_list: PeopleList, checked: dict[str, Any], refused: list[Refusal]) -> PeopleList:
    still = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if still.state != PeopleList.State.CHECKING:
        return still
    people_list.checked, people_list.state = checked, PeopleList.State.CHECKED
    people_list.save(update_fields=["checked", "state"])
    people_list.refused_rows.all().delete()
    RefusedRow.objects.bulk_create(
        (
            RefusedRow(
                people_list=people_list,
                line=refusal.line or 0,
                column=refusal.column[:200],
                value=refusal.value[:500],
                code=refusal.code,
                arguments=dict(refusal.more),
            )
            for refusal in sorted(refused, key=lambda refusal: refusal.line or 0)
        ),
        batch_size=1000,
    )
    return people_list


def _samples(table: Table, index: int) -> list[str]:
    found = dict.fromkeys(cell.strip()[:60] for cell in table.column(index, 60) if cell.strip())
    return list(found)[:SAMPLES]
