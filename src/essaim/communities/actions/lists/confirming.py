"""Write a confirmed list to the community: all of it or nothing, and the same again if it is asked again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from essaim.core import jobs
from essaim.engines.rosters import RosterRefused
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import PeopleList
from ...queries.lists import packed
from .bringing import is_read_at_once
from .checking import coming
from .pairing import pair_as_listed
from .reading import ListRead, read_list
from .writing import Writing


class ListNotReady(ValueError):  # noqa: N818 - an answer to give, not a failure
    """The list cannot be confirmed as it stands: it is not read, or its columns do not say who is who."""


@transaction.atomic
def confirm(*, actor: Person, people_list: PeopleList, tell: bool) -> PeopleList:
    """Have a checked list written: at once when it was read at once. `tell`: write to the people it brings.

    Confirming twice writes once. Raises ListNotReady when the preview still says what is missing.
    """
    people_list = PeopleList.objects.select_for_update().select_related("community").get(pk=people_list.pk)
    if people_list.state in {PeopleList.State.WRITING, PeopleList.State.DONE}:
        return people_list
    if people_list.state != PeopleList.State.CHECKED or people_list.checked.get("refusals"):
        raise ListNotReady
    people_list.state, people_list.tell, people_list.by = PeopleList.State.WRITING, tell, actor
    people_list.save(update_fields=["state", "tell", "by"])
    if is_read_at_once(bytes(people_list.content)):
        write(people_list, read_list(people_list))
    else:
        jobs.enqueue(write_list, people_list_id=people_list.pk)
    return people_list


def list_unwritten(*, people_list_id: int, trouble: str) -> None:
    """Nothing was written: the list is as it was before it was confirmed, and can be again."""
    PeopleList.objects.filter(pk=people_list_id, state=PeopleList.State.WRITING).update(
        state=PeopleList.State.CHECKED, progress={"trouble": True}
    )


@jobs.job(lane=jobs.Lane.APART, on_give_up=list_unwritten)
def write_list(*, people_list_id: int) -> None:
    """Write a long list in the background, in one transaction. Safe to run again."""
    people_list = PeopleList.objects.select_related("community", "by").get(pk=people_list_id)
    if people_list.state != PeopleList.State.WRITING:
        return
    say(people_list, "reading")
    try:
        read = read_list(people_list)
    except RosterRefused:
        list_unwritten(people_list_id=people_list_id, trouble="")
        return
    say(people_list, "writing")
    write(people_list, read)


def say(people_list: PeopleList, phase: str) -> None:
    PeopleList.objects.filter(pk=people_list.pk, state=PeopleList.State.WRITING).update(
        progress={"phase": phase, "since": timezone.now().isoformat()}
    )


@transaction.atomic
def write(people_list: PeopleList, read: ListRead) -> PeopleList:
    """Write everyone of the list who may come in, unless it was given up meanwhile."""
    held = PeopleList.objects.select_for_update().get(pk=people_list.pk)
    if held.state != PeopleList.State.WRITING:
        return held
    people = coming(people_list.community, read.reading)
    writing = Writing(people_list, people, read)
    writing.write()
    dropped = pair_as_listed(people_list, read.reading, writing.memberships)
    people_list.state = PeopleList.State.DONE
    people_list.result = {
        "added": writing.count("added"),
        "updated": writing.count("updated"),
        "refused_lines": people_list.checked.get("refused_lines", 0),
        "pairs_dropped": dropped,
        "at": timezone.now().isoformat(),
    }
    people_list.report = packed(writing.outcomes)
    people_list.content, people_list.progress = b"", {}
    people_list.save()
    announce(
        "list.written",
        actor=people_list.by,
        subject=people_list,
        scope=people_list.community,
        added=people_list.result["added"],
        updated=people_list.result["updated"],
    )
    return people_list
