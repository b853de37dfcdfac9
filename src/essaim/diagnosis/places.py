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

add(
    Place(
        pgettext_lazy("diagnosis", "Plan"),
        "plan",
        "list-checks",
        "diagnosis.see",
        order=29,
        also=(
            *("action", "action-new", "action-correct", "plan-express", "plan-days", "became", "message"),
            *("strategies", "strategy-new", "strategy-correct", "grades", "slides"),
        ),
    )
)
