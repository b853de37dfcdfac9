"""What arrives for a board, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from essaim.core.offering import offer

from ..models import Board, Phase, Quadrant
from ..words import CARD_MOST, COMMENT_MOST, checked, one_line, typed_code


class Words(forms.CharField):
    """One line of words, cleaned; what cannot be kept is refused with a sentence and stays in the field."""

    def __init__(self, most: int, *, card: bool = True, **kwargs: Any) -> None:
        self.most, self.card = most, card
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "maxlength": most, "placeholder": " "}))
        super().__init__(strip=False, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value).replace("\0", "")

    def run_validators(self, value: str) -> None:
        """All is said by `clean`."""

    def clean(self, value: Any) -> str:
        return checked(self.to_python(value), self.most, card=self.card)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=pgettext_lazy("diagnosis", "Code of the board"),
        help_text=pgettext_lazy("diagnosis", "Eight digits, shown on the screen of the room."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                pgettext_lazy("diagnosis", "A code has eight digits, for instance 48 29 17 06."),
            )
        return code


LOOKS_FOR_NEAR = {
    "hx-post": "?near=yes",
    "hx-trigger": "input changed delay:500ms",
    "hx-target": "next .near-now",
    "hx-swap": "innerHTML",
    "hx-params": "text,csrfmiddlewaretoken",
    "hx-sync": "this:replace",
}


class CardForm(forms.Form):
    quadrant = forms.ChoiceField(
        label=pgettext_lazy("diagnosis", "In which box"), widget=forms.RadioSelect, choices=Quadrant.choices
    )
    text = Words(CARD_MOST, label=pgettext_lazy("diagnosis", "One idea"))
    name = forms.CharField(
        label=pgettext_lazy("diagnosis", "Your name, shown with your cards"), required=False, max_length=60
    )

    def __init__(self, *args: Any, board: Board, named: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"quadrant": Quadrant.STRENGTHS})
        super().__init__(*args, **kwargs)
        offer(self, "quadrant", board.boxes())
        self.fields["text"].widget.attrs |= LOOKS_FOR_NEAR
        if not named:
            del self.fields["name"]

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class CommentForm(forms.Form):
    text = Words(COMMENT_MOST, label=pgettext_lazy("diagnosis", "What you would add or ask"))


class PaperForm(forms.Form):
    """Lines of a wall of paper; they are read one by one afterwards."""

    quadrant = forms.ChoiceField(
        label=pgettext_lazy("diagnosis", "In which box"), widget=forms.RadioSelect, choices=Quadrant.choices
    )
    lines = forms.CharField(
        label=pgettext_lazy("diagnosis", "One card a line"),
        help_text=pgettext_lazy(
            "diagnosis", "As typed or copied: dashes, numbers and blank lines are left out."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        strip=False,
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "quadrant", board.boxes())
        # What a scan or a spreadsheet leaves between words is no reason to refuse the whole wall.
        self.fields["lines"].validators = []


class BoardForm(forms.Form):
    """How a board is set up; `locked` says that cards were written, so that who is shown stays as it is."""

    title = forms.CharField(label=pgettext_lazy("diagnosis", "Title"), max_length=120)
    strengths = forms.CharField(max_length=40, required=False)
    weaknesses = forms.CharField(max_length=40, required=False)
    opportunities = forms.CharField(max_length=40, required=False)
    threats = forms.CharField(max_length=40, required=False)
    votes_each = forms.IntegerField(label=pgettext_lazy("diagnosis", "Votes each"), min_value=1, max_value=20)
    hosted = forms.TypedChoiceField(
        label=pgettext_lazy("diagnosis", "How it is led"),
        choices=[
            ("yes", pgettext_lazy("diagnosis", "A host leads the room from phase to phase")),
            ("no", pgettext_lazy("diagnosis", "Without a host: everything is open all the time")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    authors_shown = forms.TypedChoiceField(
        label=pgettext_lazy("diagnosis", "Who wrote a card"),
        help_text=pgettext_lazy("diagnosis", "Settled with the first card: people write knowing it."),
        choices=[
            ("no", pgettext_lazy("diagnosis", "Is shown to nobody")),
            ("yes", pgettext_lazy("diagnosis", "Is shown beside it")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, board: Board, locked: bool = False, **kwargs: Any) -> None:
        told: dict[str, object] = dict(board.boxes())
        told |= {"title": board.title, "votes_each": board.votes_each}
        told |= {name: "yes" if getattr(board, name) else "no" for name in ("hosted", "authors_shown")}
        kwargs["initial"] = told
        super().__init__(*args, **kwargs)
        for quadrant in Quadrant:
            self.fields[quadrant].label = quadrant.label
        if locked:
            del self.fields["authors_shown"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        names = {quadrant.value: one_line(given.pop(quadrant.value, "")) for quadrant in Quadrant}
        # A name that is ours is not kept: it is said in each reader's language.
        given["names"] = {
            key: name for key, name in names.items() if name and name != str(Quadrant(key).label)
        }
        return given


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(
        label=pgettext_lazy("diagnosis", "Phase"), choices=Phase.choices, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=pgettext_lazy("diagnosis", "Minutes"),
        help_text=pgettext_lazy("diagnosis", "0 for no timer."),
        min_value=0,
        max_value=240,
    )


class PinForm(forms.Form):
    """A finding that this person may read, to be pinned on a board."""

    board = forms.TypedChoiceField(label=pgettext_lazy("diagnosis", "On which board"), coerce=int)
    quadrant = forms.ChoiceField(
        label=pgettext_lazy("diagnosis", "In which box"), widget=forms.RadioSelect, choices=Quadrant.choices
    )
    sentence = Words(CARD_MOST, label=pgettext_lazy("diagnosis", "As it will stand on the card"))

    def __init__(self, *args: Any, boards: list[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "board", [(board.pk, board.title) for board in boards])
