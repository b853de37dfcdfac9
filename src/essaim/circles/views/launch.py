"""Launching: what will happen, deciding it, trying it on oneself, doing it, and what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say, warn
from essaim.notifications.actions import File, tell
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ..actions.launching import BoardChangedError, NotReadyError, tell_everyone
from ..actions.launching import launch as bring_to_life
from ..actions.planning import plan_launch
from ..forms.launch import CirclePlanForm, SharedForm
from ..models import Circle, FormingRound, Launch, LaunchPlan
from ..queries.by_hand import ByHand, message_for
from ..queries.circles import table_of, told_so_far, with_tables
from ..queries.forming import latest, round_for
from ..queries.launch import Planned, already_seated, nowhere, plan_of, planned, troubles
from ..queries.preview import calendar_to_be, everyone, letter_to_be, seats_drawn
from ..sentences.launch import trouble_sentence
from ..words import every, length, listed, moment, short_day

PER_PAGE = 20


@door("circles.launch", find=round_for, methods=("GET",))
def launch(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """Everything that a launch will do, ready at once; one act does it."""
    if Launch.objects.filter(round=forming).exists():
        return _to("launched", forming)
    board, plan = latest(forming), plan_of(forming)
    circles = planned(plan, board)
    shown = _shown(circles, request.GET.get("circle", ""))
    page = page_of(request, circles, PER_PAGE)
    context = {
        "community": forming.community,
        "forming": forming,
        "board": board,
        "plan": plan,
        "page": page,
        "plan_words": _rhythm(plan),
        "rows": [_row(one) for one in page],
        "total": len(circles),
        "people": everyone(circles),
        "led": sum(bool(one.facilitators) for one in circles),
        "troubles": [trouble_sentence(trouble) for trouble in troubles(circles)],
        "nowhere": nowhere(circles),
        "moved": len({seat.membership_id for seat in already_seated(circles)}),
        "reach": can_send(),
        "shown": shown,
        "letter": letter_to_be(shown) if shown else None,
    }
    return render(request, "circles/launch/launch.html", context)


def _row(one: Planned) -> dict[str, Any]:
    times = one.times
    return {
        "planned": one,
        "seats": seats_drawn(one),
        "first": moment(times[0]) if times else "",
        "dates": listed([short_day(at) for at in times]),
    }


def _rhythm(plan: LaunchPlan) -> str:
    told = npgettext(
        "circles", "%(n)s meeting of %(length)s", "%(n)s meetings of %(length)s, %(rhythm)s", plan.meetings
    )
    return told % {"n": plan.meetings, "length": length(plan.minutes), "rhythm": every(plan.rhythm_weeks)}


def _shown(circles: list[Planned], key: str) -> Planned | None:
    """The circle whose letter is shown: the one asked for, else the first that has somebody and dates."""
    ready = [one for one in circles if one.people and one.times]
    return next((one for one in ready if one.key == key), ready[0] if ready else None)


@door("circles.launch", find=round_for)
def launch_plan(request: SignedIn, forming: FormingRound) -> HttpResponse:
    board, plan = latest(forming), plan_of(forming)
    if board is None or Launch.objects.filter(round=forming).exists():
        return _to("launch", forming)
    page = page_of(request, planned(plan, board), PER_PAGE)
    data = request.POST if request.method == "POST" else None
    shared = SharedForm(data, plan=plan, community=forming.community)
    skipped = shared.cleaned_data.get("skipped") if shared.is_valid() else None
    rows = [CirclePlanForm(data, circle=one, skipped=skipped) for one in page]
    if data is not None and all([shared.is_valid(), *(row.is_valid() for row in rows)]):
        said = {row.circle.key: row.cleaned_data for row in rows}
        plan_launch(
            actor=request.user,
            forming=forming,
            arrangement=board,
            shared=shared.shared,
            circles=said,
            everywhere=shared.everywhere,
        )
        say(request, pgettext("circles", "Kept. Here is what will happen."))
        return _next_page(request, forming, page)
    context = {
        "community": forming.community,
        "forming": forming,
        "shared": shared,
        "rows": rows,
        "page": page,
    }
    return render(request, "circles/launch/plan.html", context, status=422 if data is not None else 200)


def _next_page(request: SignedIn, forming: FormingRound, page: Any) -> HttpResponse:
    if "next" in request.POST and page.has_next():
        answer = _to("launch-plan", forming)
        answer["Location"] += f"?page={page.next_page_number()}"
        return answer
    return _to("launch", forming)


@door("circles.launch", find=round_for, methods=("POST",))
def launch_trial(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """Send oneself the letter of one circle, with its dates."""
    circles = planned(plan_of(forming), latest(forming))
    shown = _shown(circles, request.POST.get("circle", ""))
    if shown is None:
        return _to("launch", forming)
    said = letter_to_be(shown, request.user)
    content = calendar_to_be(shown, request.user)
    tell(
        request.user,
        key=f"round:{forming.pk}:trial:{request.user.pk}:{timezone.now().timestamp()}",
        template="circles/mails/seat",
        context={"letter": said, "circle": said.circle, "community": forming.community},
        scope=forming.community,
        files=[File("circle.ics", "text/calendar; method=PUBLISH; charset=utf-8", content)],
    )
    told = pgettext("circles", "The trial is on its way to %(address)s. Nobody else receives it.")
    say(request, told % {"address": request.user.email})
    return _to("launch", forming)


@door("circles.launch", find=round_for, methods=("POST",))
def launch_now(request: SignedIn, forming: FormingRound) -> HttpResponse:
    number = request.POST.get("number", "")
    try:
        bring_to_life(
            actor=request.user,
            forming=forming,
            number=int(number) if number.isdecimal() else 0,
            by_hand=request.POST.get("told") == "by-hand",
            facilitators_first=request.POST.get("told") == "facilitators",
        )
    except BoardChangedError:
        warn(
            request,
            pgettext("circles", "Somebody changed the board meanwhile. Look again, then launch."),
        )
        return _to("launch", forming)
    except NotReadyError:
        return _to("launch", forming)
    return _to("launched", forming)


@door("circles.launch", find=round_for, methods=("GET",))
def launched(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """What was done: who has been told, and, where pilots tell people themselves, what to send."""
    made = Launch.objects.filter(round=forming).select_related("by").first()
    if made is None:
        return _to("launch", forming)
    made.round = forming
    page = page_of(request, with_tables(made.circles.all()), PER_PAGE)
    context = {
        "community": forming.community,
        "forming": forming,
        "launch": made,
        "page": page,
        "told": told_so_far(made),
        "reach": can_send(),
        "rows": [_by_hand(circle, made) for circle in page] if made.by_hand else [],
    }
    whole = "circles/launch/launched.html"
    return render(
        request, "circles/launch/_telling.html" if request.headers.get("HX-Request") else whole, context
    )


def _by_hand(circle: Circle, made: Launch) -> ByHand:
    circle.community, circle.launch = made.round.community, made
    return message_for(circle, table_of(circle), kind="launch", words=_words(made))


def _words(made: Launch) -> str:
    return made.round.plan.message if hasattr(made.round, "plan") else ""


@door("circles.launch", find=round_for, methods=("POST",))
def launch_opening(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """The second act: those who were to hear after the facilitators are told."""
    made = Launch.objects.filter(round=forming).select_related("round__community").first()
    if made is None:
        return _to("launch", forming)
    tell_everyone(actor=request.user, launch=made)
    say(request, pgettext("circles", "Everyone is being told."))
    return _to("launched", forming)


def _to(name: str, forming: FormingRound) -> HttpResponse:
    return redirect(name, community=forming.community.slug, round=forming.pk)
