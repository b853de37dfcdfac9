"""Two people, and whether to keep them together or apart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from essaim.core.offering import offer_rows

from ..models import Community, Membership, Pairing

CHOOSE = {
    "required": pgettext_lazy("communities", "Choose somebody."),
    "invalid_choice": pgettext_lazy("communities", "Choose somebody of the community."),
}


class PairForm(forms.Form):
    one = forms.ModelChoiceField(
        Membership.objects.none(), label=pgettext_lazy("communities", "First person"), error_messages=CHOOSE
    )
    other = forms.ModelChoiceField(
        Membership.objects.none(), label=pgettext_lazy("communities", "Second person"), error_messages=CHOOSE
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("communities", "To keep"),
        choices=[
            (Pairing.Kind.TOGETHER, pgettext_lazy("communities", "Together")),
            (Pairing.Kind.APART, pgettext_lazy("communities", "Apart")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("communities", "Say whether together or apart.")},
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Membership.objects.present().filter(community=community).select_related("person")
        for name in ("one", "other"):
            offer_rows(self, name, present)
