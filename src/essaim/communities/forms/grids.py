"""A week of usual hours to tick, and other hours in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django import forms
from django.utils.translation import npgettext, pgettext_lazy

from essaim.core.words import day_of_week, first_upper, hour, slot_words
from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters import SlotUnreadable, read_slots

USUAL_HOURS = (9 * 60, 12 * 60 + 30, 14 * 60, 17 * 60 + 30, 18 * 60 + 30, 20 * 60)
USUAL = [Slot(day, minute) for minute in USUAL_HOURS for day in range(7)]
MOST = 60


def key_of(slot: Slot) -> str:
    return f"{slot.day}-{slot.minute}"


def slot_of(key: str) -> Slot:
    day, _, minute = key.partition("-")
    return Slot(int(day), int(minute))


@dataclass(frozen=True, slots=True)
class Cell:
    key: str
    words: str
    checked: bool
    offered: bool


@dataclass(frozen=True, slots=True)
class Line:
    time: str
    cells: list[Cell]


class SlotsGrid(forms.Form):
    """Slots ticked on the grid of usual hours, and any other as people write them: "mardi 19 h 15"."""

    slots = forms.MultipleChoiceField(
        label=pgettext_lazy("communities", "Weekly slots on offer"),
        choices=[(key_of(slot), key_of(slot)) for slot in USUAL],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_slots = forms.CharField(
        label=pgettext_lazy("communities", "Another time"),
        help_text=pgettext_lazy(
            "communities", "A day and a time, separated by commas: Tuesday 19:15, Saturday 10:00"
        ),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: object, offered: Collection[Slot] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.offered = frozenset(offered)

    def lines(self) -> list[Line]:
        ticked = set(self["slots"].value() or ())
        return [
            Line(hour(minute), [self._cell(Slot(day, minute), ticked) for day in range(7)])
            for minute in USUAL_HOURS
        ]

    def days(self) -> list[tuple[str, str]]:
        """The name of each day and its short form, for the head of the grid."""
        return [
            (first_upper(day_of_week(day)), first_upper(day_of_week(day, width="abbreviated")[:3]))
            for day in range(7)
        ]

    def clean_other_slots(self) -> list[Slot]:
        read, unread = read_slots(self.cleaned_data["other_slots"])
        if unread:
            raise forms.ValidationError([_unreadable(problem) for problem in unread])
        return sorted(read)

    def chosen(self) -> list[Slot]:
        """Every slot ticked or written, each once."""
        ticked = {slot_of(key) for key in self.cleaned_data.get("slots", ())}
        return sorted(ticked | set(self.cleaned_data.get("other_slots") or ()))

    def refuse_too_many(self) -> None:
        if len(self.chosen()) > MOST:
            sentence = npgettext(
                "communities",
                "A community may offer at most %(most)s slot.",
                "A community may offer at most %(most)s slots.",
                MOST,
            )
            self.add_error("slots", sentence % {"most": MOST})

    def _cell(self, slot: Slot, ticked: set[str]) -> Cell:
        key = key_of(slot)
        return Cell(key, first_upper(slot_words(slot)), key in ticked, slot in self.offered)


def _unreadable(problem: SlotUnreadable) -> forms.ValidationError:
    sentences = {
        "slot-without-day": pgettext_lazy(
            "communities", "“%(slot)s” has no day. Write for example: Tuesday 18:30."
        ),
        "slot-without-time": pgettext_lazy(
            "communities", "“%(slot)s” has no time. Write for example: Tuesday 18:30."
        ),
        "slot-time-impossible": pgettext_lazy(
            "communities", "“%(slot)s” is a time that no clock shows. A day goes from 0:00 to 23:59."
        ),
    }
    otherwise = pgettext_lazy(
        "communities", "“%(slot)s” is not a day and a time. Write for example: Tuesday 18:30."
    )
    return forms.ValidationError(sentences.get(problem.code, otherwise), params={"slot": str(problem)})
