"""One question as a pilot writes it, in the first language; what is asked of them depends on its kind."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from ...kinds import ASKED_NOTHING, WITH_CHOICES, WITH_ROWS, Kind
from ...models import Question
from .lines import LinesField, lines_of, listed

PARTS = {
    Kind.SINGLE: "choices other groups",
    Kind.MULTIPLE: "choices other fewest most",
    Kind.RANKING: "choices",
    Kind.SCALE: "low high",
    Kind.RECOMMEND: "low high",
    Kind.NEEDS: "rows",
    Kind.GRADES: "rows",
    Kind.POINTS: "rows points",
    Kind.TEXT: "long",
    Kind.SUGGESTIONS: "count",
    Kind.STATEMENTS: "statements",
}
WORDS = {"text", "help", "choices", "rows", "low", "high"}
NUMBERS = {"fewest": "min", "most": "max", "points": "points", "count": "count"}
FLAGS = {"other": "other", "long": "long"}


class QuestionForm(forms.Form):
    """`fields_kept` gives what the model keeps; `mending` leaves only words, whose lines stay as many."""

    text = forms.CharField(
        label=pgettext_lazy("surveys", "Question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": pgettext_lazy("surveys", "Write what is asked.")},
    )
    help = forms.CharField(
        label=pgettext_lazy("surveys", "A word of help"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    choices = LinesField(
        label=pgettext_lazy("surveys", "Answers to choose from"),
        help_text=pgettext_lazy("surveys", "One a line."),
        error_messages={"required": pgettext_lazy("surveys", "Give at least two answers, one a line.")},
    )
    rows = LinesField(
        label=pgettext_lazy("surveys", "Lines to answer on"),
        help_text=pgettext_lazy("surveys", "One a line."),
        error_messages={"required": pgettext_lazy("surveys", "Give at least one line.")},
    )
    statements = LinesField(
        label=pgettext_lazy("surveys", "Sentences to begin with"),
        help_text=pgettext_lazy(
            "surveys", "One a line: short, one idea in each, such that some agree and some do not."
        ),
        error_messages={"required": pgettext_lazy("surveys", "Write at least one sentence.")},
    )
    other = forms.BooleanField(
        label=pgettext_lazy("surveys", "People may answer something else, in their words"), required=False
    )
    fewest = forms.IntegerField(
        label=pgettext_lazy("surveys", "At least how many"), required=False, min_value=1, max_value=50
    )
    most = forms.IntegerField(
        label=pgettext_lazy("surveys", "At most how many"), required=False, min_value=1, max_value=50
    )
    points = forms.IntegerField(
        label=pgettext_lazy("surveys", "Points to share out"), min_value=1, max_value=1000, initial=10
    )
    low = forms.CharField(
        label=pgettext_lazy("surveys", "What the lowest means"), max_length=60, required=False
    )
    high = forms.CharField(
        label=pgettext_lazy("surveys", "What the highest means"), max_length=60, required=False
    )
    count = forms.TypedChoiceField(
        label=pgettext_lazy("surveys", "Boxes for ideas"),
        coerce=int,
        choices=[(1, "1"), (2, "2"), (3, "3")],
        widget=forms.RadioSelect,
        initial=3,
    )
    long = forms.BooleanField(
        label=pgettext_lazy("surveys", "Room for several sentences"), required=False, initial=True
    )
    required = forms.BooleanField(
        label=pgettext_lazy("surveys", "An answer is needed to go on"), required=False
    )
    groups = forms.BooleanField(
        label=pgettext_lazy("surveys", "Results may be broken down by this answer"),
        help_text=pgettext_lazy("surveys", "Groups that are too small are never shown."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        language: str,
        question: Question | None = None,
        statements: Sequence[str] = (),
        mending: bool = False,
        **kwargs: Any,
    ) -> None:
        self.kind, self.language, self.question, self.mending = Kind(kind), language, question, mending
        kwargs["initial"] = _initial(question, language, statements) if question else {}
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in self._shown():
                del self.fields[name]
        if self.kind == Kind.SECTION:
            self.fields["text"].label = pgettext("surveys", "Title of the page")
        if self.kind == Kind.NOTE:
            self.fields["text"].label = pgettext("surveys", "The note")
            self.fields["text"].widget.attrs["rows"] = 4

    def _shown(self) -> set[str]:
        shown = {"text", "help", *PARTS.get(self.kind, "").split()}
        if self.kind not in ASKED_NOTHING:
            shown.add("required")
        return shown & WORDS if self.mending else shown

    def clean_choices(self) -> list[str]:
        return self._as_many("choices", 2)

    def clean_rows(self) -> list[str]:
        return self._as_many("rows", 1)

    def _as_many(self, name: str, fewest: int) -> list[str]:
        lines: list[str] = self.cleaned_data[name]
        known = len(getattr(self.question, name)) if self.question else 0
        if self.mending and len(lines) != known:
            words = pgettext(
                "surveys", "There were %(known)s lines: mend their words, but keep as many in the same order."
            )
            raise forms.ValidationError(words % {"known": known})
        if len(lines) < fewest:
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return lines

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        fewest, most, lines = given.get("fewest"), given.get("most"), given.get("choices") or ()
        if fewest and most and fewest > most:
            self.add_error("most", pgettext("surveys", "This is fewer than the least that is asked."))
        if fewest and lines and fewest > len(lines) + bool(given.get("other")):
            self.add_error("fewest", pgettext("surveys", "There are fewer answers than that to choose from."))
        return given

    def fields_kept(self) -> dict[str, Any]:
        """What `add_question`, `change_question` or `mend_wording` takes."""
        given, known = self.cleaned_data, self.question
        kept: dict[str, Any] = {
            "texts": self._said(known.texts if known else {}, given["text"]),
            "helps": self._said(known.helps if known else {}, given["help"]),
        }
        for name, kinds in (("choices", WITH_CHOICES), ("rows", WITH_ROWS)):
            if self.kind in kinds:
                kept[name] = self._listed(given[name], getattr(known, name) if known else [])
        if self.mending:
            return kept | ({"options": self._ends()} if "low" in given else {})
        kept["options"] = self._options()
        kept |= {name: given[name] for name in ("required", "groups") if name in given}
        return kept | ({"statements": given["statements"]} if "statements" in given else {})

    def _said(self, texts: dict[str, str], words: str) -> dict[str, str]:
        said = {**texts, self.language: words}
        return {language: text for language, text in said.items() if text}

    def _listed(self, lines: list[str], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not self.mending:
            return listed(lines, known, self.language)
        return [
            {"key": one["key"], "texts": {**one["texts"], self.language: line}}
            for one, line in zip(known, lines, strict=True)
        ]

    def _options(self) -> dict[str, Any]:
        given = self.cleaned_data
        options = self._ends() if "low" in given else {}
        options |= {key: given[name] for name, key in NUMBERS.items() if given.get(name)}
        return options | {key: True for name, key in FLAGS.items() if given.get(name)}

    def _ends(self) -> dict[str, Any]:
        options = deepcopy(self.question.options) if self.question else {}
        ends = dict(options.get("ends", {}))
        pair = [self.cleaned_data["low"], self.cleaned_data["high"]]
        if any(pair):
            ends[self.language] = pair
        else:
            ends.pop(self.language, None)
        return {**options, "ends": ends} if ends else {k: v for k, v in options.items() if k != "ends"}


def _initial(question: Question, language: str, statements: Sequence[str]) -> dict[str, Any]:
    ends = question.options.get("ends", {}).get(language, ["", ""])
    return {
        "text": question.texts.get(language, ""),
        "help": question.helps.get(language, ""),
        "choices": lines_of(question.choices, language),
        "rows": lines_of(question.rows, language),
        "statements": "\n".join(statements),
        "low": ends[0],
        "high": ends[1],
        "required": question.required,
        "groups": question.groups,
        **{name: question.options.get(key) for name, key in NUMBERS.items()},
        **{name: question.options.get(key, False) for name, key in FLAGS.items()},
    }
