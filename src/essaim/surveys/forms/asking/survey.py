"""A survey as a whole: how it starts, what it promises, to whom it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from essaim.communities.models import Attribute, Community, Membership
from essaim.communities.queries.people import named
from essaim.core.offering import offer
from essaim.core.rings import people

from ...models import Survey
from ...starts import FIRST, STARTS

BLANK = "blank"
MODE_NOTES = {
    "anonymous": pgettext_lazy(
        "surveys",
        "Nobody can tell who answered what: answers are shuffled and carry neither "
        "name nor time. Nobody can come back to change theirs.",
    ),
    "confidential": pgettext_lazy(
        "surveys",
        "Answers are kept with their author, who may change them. Results never show a name, and never "
        "fewer people than the threshold.",
    ),
    "named": pgettext_lazy(
        "surveys", "The pilots see who answered what. People are told so before the first question."
    ),
}
MODES = [
    ("anonymous", pgettext_lazy("surveys", "Anonymous")),
    ("confidential", pgettext_lazy("surveys", "Confidential")),
    ("named", pgettext_lazy("surveys", "By name")),
]
A_DAY_AHEAD = pgettext_lazy("surveys", "This day is past: choose another one, or none.")


def cards(field: forms.BoundField, notes: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices of a field with a note under each, for the page."""
    chosen = field.value()
    return [
        {"value": value, "title": label, "note": notes.get(value, ""), "checked": value == chosen}
        for value, label in field.field.choices  # type: ignore[attr-defined]
    ]


