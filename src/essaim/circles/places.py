"""Where one can go among the circles of a community."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import pgettext, pgettext_lazy

from essaim.communities.models import Community
from essaim.communities.rules import pilots
from essaim.core.places import Place, Step, add, path
from essaim.core.rings import people
from essaim.core.words import counted
from essaim.people.models import Person

from .queries.path import Way, way_of

add(
    Place(
        pgettext_lazy("circles", "Circles"),
        "circles",
        "circle-dot-dashed",
        "circles.see",
        order=30,
        phone=True,
        also=(
            "circle",
            "circle-correct",
            "circle-hand-over",
            "circle-close",
            "circle-message",
            "seat",
            "seat-move",
            "seat-new",
            "without-circle",
            "tree",
            "above-new",
        ),
    ),
    Place(
        pgettext_lazy("circles", "Forming"),
        "rounds",
        "shapes",
        "circles.form",
        order=40,
        phone=True,
        also=("round-new", "round", "search", "board", "launch", "launch-plan", "launched"),
    ),
)


@path
def way(person: Person, community: Community) -> list[Step]:
    """The way to living circles, for those who steer: what is done, where one is, what comes later."""
    if not pilots(person, community):
        return []
    far = way_of(community)
    told = [
        _Walked(pgettext("circles", "People"), "people", far.people > 1, people(far.people)),
        _Walked(pgettext("circles", "Availability"), "availability", _all_known(far), _known(far)),
        _Walked(pgettext("circles", "Forming"), "rounds", far.proposed),
        _Walked(pgettext("circles", "Circles"), "circles", far.launched),
    ]
    # Circles may be formed while some are silent: then one is no longer there, though it is not done.
    ahead = [each for each in told if not each.done and not (each.url == "availability" and far.proposed)]
    return [
        Step(each.name, reverse(each.url, args=[community.slug]), _state(each, each in ahead[:1]), each.note)
        for each in told
    ]


@dataclass(frozen=True, slots=True)
class _Walked:
    name: str
    url: str
    done: bool
    note: str = ""


def _all_known(far: Way) -> bool:
    return far.people > 1 and far.known == far.people


def _known(far: Way) -> str:
    numbers = {"known": counted(far.known), "people": counted(far.people)}
    return pgettext("circles", "%(known)s of %(people)s known") % numbers


def _state(each: _Walked, here: bool) -> str:
    if each.done:
        return "done"
    return "here" if here else "begun" if each.url == "availability" else "later"
