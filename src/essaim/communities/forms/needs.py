"""What one person needs and offers, on one page: the same form from inside and from a link in an e-mail."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import Any

from django import forms
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from essaim.core.offering import offer

from ..actions import Needs
from ..models import Attribute, Membership, Pairing, WeeklySlot
from ..queries import named, offered_slots, own_wishes
from .choices import languages_among

STATES = [(state, state) for state in ("no", "possible", "preferred")]
COUNTS = (0, 4, 6, 8, 10, 12)


class NeedsForm(forms.Form):
    """One field for each slot and each attribute asked; `needs` gives the whole answer."""

    none = forms.BooleanField(label=pgettext_lazy("communities", "None of these suits me"), required=False)
    words = forms.CharField(
        label=pgettext_lazy("communities", "Something to add about your availability"),
        help_text=pgettext_lazy(
            "communities", "For example: not during school holidays. Only the pilots read it."
        ),
        max_length=500,
        required=False,
    )
    facilitates = forms.TypedChoiceField(
        label=pgettext_lazy("communities", "Would you be willing to facilitate?"),
        coerce=int,
        widget=forms.RadioSelect,
    )
    leads = forms.TypedChoiceField(
        label=pgettext_lazy("communities", "Would you accompany facilitators, and how many?"), coerce=int
    )
    together = forms.CharField(
        label=pgettext_lazy("communities", "With whom would you like to be?"),
        help_text=pgettext_lazy("communities", "First name and name, or address, separated by commas."),
        max_length=1000,
        required=False,
    )
    apart = forms.CharField(
        label=pgettext_lazy("communities", "With whom would you rather not be?"),
        help_text=pgettext_lazy("communities", "No reason is asked, and they will not know."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        self.membership = membership
        self.community = membership.community
        self.slots = offered_slots(self.community)
        self.attributes = list(self.community.attributes.filter(asked=True))
        self.wishes = own_wishes(membership)
        kwargs["initial"] = self._known()
        super().__init__(*args, **kwargs)
        self._ask_slots()
        self._ask_languages()
        for attribute in self.attributes:
            self.fields[attribute_field(attribute)] = question(attribute, self.initial)
        self._ask_willingness()

    def week(self) -> list[dict[str, Any]]:
        """The slots for the grid, with what is now ticked."""
        return [
            {"id": slot.pk, "day": slot.day, "minute": slot.minute, "state": self[slot_field(slot)].value()}
            for slot in self.slots
        ]

    def questions(self) -> list[forms.BoundField]:
        return [self[attribute_field(attribute)] for attribute in self.attributes]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen = [slot for slot in self.slots if given.get(slot_field(slot)) in ("possible", "preferred")]
        if self.slots and not chosen and not given.get("none"):
            sentence = pgettext("communities", "Choose at least one slot, or tick “None of these suits me”.")
            self.add_error("none", sentence)
        if chosen and given.get("none"):
            sentence = pgettext(
                "communities", "You chose slots as well. Untick this, or put every slot back to “No”."
            )
            self.add_error("none", sentence)
        self._clean_wishes(given)
        return given

    def needs(self) -> Needs:
        given = self.cleaned_data
        likes = {slot.pk for slot in self.slots if given[slot_field(slot)] == "preferred"}
        can = likes | {slot.pk for slot in self.slots if given[slot_field(slot)] == "possible"}
        return Needs(
            can=frozenset(can),
            likes=frozenset(likes),
            languages=tuple(given.get("languages") or self.community.languages[:1]),
            values={
                each.pk: answers(given[attribute_field(each)], several=each.several)
                for each in self.attributes
            },
            facilitates=given["facilitates"],
            leads=given["leads"],
            text=given["words"],
            together=frozenset(each.pk for each in given["together"]),
            apart=frozenset(each.pk for each in given["apart"]),
        )

    def clean_together(self) -> list[Membership]:
        return self._people("together")

    def clean_apart(self) -> list[Membership]:
        return self._people("apart")

    def _clean_wishes(self, given: dict[str, Any]) -> None:
        together, apart = given.get("together") or [], given.get("apart") or []
        for name, people in (("together", together), ("apart", apart)):
            if self.membership in people:
                self.add_error(
                    name, pgettext("communities", "You are in this list yourself. Leave your own name out.")
                )
        for both in {each.pk for each in together} & {each.pk for each in apart}:
            name = next(str(each.person) for each in apart if each.pk == both)
            sentence = pgettext("communities", "%(name)s is in both lists. Keep one of the two.")
            self.add_error("apart", sentence % {"name": name})

    def _people(self, field: str) -> list[Membership]:
        """The people named; somebody already wished for is recognised first where two have one name."""
        known = {self._other(wish).pk for wish in self.wishes}
        found: list[Membership] = []
        problems = []
        for text in filter(None, (piece.strip() for piece in self.cleaned_data[field].split(","))):
            alike = named(self.community, text)
            alike = [each for each in alike if each.pk in known] or alike
            if len(alike) == 1:
                found.append(alike[0])
            else:
                problems.append(_unrecognised(text, several=bool(alike)))
        if problems:
            raise forms.ValidationError(problems)
        return found

    def _other(self, wish: Pairing) -> Membership:
        return wish.other if wish.one_id == self.membership.pk else wish.one

    def _known(self) -> dict[str, Any]:
        """What was answered before, as the initial values of the fields."""
        membership = self.membership
        rows = membership.availabilities.values_list("slot_id", "preferred")
        known = membership.availability_known_at is not None
        initial: dict[str, Any] = {
            f"slot-{slot}": "preferred" if liked else "possible" for slot, liked in rows
        }
        offered = {f"slot-{slot.pk}" for slot in self.slots}
        initial["none"] = known and not offered & set(initial)
        initial["words"] = membership.availability_text
        initial["languages"] = membership.languages or self.community.languages[:1]
        initial["facilitates"], initial["leads"] = membership.facilitates, membership.leads
        for attribute, value in membership.values.order_by("pk").values_list("attribute_id", "value"):
            initial.setdefault(f"attribute-{attribute}", []).append(value)
        for kind in Pairing.Kind.values:
            people = [self._other(wish).person for wish in self.wishes if wish.kind == kind]
            initial[kind] = ", ".join(person.name or person.email for person in people)
        return initial

    def _ask_slots(self) -> None:
        for slot in self.slots:
            self.fields[slot_field(slot)] = forms.ChoiceField(choices=STATES, required=False)
            self.initial.setdefault(slot_field(slot), "no")

    def _ask_languages(self) -> None:
        choices = languages_among([*self.community.languages, *self.membership.languages])
        if len(choices) > 1:
            self.fields["languages"] = forms.MultipleChoiceField(
                label=pgettext("communities", "Languages you can meet in"),
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": pgettext("communities", "Choose at least one language.")},
            )

    def _ask_willingness(self) -> None:
        circles = [(0, pgettext("communities", "No"))]
        circles += [(n, _circles(n)) for n in sorted({1, 2, 3, self.membership.facilitates} - {0})]
        offer(self, "facilitates", circles)
        leads = sorted({*COUNTS, self.membership.leads})
        offer(self, "leads", [(n, _facilitators(n)) for n in leads])


def slot_field(slot: WeeklySlot) -> str:
    return f"slot-{slot.pk}"


def attribute_field(attribute: Attribute) -> str:
    return f"attribute-{attribute.pk}"


def question(attribute: Attribute, initial: MutableMapping[str, Any]) -> forms.Field:
    """The field of an attribute. An answer that is no longer proposed stays possible for who gave it."""
    name = attribute_field(attribute)
    given: list[str] = initial.get(name, [])
    if not attribute.choices:
        initial[name] = ", ".join(given)
        help_text = (
            pgettext("communities", "Several answers are separated by commas.") if attribute.several else ""
        )
        return forms.CharField(label=attribute.name, max_length=120, required=False, help_text=help_text)
    choices = [(value, value) for value in dict.fromkeys([*attribute.choices, *given])]
    if attribute.several:
        return forms.MultipleChoiceField(
            label=attribute.name, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    initial[name] = given[0] if given else ""
    unsaid = ("", pgettext("communities", "Not said"))
    return forms.ChoiceField(label=attribute.name, choices=[unsaid, *choices], required=False)


def answers(given: str | Iterable[str], *, several: bool) -> tuple[str, ...]:
    """The values of one answer; free words hold several, separated by commas, where several are asked."""
    pieces = (
        given.split(",")
        if isinstance(given, str) and several
        else [given]
        if isinstance(given, str)
        else given
    )
    return tuple(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def _unrecognised(text: str, *, several: bool) -> forms.ValidationError:
    sentence = (
        pgettext_lazy(
            "communities", "Several people are called “%(name)s”. Write the address of the one you mean."
        )
        if several
        else pgettext_lazy(
            "communities",
            "Nobody here is called “%(name)s”. Write the first name and the name, or the address.",
        )
    )
    return forms.ValidationError(sentence, params={"name": text})


def _circles(count: int) -> str:
    return npgettext("communities", "%(n)s circle", "%(n)s circles", count) % {"n": count}


def _facilitators(count: int) -> str:
    if not count:
        return pgettext("communities", "No")
    return npgettext("communities", "Up to %(n)s facilitator", "Up to %(n)s facilitators", count) % {
        "n": count
    }
