"""Finding people, adding one, and their roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from ..models import Membership, Role

ANYONE = pgettext_lazy("communities", "All roles")


class FindForm(forms.Form):
    """Finds somebody among the people of a list."""

    search = forms.CharField(
        label=pgettext_lazy("communities", "Name or address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def searched(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("search", ""))


class SearchForm(FindForm):
    """Narrows the list of people; what makes no sense narrows nothing."""

    role = forms.ChoiceField(
        label=pgettext_lazy("communities", "Role"), choices=[("", ANYONE), *Role.choices], required=False
    )
    availability = forms.ChoiceField(
        label=pgettext_lazy("communities", "Availability"),
        choices=[
            ("", pgettext_lazy("communities", "Known or not")),
            ("known", pgettext_lazy("communities", "Known")),
            ("unknown", pgettext_lazy("communities", "Unknown")),
        ],
        required=False,
    )

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("search", "role", "availability")}


class AddForm(forms.Form):
    """One person more."""

    email = forms.EmailField(
        label=pgettext_lazy("communities", "E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=pgettext_lazy("communities", "First name and name"), max_length=150, required=False
    )


class RolesForm(forms.Form):
    """The roles somebody holds, ticked."""

    roles = forms.MultipleChoiceField(
        label=pgettext_lazy("communities", "Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        self.held = set(membership.roles.values_list("role", flat=True))
        kwargs["initial"] = {"roles": sorted(self.held)}
        super().__init__(*args, **kwargs)

    def changes(self) -> tuple[list[str], list[str]]:
        """(roles to give, roles to take back), the greater first so that somebody stays a member."""
        wanted = set(self.cleaned_data["roles"])
        return [r for r in Role.values if r in wanted - self.held], [
            r for r in Role.values if r in self.held - wanted
        ]
