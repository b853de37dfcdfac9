"""Where one can go outside of any community."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("home", "My communities"),
        "home",
        "house",
        order=10,
        inside=False,
        phone=True,
        also=("community-new",),
    )
)
