"""What arrives for strategies and their grades, checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from essaim.core.offering import SeveralRows, offer_rows
from essaim.surveys.grades import GRADES

from ..meetings import INSIDE, OUTSIDE, refusal_of
from ..models import Card, Strategy
from ..queries.chain import Cited
from ..words import CARD_MOST, hours_refusal
from .board import Words
from .plan import CHOOSE_CARDS

SHOWN = 4
"""Cards of each side that are seen at once; the others are one tap away."""


IT_TAKES = pgettext_lazy("diagnosis", "Hours it would take")
ROUGHLY = pgettext_lazy("diagnosis", "Everyone’s hours together, roughly. Leave it empty while nobody knows.")


class HoursField(forms.IntegerField):
    """Whole hours, or nothing while nobody knows."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        kwargs["error_messages"] = {
            "invalid": pgettext_lazy("diagnosis", "Write a whole number of hours, for instance 12.")
        }
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> int | None:
        hours: int | None = super().clean(value)
        refusal = "" if hours is None else hours_refusal(hours)
        if refusal:
            raise forms.ValidationError(refusal)
        return hours


@dataclass(frozen=True, slots=True)
class Offered:
    """A card that can be chosen."""

    card: Cited
    checked: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The cards from inside, or from outside: those seen at once, and the others."""

    key: str
    name: str | Promise
    first: list[Offered]
    more: list[Offered]


class StrategyForm(forms.Form):
    """One sentence drawn from at least two cards that meet. `offered`: the cards, in the order shown."""

    text = Words(
        CARD_MOST,
        card=False,
        label=pgettext_lazy("diagnosis", "The strategy, in one sentence"),
        help_text=pgettext_lazy(
            "diagnosis", "Begin with a verb: “Have experienced colleagues welcome those who arrive”."
        ),
    )
    hours = HoursField(label=IT_TAKES, help_text=ROUGHLY)
    cards = SeveralRows(
        Card.objects.none(),
        label=pgettext_lazy("diagnosis", "The cards that meet"),
        error_messages=CHOOSE_CARDS
        | {
            "required": pgettext_lazy(
                "diagnosis", "Choose at least two cards: one from inside, one from outside."
            )
        },
    )

    def __init__(self, *args: Any, community: Any, offered: Sequence[Cited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        here = Card.objects.filter(board__community=community, removal__isnull=True)
        offer_rows(self, "cards", here.filter(pk__in=[card.pk for card in offered]))

    def clean_cards(self) -> Any:
        chosen = self.cleaned_data["cards"]
        if refusal := refusal_of(card.quadrant for card in chosen):
            raise forms.ValidationError(refusal)
        return chosen

    @property
    def sides(self) -> list[Side]:
        chosen = {str(key) for key in self["cards"].value() or ()}
        inside = pgettext("diagnosis", "From inside")
        outside = pgettext("diagnosis", "From outside")
        return [
            self._side("inside", inside, INSIDE, chosen),
            self._side("outside", outside, OUTSIDE, chosen),
        ]

    def _side(self, key: str, name: str, boxes: Iterable[str], chosen: set[str]) -> Side:
        cards = [Offered(card, str(card.pk) in chosen) for card in self.offered if card.quadrant in boxes]
        cards.sort(key=lambda each: not each.checked)
        seen = max(SHOWN, sum(each.checked for each in cards))
        return Side(key, name, cards[:seen], cards[seen:])


class HoursForm(forms.Form):
    """The hours that the community has, all in all."""

    hours = HoursField(label=pgettext_lazy("diagnosis", "Hours there are"))


class EstimateForm(forms.Form):
    """What a strategy would take, said once its words stay."""

    hours = HoursField(label=IT_TAKES, help_text=ROUGHLY)


class GradesForm(forms.Form):
    """A word for each strategy, or none; what is not in the form stays as it was."""

    def __init__(
        self, *args: Any, strategies: Iterable[Strategy], given: dict[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        texts = {one.pk: one.text for one in strategies}
        self.names = {pk: f"grade-{pk}" for pk in texts}
        words = [(str(value), GRADES[value]) for value in range(len(GRADES) - 1, -1, -1)]
        for pk, name in self.names.items():
            self.fields[name] = forms.TypedChoiceField(
                label=texts[pk],
                choices=[*words, ("", pgettext_lazy("diagnosis", "No opinion"))],
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.get(pk, ""),
                widget=forms.RadioSelect,
                error_messages={
                    "invalid_choice": pgettext_lazy("diagnosis", "Choose one of the six words, or none.")
                },
            )

    def field_of(self, strategy: Strategy) -> forms.BoundField:
        return self[self.names[strategy.pk]]

    @property
    def values(self) -> dict[int, int | None]:
        return {pk: self.cleaned_data[name] for pk, name in self.names.items() if name in self.data}
