"""A call for availability, and what a pilot sets for many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from essaim.core.offering import offer
from essaim.core.words import first_upper, slot_words

from ..models import Community, WeeklySlot
from .choices import languages_among

LEAVE = ""
KEEP = pgettext_lazy("communities", "Leave as it is")


class CallForm(forms.Form):
    """By when people are asked to say when they can."""

    deadline = forms.DateField(
        label=pgettext_lazy("communities", "Answer wished by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_deadline(self) -> Any:
        deadline = self.cleaned_data["deadline"]
        if deadline and deadline < timezone.localdate():
            raise forms.ValidationError(
                pgettext("communities", "This day is past. Choose today or a later one.")
            )
        return deadline


class ManyForm(forms.Form):
    """Who is meant (people ticked, or all those unknown), and what is set; the rest is left as it is."""

    who = forms.ChoiceField(
        choices=[
            ("ticked", pgettext_lazy("communities", "The people ticked")),
            ("unknown", pgettext_lazy("communities", "All those whose availability is unknown")),
        ],
        label=pgettext_lazy("communities", "For whom"),
        widget=forms.RadioSelect,
        initial="ticked",
    )
    slots = forms.ChoiceField(
        label=pgettext_lazy("communities", "Slots"),
        choices=[
            (LEAVE, KEEP),
            ("these", pgettext_lazy("communities", "They can at the slots ticked below")),
            ("all", pgettext_lazy("communities", "They can at every slot on offer")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial=LEAVE,
    )
    these = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("communities", "Slots they can"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=pgettext_lazy("communities", "Languages"),
        help_text=pgettext_lazy("communities", "None ticked: left as they are."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    facilitates = forms.TypedChoiceField(
        label=pgettext_lazy("communities", "Circles each could facilitate"),
        choices=[(LEAVE, KEEP), *((n, str(n)) for n in range(4))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    leads = forms.TypedChoiceField(
        label=pgettext_lazy("communities", "Facilitators each could accompany"),
        choices=[(LEAVE, KEEP), *((n, str(n)) for n in (0, 4, 6, 8, 10, 12))],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        community: Community,
        offered: Sequence[WeeklySlot],
        ticked: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = frozenset(slot.pk for slot in offered)
        self.ticked = ticked
        offer(self, "these", [(slot.pk, first_upper(slot_words(slot))) for slot in offered])
        offer(self, "languages", languages_among(community.languages))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("who") == "ticked" and not self.ticked:
            self.add_error(
                "who",
                pgettext("communities", "Nobody is ticked. Tick people in the list, or choose all of them."),
            )
        if given.get("slots") == "these" and not given.get("these"):
            self.add_error("these", pgettext("communities", "Tick at least one slot."))
        if not self.errors and not any(value is not None for value in self.settings().values()):
            self.add_error(None, pgettext("communities", "Nothing is chosen: say what to set for them."))
        return given

    def settings(self) -> dict[str, Any]:
        """What to set, in the words of `set_for_many`; None leaves as it is."""
        given = self.cleaned_data
        slots = {"these": frozenset(given.get("these") or ()), "all": self.offered}
        return {
            "can": slots.get(given.get("slots", "")),
            "languages": tuple(given.get("languages") or ()) or None,
            "facilitates": given.get("facilitates"),
            "leads": given.get("leads"),
        }
