"""A link to share, or letters to pasted addresses."""

from __future__ import annotations

import re

from django import forms
from django.core.validators import validate_email
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from ..models import Role

MOST_LETTERS = 200
WITH_A_NAME = re.compile(r"<([^<>]+)>")
DURATIONS = [
    (7, pgettext_lazy("communities", "A week")),
    (30, pgettext_lazy("communities", "A month")),
    (90, pgettext_lazy("communities", "Three months")),
]


class LinkForm(forms.Form):
    """Who may come in by a link, and for how long."""

    role = forms.ChoiceField(
        label=pgettext_lazy("communities", "Those who come in are"), choices=Role.choices, initial=Role.MEMBER
    )
    days = forms.TypedChoiceField(
        label=pgettext_lazy("communities", "Open for"), choices=DURATIONS, coerce=int, initial=30
    )


class LettersForm(LinkForm):
    """The same by e-mail: `addresses` gives the good ones, `refused` the others."""

    pasted = forms.CharField(
        label=pgettext_lazy("communities", "E-mail addresses"),
        help_text=pgettext_lazy(
            "communities", "One or several, as you have them: separated by commas, spaces or lines."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=40_000,
    )

    field_order = ("pasted", "role", "days")

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        self.addresses, self.refused = read_addresses(pasted)
        if not self.addresses:
            raise forms.ValidationError(
                pgettext(
                    "communities", "No e-mail address can be read here. Write for example: claire@example.org"
                )
            )
        if len(self.addresses) > MOST_LETTERS:
            sentence = npgettext(
                "communities",
                "At most %(most)s letter at a time. For more people, share a link or bring a list.",
                "At most %(most)s letters at a time. For more people, share a link or bring a list.",
                MOST_LETTERS,
            )
            raise forms.ValidationError(sentence % {"most": MOST_LETTERS})
        return pasted


def read_addresses(pasted: str) -> tuple[list[str], list[str]]:
    """(addresses, lower-cased and each once; pieces that are none). "Claire <claire@x.fr>" is understood."""
    good: dict[str, None] = {}
    bad: dict[str, None] = {}
    for piece in re.split(r"[,;\n]", pasted):
        named = WITH_A_NAME.findall(piece)
        for word in named or piece.split():
            address = word.strip("\t <>()[]\"'“”").lower()
            (good if _is_address(address) else bad)[address] = None
    return list(good), [word for word in bad if word]


def _is_address(word: str) -> bool:
    try:
        validate_email(word)
    except forms.ValidationError:
        return False
    return len(word) <= 254
