"""What people do in a community: one verb, one function, one transaction."""

from .arrivals import add_person, arrive, come_back
from .attributes import add_attribute, change_attribute, remove_attribute
from .calls import call_for_availability
from .departures import leave, remove, withdraw
from .founding import change_settings, found_community
from .invitations import accept, invite_by_email, invite_by_link, may_accept, revoke
from .many import set_for_many, undo_for_many
from .needs import Needs, replace_slots, say_needs
from .pairings import pair, unpair
from .phrases import accept_sure, leave_unread, phrase_for, read_phrase
from .roles import give_role, take_role
from .slots import offer_slots, withdraw_slot

__all__ = [
    "Needs",
    "accept",
    "accept_sure",
    "add_attribute",
    "add_person",
    "arrive",
    "call_for_availability",
    "change_attribute",
    "change_settings",
    "come_back",
    "found_community",
    "give_role",
    "invite_by_email",
    "invite_by_link",
    "leave",
    "leave_unread",
    "may_accept",
    "offer_slots",
    "pair",
    "phrase_for",
    "read_phrase",
    "remove",
    "remove_attribute",
    "replace_slots",
    "revoke",
    "say_needs",
    "set_for_many",
    "take_role",
    "undo_for_many",
    "unpair",
    "withdraw",
    "withdraw_slot",
]
