"""The end of an account: every table does what it declares, and rooms above say what stands in the way.

@erasure.before            # a sentence for each thing to settle first
def the_last_pilot(person) -> Iterable[str]: ...

@erasure.within            # what must be done properly while the person still has a name
def leave_every_community(person) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction

from essaim.core.privacy import Privacy, classified, rows_about

from .models import Person

Ask = Callable[[Person], Iterable[str]]
Act = Callable[[Person], None]

_before: list[Ask] = []
_within: list[Act] = []


class ErasureRefusedError(Exception):
    """Something must be settled first; `sentences` say what."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def before(ask: Ask) -> Ask:
    """Ask this before each erasure: what stands in the way, in sentences."""
    _before.append(ask)
    return ask


def within(act: Act) -> Act:
    """Do this at the beginning of each erasure, in its transaction."""
    _within.append(act)
    return act


def obstacles(person: Person) -> list[str]:
    return [sentence for ask in _before for sentence in ask(person)]


@transaction.atomic
def erase(*, actor: Person) -> Person:
    """Delete or blank everything that speaks of `actor`. Raises ErasureRefusedError."""
    person = Person.objects.select_for_update().get(pk=actor.pk)
    told = obstacles(person)
    if told:
        raise ErasureRefusedError(told)
    for act in _within:
        act(person)
    tables = list(classified())
    for model, privacy in tables:
        if privacy.erase == "delete":
            rows_about(model, privacy, person.pk).delete()
        if privacy.address:
            model._default_manager.filter(**{f"{privacy.address}__iexact": person.email}).delete()
    for model, privacy in tables:
        if privacy.erase == "blank" and model is not Person:
            _blank(model, privacy, person)
    _close_sessions(person)
    return _without_a_name(person)


def _blank(model: type[models.Model], privacy: Privacy, person: Person) -> None:
    fields = [field for field in model._meta.concrete_fields if field.name in privacy.personal]
    nothing = {field.name: _nothing(field) for field in fields if _can_be_blank(field)}
    rows_about(model, privacy, person.pk).update(**nothing)


def _can_be_blank(field: models.Field[Any, Any]) -> bool:
    return field.null or not (field.is_relation or isinstance(field, models.DateField))


def _nothing(field: models.Field[Any, Any]) -> Any:
    return None if field.null else field.get_default()


def _without_a_name(person: Person) -> Person:
    """Rows that are kept still refer to somebody, who is now nobody in particular."""
    person.email = f"erased-{person.pk}@erased.invalid"
    person.name = person.given_name = person.initials = person.language = person.time_zone = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
    return person


def _close_sessions(person: Person) -> None:
    """Sessions of this person, and those in which a code for this address is awaited."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    lost = []
    for session in Session.objects.iterator():
        data = store.decode(session.session_data)
        awaited = (data.get(LOGIN_SESSION_KEY) or {}).get("email")
        if data.get(SESSION_KEY) == str(person.pk) or awaited == person.email:
            lost.append(session.pk)
    Session.objects.filter(pk__in=lost).delete()
