"""Ask the engine for the circles of the network and keep its answer: `essaim demo --record`."""

from __future__ import annotations

import json

from essaim.circles.queries.forming import problem_of
from essaim.communities.models import Membership
from essaim.engines.grouping import Rounds, solve
from essaim.engines.grouping.files.answers import answer_to_json
from essaim.people.models import Person

from . import network
from .living import RECORDED, begin, rekeyed


def record() -> None:
    """Write the answer, people by e-mail. The same crowd gives the same answer."""
    community = network.found()
    forming = begin(community, Person.objects.get(email=network.PILOT))
    answer = solve(problem_of(forming), stop=Rounds(40), seed=7)
    memberships = Membership.objects.filter(community=community)
    emails = {str(pk): email for pk, email in memberships.values_list("pk", "person__email")}
    written = json.dumps(answer_to_json(answer))
    told = json.loads(written, object_hook=lambda found: rekeyed(found, emails))
    told["summary"]["seconds"] = 0.0
    RECORDED.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
