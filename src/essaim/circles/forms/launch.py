"""What a pilot says before launching: what all circles share, and each one's name, place and first date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from essaim.communities.models import Community

from ..calendar import RhythmError, first_good, spans
from ..days import write_days
from ..letters import default_message, field_names, unknown_fields
from ..models import LaunchPlan
from ..queries.launch import Planned, good_first
from ..words import RHYTHMS, day_words, weekday_words
from .skipping import DaysField, SchoolField, school_of, schools_to_come, with_public, with_school


def link_field(**words: Any) -> forms.URLField:
    """A meeting link; what has no scheme is taken for a secure address."""
    return forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": pgettext_lazy(
                "circles", "This is not a link. Copy it whole from your meeting tool, https:// included."
            )
        },
        **words,
    )


class SharedForm(forms.Form):
    """What all circles of a round share."""

    minutes = forms.IntegerField(
        label=pgettext_lazy("circles", "Length of a meeting, in minutes"), min_value=15, max_value=480
    )
    rhythm_weeks = forms.TypedChoiceField(
        label=pgettext_lazy("circles", "Rhythm"), choices=list(RHYTHMS.items()), coerce=int
    )
    meetings = forms.IntegerField(
        label=pgettext_lazy("circles", "Number of meetings"), min_value=1, max_value=60
    )
    skipped = DaysField(
        label=pgettext_lazy("circles", "Days without a meeting"),
        help_text=pgettext_lazy(
            "circles", "One date a line, or a holiday: 24/12/2026, or 19/12/2026 to 3/1/2027."
        ),
    )
    school = SchoolField()
    holidays = forms.BooleanField(
        label=pgettext_lazy("circles", "Add the public holidays of France for the next twelve months"),
        required=False,
    )
    place = forms.CharField(
        label=pgettext_lazy("circles", "A place for all those that have none"), required=False, max_length=200
    )
    meeting_url = link_field(label=pgettext_lazy("circles", "A meeting link for all those that have none"))
    message = forms.CharField(
        label=pgettext_lazy("circles", "The first words of the message"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, *args: Any, plan: LaunchPlan, community: Community, **options: Any) -> None:
        initial = {
            "minutes": plan.minutes,
            "rhythm_weeks": plan.rhythm_weeks,
            "meetings": plan.meetings,
            "skipped": write_days(plan.skipped),
            "school": school_of(plan.skipped, timezone.localdate()),
            "message": plan.message or default_message(),
        }
        super().__init__(*args, **{**options, "initial": initial})
        self.community = community
        if not schools_to_come("ABC", timezone.localdate()):
            del self.fields["school"]
        names = ", ".join(f"{{{word}}}" for name, word in field_names().items() if name != "former circle")
        self.fields["message"].help_text = pgettext(
            "circles", "Each one reads their own: %(fields)s are filled in."
        ) % {"fields": names}

    def clean_message(self) -> str:
        text: str = self.cleaned_data["message"]
        unknown = unknown_fields(text)
        if unknown:
            told = pgettext(
                "circles",
                "Nothing is known by the name {%(name)s}. The names that are filled in: %(fields)s.",
            )
            names = ", ".join(f"{{{word}}}" for word in field_names().values())
            raise forms.ValidationError(told % {"name": unknown[0], "fields": names})
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "skipped" in data:
            today = timezone.now().astimezone(self.community.zone).date()
            if "school" in self.changed_data:
                data["skipped"] = with_school(data["skipped"], data.get("school", ""), today)
            if data.get("holidays"):
                data["skipped"] = with_public(data["skipped"], today)
        return data

    @property
    def shared(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in ("minutes", "rhythm_weeks", "meetings", "skipped", "message")
        }

    @property
    def everywhere(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("place", "meeting_url")}


class CirclePlanForm(forms.Form):
    """One circle: its name, where it meets, the day it begins."""

    name = forms.CharField(label=pgettext_lazy("circles", "Name"), max_length=80)
    place = forms.CharField(label=pgettext_lazy("circles", "Place"), required=False, max_length=200)
    meeting_url = link_field(label=pgettext_lazy("circles", "Meeting link"))
    first_date = forms.DateField(
        label=pgettext_lazy("circles", "First meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, circle: Planned, skipped: list[Any] | None = None, **options: Any) -> None:
        initial = {
            "name": circle.told.name,
            "place": circle.told.place,
            "meeting_url": circle.told.meeting_url,
            "first_date": circle.first,
        }
        super().__init__(*args, **{**options, "initial": initial, "prefix": circle.key})
        self.circle = circle
        self.skipped = skipped

    def clean_first_date(self) -> date:
        day: date = self.cleaned_data["first_date"]
        kept = self.circle.plan.skipped if self.skipped is None else self.skipped
        if "first_date" not in self.changed_data:
            return good_first(self.circle, spans(kept))
        refuse_bad_day(day, self.circle.proposed.slot.day, kept, self.circle.plan.round.community)
        return day


def refuse_bad_day(day: date, weekday: int, skipped: list[Any], community: Community) -> None:
    """Raise a ValidationError that names the next good date, where this one is not."""
    today = timezone.now().astimezone(community.zone).date()
    days = spans(skipped)
    try:
        good = first_good(weekday, max(day, today), days)
    except RhythmError:
        raise forms.ValidationError(
            pgettext("circles", "No day is left: everything is skipped. Take some days out of the list.")
        ) from None
    said = {"day": day_words(day), "good": day_words(good), "weekday": weekday_words(good)}
    if day.weekday() != weekday:
        told = pgettext("circles", "This circle meets on %(weekday)s. The next possible day is %(good)s.")
    elif day < today:
        told = pgettext("circles", "%(day)s is past. The next possible day is %(good)s.")
    elif good != day:
        told = pgettext("circles", "There is no meeting on %(day)s. The next possible day is %(good)s.")
    else:
        return
    raise forms.ValidationError(_capital(told % said))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
