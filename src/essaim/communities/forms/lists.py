"""What arrives with a list: pasted lines or a file, what its columns are, whether to write to its people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import pgettext_lazy as _

from essaim.engines.rosters import RosterRefused
from essaim.engines.rosters.slots import SlotUnreadable, read_slot
from essaim.engines.rosters.tables import refuse_weight

from ..models import PeopleList
from ..refusals import sentence

PASTED = _("communities", "Pasted lines")

ROLES = (
    ("email", _("communities", "E-mail address")),
    ("given", _("communities", "First name")),
    ("family", _("communities", "Family name")),
    ("name", _("communities", "Whole name")),
    ("slots", _("communities", "Availability")),
    ("slot", _("communities", "One slot (yes or no)")),
    ("languages", _("communities", "Languages")),
    ("language", _("communities", "One language (yes or no)")),
    ("facilitate", _("communities", "Willing to facilitate")),
    ("lead", _("communities", "Willing to lead facilitators")),
    ("together", _("communities", "With whom")),
    ("apart", _("communities", "Without whom")),
    ("met", _("communities", "Past circles")),
    ("circle", _("communities", "Present circle")),
    ("attribute", _("communities", "Something to mix or bring together")),
    ("id", _("communities", "Number or code")),
    ("ignore", _("communities", "Leave aside")),
)


class BringList(forms.Form):
    """One of the two: lines pasted, or a file."""

    lines = forms.CharField(
        label=_("communities", "Paste your list"),
        help_text=_(
            "communities",
            "One person a line, as it comes: “Anne Lenoir <anne@exemple.fr>”, addresses alone, or cells "
            "copied from a spreadsheet with their headers.",
        ),
        required=False,
        strip=False,
        max_length=4_000_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("communities", "Or choose a file"),
        help_text=_(
            "communities", "CSV or XLSX, up to 50,000 lines, whatever its separator and its accents."
        ),
        required=False,
        allow_empty_file=True,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file: UploadedFile[bytes] | None = given.get("file")
        lines: str = given.get("lines") or ""
        if not file and not lines.strip():
            self.add_error("lines", sentence("file-empty"))
        if file and lines.strip():
            self.add_error(
                "file",
                _(
                    "communities",
                    "There are pasted lines and a file: keep one of the two, bring the other afterwards.",
                ),
            )
        if file:
            self._weigh(file)
        return given

    def _weigh(self, file: UploadedFile[bytes]) -> None:
        try:
            refuse_weight(file.size or 0)
        except RosterRefused as refused:
            self.refuse(refused)

    def refuse(self, refused: RosterRefused) -> None:
        """Say why the list cannot be read, beside what was given."""
        field = "file" if self.cleaned_data.get("file") else "lines"
        for one in refused.refusals:
            self.add_error(
                field,
                sentence(one.code, line=one.line or 0, column=one.column, value=one.value, more=one.more),
            )

    def brought(self) -> tuple[str, bytes]:
        """The list's name and its content."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file:
            return file.name or "", file.read()
        return str(PASTED), self.cleaned_data["lines"].encode()


class MapColumns(forms.Form):
    """What each column is; a *slot* column whose name says no slot asks for one."""

    def __init__(self, *args: Any, people_list: PeopleList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = people_list.checked.get("columns", [])
        for index, column in enumerate(self.columns):
            self.fields[f"role_{index}"] = forms.ChoiceField(
                label=column["header"], choices=ROLES, initial=column["role"]
            )
            self.fields[f"detail_{index}"] = forms.CharField(
                label=_("communities", "Which slot, which name"),
                required=False,
                max_length=80,
                initial=column["detail"],
            )

    def rows(self) -> list[dict[str, Any]]:
        """The columns with their fields, as the page shows them."""
        return [
            {**column, "role_field": self[f"role_{index}"], "detail_field": self[f"detail_{index}"]}
            for index, column in enumerate(self.columns)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for index, _column in enumerate(self.columns):
            if given.get(f"role_{index}") == "slot":
                self._read_slot(index, given.get(f"detail_{index}", ""))
        return given

    def _read_slot(self, index: int, text: str) -> None:
        try:
            slot, _preferred = read_slot(text)
        except SlotUnreadable as problem:
            self.add_error(f"detail_{index}", sentence(problem.code, value=text))
        else:
            self.cleaned_data[f"detail_{index}"] = str(slot)

    def said(self) -> list[tuple[str, str | None]]:
        """(role, detail) of each column; None where the guess stands."""
        return [self._said(index, column) for index, column in enumerate(self.columns)]

    def _said(self, index: int, column: dict[str, Any]) -> tuple[str, str | None]:
        role, detail = self.cleaned_data[f"role_{index}"], self.cleaned_data[f"detail_{index}"]
        changed = role != column["role"]
        named = role in {"attribute", "slot"} and detail and detail != column["detail"]
        return role, detail if named else (None if changed else column["detail"])


class ConfirmList(forms.Form):
    tell = forms.BooleanField(
        label=_("communities", "Write to them now: how their address came here, and when they can meet"),
        help_text=_(
            "communities", "Each one gets one message, with a link to answer in a minute and one to withdraw."
        ),
        required=False,
    )
