"""What a field of a form offers, when it is known only for this reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

LONGEST_KEY = 18


# Django's class takes no parameter when it runs.
class SeveralRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows; a key longer than any row could have is refused before SQLite would fail on it."""

    def clean(self, value: Any) -> Any:
        if any(len(str(key)) > LONGEST_KEY for key in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field its choices."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


def offer_rows(
    form: forms.Form, name: str, rows: QuerySet[Any], say: Callable[[Any], str] | None = None
) -> None:
    """Give a field the rows among which to choose, each said by `say`, or as it says itself."""
    field: Any = form.fields[name]
    field.queryset = rows
    if say:
        field.label_from_instance = say
