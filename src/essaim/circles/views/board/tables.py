"""One circle on the board: its ring, its name, its slot, who facilitates it, and closing it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from essaim.communities.models import WeeklySlot
from essaim.core.doors import door
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ...actions.asking import ask_to_facilitate
from ...queries.offers import at_this_table
from ...queries.standing import OnBoard, Standing, Wish, circle_on_board, foresee
from ...sentences.rules import rule_sentence
from ...sentences.who import Who
from ..rounds import asked_words
from .foreseen import Said, foreseen_words
from .shown import names_on, seat_of, table_shown

WEIGHED = 12


@door("circles.form", find=circle_on_board, methods=("GET",))
def board_circle(request: SignedIn, here: OnBoard) -> HttpResponse:
    standing = here.standing
    who = names_on(standing.arrangement)
    row = standing.rows[here.key]
    locked = set(standing.arrangement.locked_people)
    shown = {
        "community": standing.community,
        "forming": standing.forming,
        "arrangement": standing.arrangement,
        "table": table_shown(standing.forming, row, who, locked),
        "unmet": _unmet(standing, here.key, who),
        "slots": _slots(standing, here.key, who),
        "languages": _languages(standing, here.key, who),
        "leaders": _leaders(standing, here.key, who),
        "closing": _said(standing, Wish("close", circle=here.key), who),
    }
    partial = request.headers.get("X-Board") or request.headers.get("HX-Request")
    template = "circles/board/_circle.html" if partial else "circles/board/circle.html"
    return render(request, template, shown)


@door("circles.form", find=circle_on_board, methods=("POST",))
def board_ask(request: SignedIn, here: OnBoard) -> HttpResponse:
    """Ask by e-mail those of this circle who could facilitate it."""
    standing = here.standing
    people = at_this_table(standing, here.key)
    slot = standing.table_of[here.key].slot
    asked = ask_to_facilitate(actor=request.user, forming=standing.forming, slot=slot, people=people)
    say(request, asked_words(asked))
    return redirect("board", standing.community.slug, standing.forming.pk)


def _said(standing: Standing, wish: Wish, who: Who) -> Said:
    return foreseen_words(foresee(standing, wish), who)


def _unmet(standing: Standing, name: str, who: Who) -> list[str]:
    """What no longer holds for those who sit there: sizes and facilitators are said elsewhere on the page."""
    index = standing.circles.index(standing.table_of[name])
    rules = standing.board.broken_at(index)
    return [rule_sentence(rule, who) for rule in rules if rule.code not in ("size", "facilitators")]


def _slots(standing: Standing, name: str, who: Who) -> list[tuple[Any, Said]]:
    """The other slots of the community, those that are possible first."""
    here = standing.table_of[name].slot
    on_offer = WeeklySlot.objects.filter(community=standing.community, withdrawn_at__isnull=True)
    seen = [
        (offer.slot, _said(standing, Wish("slot", circle=name, slot=offer.slot), who))
        for offer in on_offer
        if offer.slot != here
    ]
    return sorted(seen, key=lambda pair: not pair[1].possible)


def _languages(standing: Standing, name: str, who: Who) -> list[tuple[str, Said]]:
    """The other languages of the community, those that are possible first."""
    here = standing.table_of[name].language
    seen = [
        (language, _said(standing, Wish("language", circle=name, language=language), who))
        for language in standing.community.languages
        if language != here
    ]
    return sorted(seen, key=lambda pair: not pair[1].possible)


def _leaders(standing: Standing, name: str, who: Who) -> list[tuple[dict[str, Any], Said]]:
    """Those who offered to facilitate and could facilitate this circle, nearest first."""
    if not standing.problem.options.facilitators[1]:
        return []
    offers = _offers(standing, name)[:WEIGHED]
    seen = [(key, _said(standing, Wish("lead", person=key, circle=name), who)) for key in offers]
    return [(seat_of(standing.forming, who.people[int(key)]), said) for key, said in seen if said.possible]


def _offers(standing: Standing, name: str) -> list[str]:
    """Who offers to facilitate and can at this slot: those seated here, then those without a seat."""
    circle, board = standing.table_of[name], standing.board
    keys = [
        person.key
        for person in standing.problem.people
        if person.facilitates
        and person.key not in circle.facilitators
        and circle.language in person.languages
        and board.ground.can(person, circle.slot)
    ]
    return sorted(keys, key=lambda key: (key not in circle.people, bool(board.seats.get(key))))
