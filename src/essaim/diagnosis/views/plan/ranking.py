"""Grading strategies, and reading their ranking out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from essaim.communities.models import Community, Membership
from essaim.communities.queries import community_for, own_membership
from essaim.core.doors import door
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ...actions.ranking import give_hours, grade, grade_again, read_out
from ...forms.strategies import GradesForm, HoursForm
from ...queries.ranking import graded_by, open_strategies, ranking_of
from ...queries.strategies import rows_of
from .showing import page_of_strategies


@door("diagnosis.grade", find=own_membership)
def grades(request: SignedIn, membership: Membership) -> HttpResponse:
    """All strategies on one page, a word for each."""
    community = membership.community
    told = open_strategies(community)
    given = graded_by(request.user, community)
    form = GradesForm(request.POST or None, strategies=told, given=given)
    if request.method == "POST" and form.is_valid():
        try:
            count = grade(actor=request.user, membership=membership, values=form.values)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = npgettext(
                "diagnosis",
                "Kept: you have graded %(n)s strategy. You can correct it until the ranking is read out.",
                "Kept: you have graded %(n)s strategies. You can correct it until the ranking is read out.",
                count,
            )
            say(request, words % {"n": count})
            return redirect("strategies", community=community.slug)
    context = {
        "community": community,
        "form": form,
        "rows": [(row, form.field_of(row.strategy)) for row in rows_of(community, told, {})],
        "closed": ranking_of(community),
    }
    return render(request, "diagnosis/strategies/grades.html", context, status=422 if form.errors else 200)


@door("diagnosis.host", find=community_for, methods=("POST",))
def ranking(request: SignedIn, community: Community) -> HttpResponse:
    try:
        read_out(actor=request.user, community=community)
    except ValidationError as refusal:
        warn(request, refusal.messages[0])
    else:
        undo = reverse("ranking-end", args=[community.slug])
        say(request, pgettext("diagnosis", "The ranking is read out: everyone sees it."), undo=undo)
    return redirect("strategies", community=community.slug)


@door("diagnosis.host", find=community_for, methods=("POST",))
def ranking_end(request: SignedIn, community: Community) -> HttpResponse:
    grade_again(actor=request.user, community=community)
    say(request, pgettext("diagnosis", "Grading is open again. The grades people gave are still there."))
    return redirect("strategies", community=community.slug)


@door("diagnosis.host", find=community_for, methods=("POST",))
def ranking_hours(request: SignedIn, community: Community) -> HttpResponse:
    form = HoursForm(request.POST)
    if form.is_valid():
        try:
            give_hours(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            warn(request, refusal.messages[0])
        return redirect(f"{reverse('strategies', args=[community.slug])}#fits")
    if ranking_of(community) is None:
        return redirect("strategies", community=community.slug)
    return page_of_strategies(request, community, form=form)
