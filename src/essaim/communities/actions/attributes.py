"""What the community asks of each one, in order to mix or to bring together."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import pgettext_lazy

from essaim.engines.rosters.folding import fold
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Attribute, Community


@transaction.atomic
def add_attribute(
    *,
    actor: Person,
    community: Community,
    name: str,
    choices: Iterable[str] = (),
    several: bool = False,
    asked: bool = True,
) -> Attribute:
    """A new question. Raises ValidationError when one of the same name is there, accents and case apart."""
    last = community.attributes.aggregate(last=Max("position"))["last"]
    attribute = Attribute(community=community, position=0 if last is None else last + 1)
    _write(attribute, name, choices, several, asked)
    announce("attribute.added", actor=actor, subject=attribute, scope=community, key=attribute.key)
    return attribute


@transaction.atomic
def change_attribute(
    *, actor: Person, attribute: Attribute, name: str, choices: Iterable[str], several: bool, asked: bool
) -> Attribute:
    """Change a question; answers are kept, and its key too, so that wishes of forming still hold."""
    _write(attribute, name, choices, several, asked)
    announce("attribute.changed", actor=actor, subject=attribute, scope=attribute.community)
    return attribute


@transaction.atomic
def remove_attribute(*, actor: Person, attribute: Attribute) -> None:
    """Remove a question and every answer to it."""
    key = attribute.key
    announce("attribute.removed", actor=actor, subject=attribute, scope=attribute.community, key=key)
    attribute.delete()


def _write(attribute: Attribute, name: str, choices: Iterable[str], several: bool, asked: bool) -> None:
    key = fold(name)[:80]
    others = attribute.community.attributes.exclude(pk=attribute.pk)
    if any(key in (other.key, fold(other.name)) for other in others):
        raise ValidationError(
            {
                "name": pgettext_lazy(
                    "communities", "There is already a question of this name. Change that one."
                )
            }
        )
    attribute.name, attribute.choices = name, list(choices)
    attribute.several, attribute.asked = several, asked
    attribute.key = attribute.key or key
    attribute.save()
