"""The background work of the room, as the worker finds it."""

from .actions.lists import check_list, write_list

__all__ = ["check_list", "write_list"]
