"""Where one can go among the circles of a community."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("circles", "Circles"),
        "circles",
        "circle-dot-dashed",
        "circles.see",
        order=30,
        phone=True,
        also=("circle", "tree"),
    ),
    Place(
        pgettext_lazy("circles", "Forming"),
        "rounds",
        "shapes",
        "circles.form",
        order=40,
        phone=True,
        also=("round-new", "round", "search", "board", "launch"),
    ),
)
