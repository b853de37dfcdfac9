"""Bringing facilitators together: when, who leads, who comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from essaim.communities.models import Community, Membership
from essaim.core.offering import offer
from essaim.core.words import listed, slot_every, slot_words
from essaim.engines.grouping.problem import Slot

from ..calendar import first_good
from ..names import names_for
from ..queries.above import Gathering
from ..queries.circles import names_given
from ..words import RHYTHMS
from .launch import link_field, refuse_bad_day

AHEAD = timedelta(weeks=2)


class AboveForm(forms.Form):
    """One circle of facilitators, filled in with what brings most of them together."""

    slot = forms.ChoiceField(label=pgettext_lazy("circles", "Weekly slot"))
    lead = forms.ChoiceField(
        label=pgettext_lazy("circles", "Who leads it"),
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("circles", "Choose who leads this circle.")},
    )
    people = forms.MultipleChoiceField(
        label=pgettext_lazy("circles", "Who comes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": pgettext_lazy("circles", "Choose at least one person.")},
    )
    name = forms.CharField(label=pgettext_lazy("circles", "Name"), max_length=80)
    place = forms.CharField(label=pgettext_lazy("circles", "Place"), required=False, max_length=200)
    meeting_url = link_field(label=pgettext_lazy("circles", "Meeting link"))
    first_date = forms.DateField(
        label=pgettext_lazy("circles", "First meeting"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=pgettext_lazy("circles", "Left empty: the first such day, in two weeks."),
    )
    rhythm_weeks = forms.TypedChoiceField(
        label=pgettext_lazy("circles", "Rhythm"), choices=list(RHYTHMS.items()), coerce=int
    )
    meetings = forms.IntegerField(
        label=pgettext_lazy("circles", "Number of meetings"), min_value=1, max_value=60
    )
    minutes = forms.IntegerField(
        label=pgettext_lazy("circles", "Length of a meeting, in minutes"), min_value=15, max_value=480
    )

    def __init__(self, *args: Any, gathering: Gathering, community: Community, **options: Any) -> None:
        self.gathering, self.community = gathering, community
        super().__init__(*args, **{**options, "initial": self._proposed()})
        offer(
            self, "slot", [self._slot_words(one.slot, len(one.can), len(one.free)) for one in gathering.slots]
        )
        offer(self, "lead", [(str(who.pk), str(who.person)) for who in gathering.leads])
        offer(self, "people", [(str(who.pk), str(who.person)) for who in gathering.waiting])
        self.members = {str(who.pk): who for who in [*gathering.waiting, *gathering.leads]}

    def _proposed(self) -> dict[str, Any]:
        language = next(iter(self.community.languages), "fr")
        name = next(names_for([language], taken=names_given(self.community)))
        initial: dict[str, Any] = {"name": name, "rhythm_weeks": 4, "meetings": 6, "minutes": 60}
        if self.gathering.proposed:
            slot, lead, others = self.gathering.proposed
            table = {lead.pk, *(who.pk for who in others)}
            coming = [str(who.pk) for who in self.gathering.waiting if who.pk in table]
            initial |= {"slot": _key(slot), "lead": str(lead.pk), "people": coming}
        return initial

    @staticmethod
    def _slot_words(slot: Slot, can: int, free: int) -> tuple[str, str]:
        told = pgettext("circles", "%(slot)s: %(can)s said they can, %(free)s have no other circle then")
        return _key(slot), told % {"slot": slot_words(slot), "free": free, "can": can}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"slot", "lead", "people"} <= set(data):
            slot = Slot(*(int(part) for part in data["slot"].split("-")))
            lead = self.members[data["lead"]]
            people = [self.members[key] for key in data["people"]]
            data |= {"slot": slot, "lead": lead, "people": people}
            self._refuse_who_meets_then(slot, {who.pk: who for who in [lead, *people]}.values())
            self._refuse_too_many(lead, people)
            if "first_date" in data:
                data["first_date"] = self._day(slot, data["first_date"])
        return data

    def _refuse_who_meets_then(self, slot: Slot, table: Iterable[Membership]) -> None:
        taken = [str(who.person) for who in table if slot in self.gathering.busy.get(who.pk, ())]
        if taken:
            told = pgettext(
                "circles", "%(slot)s, another circle already meets with %(names)s. Choose another slot."
            )
            said = {"slot": slot_every(slot), "names": listed(list(taken))}
            self.add_error("slot", (told % said)[:1].upper() + (told % said)[1:])

    def _refuse_too_many(self, lead: Membership, people: list[Membership]) -> None:
        others = [who for who in people if who.pk != lead.pk]
        if not others:
            self.add_error("people", pgettext("circles", "Choose at least one person besides the lead."))
        elif len(others) > lead.leads:
            told = npgettext(
                "circles",
                "%(name)s offered to look after %(n)s person at most. Choose fewer people.",
                "%(name)s offered to look after %(n)s people at most. Choose fewer people.",
                lead.leads,
            )
            self.add_error("people", told % {"name": lead.person, "n": lead.leads})

    def _day(self, slot: Slot, said: date | None) -> date | None:
        today = timezone.now().astimezone(self.community.zone).date()
        if said is None:
            return first_good(slot.day, today + AHEAD)
        try:
            refuse_bad_day(said, slot.day, [], self.community)
        except forms.ValidationError as refused:
            self.add_error("first_date", refused)
        return said


def _key(slot: Slot) -> str:
    return f"{slot.day}-{slot.minute}"
