"""What a moderator decides of a statement."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from ..models import Statement


class DecisionForm(forms.Form):
    """Accepted, or declined for a reason that its author may read."""

    ACCEPT = "accept"

    decision = forms.ChoiceField(
        choices=[(ACCEPT, ACCEPT), *Statement.Reason.choices],
        error_messages={
            "required": pgettext_lazy("surveys", "Choose: accept it, or decline it for a reason."),
            "invalid_choice": pgettext_lazy("surveys", "Choose: accept it, or decline it for a reason."),
        },
    )

    def reason(self) -> str:
        """The reason it is declined for; "" when it is accepted."""
        decision: str = self.cleaned_data["decision"]
        return "" if decision == self.ACCEPT else decision
