"""Correcting a circle, handing it over, answering an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from essaim.core.offering import offer
from essaim.core.words import slot_words

from ..calendar import first_good, spans
from ..days import write_days
from ..models import Circle, SeatAnswer
from ..queries.circles import Table
from ..queries.fit import Successor
from ..words import RHYTHMS
from .launch import link_field, refuse_bad_day
from .skipping import DaysField, SchoolField, school_of, schools_to_come, with_school

ANSWERS = [
    (SeatAnswer.Answer.SUITS, pgettext_lazy("circles", "It suits me")),
    (SeatAnswer.Answer.OTHER_SLOT, pgettext_lazy("circles", "I would rather have another slot")),
    (SeatAnswer.Answer.LATER, pgettext_lazy("circles", "Later, not now")),
]


class AnswerForm(forms.Form):
    """Whether the slot suits, and a few words if one wishes."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("circles", "Does this slot suit you?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("circles", "Choose one of the three answers.")},
    )
    note = forms.CharField(
        label=pgettext_lazy("circles", "A word for whoever facilitates"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectForm(forms.Form):
    """Where and when a circle meets. What is left as it was is told to nobody."""

    name = forms.CharField(label=pgettext_lazy("circles", "Name"), max_length=80)
    place = forms.CharField(label=pgettext_lazy("circles", "Place"), required=False, max_length=200)
    meeting_url = link_field(label=pgettext_lazy("circles", "Meeting link"))
    slot = forms.ChoiceField(label=pgettext_lazy("circles", "Weekly slot"))
    next_date = forms.DateField(
        label=pgettext_lazy("circles", "Next meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    left = forms.IntegerField(label=pgettext_lazy("circles", "Meetings to come"), min_value=1, max_value=60)
    minutes = forms.IntegerField(
        label=pgettext_lazy("circles", "Length of a meeting, in minutes"), min_value=15, max_value=480
    )
    rhythm_weeks = forms.TypedChoiceField(
        label=pgettext_lazy("circles", "Rhythm"), choices=list(RHYTHMS.items()), coerce=int
    )
    skipped = DaysField(
        label=pgettext_lazy("circles", "Days without a meeting"),
        help_text=pgettext_lazy(
            "circles", "One date a line, or a holiday: 24/12/2026, or 19/12/2026 to 3/1/2027."
        ),
    )

    school = SchoolField()

    def __init__(
        self, *args: Any, table: Table, slots: Sequence[tuple[int, int, int]], **options: Any
    ) -> None:
        circle = self.circle = table.circle
        coming = table.coming
        self.next_now = coming[0].date() if coming else None
        initial = {
            "name": circle.name,
            "place": circle.place,
            "meeting_url": circle.meeting_url,
            "slot": f"{circle.day}-{circle.minute}",
            "next_date": self.next_now or _next_good(circle),
            "left": len(coming) or 1,
            "minutes": circle.minutes,
            "rhythm_weeks": circle.rhythm_weeks,
            "skipped": write_days(circle.skipped),
            "school": school_of(circle.skipped, timezone.localdate()),
        }
        super().__init__(*args, **{**options, "initial": initial})
        if not schools_to_come("ABC", timezone.localdate()):
            del self.fields["school"]
        offer(self, "slot", [_slot_choice(slot, len(table.seats)) for slot in slots])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        zone = data.pop("school", "")
        if "skipped" in data and "school" in self.changed_data:
            data["skipped"] = with_school(data["skipped"], zone, timezone.localdate())
        if {"slot", "next_date", "skipped"} <= set(data):
            day, minute = (int(part) for part in data.pop("slot").split("-"))
            data |= {"day": day, "minute": minute}
            self._keep_a_good_date(data)
        return data

    def _keep_a_good_date(self, data: dict[str, Any]) -> None:
        """A date left as it was follows the slot and the days to skip; a typed one must be possible."""
        if "next_date" not in self.changed_data and self.next_now:
            data["next_date"] = first_good(data["day"], data["next_date"], spans(data["skipped"]))
            return
        try:
            refuse_bad_day(data["next_date"], data["day"], data["skipped"], self.circle.community)
        except forms.ValidationError as refused:
            self.add_error("next_date", refused)


def _next_good(circle: Circle) -> date:
    today = timezone.now().astimezone(circle.community.zone).date()
    return first_good(circle.day, today, spans(circle.skipped))


def _slot_choice(slot: tuple[int, int, int], people: int) -> tuple[str, str]:
    day, minute, can = slot
    told = npgettext("circles", "%(slot)s: %(can)s of %(n)s can", "%(slot)s: %(can)s of %(n)s can", people)
    return f"{day}-{minute}", told % {"slot": slot_words((day, minute)), "can": can, "n": people}


class HandOverForm(forms.Form):
    """Who facilitates from now on."""

    to = forms.ChoiceField(
        label=pgettext_lazy("circles", "Who facilitates from now on?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": pgettext_lazy("circles", "Choose somebody."),
            "invalid_choice": pgettext_lazy("circles", "This person cannot take over. Choose somebody else."),
        },
    )

    def __init__(self, *args: Any, successors: Sequence[Successor], **options: Any) -> None:
        super().__init__(*args, **options)
        self.of = {str(one.membership.pk): one for one in successors}
        offer(self, "to", [(key, _successor_words(one)) for key, one in self.of.items()])

    @property
    def chosen(self) -> Successor:
        return self.of[self.cleaned_data["to"]]


def _successor_words(one: Successor) -> str:
    said = {"name": str(one.membership.person)}
    if not one.at_the_table:
        return pgettext("circles", "%(name)s, from elsewhere, who offered it and can at this slot") % said
    if one.offered:
        return pgettext("circles", "%(name)s, who offered it") % said
    return str(said["name"])
