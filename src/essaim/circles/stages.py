"""The last stages of the pilots' path on the community's page: forming circles, then launching them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.communities.panels import Stage, stage
from essaim.people.models import Person

from .queries.path import way_of


@stage(order=30)
def forming(person: Person, community: Community) -> Stage:
    far = way_of(community)
    return Stage(
        name=pgettext("circles", "Form the circles"),
        note=pgettext("circles", "A proposal to look at and adjust before anybody is told"),
        href=reverse("rounds" if far.proposed else "round-new", args=[community.slug]),
        act=pgettext("circles", "Form the circles"),
        done=far.proposed,
    )


@stage(order=40)
def launching(person: Person, community: Community) -> Stage:
    return Stage(
        name=pgettext("circles", "Launch them"),
        note=pgettext("circles", "Everyone receives their circle, its slot and the dates"),
        href=reverse("rounds", args=[community.slug]),
        act=pgettext("circles", "Launch the circles"),
        done=way_of(community).launched,
    )
