"""Who may do what with boards. Guests hold no role: the code of an open board is what lets them in."""

from __future__ import annotations

import rules

from essaim.communities.models import Role
from essaim.communities.rules import belongs, community_of, holds, pilots
from essaim.people.models import Person

from .models import Action


@rules.predicate
def facilitates(person: Person, thing: object) -> bool:
    """Leads or facilitates circles in this community."""
    return holds(person, community_of(thing), Role.FACILITATOR, Role.LEAD)


@rules.predicate
def carries(person: Person, action: Action) -> bool:
    """Is the one who was asked to see this action through."""
    return action.owner is not None and action.owner.person_id == person.pk


hosts = pilots | facilitates

rules.add_perm("diagnosis.see", belongs)
rules.add_perm("diagnosis.host", hosts)
rules.add_perm("diagnosis.plan", pilots)
rules.add_perm("diagnosis.carry", pilots | (belongs & carries))
rules.add_perm("diagnosis.grade", belongs)
