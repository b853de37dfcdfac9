"""The places of a community in the navigation."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("communities", "Community"),
        url="community",
        icon="house",
        verb="communities.see",
        order=10,
        phone=True,
    ),
    Place(
        pgettext_lazy("communities", "My answers"),
        url="my-needs",
        icon="calendar-check",
        verb="communities.answer",
        order=15,
        phone=True,
    ),
    Place(
        pgettext_lazy("communities", "People"),
        url="people",
        icon="users",
        verb="communities.steer",
        order=20,
        phone=True,
        also=("member", "person-new", "member-removal", "invitations", "invitation", "list-new", "list"),
    ),
    Place(
        pgettext_lazy("communities", "Availability"),
        url="availability",
        icon="calendar-days",
        verb="communities.steer",
        order=25,
        also=("needs-for-many", "availability-call", "phrases", "phrase", "pairings"),
    ),
    Place(
        pgettext_lazy("communities", "Settings"),
        url="community-settings",
        icon="settings",
        verb="communities.steer",
        order=90,
        also=("community-slots", "community-attributes", "attribute", "community-mails"),
    ),
)
