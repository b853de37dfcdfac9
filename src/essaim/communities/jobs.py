"""The background work of the room, as the worker finds it: long lists, and letters to many people."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from essaim.core import jobs

from .actions.lists import check_list, forget_lists, write_list
from .letters import ask_for_availability, tell_origin
from .models import AvailabilityCall, PeopleList
from .queries import to_ask_in
from .queries.lists import brought_by

__all__ = ["check_list", "forget_old_lists", "write_list", "write_to_the_listed", "write_to_the_unknown"]


@jobs.job
def write_to_the_unknown(*, call_id: int) -> None:
    """Ask each of those who are still unknown, once for this call however often it runs."""
    call = AvailabilityCall.objects.select_related("community", "by").get(pk=call_id)
    for membership in to_ask_in(call.community).select_related("community", "person", "arrived_by"):
        ask_for_availability(membership, call)


KEEP_LISTS = timedelta(days=30)


@jobs.every(days=1)
def forget_old_lists() -> None:
    """What a list said beyond the people it brought serves for a few weeks at most."""
    forget_lists(before=timezone.now() - KEEP_LISTS)


@jobs.job
def write_to_the_listed(*, people_list_id: int) -> None:
    """Tell each one whom a list brought how their address came here, once however often it runs."""
    people_list = PeopleList.objects.select_related("community").get(pk=people_list_id)
    for membership in brought_by(people_list):
        tell_origin(membership)
