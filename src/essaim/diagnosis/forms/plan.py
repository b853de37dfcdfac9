"""What arrives for the plan, checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.translation import pgettext, pgettext_lazy

from essaim.core.offering import SeveralRows, offer_rows
from essaim.core.words import day_words

from ..models import Action, Card, State, Strategy
from ..queries.chain import top_cards
from ..queries.plan import carriers, today_in

FURTHEST_YEARS = 10
CHOOSE_CARDS = {
    "invalid_choice": pgettext_lazy("diagnosis", "A card you chose is not on this board any more."),
    "invalid_pk_value": pgettext_lazy("diagnosis", "A card you chose is not on this board any more."),
}


class ActionForm(forms.Form):
    what = forms.CharField(
        label=pgettext_lazy("diagnosis", "What will be done"),
        help_text=pgettext_lazy("diagnosis", "Begin with a verb: “Pair each newcomer with a colleague”."),
        max_length=200,
        error_messages={
            "required": pgettext_lazy(
                "diagnosis", "Say what will be done, in one sentence that begins with a verb."
            )
        },
    )
    first_step = forms.CharField(
        label=pgettext_lazy("diagnosis", "First step"),
        help_text=pgettext_lazy("diagnosis", "What can be done within a week, in an hour."),
        max_length=280,
        required=False,
    )
    owner = forms.ModelChoiceField(
        Action.objects.none(),
        label=pgettext_lazy("diagnosis", "Who looks after it"),
        empty_label=pgettext_lazy("diagnosis", "Nobody yet"),
        required=False,
        error_messages={
            "invalid_choice": pgettext_lazy("diagnosis", "Choose somebody who is in this community.")
        },
    )
    due = forms.DateField(
        label=pgettext_lazy("diagnosis", "For when"),
        help_text=pgettext_lazy(
            "diagnosis", "Whoever looks after it hears of it a week before and on the day."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
        error_messages={
            "invalid": pgettext_lazy("diagnosis", "Write a day that exists, as day, month and year.")
        },
    )
    measure = forms.CharField(
        label=pgettext_lazy("diagnosis", "How we will know"),
        help_text=pgettext_lazy("diagnosis", "A sign that everyone can see: “ten pairs have met twice”."),
        max_length=280,
        required=False,
    )
    strategy = forms.ModelChoiceField(
        Strategy.objects.none(),
        label=pgettext_lazy("diagnosis", "Part of which strategy"),
        empty_label=pgettext_lazy("diagnosis", "None"),
        required=False,
    )
    cards = SeveralRows(
        Card.objects.none(),
        label=pgettext_lazy("diagnosis", "What it answers"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE_CARDS,
    )

    def __init__(self, *args: Any, community: Any, action: Action | None = None, **kwargs: Any) -> None:
        self.community, self.action = community, action
        if action:
            kwargs["initial"] = _told(action)
        super().__init__(*args, **kwargs)
        offer_rows(self, "owner", carriers(community), lambda member: str(member.person))
        strategies = Strategy.objects.filter(community=community, shelving=None)
        offer_rows(self, "strategy", strategies)
        if not strategies.exists():
            del self.fields["strategy"]
        self._offer_cards()

    def _offer_cards(self) -> None:
        told = {card.pk: f"{card.box}{_colon()}{card.text}" for card in top_cards(self.community)}
        kept = Card.objects.filter(actions=self.action) if self.action else Card.objects.none()
        keys = [*told, *kept.values_list("pk", flat=True)]
        if not keys:
            del self.fields["cards"]
            return
        cards = Card.objects.filter(pk__in=keys, board__community=self.community)
        in_order = cards.order_by(
            Case(*(When(pk=key, then=n) for n, key in enumerate(told)), default=len(told))
        )
        offer_rows(self, "cards", in_order, lambda card: told.get(card.pk, card.text))

    def clean_due(self) -> date | None:
        due: date | None = self.cleaned_data["due"]
        if due is None or (self.action and due == self.action.due):
            return due
        today = today_in(self.community)
        if due < today:
            words = pgettext("diagnosis", "%(day)s is past. Choose today or a day to come.")
            raise forms.ValidationError(words % {"day": day_words(due)})
        if due.year > today.year + FURTHEST_YEARS:
            words = pgettext("diagnosis", "%(year)s is more than ten years away. Check the year.")
            raise forms.ValidationError(words % {"year": due.year})
        return due


def _told(action: Action) -> dict[str, Any]:
    names = ("what", "first_step", "owner", "due", "measure", "strategy")
    return {name: getattr(action, name) for name in names} | {
        "cards": list(action.cards.values_list("pk", flat=True))
    }


def _colon() -> str:
    return pgettext("diagnosis", ": ")


class StateForm(forms.Form):
    """Where an action is."""

    state = forms.ChoiceField(
        label=pgettext_lazy("diagnosis", "Where it is"),
        choices=State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("diagnosis", "Choose one of the four.")},
    )
    note = forms.CharField(
        label=pgettext_lazy("diagnosis", "A word about it"),
        help_text=pgettext_lazy("diagnosis", "What was learnt, what is missing, why it stops."),
        max_length=280,
        required=False,
    )


class ExpressForm(forms.Form):
    """One action straight from one card; without words of its own it answers the card."""

    card = forms.ModelChoiceField(Card.objects.none(), widget=forms.HiddenInput, error_messages=CHOOSE_CARDS)
    what = forms.CharField(
        label=pgettext_lazy("diagnosis", "What we do about it"), max_length=200, required=False
    )

    def __init__(self, *args: Any, community: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = Card.objects.filter(board__community=community, removal__isnull=True)
        offer_rows(self, "card", cards)

    def decided(self) -> dict[str, Any]:
        card = self.cleaned_data["card"]
        return {"what": self.cleaned_data["what"] or answer_to(card.text), "cards": [card]}


def answer_to(text: str) -> str:
    """Words for an action that has none yet, cut to what fits."""
    words = pgettext("diagnosis", "Answer “%(card)s”")
    room = 200 - len(words % {"card": ""})
    return words % {"card": text if len(text) <= room else text[: room - 1] + "…"}


class MessageForm(forms.Form):
    """One message to everyone."""

    subject = forms.CharField(label=pgettext_lazy("diagnosis", "Subject"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("diagnosis", "Message"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=4000,
    )
