"""Which slides are wished for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import pgettext_lazy

from essaim.core.offering import offer
from essaim.core.words import tongue
from essaim.surveys.words import said

from ..queries.slides import Material
from ..slides import Part, Wish, offered


class SlidesForm(forms.Form):
    """Everything there is, unless a pilot leaves something out; nobody is named unless a pilot says so."""

    parts = forms.MultipleChoiceField(
        label=pgettext_lazy("diagnosis", "What to show"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": pgettext_lazy("diagnosis", "Choose at least one part: the slides would be empty."),
            "invalid_choice": pgettext_lazy("diagnosis", "One of these parts has nothing to show."),
        },
    )
    survey = forms.TypedChoiceField(
        label=pgettext_lazy("diagnosis", "Findings of which survey"), coerce=int, required=False
    )
    board = forms.TypedChoiceField(
        label=pgettext_lazy("diagnosis", "Which board"), coerce=int, required=False
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("diagnosis", "Language of the slides"),
        widget=forms.RadioSelect,
        choices=settings.LANGUAGES,
    )
    names = forms.BooleanField(
        label=pgettext_lazy("diagnosis", "With the first names of those who look after actions"),
        help_text=pgettext_lazy(
            "diagnosis", "Left empty, nobody is named. Ask them before you show their names to the direction."
        ),
        required=False,
    )

    def __init__(self, *args: Any, material: Material, **kwargs: Any) -> None:
        self.material = material
        self.parts_offered = offered(material)
        found = {"parts": list(self.parts_offered), "language": tongue()}
        kwargs["initial"] = found | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._offer("parts", [(part.value, part.label) for part in self.parts_offered])
        default = next(iter(material.community.languages), "")
        surveys = [(one.survey_id, said(one.survey.titles, default)) for one in material.reports]
        self._offer("survey", surveys, least=2)
        self._offer("board", [(board.pk, board.title) for board in material.boards], least=2)
        if Part.PLAN not in self.parts_offered:
            del self.fields["names"]

    def _offer(self, name: str, choices: list[tuple[Any, Any]], *, least: int = 1) -> None:
        if len(choices) < least:
            del self.fields[name]
        else:
            offer(self, name, choices)

    def wish(self) -> Wish:
        given = self.cleaned_data
        reports = {report.survey_id: report for report in self.material.reports}
        boards = {board.pk: board for board in self.material.boards}
        return Wish(
            parts=given["parts"],
            language=given["language"],
            report=reports.get(given.get("survey") or 0) or next(iter(reports.values()), None),
            board=boards.get(given.get("board") or 0) or next(iter(boards.values()), None),
            names=given.get("names", False),
        )
