"""Who was met, when, whether they agreed, and what was noted; and what is drawn from several interviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext_lazy as _

from essaim.communities.models import Community, Membership
from essaim.core.offering import SeveralRows, offer_rows
from essaim.core.words import day_words

from ...guide import QUESTIONS
from ...models import Interview

MOST = 10_000


class NotesForm(forms.Form):
    """The day and the notes, a field for each question of the guide (`note_now`, …)."""

    met_on = forms.DateField(
        label=_("surveys", "Day of the interview"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("surveys", "Say which day you met.")},
    )

    def __init__(self, *args: Any, interview: Interview | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met_on"].initial = interview.met_on if interview else timezone.localdate()
        for key, asked in QUESTIONS.items():
            self.fields[f"note_{key}"] = forms.CharField(
                label=str(asked.words),
                help_text=str(asked.further),
                required=False,
                max_length=MOST,
                initial=interview.notes.get(key, "") if interview else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean_met_on(self) -> Any:
        day = self.cleaned_data["met_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("surveys", "This day is still to come: notes are kept afterwards."))
        return day

    def notes(self) -> dict[str, str]:
        """The notes by key of the guide."""
        return {key: self.cleaned_data[f"note_{key}"] for key in QUESTIONS}


class InterviewForm(NotesForm):
    """The same with who was met: a member, or somebody from outside by the name they give."""

    agreed = forms.BooleanField(
        label=_("surveys", "I asked first, and they agree that these notes be kept under their name"),
        error_messages={
            "required": _("surveys", "Without their agreement nothing is kept. Ask them, then tick this box.")
        },
    )
    membership = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("surveys", "Somebody of the community"),
        required=False,
        error_messages={"invalid_choice": _("surveys", "Choose somebody of the community.")},
    )
    name = forms.CharField(
        label=_("surveys", "Or somebody from outside: their name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Membership.objects.present().filter(community=community).select_related("person")
        offer_rows(self, "membership", present)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "membership" in self.errors or "name" in self.errors:
            return given
        if not given.get("membership") and not given.get("name"):
            self.add_error("membership", _("surveys", "Say who was met: find a member, or write a name."))
        if given.get("membership") and given.get("name"):
            self.add_error("name", _("surveys", "Keep one of the two: the member found, or this name."))
        return given


class FindingForm(forms.Form):
    text = forms.CharField(
        label=_("surveys", "What these interviews say, in one sentence"),
        help_text=_("surveys", "Without names: it may be read by others than the pilots."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("surveys", "Write one sentence.")},
    )
    interviews = SeveralRows(
        Interview.objects.none(),
        label=_("surveys", "Drawn from"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("surveys", "Tick at least one interview."),
            "invalid_choice": _("surveys", "One of these interviews is not here any more."),
            "invalid_pk_value": _("surveys", "One of these interviews is not here any more."),
        },
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = Interview.objects.filter(community=community).select_related("membership__person")
        offer_rows(self, "interviews", told.defer("notes"), met_words)


def met_words(interview: Interview) -> str:
    return f"{interview}, {day_words(interview.met_on)}"
