"""The six grades of a judgement, from 0 to 5."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

GRADES = (
    pgettext_lazy("surveys", "To reject"),
    pgettext_lazy("surveys", "Poor"),
    pgettext_lazy("surveys", "Passable"),
    pgettext_lazy("surveys", "Good"),
    pgettext_lazy("surveys", "Very good"),
    pgettext_lazy("surveys", "Excellent"),
)
