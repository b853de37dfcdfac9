"""Where one can go in a community."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("communities", "Home"), "community", "house", "communities.see", order=10, phone=True
    ),
    Place(
        pgettext_lazy("communities", "People"),
        "people",
        "users-round",
        "communities.see",
        order=20,
        phone=True,
        also=("member", "invitations", "list-new", "list", "pairings"),
    ),
    Place(
        pgettext_lazy("communities", "My needs"), "my-needs", "calendar-heart", "communities.see", order=50
    ),
    Place(
        pgettext_lazy("communities", "Availability"),
        "availability",
        "calendar-check",
        "communities.steer",
        order=60,
        also=("phrases",),
    ),
    Place(
        pgettext_lazy("communities", "Settings"),
        "community-settings",
        "settings-2",
        "communities.steer",
        order=90,
        also=("community-slots", "community-attributes", "community-mails"),
    ),
)
