"""The background work of the room, as the worker finds it: long lists, and letters to many people."""

from __future__ import annotations

from essaim.core import jobs

from .actions.lists import check_list, write_list
from .letters import ask_for_availability
from .models import AvailabilityCall
from .queries import unknown_in

__all__ = ["check_list", "write_list", "write_to_the_unknown"]


@jobs.job
def write_to_the_unknown(*, call_id: int) -> None:
    """Ask each of those who are still unknown, once for this call however often it runs."""
    call = AvailabilityCall.objects.select_related("community", "by").get(pk=call_id)
    for membership in unknown_in(call.community).select_related("community", "person", "arrived_by"):
        ask_for_availability(membership, call)
