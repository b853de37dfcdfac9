"""What the community's page shows of surveys: one that waits for an answer, and how an open one goes."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from essaim.communities.models import Community
from essaim.communities.panels import panel
from essaim.communities.rules import pilots
from essaim.people.models import Person

from .lasting import minutes_of
from .models import Survey
from .queries.asking import to_read, waiting_for
from .queries.panel import steered
from .ways import inside


@panel("community", order=3)
def to_answer(request: HttpRequest, community: Community) -> str:
    """The surveys that wait for this person, and the sentences that wait to be read by them."""
    if not isinstance(request.user, Person):
        return ""
    rows = [
        {
            "survey": one.survey,
            "minutes": minutes_of(one.survey.questions.all()),
            "href": inside("survey-mine", one.survey),
        }
        for one in waiting_for(request.user, community)
    ]
    unread = to_read(request.user, community, all_of_them=pilots(request.user, community))
    if not rows and not unread:
        return ""
    context = {"rows": rows, "unread": unread, "community": community}
    return render_to_string("surveys/_to_answer.html", context, request)


@panel("community", order=20)
def listening(request: HttpRequest, community: Community) -> str:
    """For the pilots: the last survey and how it goes; else an invitation to begin by listening."""
    if not isinstance(request.user, Person) or not pilots(request.user, community):
        return ""
    survey: Survey | None = steered(community)
    return render_to_string("surveys/_listening.html", {"survey": survey, "community": community}, request)
