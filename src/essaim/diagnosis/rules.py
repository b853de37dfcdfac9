"""Who may do what with boards. Guests hold no role: the code of an open board is what lets them in."""

from __future__ import annotations

import rules

from essaim.communities.models import Role
from essaim.communities.rules import belongs, community_of, holds, pilots
from essaim.people.models import Person


@rules.predicate
def facilitates(person: Person, thing: object) -> bool:
    """Leads or facilitates circles in this community."""
    return holds(person, community_of(thing), Role.FACILITATOR, Role.LEAD)


hosts = pilots | facilitates

rules.add_perm("diagnosis.see", belongs)
rules.add_perm("diagnosis.host", hosts)
rules.add_perm("diagnosis.plan", hosts)
