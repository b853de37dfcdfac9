"""The community's own page, its settings, its slots and what it asks of each one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.places import Step
from essaim.core.toasts import say
from essaim.core.words import first_upper, slot_words
from essaim.people.requests import SignedIn

from ..actions import (
    add_attribute,
    change_attribute,
    change_settings,
    offer_slots,
    remove_attribute,
    withdraw_slot,
)
from ..forms import AttributeForm, SettingsForm, SlotsForm
from ..models import Attribute, Community, Membership, WeeklySlot
from ..panels import Stage, panels_of, stages_of
from ..queries import attribute_for, community_for, offered_slots, slot_for, uses_of_slots
from ..rules import belongs, pilots


@door("communities.see", find=community_for, methods=("GET",))
def community(request: SignedIn, community: Community) -> HttpResponse:
    steers = pilots(request.user, community)
    stages = stages_of(request.user, community) if steers else []
    mine = Membership.objects.get(community=community, person=request.user)
    page = {
        "community": community,
        "steers": steers,
        "belongs": belongs(request.user, community),
        "mine": mine,
        "walk": steps(stages),
        "acts": acts(stages),
        "panels": panels_of("community", request, community),
        "slots": offered_slots(community),
    }
    return render(request, "communities/community.html", page)


def steps(stages: list[Stage]) -> list[Step]:
    """The path as it is shown: what is done, where one is, what comes later."""
    here = next(iter(ahead(stages)), None)
    passed = stages[: len(stages) - len(ahead(stages))]
    return [
        Step(stage.name, stage.href, _state(stage, here, stage in passed), stage.note) for stage in stages
    ]


def _state(stage: Stage, here: Stage | None, passed: bool) -> str:
    if stage.done:
        return "done"
    return "here" if stage is here else "begun" if passed else "later"


def ahead(stages: list[Stage]) -> list[Stage]:
    """What comes after the last thing done: a stage that was passed over is not asked for again."""
    done = [place for place, stage in enumerate(stages) if stage.done]
    return stages[done[-1] + 1 :] if done else stages


def acts(stages: list[Stage]) -> list[Stage]:
    """The one next act, then the one after it where the first can wait."""
    left = ahead(stages)
    return left[:2] if left and left[0].can_wait else left[:1]


@door("communities.steer", find=community_for)
def settings(request: SignedIn, community: Community) -> HttpResponse:
    form = SettingsForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("communities", "The settings are saved."))
            return redirect("community-settings", community=community.slug)
    community.refresh_from_db()
    page = {"community": community, "form": form}
    return render(request, "communities/settings.html", page, status=422 if form.errors else 200)


@door("communities.steer", find=community_for)
def slots(request: SignedIn, community: Community) -> HttpResponse:
    uses = uses_of_slots(community)
    form = SlotsForm(request.POST or None, offered=[use.slot.slot for use in uses])
    if request.method == "POST" and form.is_valid():
        offered = offer_slots(actor=request.user, community=community, slots=form.chosen())
        if offered:
            say(request, pgettext("communities", "The slots are on offer."))
        return redirect("community-slots", community=community.slug)
    page = {"community": community, "uses": uses, "form": form}
    return render(request, "communities/slots.html", page, status=422 if form.errors else 200)


@door("communities.steer", find=slot_for, methods=("POST",))
def slot_withdrawal(request: SignedIn, slot: WeeklySlot) -> HttpResponse:
    withdraw_slot(actor=request.user, slot=slot)
    back = reverse("slot-offer", args=[slot.community.slug, slot.pk])
    words = pgettext("communities", "%(slot)s is no longer on offer.") % {
        "slot": first_upper(slot_words(slot.slot))
    }
    say(request, words, undo=back)
    return redirect("community-slots", community=slot.community.slug)


@door("communities.steer", find=slot_for, methods=("POST",))
def slot_offer(request: SignedIn, slot: WeeklySlot) -> HttpResponse:
    offer_slots(actor=request.user, community=slot.community, slots=[slot.slot])
    words = pgettext("communities", "%(slot)s is on offer again, with everyone’s answers.")
    say(request, words % {"slot": first_upper(slot_words(slot.slot))})
    return redirect("community-slots", community=slot.community.slug)


@door("communities.steer", find=community_for)
def attributes(request: SignedIn, community: Community) -> HttpResponse:
    form = AttributeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_attribute(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("communities", "The question is added."))
            return redirect("community-attributes", community=community.slug)
    present = Q(values__membership__departure__isnull=True)
    counted = community.attributes.annotate(
        people=Count("values__membership", filter=present, distinct=True)
    ).order_by("position", "pk")
    page = {"community": community, "attributes": counted, "form": form}
    return render(request, "communities/attributes.html", page, status=422 if form.errors else 200)


@door("communities.steer", find=attribute_for)
def attribute(request: SignedIn, attribute: Attribute) -> HttpResponse:
    initial = {
        "name": attribute.name,
        "choices": "\n".join(attribute.choices),
        "several": attribute.several,
        "asked": attribute.asked,
    }
    form = AttributeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_attribute(actor=request.user, attribute=attribute, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("communities", "The question is changed."))
            return redirect("community-attributes", community=attribute.community.slug)
    page = {
        "community": attribute.community,
        "form": form,
        "attribute": attribute,
        "people": attribute.values.values("membership").distinct().count(),
    }
    return render(request, "communities/attribute.html", page, status=422 if form.errors else 200)


@door("communities.steer", find=attribute_for, methods=("POST",))
def attribute_removal(request: SignedIn, attribute: Attribute) -> HttpResponse:
    remove_attribute(actor=request.user, attribute=attribute)
    say(request, pgettext("communities", "The question is removed, with the answers to it."))
    return redirect("community-attributes", community=attribute.community.slug)
