"""Which fields speak of whom. Export and erasure read it; a test refuses a field left unclassified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

OnErasure = Literal["delete", "blank", "keep"]


@dataclass(frozen=True, slots=True)
class Privacy:
    """What one table says of people.

    `person` is the lookup from the table to the person spoken of ("membership__person"), "" when nobody is.
    `personal` fields are exported to that person; `plain` ones say nothing of anybody.
    On erasure a row is deleted, its `personal` fields are blanked, or it is kept as is (`reason` says why).
    `address` is a field that holds the address of somebody who may not be known as a person: rows with the
    address of whoever is erased are deleted.
    """

    person: str
    personal: frozenset[str]
    plain: frozenset[str]
    erase: OnErasure
    reason: str = ""
    address: str = ""


def about(
    person: str,
    *,
    personal: str = "",
    plain: str = "",
    erase: OnErasure = "delete",
    reason: str = "",
    address: str = "",
) -> Privacy:
    """Classify the fields of a table that speaks of `person`; names are separated by spaces."""
    return Privacy(person, frozenset(personal.split()), frozenset(plain.split()), erase, reason, address)


def impersonal(plain: str) -> Privacy:
    """Classify the fields of a table that speaks of nobody."""
    return Privacy("", frozenset(), frozenset(plain.split()), "keep")


# Tables of libraries, which cannot say it themselves.
OF_LIBRARIES = {
    "account.emailaddress": about("user", personal="email verified primary", plain="user"),
    "account.emailconfirmation": about(
        "email_address__user", personal="created sent", plain="email_address key"
    ),
}

TITLES: dict[str, Promise | str] = {}


def name_tables(titles: dict[str, Promise | str]) -> None:
    """Give tables ("circles.seat") the name under which people read them in their export."""
    TITLES.update(titles)


def title_of(model: type[models.Model]) -> str:
    return str(TITLES.get(model._meta.label_lower) or model._meta.verbose_name_plural)


def classified() -> Iterator[tuple[type[models.Model], Privacy]]:
    """Every table of which it is said whom it speaks of."""
    for model in apps.get_models():
        privacy = getattr(model, "privacy", None) or OF_LIBRARIES.get(model._meta.label_lower)
        if privacy:
            yield model, privacy


def rows_about(model: type[models.Model], privacy: Privacy, pk: int) -> models.QuerySet[models.Model]:
    """The rows of a table that speak of the person with this key."""
    rows = model._default_manager.all()
    return rows.filter(**{privacy.person: pk}) if privacy.person else rows.none()
