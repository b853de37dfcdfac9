"""A change to the board as it arrives from a page: the number it was decided on, a verb and what it takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from ..queries.standing import Wish
from .rounds import SlotField

NEEDS = {
    "move": ("person",),
    "swap": ("person", "other"),
    "lead": ("person", "circle"),
    "stop-leading": ("person", "circle"),
    "slot": ("circle", "slot"),
    "language": ("circle", "language"),
    "close": ("circle",),
    "open": ("slot", "language"),
    "rename": ("circle", "name"),
    "lock-person": ("person",),
    "unlock-person": ("person",),
    "lock-circle": ("circle",),
    "unlock-circle": ("circle",),
    "bring-up-to-date": (),
}


class ChangeForm(forms.Form):
    """One change. `wish` gives it to the engine; names and locks go their own way."""

    number = forms.IntegerField(min_value=1)
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in NEEDS])
    person = forms.IntegerField(required=False, min_value=1)
    other = forms.IntegerField(required=False, min_value=1)
    circle = forms.CharField(required=False, max_length=20)
    slot = SlotField(required=False)
    language = forms.CharField(required=False, max_length=8)
    name = forms.CharField(
        required=False, max_length=80, label=pgettext_lazy("circles", "Name of the circle")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in NEEDS.get(given.get("verb", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, pgettext("circles", "This is missing."))
        if given.get("verb") == "swap" and given.get("person") == given.get("other"):
            self.add_error("other", pgettext("circles", "Choose somebody else to swap with."))
        return given

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            given["verb"],
            person=str(given["person"] or ""),
            other=str(given["other"] or ""),
            circle=given["circle"],
            slot=given["slot"],
            language=given["language"],
        )
