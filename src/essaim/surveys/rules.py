"""Who may do what with surveys, interviews and their findings."""

from __future__ import annotations

import rules

from essaim.communities.rules import belongs, pilots, sponsors
from essaim.people.models import Person

from .models import Statement, Survey


def _survey_of(thing: object) -> Survey:
    if isinstance(thing, Survey):
        return thing
    question = thing.question if isinstance(thing, Statement) else thing
    return question.survey  # type: ignore[attr-defined, no-any-return]


@rules.predicate
def moderates(person: Person, thing: object) -> bool:
    """Named by the pilots to read the statements that members add."""
    present = _survey_of(thing).moderators.filter(membership__departure__isnull=True)
    return present.filter(membership__person=person).exists()


@rules.predicate
def published(person: Person, thing: object) -> bool:
    return hasattr(_survey_of(thing), "publication")


rules.add_perm("surveys.see", belongs)
rules.add_perm("surveys.steer", pilots)
rules.add_perm("surveys.answer", belongs)
rules.add_perm("surveys.read", pilots | (published & (belongs | sponsors)))
rules.add_perm("surveys.moderate", moderates | pilots)
