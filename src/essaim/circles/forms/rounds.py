"""What a round wishes for, in words: sizes, facilitation, what to mix and what to bring together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from essaim.communities.models import Attribute
from essaim.core.rings import people
from essaim.engines.grouping.problem import Slot

SIZES = {"6-8": (6, 8, 7), "8-12": (8, 12, 10), "10-14": (10, 14, 12)}
OWN_SIZE = "own"
LARGEST = 40
A_SIZE = pgettext_lazy("circles", "Write a number of people, 2 to 40.")
SIZE_ERRORS = dict.fromkeys(("invalid", "min_value", "max_value"), A_SIZE)
FACILITATION = {"offered": (1, 1), "found": (0, 1), "rotating": (0, 0)}
FACILITATION_HELP = {
    "offered": pgettext_lazy("circles", "among those who offered to; without them, no circle is formed"),
    "found": pgettext_lazy("circles", "circles are formed, and you see for which ones to ask"),
    "rotating": pgettext_lazy("circles", "nobody in particular"),
}
WORDS = [
    ("not at all", pgettext_lazy("circles", "Not at all")),
    ("a little", pgettext_lazy("circles", "A little")),
    ("normal", pgettext_lazy("circles", "Normally")),
    ("a lot", pgettext_lazy("circles", "A lot")),
]
MANNERS = [
    ("", pgettext_lazy("circles", "It does not matter")),
    (
        pgettext_lazy("circles", "Mix: each circle holds different ones"),
        [
            ("mix:a little", pgettext_lazy("circles", "Mix a little")),
            ("mix:normal", pgettext_lazy("circles", "Mix")),
            ("mix:a lot", pgettext_lazy("circles", "Mix a lot")),
        ],
    ),
    (
        pgettext_lazy("circles", "Bring together: each circle is alike"),
        [
            ("share:a little", pgettext_lazy("circles", "Bring together a little")),
            ("share:normal", pgettext_lazy("circles", "Bring together")),
            ("share:a lot", pgettext_lazy("circles", "Bring together a lot")),
        ],
    ),
    ("same", pgettext_lazy("circles", "Must be the same for all")),
]


class SlotField(forms.CharField):
    """A slot as it is written in files and addresses: "tue 18:30"."""

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        if not written:
            return None
        try:
            return Slot.read(written)
        except ValueError:
            raise forms.ValidationError(pgettext("circles", "This is not a slot.")) from None


class WishesForm(forms.Form):
    """The wishes of a round. `options` turns them into the words that are kept, `initial_from` back again."""

    name = forms.CharField(max_length=80, label=pgettext_lazy("circles", "Name of this round"))
    size = forms.ChoiceField(
        label=pgettext_lazy("circles", "How many people in a circle"),
        choices=[
            ("8-12", pgettext_lazy("circles", "About ten: 8 to 12")),
            ("6-8", pgettext_lazy("circles", "Smaller: 6 to 8")),
            ("10-14", pgettext_lazy("circles", "Larger: 10 to 14")),
            (OWN_SIZE, pgettext_lazy("circles", "Other sizes")),
        ],
        widget=forms.RadioSelect,
    )
    smallest = forms.IntegerField(
        required=False,
        min_value=2,
        max_value=LARGEST,
        label=pgettext_lazy("circles", "At least"),
        error_messages=SIZE_ERRORS,
    )
    largest = forms.IntegerField(
        required=False,
        min_value=2,
        max_value=LARGEST,
        label=pgettext_lazy("circles", "At most"),
        error_messages=SIZE_ERRORS,
    )
    facilitation = forms.ChoiceField(
        label=pgettext_lazy("circles", "Who facilitates"),
        choices=[
            ("offered", pgettext_lazy("circles", "Somebody in each circle, from the start")),
            ("found", pgettext_lazy("circles", "Somebody, still to be found here and there")),
            ("rotating", pgettext_lazy("circles", "Each in turn")),
        ],
        widget=forms.RadioSelect,
    )
    alternate_weeks = forms.BooleanField(
        required=False,
        label=pgettext_lazy("circles", "Two circles at one slot may share a facilitator, in alternate weeks"),
    )
    new_people = forms.ChoiceField(
        choices=WORDS, label=pgettext_lazy("circles", "Meet people one has never sat with")
    )
    preferred = forms.ChoiceField(
        choices=WORDS, label=pgettext_lazy("circles", "Sit at the slot one prefers")
    )
    stay = forms.ChoiceField(choices=WORDS, label=pgettext_lazy("circles", "Stay with one’s present circle"))
    without_slots = forms.ChoiceField(
        label=pgettext_lazy("circles", "Those who have not said when they can"),
        choices=[
            ("any", pgettext_lazy("circles", "Place them, to be confirmed")),
            ("leave", pgettext_lazy("circles", "Wait for their answer")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, attributes: Sequence[Attribute], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attributes = attributes
        for attribute in attributes:
            self.fields[f"manner-{attribute.pk}"] = forms.ChoiceField(
                choices=MANNERS, required=False, label=attribute.name
            )
            self.fields[f"alone-{attribute.pk}"] = forms.BooleanField(
                required=False, label=pgettext_lazy("circles", "Nobody alone with theirs")
            )

    def say_sizes(self, advice: dict[str, str]) -> None:
        """Say under each size how many circles it makes."""
        self.advice = advice

    def size_choices(self) -> list[dict[str, Any]]:
        """Each size with its advice, for the page."""
        return _choices(self["size"], getattr(self, "advice", {}))

    def facilitation_choices(self) -> list[dict[str, Any]]:
        return _choices(self["facilitation"], {key: str(words) for key, words in FACILITATION_HELP.items()})

    def attribute_rows(self) -> list[tuple[Attribute, forms.BoundField, forms.BoundField]]:
        """Each attribute with its two fields, for the page."""
        return [(one, self[f"manner-{one.pk}"], self[f"alone-{one.pk}"]) for one in self.attributes]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("size") == OWN_SIZE:
            self._check_own_size(given)
        return given

    def _check_own_size(self, given: dict[str, Any]) -> None:
        low, high = given.get("smallest"), given.get("largest")
        for name, value in (("smallest", low), ("largest", high)):
            if value is None and name not in self.errors:
                self.add_error(name, str(A_SIZE))
        if low and high and low > high:
            words = pgettext("circles", "The largest size is below the smallest. Write at least %(low)s.")
            self.add_error("largest", words % {"low": low})

    def options(self) -> dict[str, Any]:
        """The words that are kept with the round."""
        given = self.cleaned_data
        low, high, target = SIZES.get(given["size"]) or _own(given["smallest"], given["largest"])
        return {
            "size": [low, high],
            "target": target,
            "facilitators": list(FACILITATION[given["facilitation"]]),
            "alternate_weeks": given["alternate_weeks"],
            "mix": self._with_strength("mix"),
            "share": self._with_strength("share"),
            "never_alone": [one.key for one in self.attributes if given[f"alone-{one.pk}"]],
            "same": [one.key for one in self.attributes if given[f"manner-{one.pk}"] == "same"],
            **{name: given[name] for name in ("new_people", "stay", "preferred", "without_slots")},
        }

    def _with_strength(self, manner: str) -> dict[str, str]:
        chosen = {one.key: self.cleaned_data[f"manner-{one.pk}"] for one in self.attributes}
        pairs = {key: words.partition(":") for key, words in chosen.items()}
        return {key: strength for key, (kind, _, strength) in pairs.items() if kind == manner}


def _own(low: int, high: int) -> tuple[int, int, int]:
    return low, high, (low + high) // 2


def initial_from(name: str, options: dict[str, Any], attributes: Sequence[Attribute]) -> dict[str, Any]:
    """What the form shows for options that are kept."""
    low, high = options["size"]
    known = {(few, many): word for word, (few, many, _) in SIZES.items()}
    facilitation = {pair: word for word, pair in FACILITATION.items()}
    initial = {
        "name": name,
        "size": known.get((low, high), OWN_SIZE),
        "smallest": low,
        "largest": high,
        "facilitation": facilitation.get(tuple(options["facilitators"]), "offered"),
        **{
            key: options[key]
            for key in ("alternate_weeks", "new_people", "stay", "preferred", "without_slots")
        },
    }
    for attribute in attributes:
        initial[f"manner-{attribute.pk}"] = _manner(options, attribute.key)
        initial[f"alone-{attribute.pk}"] = attribute.key in options["never_alone"]
    return initial


def _manner(options: dict[str, Any], key: str) -> str:
    if key in options["same"]:
        return "same"
    for kind in ("mix", "share"):
        if key in options[kind]:
            return f"{kind}:{options[kind][key]}"
    return ""


def default_options(
    *, people: int, offers: int, attributes: Sequence[Attribute], in_circles: bool
) -> dict[str, Any]:
    """Wishes that work at once: about ten, mixed by what the community asks, led by whoever offered.

    `offers`: circles that people offered to facilitate. `in_circles`: whether some sit in a circle already.
    """
    low, high, target = SIZES["8-12"]
    if people < low:
        low, high, target = (max(people, 2), max(people, 2), max(people, 2))
    enough = offers >= -(-people // high)
    return {
        "size": [low, high],
        "target": target,
        "facilitators": list(FACILITATION["offered" if enough and offers else "found"]),
        "alternate_weeks": False,
        "mix": {one.key: "normal" for one in [a for a in attributes if not a.several][:3]},
        "share": {},
        "never_alone": [],
        "same": [],
        "new_people": "normal",
        "stay": "normal" if in_circles else "not at all",
        "preferred": "a little",
        "without_slots": "any",
    }


def _choices(field: forms.BoundField, notes: dict[str, str]) -> list[dict[str, Any]]:
    """A choice of radios with a note under each."""
    chosen = field.value()
    return [
        {"value": value, "title": label, "note": notes.get(value, ""), "checked": value == chosen}
        for value, label in field.field.choices  # type: ignore[attr-defined]
    ]


class PeopleForm(forms.Form):
    """Who takes part when a round begins."""

    who = forms.ChoiceField(
        label=pgettext_lazy("circles", "Who takes part"),
        choices=[
            ("everyone", pgettext_lazy("circles", "Everyone present")),
            ("unseated", pgettext_lazy("circles", "Those who have no circle yet")),
            ("known", pgettext_lazy("circles", "Those whose availability is known")),
        ],
        widget=forms.RadioSelect,
        initial="everyone",
    )

    def who_choices(self, numbers: dict[str, int]) -> list[dict[str, Any]]:
        """Each choice with how many people that is, for the page."""
        return _choices(self["who"], {key: people(number) for key, number in numbers.items()})


class AskForm(forms.Form):
    """Whom to ask: those who could facilitate at a slot, in a language."""

    slot = SlotField()
    language = forms.CharField(max_length=8)
