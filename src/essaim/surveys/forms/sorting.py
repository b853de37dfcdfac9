"""What a pilot says when sorting open answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import pgettext, pgettext_lazy

from essaim.core.offering import SeveralRows, offer_rows

from ..actions.sorting import GONE, TAKEN
from ..models import OpenAnswer, Question, Theme

LONGEST = pgettext_lazy("surveys", "The name of a theme has 120 characters at most: shorten it.")
UNNAMED = pgettext_lazy("surveys", "Give the theme a name.")


def _name(*, required: bool) -> forms.CharField:
    return forms.CharField(
        max_length=120, required=required, error_messages={"max_length": LONGEST, "required": UNNAMED}
    )


class SortForm(forms.Form):
    """Answers of the question, and either one of its themes or the name of one."""

    answer = SeveralRows(
        OpenAnswer.objects.none(),
        error_messages={
            "required": pgettext_lazy("surveys", "Tick at least one answer."),
            "invalid_choice": pgettext_lazy("surveys", "One of these answers is not of this question."),
            "invalid_pk_value": pgettext_lazy("surveys", "One of these answers is not of this question."),
        },
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), required=False, error_messages={"invalid_choice": GONE}
    )
    name = _name(required=False)

    def __init__(self, *args: Any, question: Question, answers: QuerySet[OpenAnswer], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "answer", answers)
        offer_rows(self, "theme", question.themes.all())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("name") and not given.get("theme"):
            raise forms.ValidationError(pgettext("surveys", "Choose a theme, or name a new one."))
        return given

    def chosen(self) -> Theme | str:
        """A name that was typed says more than a theme that was left chosen."""
        chosen: Theme | str = self.cleaned_data["name"] or self.cleaned_data["theme"]
        return chosen


class HideForm(forms.Form):
    answer = forms.ModelChoiceField(
        OpenAnswer.objects.none(),
        error_messages={
            "required": pgettext_lazy("surveys", "Tick at least one answer."),
            "invalid_choice": pgettext_lazy("surveys", "One of these answers is not of this question."),
        },
    )
    hidden = forms.BooleanField(required=False)

    def __init__(self, *args: Any, answers: QuerySet[OpenAnswer], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_rows(self, "answer", answers)


class ThemeForm(forms.Form):
    """One of the themes of the question."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), error_messages={"invalid_choice": GONE, "required": GONE}
    )

    def __init__(self, *args: Any, question: Question, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in ("theme", "into"):
            if field in self.fields:
                offer_rows(self, field, question.themes.all())


class NameForm(ThemeForm):
    name = _name(required=True)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        theme = self.cleaned_data.get("theme")
        if theme and theme.question.themes.filter(name=name).exclude(pk=theme.pk).exists():
            raise forms.ValidationError(TAKEN)
        return name


class MergeForm(ThemeForm):
    into = forms.ModelChoiceField(
        Theme.objects.none(),
        error_messages={
            "invalid_choice": GONE,
            "required": pgettext_lazy("surveys", "Choose the theme to merge it into."),
        },
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and given["theme"] == given["into"]:
            raise forms.ValidationError(pgettext("surveys", "Choose the theme to merge it into."))
        return given
