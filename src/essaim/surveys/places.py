"""Where one listens, in the navigation of a community."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("surveys", "Surveys"),
        "surveys",
        "messages-square",
        "surveys.steer",
        order=27,
        also=("survey",),
    ),
)
