"""Where a community's diagnosis is found."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from essaim.core.places import Place, add

add(
    Place(
        pgettext_lazy("diagnosis", "Diagnosis"),
        "diagnosis",
        "layout-grid",
        "diagnosis.see",
        order=28,
        also=("swot", "swot-settings", "swot-paper", "swot-pin"),
    )
)
