"""Say what happened, once, in the transaction that makes it true; rooms above listen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from essaim.people.models import Person

from .models import Fact

Listener = Callable[[Fact, Any], None]

_after: dict[str, list[Listener]] = defaultdict(list)
_within: dict[str, list[Listener]] = defaultdict(list)


def announce(
    verb: str,
    *,
    actor: Person | None,
    subject: models.Model,
    scope: models.Model | None = None,
    **details: Any,
) -> Fact:
    """Write the fact and tell the listeners: those *within* now, the others after the commit."""
    fact = Fact.objects.create(
        verb=verb,
        actor=actor,
        subject=name_of(subject),
        scope=name_of(scope) if scope else "",
        details=details,
    )
    for listener in _within[verb]:
        listener(fact, subject)
    for listener in _after[verb]:
        transaction.on_commit(lambda listener=listener: listener(fact, subject))  # type: ignore[misc]
    return fact


def on(verb: str, *, within: bool = False) -> Callable[[Listener], Listener]:
    """Listen to a verb as `listener(fact, subject)`.

    `within` is for what must not be lost (an e-mail, a job): it writes rows in the same transaction.
    """

    def listen(listener: Listener) -> Listener:
        (_within if within else _after)[verb].append(listener)
        return listener

    return listen


def name_of(thing: models.Model) -> str:
    """Name a row for the journal: "circles.circle:12"."""
    return f"{thing._meta.label_lower}:{thing.pk}"
