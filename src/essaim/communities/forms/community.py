"""Founding a community; its settings, its slots, what it asks of each one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters.folding import fold

from ..models import Community
from ..queries import free_address
from .choices import languages, rhythms, time_zones
from .grids import SlotsGrid, key_of

GOOD_START = [key_of(Slot(day, minute)) for day in (1, 3) for minute in (12 * 60 + 30, 18 * 60 + 30)]


class Identity(forms.Form):
    """What a community says of itself."""

    name = forms.CharField(
        label=pgettext_lazy("communities", "Name of the community"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    purpose_line = forms.CharField(
        label=pgettext_lazy("communities", "What it is for, in a line"),
        help_text=pgettext_lazy(
            "communities", "For example: moving forward together in one’s change of career"
        ),
        max_length=200,
        required=False,
    )
    slug = forms.SlugField(
        label=pgettext_lazy("communities", "Address"),
        max_length=60,
        required=False,
        error_messages={
            "invalid": pgettext_lazy(
                "communities", "Only letters without accents, figures and hyphens, as in “our-network”."
            )
        },
    )
    languages = forms.MultipleChoiceField(
        label=pgettext_lazy("communities", "Languages spoken"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": pgettext_lazy("communities", "Choose at least one language.")},
    )
    time_zone = forms.ChoiceField(
        label=pgettext_lazy("communities", "Time zone"),
        help_text=pgettext_lazy("communities", "The slots below are said in the time of this place."),
    )
    rhythm_weeks = forms.TypedChoiceField(
        label=pgettext_lazy("communities", "Circles meet"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, community: Community | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        spoken = community.languages if community else self.initial.get("languages", ())
        zone = community.time_zone if community else self.initial.get("time_zone", "")
        self._field("languages").choices = languages(spoken)
        self._field("time_zone").choices = time_zones(zone)
        self._field("rhythm_weeks").choices = rhythms()

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        others = Community.objects.filter(slug=slug)
        if self.community:
            others = others.exclude(pk=self.community.pk)
        if slug and others.exists():
            sentence = pgettext("communities", "This address is already taken. “%(free)s” is free.")
            raise forms.ValidationError(sentence % {"free": free_address(slug)})
        return slug

    def _field(self, name: str) -> Any:
        return self.fields[name]


class FoundForm(Identity, SlotsGrid):
    """A name is enough: the rest has good defaults."""

    field_order = (
        "name",
        "purpose_line",
        "slots",
        "other_slots",
        "slug",
        "languages",
        "time_zone",
        "rhythm_weeks",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"slots": GOOD_START, "rhythm_weeks": 2, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["slug"].help_text = pgettext(
            "communities", "Left empty, it is made from the name: “Our network” gives our-network."
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.refuse_too_many()
        if given.get("name") and not given.get("slug") and "slug" not in self.errors:
            given["slug"] = free_address(given["name"])
        return given


class SettingsForm(Identity):
    """The same once the community lives; its address may not be empty any more."""

    meeting_minutes = forms.IntegerField(
        label=pgettext_lazy("communities", "A meeting lasts, in minutes"), min_value=15, max_value=480
    )

    field_order = (
        "name",
        "purpose_line",
        "slug",
        "languages",
        "time_zone",
        "rhythm_weeks",
        "meeting_minutes",
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(community, name) for name in self.field_order}
        super().__init__(*args, community=community, **kwargs)
        self.fields["slug"].required = True
        self.fields["slug"].help_text = pgettext(
            "communities", "Links already sent with the former address will open nothing any more."
        )
        self.fields["time_zone"].help_text = pgettext(
            "communities", "Slots keep their hour: Tuesday 18:30 will be 18:30 there."
        )


class SlotsForm(SlotsGrid):
    """Slots to add to those on offer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slots"].label = pgettext("communities", "Slots to add")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.refuse_too_many()
        if not self.errors and not self.chosen():
            self.add_error("slots", pgettext("communities", "Tick a slot, or write another time."))
        return given


class AttributeForm(forms.Form):
    """A question asked of each one, to mix or to bring together."""

    name = forms.CharField(
        label=pgettext_lazy("communities", "What is asked"),
        help_text=pgettext_lazy("communities", "In a word or two: site, job, topic"),
        max_length=80,
    )
    choices = forms.CharField(
        label=pgettext_lazy("communities", "Answers proposed"),
        help_text=pgettext_lazy(
            "communities", "One a line. Left empty, each one answers in their own words."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=6000,
    )
    several = forms.BooleanField(
        label=pgettext_lazy("communities", "Several answers are possible"),
        help_text=pgettext_lazy("communities", "For example somebody who can come in person or online."),
        required=False,
    )
    asked = forms.BooleanField(
        label=pgettext_lazy("communities", "Asked in the form that people fill in"),
        help_text=pgettext_lazy("communities", "Otherwise it is only known from lists."),
        required=False,
        initial=True,
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not fold(name):
            raise forms.ValidationError(pgettext("communities", "Write at least a letter."))
        return name

    def clean_choices(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        chosen: dict[str, str] = {}
        for line in filter(None, lines):
            chosen.setdefault(fold(line), line)
        too_long = [line for line in chosen.values() if len(line) > 120]
        if too_long:
            sentence = pgettext("communities", "“%(answer)s…” is too long: at most 120 characters.")
            raise forms.ValidationError(sentence % {"answer": too_long[0][:40]})
        return list(chosen.values())
