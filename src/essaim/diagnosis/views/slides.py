"""Slides for the direction: what to show, and the file."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.doors import door
from essaim.core.slides import slides_file
from essaim.notifications.letters import speaking
from essaim.people.requests import SignedIn

from ..forms.slides import SlidesForm
from ..queries.slides import material_for
from ..queries.telling import is_published
from ..slides import Part, deck_of, missing


@door("diagnosis.plan", find=community_for, methods=("GET",))
def slides(request: SignedIn, community: Community) -> HttpResponse:
    """`survey` and `board` in the address choose one beforehand."""
    material = material_for(request.user, community)
    given = {name: request.GET[name] for name in ("survey", "board") if name in request.GET}
    return _page(request, community, SlidesForm(material=material, initial=given))


@door("diagnosis.plan", find=community_for, methods=("GET",))
def slides_taken(request: SignedIn, community: Community) -> HttpResponseBase:
    """The file; nothing is kept of it. Its bare address leads to what can be chosen."""
    if not request.GET:
        return redirect("slides", community.slug)
    form = SlidesForm(request.GET, material=material_for(request.user, community))
    if not form.is_valid():
        return _page(request, community, form)
    wish = form.wish()
    with speaking(wish.language, community.time_zone):
        name = pgettext("diagnosis", "slides-%(community)s.pptx") % {"community": community.slug}
        return slides_file(name, deck_of(form.material, wish))


def _page(request: SignedIn, community: Community, form: SlidesForm) -> HttpResponse:
    material = form.material
    reasons = [(part.label, missing(part, material)) for part in Part]
    published = {report.survey_id: hasattr(report.survey, "publication") for report in material.reports}
    context = {
        "community": community,
        "form": form,
        "reasons": [(name, why) for name, why in reasons if why],
        "unread": bool(material.reports) and not any(published.values()),
        "untold": bool(material.standing.done) and not is_published(community),
    }
    return render(request, "diagnosis/plan/slides.html", context, status=422 if form.errors else 200)
