"""Rounds of forming: beginning one, its wishes, who takes part, and what can be said before searching."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import npgettext, pgettext

from essaim.communities.models import Attribute, Community
from essaim.communities.models.membership import Memberships
from essaim.communities.queries import community_for, who_could_sit
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.posted import posted_number
from essaim.core.toasts import say, warn
from essaim.core.words import counted, first_upper
from essaim.engines.grouping.diagnosis import Finding, size_advice
from essaim.people.requests import SignedIn

from ..actions.asking import ask_to_facilitate
from ..actions.rounds import (
    LaunchedError,
    begin_round,
    change_wishes,
    give_back,
    leave_out,
    remove_round,
    take_in,
)
from ..forms.rounds import (
    SIZES,
    AskForm,
    PeopleForm,
    WishesForm,
    default_options,
    initial_from,
)
from ..models import FormingRound, Participation
from ..queries.forming import (
    latest,
    present_by_default,
    removed_round_for,
    round_for,
    rounds_of,
    search_under_way,
    taking_part,
    whose_slots_are_known,
    without_a_circle,
)
from ..queries.offers import (
    attributes_of,
    could_be_asked,
    memberships_named,
    numbers_for,
    outlook_of,
)
from ..sentences.findings import advice_words, finding_sentence, people_words
from ..sentences.who import Who

CHOSEN = {"everyone": present_by_default, "unseated": without_a_circle, "known": whose_slots_are_known}


@door("circles.form", find=community_for, methods=("GET",))
def rounds(request: SignedIn, community: Community) -> HttpResponse:
    page = page_of(request, rounds_of(community))
    return render(request, "circles/rounds/rounds.html", {"community": community, "page": page})


@door("circles.form", find=community_for)
def round_new(request: SignedIn, community: Community) -> HttpResponse:
    attributes, numbers = attributes_of(community), numbers_for(community)
    defaults = default_options(
        people=numbers["everyone"],
        offers=numbers["offers"],
        attributes=attributes,
        in_circles=bool(numbers["in_circles"]),
    )
    initial = initial_from(_name_of_the_day(), defaults, attributes)
    form = WishesForm(request.POST or None, attributes=attributes, initial=initial)
    people = PeopleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and people.is_valid():
        forming = begin_round(
            actor=request.user,
            community=community,
            name=form.cleaned_data["name"],
            options=form.options(),
            people=CHOSEN[people.cleaned_data["who"]](community),
        )
        return redirect("round", community.slug, forming.pk)
    shown = {"who": people.who_choices(numbers), "people": numbers["everyone"]}
    return _wishes_page(request, "circles/rounds/new.html", community, form, shown)


@door("circles.form", find=round_for)
def round_wishes(request: SignedIn, forming: FormingRound) -> HttpResponse:
    community = forming.community
    attributes = attributes_of(community)
    initial = initial_from(forming.name, forming.options, attributes)
    form = WishesForm(request.POST or None, attributes=attributes, initial=initial)
    if request.method == "POST" and form.is_valid():
        name, options = form.cleaned_data["name"], form.options()
        change_wishes(actor=request.user, forming=forming, name=name, options=options)
        return redirect("round", community.slug, forming.pk)
    shown = {"forming": forming, "people": taking_part(forming).count()}
    return _wishes_page(request, "circles/rounds/wishes.html", community, form, shown)


def _wishes_page(
    request: SignedIn, template: str, community: Community, form: WishesForm, shown: dict[str, Any]
) -> HttpResponse:
    form.say_sizes({key: advice_words(size_advice(shown["people"], *size)) for key, size in SIZES.items()})
    status = 422 if form.is_bound else 200
    return render(request, template, {"community": community, "form": form, **shown}, status=status)


def _name_of_the_day() -> str:
    """ "Circles of November 2026", which a pilot may change."""
    month = date_format(timezone.localdate(), "F Y")
    return pgettext("circles", "Circles of %(month)s") % {"month": month}


@door("circles.form", find=round_for, methods=("POST",))
def round_removal(request: SignedIn, forming: FormingRound) -> HttpResponse:
    try:
        remove_round(actor=request.user, forming=forming)
    except LaunchedError:
        warn(request, pgettext("circles", "These circles are launched: the round stays, as their history."))
    else:
        words = pgettext("circles", "“%(name)s” is removed.") % {"name": forming.name}
        say(request, words, undo=reverse("round-back", args=[forming.community.slug, forming.pk]))
    return redirect("rounds", forming.community.slug)


@door("circles.form", find=removed_round_for, methods=("POST",))
def round_back(request: SignedIn, forming: FormingRound) -> HttpResponse:
    give_back(actor=request.user, forming=forming)
    say(request, pgettext("circles", "“%(name)s” is back, as it was.") % {"name": forming.name})
    return redirect("round", forming.community.slug, forming.pk)


@door("circles.form", find=round_for, methods=("GET",))
def forming_round(request: SignedIn, forming: FormingRound) -> HttpResponse:
    outlook = outlook_of(forming)
    attributes = attributes_of(forming.community)
    findings = outlook.diagnosis.findings
    who = Who(memberships_named(findings), attributes={one.key: one.name for one in attributes})
    offers = outlook.offers
    return render(
        request,
        "circles/rounds/round.html",
        {
            "community": forming.community,
            "forming": forming,
            "outlook": outlook,
            "offers": offers,
            "several_languages": len({offer.language for offer in offers}) > 1,
            "advice": first_upper(advice_words(outlook.diagnosis.sizes)),
            "findings": [_told(finding, who) for finding in _first_of_each(findings)],
            "led": forming.options["facilitators"][1] > 0,
            "board": latest(forming),
            "search": search_under_way(forming),
            "launched": hasattr(forming, "launch"),
        },
    )


def _first_of_each(findings: Iterable[Finding]) -> list[Finding]:
    """At most two slots without facilitators: the table below names the others."""
    kept = [finding for finding in findings if finding.code == "no-facilitator"][:2]
    return [finding for finding in findings if finding.code != "no-facilitator" or finding in kept]


def _told(finding: Finding, who: Who) -> dict[str, Any]:
    """One finding for the page: its sentence, and what can be done about it at once."""
    return {
        "code": finding.code,
        "sentence": finding_sentence(finding, who),
        "asked": people_words(finding, who) if finding.code == "no-facilitator" and finding.people else "",
        "count": len(finding.people),
        "details": finding.details,
    }


@door("circles.form", find=round_for, methods=("POST",))
def round_ask(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """Ask by e-mail those who could facilitate at a slot."""
    form = AskForm(request.POST)
    if form.is_valid():
        slot, language = form.cleaned_data["slot"], form.cleaned_data["language"]
        people = could_be_asked(forming, slot, language)
        asked = ask_to_facilitate(actor=request.user, forming=forming, slot=slot, people=people)
        say(request, asked_words(asked))
    return redirect("round", forming.community.slug, forming.pk)


def asked_words(asked: int) -> str:
    if not asked:
        return pgettext("circles", "They have been asked already; nobody is written to twice.")
    return npgettext(
        "circles", "%(n)s person is asked by e-mail.", "%(n)s people are asked by e-mail.", asked
    ) % {"n": counted(asked)}


@door("circles.form", find=round_for)
def round_people(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """Who takes part: find people, take them in or leave them out, one by one or all those found."""
    found = _found(request, forming)
    if request.method == "POST":
        _take_or_leave(request, forming, found)
        return redirect(request.get_full_path())
    community = forming.community
    page = page_of(request, found.select_related("person").order_by("person__name", "person__email", "pk"))
    return render(
        request,
        "circles/rounds/people.html",
        {
            "community": community,
            "forming": forming,
            "page": page,
            "q": request.GET.get("q", ""),
            "value": request.GET.get("value", ""),
            "within": request.GET.get("within", ""),
            "attributes": _with_values(community),
            "count": taking_part(forming).count(),
        },
    )


def _found(request: SignedIn, forming: FormingRound) -> Memberships:
    """The people that the words and filters of the page find, with `takes_part`."""
    part = Participation.objects.filter(round=forming, membership=OuterRef("pk"))
    people = who_could_sit(forming.community).annotate(takes_part=Exists(part))
    words, value, within = (request.GET.get(key, "").strip() for key in ("q", "value", "within"))
    if words:
        people = people.filter(Q(person__name__icontains=words) | Q(person__email__icontains=words))
    if value:
        attribute, _, held = value.partition(":")
        matching = people.model.objects.filter(values__attribute__key=attribute, values__value=held)
        people = people.filter(pk__in=matching.values("pk"))
    if within in ("in", "out"):
        people = people.filter(takes_part=within == "in")
    return people


def _with_values(community: Community) -> list[tuple[Attribute, list[str]]]:
    """Each attribute with the values people have, for the filter."""
    rows = (
        Attribute.objects.filter(community=community, values__isnull=False)
        .values_list("key", "name", "values__value")
        .distinct()
        .order_by("position", "values__value")
    )
    found: dict[str, tuple[str, list[str]]] = {}
    for key, name, value in rows:
        found.setdefault(key, (name, []))[1].append(value)
    return [(Attribute(key=key, name=name), values) for key, (name, values) in found.items()]


def _take_or_leave(request: SignedIn, forming: FormingRound, found: Memberships) -> None:
    verb, people = request.POST.get("verb"), found
    if "person" in request.POST:
        people = who_could_sit(forming.community).filter(pk=posted_number(request, "person"))
    if verb == "take":
        take_in(actor=request.user, forming=forming, people=people)
    elif verb == "leave":
        leave_out(actor=request.user, forming=forming, people=people)
