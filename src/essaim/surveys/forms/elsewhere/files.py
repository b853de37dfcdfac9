"""What arrives with answers from elsewhere: the file, what its columns are, how values are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy as _

from essaim.communities.forms.lists import BringList
from essaim.communities.models import Community
from essaim.core.offering import offer_rows
from essaim.engines.replies import CHOSEN, is_other

from ...models import AnswersFile, Survey
from ...queries.elsewhere.files import can_be_filled
from ...queries.elsewhere.filling import as_asked, targets
from ...words import said

KINDS = (
    ("single", _("surveys", "One choice")),
    ("group", _("surveys", "One choice, to break the others down by")),
    ("multiple", _("surveys", "Several choices in a cell")),
    ("ticked", _("surveys", "One choice of several (yes or no)")),
    ("scale", _("surveys", "A scale of five")),
    ("levels", _("surveys", "Levels in order, of another scale")),
    ("recommend", _("surveys", "Recommend, 0 to 10")),
    ("statement", _("surveys", "A sentence to agree with or not")),
    ("slot", _("surveys", "A weekly slot (yes or no)")),
    ("grades", _("surveys", "A grade, one of six")),
    ("points", _("surveys", "Points shared out")),
    ("importance", _("surveys", "Importance of a need")),
    ("satisfaction", _("surveys", "Satisfaction of a need")),
    ("ranking", _("surveys", "A ranking in a cell")),
    ("consent", _("surveys", "An agreement (yes or no)")),
    ("text", _("surveys", "Open answer")),
    ("email", _("surveys", "E-mail address of who answered")),
    ("ignore", _("surveys", "Leave aside")),
)
MODES = (
    (Survey.Mode.ANONYMOUS, _("surveys", "Anonymous: nobody knows who wrote what")),
    (Survey.Mode.CONFIDENTIAL, _("surveys", "Confidential: only counts are shown")),
    (Survey.Mode.NAMED, _("surveys", "By name: pilots read who wrote what")),
)
OTHER = _("surveys", "Other")
UNREAD, SKIP, NONE = "?", "skip", "none"


class BringAnswers(BringList):
    """A file or pasted lines; a new closed survey, or one to complete."""

    survey = forms.ModelChoiceField(
        Survey.objects.none(),
        label=_("surveys", "Where they go"),
        required=False,
        empty_label=_("surveys", "A new survey, already closed"),
        error_messages={"invalid_choice": _("surveys", "Choose a survey of this list.")},
    )
    title = forms.CharField(
        label=_("surveys", "Name of the new survey"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    mode = forms.ChoiceField(
        label=_("surveys", "What people were promised"),
        choices=MODES,
        initial=Survey.Mode.ANONYMOUS,
        widget=forms.RadioSelect,
        error_messages={"required": _("surveys", "Say what people were promised when they answered.")},
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("surveys", "The file")
        self.fields["lines"].label = _("surveys", "Or paste the answers")
        self.fields["lines"].help_text = _(
            "surveys", "Cells copied from a spreadsheet, with the line of questions above."
        )
        offer_rows(self, "survey", can_be_filled(community), lambda survey: said(survey.titles))

    field_order = ("file", "lines", "survey", "title", "mode")


class SayColumns(forms.Form):
    """What each column is: a kind, or where it leads in a survey there is already."""

    def __init__(self, *args: Any, answers: AnswersFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns: list[dict[str, Any]] = answers.checked.get("columns", [])
        offered = self._offered(answers)
        self.of_survey = answers.survey is not None
        for index, column in enumerate(self.columns):
            self.fields[f"kind_{index}"] = forms.ChoiceField(
                label=column["header"], choices=offered, initial=self._initial(column)
            )

    @staticmethod
    def _offered(answers: AnswersFile) -> list[tuple[str, Any]]:
        ends = [pair for pair in KINDS if pair[0] in ("email", "ignore")]
        if not answers.is_named:
            ends = ends[1:]
        if answers.survey:
            asked = [as_asked(question) for question in answers.survey.questions.all()]
            return [*targets(asked), *ends]
        return [*(pair for pair in KINDS if pair[0] not in ("email", "ignore")), *ends]

    def _initial(self, column: Mapping[str, Any]) -> str:
        return str(column.get("target") or column["kind"])

    def rows(self) -> list[dict[str, Any]]:
        """The columns with their field, as the page shows them."""
        return [
            {
                **column,
                "index": index,
                "field": self[f"kind_{index}"],
                "unread": unread_in(column),
                "note": note_of(column),
            }
            for index, column in enumerate(self.columns)
        ]

    def told(self) -> dict[int, dict[str, str]]:
        """{column: {"kind": …}} of those that are said to be something else."""
        return {
            index: {"kind": self.cleaned_data[f"kind_{index}"]}
            for index, column in enumerate(self.columns)
            if self.cleaned_data[f"kind_{index}"] != self._initial(column)
        }


def note_of(column: Mapping[str, Any]) -> str:
    """What whoever knows the survey should know of how numbers are read."""
    if column["kind"] == "levels":
        return str(_("surveys", "Kept as levels, in their order: nothing is squeezed into a scale of five."))
    given = {reading for _value, _times, reading in column["values"]}
    if column["kind"] == "scale" and not column["sure"] and given <= {"1", "2", "3", "4", NONE}:
        return str(_("surveys", "Nobody gave 5. If the scale ended before, choose “Levels in order”."))
    return ""


def unread_in(column: Mapping[str, Any]) -> int:
    """How many values of the column have no reading yet."""
    return sum(reading is None for _value, _times, reading in column["values"])


class ReadValues(forms.Form):
    """How each value of a column is read: a level from a list, or the words of a choice."""

    def __init__(self, *args: Any, column: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.column = column
        self.in_words = column["kind"] in CHOSEN
        for index, (value, _times, reading) in enumerate(column["values"]):
            self.fields[f"value_{index}"] = self._field(value, reading)

    def _field(self, value: str, reading: str | None) -> forms.Field:
        if self.in_words:
            told = value if reading is None else (OTHER if reading == "other" else reading)
            return forms.CharField(label=value, required=False, max_length=500, initial=told)
        return forms.ChoiceField(
            label=value, choices=levels(self.column["kind"]), initial=UNREAD if reading is None else reading
        )

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"value": value, "times": times, "field": self[f"value_{index}"]}
            for index, (value, times, _reading) in enumerate(self.column["values"])
        ]

    def told(self) -> dict[str, Any]:
        """{"readings": {value: reading}, "unread": [value, …]}."""
        given = {
            value: self.cleaned_data[f"value_{index}"]
            for index, (value, _times, _reading) in enumerate(self.column["values"])
        }
        if self.in_words:
            return {
                "readings": {value: "other" if is_other(it) else it for value, it in given.items()},
                "unread": [],
            }
        return {
            "readings": {value: reading for value, reading in given.items() if reading != UNREAD},
            "unread": [value for value, reading in given.items() if reading == UNREAD],
        }


def levels(kind: str) -> list[tuple[str, Any]]:
    """What a value of this kind may be read as."""
    ends: list[tuple[str, Any]] = [
        (SKIP, _("surveys", "no answer")),
        (UNREAD, _("surveys", "refuse these lines")),
    ]
    if kind in ("ticked", "consent"):
        return [("yes", _("surveys", "yes")), ("no", _("surveys", "no")), ends[1]]
    if kind == "statement":
        votes = {"agree": _("surveys", "Agree"), "disagree": _("surveys", "Disagree")}
        return [*votes.items(), ("pass", _("surveys", "Pass")), *ends]
    if kind == "slot":
        ways = {"possible": _("surveys", "Possible"), "preferred": _("surveys", "Preferred")}
        return [*ways.items(), ("no", _("surveys", "no")), ends[1]]
    lowest, highest = {"recommend": (0, 10), "grades": (0, 5)}.get(kind, (1, 5))
    numbers: list[tuple[str, Any]] = [(str(n), str(n)) for n in range(lowest, highest + 1)]
    none = [(NONE, _("surveys", "no opinion"))] if kind == "scale" else []
    return [*numbers, *none, *ends]
