"""The due dates of a plan, for calendars."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext

from essaim.communities.models import Community, Membership
from essaim.communities.queries import community_for, own_membership
from essaim.core import links
from essaim.core.doors import door, open_door
from essaim.notifications.letters import domain, language_for, speaking
from essaim.people.requests import SignedIn

from ...calendar import calendar_of
from ...models import OPEN, Action
from ...queries.plan import carried_by

FEED = "plan-feed"


@door("diagnosis.see", find=community_for, methods=("GET",))
def plan_calendar(request: SignedIn, community: Community) -> HttpResponse:
    """Every due date ahead, as a file."""
    actions = Action.objects.filter(community=community, state__in=OPEN, due__isnull=False)
    answer = _file(community, actions.select_related("owner__person"))
    answer["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return answer


@door("diagnosis.see", find=own_membership, methods=("GET",))
def plan_feed_address(request: SignedIn, membership: Membership) -> HttpResponse:
    """The address to which one's own calendar subscribes."""
    context = {
        "community": membership.community,
        "address": links.absolute(FEED, token=links.sign(FEED, membership.pk)),
        "mine": carried_by(membership),
    }
    return render(request, "diagnosis/plan/calendar.html", context)


def present() -> QuerySet[Membership]:
    return Membership.objects.present().select_related("community", "person")


@open_door(
    "a calendar knows no password: whoever has the link reads what one person carries, and when",
    find=links.find_by_link(FEED, present),
)
def plan_feed(request: HttpRequest, membership: Membership) -> HttpResponse:
    community = membership.community
    with speaking(language_for(membership.person.language, community), community.time_zone):
        return _file(community, carried_by(membership))


def _file(community: Community, actions: Iterable[Action]) -> HttpResponse:
    name = pgettext("diagnosis", "Plan of %(community)s") % {"community": community.name}
    days = [
        (
            f"action-{action.pk}@{domain()}",
            action.due,
            action.what,
            action.first_step,
            links.absolute("action", community=community.slug, action=action.pk),
        )
        for action in actions
        if action.due
    ]
    content = calendar_of(name, days, now=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
