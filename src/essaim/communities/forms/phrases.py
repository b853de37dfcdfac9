"""How a phrase is read: the slots it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from essaim.core.offering import offer
from essaim.core.words import first_upper, slot_words

from ..models import WeeklySlot


class PhraseForm(forms.Form):
    """`can` and `likes` hold ids of slots; what is liked is possible too."""

    can = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("communities", "They can"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    likes = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("communities", "They would rather"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, slots: Sequence[WeeklySlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(slot.pk, first_upper(slot_words(slot))) for slot in slots]
        for name in ("can", "likes"):
            offer(self, name, choices)

    def answer(self) -> tuple[frozenset[int], frozenset[int]]:
        likes = frozenset(self.cleaned_data["likes"])
        return frozenset(self.cleaned_data["can"]) | likes, likes
