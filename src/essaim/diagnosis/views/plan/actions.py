"""The plan, one of its actions, and deciding on one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from rules.permissions import has_perm

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ...actions.plan import correct, decide, go_on, take_off
from ...forms.plan import ActionForm, ExpressForm, StateForm
from ...models import Action, State
from ...queries.chain import top_cards
from ...queries.plan import action_for, actions_of, changes_of, rows_of, standing_of
from ...queries.strategies import strategy_asked
from ...queries.telling import is_published

TOP = 6


@door("diagnosis.see", find=community_for, methods=("GET",))
def plan(request: SignedIn, community: Community) -> HttpResponse:
    standing = standing_of(community)
    state = request.GET.get("state", "")
    state = state if state in State.values else ""
    count = standing.counts[state] if state else standing.total
    page = page_of(request, actions_of(community, state=state), count=count)
    context = {
        "community": community,
        "page": page,
        "rows": rows_of(community, page),
        "standing": standing,
        "states": [(each.value, each.label, standing.counts[each.value]) for each in State],
        "state": state,
        "steers": has_perm("diagnosis.plan", request.user, community),
        "published": is_published(community),
    }
    return render(request, "diagnosis/plan/plan.html", context)


@door("diagnosis.see", find=action_for, methods=("GET",))
def action(request: SignedIn, action: Action) -> HttpResponse:
    return _page(request, action, StateForm(initial={"state": action.state}))


def _page(request: SignedIn, action: Action, form: StateForm) -> HttpResponse:
    changes = changes_of(action)
    context = {
        "community": action.community,
        "row": rows_of(action.community, [action])[0],
        "action": action,
        "changes": changes,
        "form": form,
        "carries": has_perm("diagnosis.carry", request.user, action),
        "steers": has_perm("diagnosis.plan", request.user, action),
        "untouched": len(changes) < 2,
    }
    return render(request, "diagnosis/plan/action.html", context, status=422 if form.errors else 200)


@door("diagnosis.carry", find=action_for, methods=("POST",))
def action_state(request: SignedIn, action: Action) -> HttpResponse:
    form = StateForm(request.POST)
    if not form.is_valid():
        return _page(request, action, form)
    change = go_on(actor=request.user, action=action, **form.cleaned_data)
    if change:
        said = {"state": change.get_state_display()}
        say(request, pgettext("diagnosis", "Noted: %(state)s.") % said)
    return redirect("action", community=action.community.slug, action=action.pk)


@door("diagnosis.plan", find=community_for)
def action_new(request: SignedIn, community: Community) -> HttpResponse:
    strategy = strategy_asked(community, request.GET.get("strategy", ""))
    form = ActionForm(request.POST or None, community=community, initial={"strategy": strategy})
    if request.method == "POST" and form.is_valid():
        try:
            made = decide(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            undo = reverse("action-removal", args=[community.slug, made.pk])
            say(request, pgettext("diagnosis", "The action is in the plan."), undo=undo)
            return redirect("plan", community=community.slug)
    context = {"community": community, "form": form, "strategy": strategy}
    return render(request, "diagnosis/plan/edit.html", context, status=422 if form.errors else 200)


@door("diagnosis.plan", find=action_for)
def action_correct(request: SignedIn, action: Action) -> HttpResponse:
    form = ActionForm(request.POST or None, community=action.community, action=action)
    if request.method == "POST" and form.is_valid():
        kept = {"strategy": action.strategy} | form.cleaned_data
        try:
            correct(actor=request.user, action=action, **kept)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("diagnosis", "The action is corrected."))
            return redirect("action", community=action.community.slug, action=action.pk)
    context = {"community": action.community, "form": form, "action": action}
    return render(request, "diagnosis/plan/edit.html", context, status=422 if form.errors else 200)


@door("diagnosis.plan", find=action_for, methods=("POST",))
def action_removal(request: SignedIn, action: Action) -> HttpResponse:
    try:
        take_off(actor=request.user, action=action)
    except ValidationError as refusal:
        warn(request, refusal.messages[0])
        return redirect("action", community=action.community.slug, action=action.pk)
    say(request, pgettext("diagnosis", "The action is taken off the plan."))
    return redirect("plan", community=action.community.slug)


@door("diagnosis.plan", find=community_for)
def plan_express(request: SignedIn, community: Community) -> HttpResponse:
    """Actions straight from the top cards: a button each."""
    refused = ExpressForm(request.POST or None, community=community)
    if request.method == "POST" and refused.is_valid():
        try:
            made = decide(actor=request.user, community=community, **refused.decided())
        except ValidationError as refusal:
            refused.add_error(None, refusal)
        else:
            undo = reverse("action-removal", args=[community.slug, made.pk])
            say(request, pgettext("diagnosis", "The action is in the plan."), undo=undo)
            return redirect("plan-express", community=community.slug)
    cards = top_cards(community, most=TOP)
    answered = set(Action.objects.filter(community=community).values_list("cards", flat=True))
    context = {
        "community": community,
        "cards": [(card, card.pk in answered) for card in cards],
        "standing": standing_of(community),
        "refused": refused if refused.errors else None,
        "asked": request.POST.get("card", ""),
        "typed": request.POST.get("what", "")[:400],
    }
    return render(request, "diagnosis/plan/express.html", context, status=422 if refused.errors else 200)
