"""What a pilot says when thanking."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from ...models import Survey


class ThanksForm(forms.Form):
    """From when findings will show, where they do not yet."""

    day = forms.DateField(
        label=pgettext_lazy("surveys", "Findings will be shown from"),
        help_text=pgettext_lazy(
            "surveys", "The letter says it. Without a day, it says: once the core team has read them."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = survey.community.zone
        if hasattr(survey, "publication"):
            del self.fields["day"]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day < timezone.now().astimezone(self.zone).date():
            raise forms.ValidationError(
                pgettext("surveys", "This day is past: choose another one, or leave it empty.")
            )
        return day