class StartForm(forms.Form):
    """From which survey to begin; and what the community knows of people, to be asked as well."""

    start = forms.ChoiceField(
        label=pgettext_lazy("surveys", "Begin with"), widget=forms.RadioSelect, initial=FIRST
    )
    groups = forms.MultipleChoiceField(
        label=pgettext_lazy("surveys", "Break the results down by"),
        help_text=pgettext_lazy(
            "surveys", "One more question for each. In a small group it makes people easier to recognise."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, attributes: Sequence[Attribute], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attributes = {str(one.pk): one for one in attributes if 2 <= len(one.choices) <= 50}
        blank = (BLANK, pgettext("surveys", "A blank page"))
        offer(self, "start", [*((one.name, one.title) for one in STARTS.values()), blank])
        offer(self, "groups", [(key, one.name) for key, one in self.attributes.items()])

    def start_choices(self) -> list[dict[str, Any]]:
        notes = {one.name: one.note for one in STARTS.values()}
        return cards(self["start"], notes | {BLANK: pgettext("surveys", "For questions of your own.")})

    def chosen(self) -> dict[str, Any]:
        """What `begin_survey` takes."""
        start = self.cleaned_data["start"]
        return {
            "start": "" if start == BLANK else start,
            "groups": [self.attributes[key] for key in self.cleaned_data["groups"]],
        }


class SettingsForm(forms.Form):
    """What holds for the whole survey, in the first language; a promise that was made is shown, not asked."""

    title = forms.CharField(
        label=pgettext_lazy("surveys", "Title"),
        max_length=200,
        error_messages={"required": pgettext_lazy("surveys", "Give the survey a title.")},
    )
    intro = forms.CharField(
        label=pgettext_lazy("surveys", "What it is for"),
        help_text=pgettext_lazy("surveys", "Read before the first question, and in the e-mail."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    thanks = forms.CharField(
        label=pgettext_lazy("surveys", "Thanks"),
        help_text=pgettext_lazy("surveys", "Read once the answers are sent."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mode = forms.ChoiceField(
        label=pgettext_lazy("surveys", "What people are promised"), choices=MODES, widget=forms.RadioSelect
    )
    threshold = forms.TypedChoiceField(
        label=pgettext_lazy("surveys", "Nothing is shown of fewer people than"),
        help_text=pgettext_lazy("surveys", "Five is right nearly always."),
        coerce=int,
        choices=[(number, str(number)) for number in range(3, 11)],
    )
    release = forms.ChoiceField(
        label=pgettext_lazy("surveys", "Results are drawn"),
        choices=[
            ("closing", pgettext_lazy("surveys", "Once the survey is closed")),
            ("batches", pgettext_lazy("surveys", "As it goes, each time enough new answers have come")),
        ],
        help_text=pgettext_lazy(
            "surveys",
            "What people write in their own words in an anonymous survey shows at the closing only.",
        ),
        widget=forms.RadioSelect,
    )
    statements = forms.ChoiceField(
        label=pgettext_lazy("surveys", "What others think of the sentences is seen"),
        choices=[
            ("closing", pgettext_lazy("surveys", "Once the survey is closed")),
            ("voting", pgettext_lazy("surveys", "By each one, once they have answered")),
        ],
        widget=forms.RadioSelect,
    )
    moderators = forms.CharField(
        label=pgettext_lazy("surveys", "Who reads the sentences that people add"),
        help_text=pgettext_lazy("surveys", "Names or addresses, one a line. Pilots always may."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    open_link = forms.BooleanField(
        label=pgettext_lazy("surveys", "Whoever has the link may answer"),
        help_text=pgettext_lazy(
            "surveys", "For people who are not members, or a code shown in a room. Some may answer twice."
        ),
        required=False,
    )
    closes_on = forms.DateField(
        label=pgettext_lazy("surveys", "Last day to answer"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, survey: Survey, votes: bool, **kwargs: Any) -> None:
        self.survey, self.language = survey, first_language(survey.community)
        kwargs["initial"] = _initial(survey, self.language)
        super().__init__(*args, **kwargs)
        for name in () if votes else ("statements", "moderators"):
            del self.fields[name]
        for name in ("mode", "threshold") if hasattr(survey, "opening") else ():
            del self.fields[name]

    def mode_choices(self) -> list[dict[str, Any]]:
        return cards(self["mode"], dict(MODE_NOTES)) if "mode" in self.fields else []

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        today = timezone.now().astimezone(self.survey.community.zone).date()
        if day and day < today and day != self.survey.closes_on:
            raise forms.ValidationError(str(A_DAY_AHEAD))
        return day

    def clean_moderators(self) -> list[Membership]:
        return [self._found(line) for line in self.cleaned_data["moderators"].splitlines() if line.strip()]

    def _found(self, line: str) -> Membership:
        found = named(self.survey.community, line.strip())
        if len(found) == 1:
            return found[0]
        words = (
            pgettext(
                "surveys", "Several people are called “%(name)s”: write the address of the one you mean."
            )
            if found
            else pgettext("surveys", "Nobody here is called “%(name)s”: write a whole name, or an address.")
        )
        raise forms.ValidationError(words % {"name": line.strip()[:80]})

    def settings(self) -> dict[str, Any]:
        """What `change_settings` takes."""
        given = self.cleaned_data
        kept: dict[str, Any] = {
            name: given[name]
            for name in ("mode", "threshold", "release", "statements", "open_link", "closes_on", "moderators")
            if name in given
        }
        for field, name in (("titles", "title"), ("intros", "intro"), ("thanks", "thanks")):
            said = {**getattr(self.survey, field), self.language: given[name]}
            kept[field] = {language: words for language, words in said.items() if words}
        return kept


class RecipientsForm(forms.Form):
    """Whom to ask: each choice is a key of `chosen`, with how many people that is."""

    who = forms.ChoiceField(
        label=pgettext_lazy("surveys", "Whom to ask"), widget=forms.RadioSelect, initial="everyone"
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        offer(self, "who", [(key, label) for key, label, _ in offered])

    def who_choices(self) -> list[dict[str, Any]]:
        return cards(self["who"], {key: people(number) for key, _, number in self.offered})


def first_language(community: Community) -> str:
    return next(iter(community.languages), "fr")


def _initial(survey: Survey, language: str) -> dict[str, Any]:
    names = [
        one.membership.person.name or one.membership.person.email
        for one in survey.moderators.select_related("membership__person")
    ]
    kept = ("mode", "threshold", "release", "statements", "open_link", "closes_on")
    return {
        "title": survey.titles.get(language, ""),
        "intro": survey.intros.get(language, ""),
        "thanks": survey.thanks.get(language, ""),
        "moderators": "\n".join(names),
        **{name: getattr(survey, name) for name in kept},
    }
