"""Bring a list, say what its columns are, give it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from essaim.core import jobs
from essaim.engines.rosters.tables import is_workbook, refuse_weight
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import Community, PeopleList, RefusedRow
from ...queries.lists import outcomes_of, packed
from .checking import check, check_list

AT_ONCE = 200_000
"""Bytes up to which a list is read while the person waits: about two thousand lines."""


@transaction.atomic
def bring(*, actor: Person, community: Community, name: str, content: bytes) -> PeopleList:
    """Keep a list and read it: at once when it is short, in the background otherwise.

    Raises RosterRefused, keeping nothing, when a short list cannot be read at all, and when any list is too
    heavy or is plainly no list.
    """
    refuse_weight(len(content))
    people_list = PeopleList.objects.create(
        community=community, by=actor, name=name[:200], content=content, state=PeopleList.State.CHECKING
    )
    announce("list.brought", actor=actor, subject=people_list, scope=community)
    _check_now_or_soon(people_list)
    return people_list


@transaction.atomic
def map_columns(
    *, actor: Person, people_list: PeopleList, columns: Sequence[tuple[str, str | None]]
) -> PeopleList:
    """Say what each column is, as (role, detail), then read the list again; detail None keeps the guess."""
    people_list.mapping = {"columns": [list(column) for column in columns]}
    people_list.state = PeopleList.State.CHECKING
    people_list.save(update_fields=["mapping", "state"])
    _check_now_or_soon(people_list)
    return people_list


@transaction.atomic
def give_up(*, actor: Person, people_list: PeopleList) -> PeopleList:
    """Give a list up: nothing of it is kept but its name. One that is in stays in."""
    people_list = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if people_list.state == PeopleList.State.DONE:
        return people_list
    people_list.state = PeopleList.State.CANCELLED
    people_list.content, people_list.checked, people_list.progress = b"", {}, {}
    people_list.save(update_fields=["state", "content", "checked", "progress"])
    people_list.refused_rows.all().delete()
    announce("list.given_up", actor=actor, subject=people_list, scope=people_list.community)
    return people_list


def is_read_at_once(content: bytes) -> bool:
    """Whether the person waits for this list. Raises RosterRefused for what is plainly no list.

    A workbook is never opened in the web process: what reads it loads numpy, and may meet a hostile file.
    """
    return not is_workbook(content) and len(content) <= AT_ONCE


def _check_now_or_soon(people_list: PeopleList) -> None:
    if is_read_at_once(bytes(people_list.content)):
        check(people_list)
    else:
        jobs.enqueue(check_list, people_list_id=people_list.pk)


@transaction.atomic
def forget_lists(*, before: datetime) -> int:
    """Forget what old lists say of people: those nobody confirmed are given up, reports are emptied."""
    old = PeopleList.objects.filter(created_at__lt=before)
    RefusedRow.objects.filter(people_list__in=old).delete()
    waiting = old.exclude(state=PeopleList.State.DONE).exclude(content=b"")
    given_up = waiting.update(state=PeopleList.State.CANCELLED, content=b"", checked={}, progress={})
    return given_up + old.exclude(report=b"").update(report=b"")


@transaction.atomic
def forget_person_in_lists(*, email: str) -> None:
    """Take one address out of what lists still hold: refused lines and reports."""
    RefusedRow.objects.filter(value__icontains=email).delete()
    for people_list in PeopleList.objects.exclude(report=b"").select_for_update():
        kept = [row for row in outcomes_of(people_list) if row[1] != email]
        people_list.report = packed(kept)
        people_list.save(update_fields=["report"])
