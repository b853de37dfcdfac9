"""Days without a meeting: typed, or holidays of France added in one tap, where they can still be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import pgettext, pgettext_lazy

from essaim.core.words import day_words

from ..calendar import Span, public_holidays, school_holidays, schools_known_until, spans
from ..days import Entry, UnreadableDayError, read_days

ZONES = ("A", "B", "C", "ABC")


class DaysField(forms.CharField):
    """Days to skip, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=4000, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_days(text, today=timezone.localdate())
        except UnreadableDayError as refused:
            raise forms.ValidationError(_refusal(refused)) from None


def _refusal(refused: UnreadableDayError) -> str:
    said = {"n": refused.number, "line": refused.line[:60]}
    if refused.fault == "order":
        return pgettext("circles", "Line %(n)s, “%(line)s”: the last day comes before the first.") % said
    if refused.fault == "long":
        return (
            pgettext("circles", "Line %(n)s, “%(line)s”: a holiday of more than a year skips everything.")
            % said
        )
    return (
        pgettext(
            "circles",
            "Line %(n)s, “%(line)s”, is no date. Write for example 24/12/2026, or 19/12/2026 to 3/1/2027.",
        )
        % said
    )


class SchoolField(forms.ChoiceField):
    """A zone of school holidays, all three, or none."""

    def __init__(self) -> None:
        super().__init__(
            label=pgettext_lazy("circles", "School holidays of France"),
            help_text=lazy(_schools_told, str)(),
            choices=[
                ("", pgettext_lazy("circles", "Not skipped")),
                ("A", pgettext_lazy("circles", "Zone A")),
                ("B", pgettext_lazy("circles", "Zone B")),
                ("C", pgettext_lazy("circles", "Zone C")),
                ("ABC", pgettext_lazy("circles", "All three")),
            ],
            widget=forms.RadioSelect,
            required=False,
        )


def _schools_told() -> str:
    told = pgettext(
        "circles",
        "A: Lyon, Bordeaux, Grenoble… B: Marseille, Lille, Nantes, Strasbourg… C: Paris, Toulouse, "
        "Montpellier… The official dates are known until %(day)s.",
    )
    return told % {"day": day_words(schools_known_until())}


def schools_to_come(zones: str, today: date) -> list[Span]:
    """The school holidays of these zones that are not over."""
    return [span for span in school_holidays(zones) if span.last >= today]


def school_of(skipped: Sequence[Any], today: date) -> str:
    """The zone whose coming holidays are all skipped as they are, or ""."""
    kept, ahead = set(spans(skipped)), {zone: schools_to_come(zone, today) for zone in ZONES}
    return next((zone for zone in ZONES if ahead[zone] and kept.issuperset(ahead[zone])), "")


def with_school(skipped: Iterable[Any], zone: str, today: date) -> list[Entry]:
    """The same days with the holidays of this zone in place of those of any other; what was typed stays."""
    others = {span for each in ZONES for span in schools_to_come(each, today)}
    typed = [entry for entry in skipped if spans([entry])[0] not in others]
    chosen = [[span.first.isoformat(), span.last.isoformat()] for span in schools_to_come(zone, today)]
    return _sorted([*typed, *chosen])


def with_public(skipped: Sequence[Any], today: date) -> list[Entry]:
    """The same days with the public holidays of the next twelve months, but for those skipped anyway."""
    known = spans(skipped)
    days = [day for year in (today.year, today.year + 1) for day in public_holidays(year)]
    soon = [day for day in days if today <= day < today + timedelta(days=366)]
    return _sorted([*skipped, *(day.isoformat() for day in soon if not any(day in span for span in known))])


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry if isinstance(entry, str) else entry[0])
