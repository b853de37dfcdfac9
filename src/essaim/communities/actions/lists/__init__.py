"""A list of people, brought, checked, confirmed: nothing is written before it is confirmed."""

from .bringing import bring, forget_lists, forget_person_in_lists, give_up, map_columns
from .checking import check_list
from .confirming import ListNotReady, confirm, write_list

__all__ = [
    "ListNotReady",
    "bring",
    "check_list",
    "confirm",
    "forget_lists",
    "forget_person_in_lists",
    "give_up",
    "map_columns",
    "write_list",
]
