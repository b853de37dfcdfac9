"""A change: what it would bring (GET), then kept (POST), undone or made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from essaim.core.doors import door
from essaim.core.toasts import say, warn

from ...actions import adjusting
from ...actions.adjusting import Overtaken, Refused
from ...forms.board import ChangeForm
from ...models import Arrangement, FormingRound
from ...queries.forming import round_for
from ...queries.offers import people_by_id
from ...queries.standing import ASIDE, BoardAt, Standing, Wish, board_at, foresee, standing_of, tied_to
from ...sentences import done_sentence, refusal_sentence, rule_sentence, wish_sentence
from ...sentences.who import Who
from .foreseen import foreseen_words
from .shown import mentioned, names_on


@door("circles.form", find=round_for)
def board_change(request: HttpRequest, forming: FormingRound) -> HttpResponse:
    form = ChangeForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        warn(request, _first_error(form))
        return _back(request, forming)
    if request.method == "POST":
        return made_on_board(request, forming, form, lambda: _make(request, forming, form))
    standing = standing_of(forming)
    if standing is None or form.cleaned_data["verb"] in ASIDE:
        return _back(request, forming)
    return _preview(request, standing, form)


def _make(request: HttpRequest, forming: FormingRound, form: ChangeForm) -> Arrangement:
    given = form.cleaned_data
    held: dict[str, Any] = {"actor": request.user, "forming": forming, "number": given["number"]}
    match given["verb"]:
        case "rename":
            return adjusting.rename(**held, circle=given["circle"], name=given["name"])
        case "lock-circle" | "unlock-circle":
            return adjusting.lock_circle(
                **held, circle=given["circle"], locked=given["verb"] == "lock-circle"
            )
        case "lock-person" | "unlock-person":
            return adjusting.lock_person(
                **held, person=given["person"], locked=given["verb"] == "lock-person"
            )
        case "bring-up-to-date":
            return adjusting.bring_up_to_date(**held)
    return adjusting.adjust(**held, wish=form.wish())


def made_on_board(
    request: HttpRequest, forming: FormingRound, form: ChangeForm | None, make: Callable[[], Arrangement]
) -> HttpResponse:
    """Do it and tell; when it cannot be, say why and change nothing."""
    try:
        made = make()
    except Overtaken as overtaken:
        return _overtaken(request, forming, form, overtaken)
    except Refused as refused:
        standing = standing_of(forming)
        who = names_on(standing.arrangement) if standing else Who({})
        words = [rule_sentence(rule, who) for rule in refused.broken] or [refusal_sentence(refused.because)]
        warn(request, " ".join(words))
        return _back(request, forming)
    who = names_on(made, everyone=False)
    say(request, done_sentence(made, who), undo=_undo_url(forming, made))
    return _back(request, forming)


def _undo_url(forming: FormingRound, made: Arrangement) -> str:
    if made.change["before"] is None:
        return ""
    return reverse("board-undo", args=[forming.community.slug, forming.pk, made.number])


def _preview(
    request: HttpRequest, standing: Standing, form: ChangeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """What the change would bring to the board as it stands now, with a button to keep it."""
    forming = standing.forming
    who = names_on(standing.arrangement)
    try:
        seen = foresee(standing, form.wish())
    except KeyError:
        warn(request, refusal_sentence("gone"))
        return _back(request, forming)
    shown = {
        "community": forming.community,
        "forming": forming,
        "arrangement": standing.arrangement,
        "given": {key: request_value(form, key) for key in form.fields if key != "number"},
        "heading": wish_sentence(form.wish(), who, along=_along(standing, form.wish())),
        "seen": foreseen_words(seen, who),
        **more,
    }
    partial = request.headers.get("HX-Request") or request.headers.get("X-Board")
    template = "circles/board/_change.html" if partial else "circles/board/change.html"
    return render(request, template, shown, status=status)


def _along(standing: Standing, wish: Wish) -> list[str]:
    return tied_to(standing, wish.person) if wish.verb == "move" else []


def request_value(form: ChangeForm, key: str) -> str:
    value = form.cleaned_data.get(key)
    return "" if value is None else str(value)


def _overtaken(
    request: HttpRequest, forming: FormingRound, form: ChangeForm | None, overtaken: Overtaken
) -> HttpResponse:
    """Somebody was faster: say who did what, and what the change would bring now."""
    standing = standing_of(forming)
    if standing is None:
        return _back(request, forming)
    who = names_on(standing.arrangement)
    named = {person for made in overtaken.meanwhile for person in mentioned(made)} - who.people.keys()
    if named:
        who = Who({**who.people, **people_by_id(named)}, who.circles, who.attributes)
    meanwhile = [done_sentence(made, who) for made in overtaken.meanwhile]
    if form is not None and form.cleaned_data["verb"] not in ASIDE:
        return _preview(request, standing, form, status=409, meanwhile=meanwhile)
    shown = {
        "community": forming.community,
        "forming": forming,
        "arrangement": standing.arrangement,
        "meanwhile": meanwhile,
        "given": {key: request_value(form, key) for key in form.fields if key != "number"} if form else {},
    }
    return render(request, "circles/board/overtaken.html", shown, status=409)


def _first_error(form: ChangeForm) -> str:
    return next((str(error) for errors in form.errors.values() for error in errors), "")


def _back(request: HttpRequest, forming: FormingRound) -> HttpResponse:
    return redirect("board", forming.community.slug, forming.pk)


@door("circles.form", find=board_at, methods=("POST",))
def board_undo(request: HttpRequest, at: BoardAt) -> HttpResponse:
    actor: Any = request.user
    return made_on_board(
        request, at.forming, None, lambda: adjusting.undo(actor=actor, forming=at.forming, number=at.number)
    )


@door("circles.form", find=board_at, methods=("POST",))
def board_redo(request: HttpRequest, at: BoardAt) -> HttpResponse:
    actor: Any = request.user
    return made_on_board(
        request, at.forming, None, lambda: adjusting.redo(actor=actor, forming=at.forming, number=at.number)
    )
