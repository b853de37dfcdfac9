"""Strategies drawn from cards that meet: reading them, writing one, setting one aside."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.context import projected
from essaim.core.doors import door
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ...actions.strategies import correct_strategy, estimate, put_back, set_aside, write_strategy
from ...forms.strategies import EstimateForm, StrategyForm
from ...models import Strategy
from ...queries.chain import Cited, cards_of, top_cards
from ...queries.ranking import graders_of, ranking_of
from ...queries.strategies import pairs_to_start_from, strategy_for
from .showing import page_of_strategies


@door("diagnosis.see", find=community_for, methods=("GET",))
def strategies(request: SignedIn, community: Community) -> HttpResponse:
    return page_of_strategies(request, community, quiet=projected(request))


@door("diagnosis.host", find=community_for)
def strategy_new(request: SignedIn, community: Community) -> HttpResponse:
    """A sentence from cards that meet; ?cards=1&cards=2 are two to start from."""
    offered = top_cards(community)
    start = _asked(request, offered)
    form = StrategyForm(request.POST or None, community=community, offered=offered, initial={"cards": start})
    if request.method == "POST" and form.is_valid():
        try:
            made = write_strategy(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            undo = reverse("strategy-shelving", args=[community.slug, made.pk])
            say(request, pgettext("diagnosis", "The strategy is written. Everyone can grade it."), undo=undo)
            return _back(community, made)
    context = {
        "community": community,
        "form": form,
        "pairs": [] if start or request.method == "POST" else pairs_to_start_from(community),
        "closed": ranking_of(community),
    }
    return render(request, "diagnosis/strategies/edit.html", context, status=422 if form.errors else 200)


def _asked(request: SignedIn, offered: list[Cited]) -> list[int]:
    asked = set(request.GET.getlist("cards")[:20])
    return [card.pk for card in offered if str(card.pk) in asked]


@door("diagnosis.host", find=strategy_for)
def strategy_correct(request: SignedIn, strategy: Strategy) -> HttpResponse:
    """Its words, cards and hours; once the ranking is read out only its hours."""
    community = strategy.community
    closed = ranking_of(community)
    form = _estimate_form(request, strategy) if closed else _form_of(request, strategy)
    if request.method == "POST" and form.is_valid():
        act = estimate if closed else correct_strategy
        try:
            act(actor=request.user, strategy=strategy, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("diagnosis", "The strategy is corrected."))
            return _back(community, strategy)
    context = {
        "community": community,
        "form": form,
        "strategy": strategy,
        "people": graders_of(community)[1].get(strategy.pk, 0),
        "closed": closed,
    }
    return render(request, "diagnosis/strategies/edit.html", context, status=422 if form.errors else 200)


def _estimate_form(request: SignedIn, strategy: Strategy) -> EstimateForm:
    return EstimateForm(request.POST or None, initial={"hours": strategy.hours})


def _form_of(request: SignedIn, strategy: Strategy) -> StrategyForm:
    kept = cards_of(strategy.community, [strategy]).get(strategy.pk, [])
    given = {"text": strategy.text, "hours": strategy.hours, "cards": [card.pk for card in kept]}
    top = top_cards(strategy.community)
    offered = [*top, *(card for card in kept if card.pk not in {one.pk for one in top})]
    return StrategyForm(request.POST or None, community=strategy.community, offered=offered, initial=given)


@door("diagnosis.host", find=strategy_for, methods=("POST",))
def strategy_shelving(request: SignedIn, strategy: Strategy) -> HttpResponse:
    try:
        set_aside(actor=request.user, strategy=strategy)
    except ValidationError as refusal:
        warn(request, refusal.messages[0])
        return _back(strategy.community, strategy)
    undo = reverse("strategy-back", args=[strategy.community.slug, strategy.pk])
    say(request, pgettext("diagnosis", "The strategy is set aside, with its grades."), undo=undo)
    return redirect("strategies", community=strategy.community.slug)


@door("diagnosis.host", find=strategy_for, methods=("POST",))
def strategy_back(request: SignedIn, strategy: Strategy) -> HttpResponse:
    try:
        put_back(actor=request.user, strategy=strategy)
    except ValidationError as refusal:
        warn(request, refusal.messages[0])
        return redirect("strategies", community=strategy.community.slug)
    say(request, pgettext("diagnosis", "The strategy is back, with its grades."))
    return _back(strategy.community, strategy)


def _back(community: Community, strategy: Strategy) -> HttpResponse:
    return redirect(f"{reverse('strategies', args=[community.slug])}#strategy-{strategy.pk}")
