"""What a community keeps: itself, its people, what forming needs of them, and the lists they came from."""

from .community import Attribute, Community, WeeklySlot
from .invitations import Invitation, Revocation
from .lists import PeopleList, Phrase, RefusedRow
from .membership import Departure, Membership, Role, RoleHeld
from .needs import AttributeValue, Availability, AvailabilityCall, NeedsBefore, NeedsChange, Pairing

__all__ = [
    "Attribute",
    "AttributeValue",
    "Availability",
    "AvailabilityCall",
    "Community",
    "Departure",
    "Invitation",
    "Membership",
    "NeedsBefore",
    "NeedsChange",
    "Pairing",
    "PeopleList",
    "Phrase",
    "RefusedRow",
    "Revocation",
    "Role",
    "RoleHeld",
    "WeeklySlot",
]
