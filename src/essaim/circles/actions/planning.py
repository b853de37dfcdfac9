"""Deciding, before circles come to exist, where and when each will meet and what people are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..calendar import spans
from ..letters import is_default
from ..models import Arrangement, CirclePlan, FormingRound, LaunchPlan
from ..queries.launch import good_first, plan_of, planned


@transaction.atomic
def plan_launch(
    *,
    actor: Person,
    forming: FormingRound,
    arrangement: Arrangement,
    shared: Mapping[str, Any],
    circles: Mapping[str, Mapping[str, Any]],
    everywhere: Mapping[str, str] | None = None,
) -> LaunchPlan:
    """Keep what all circles share and, by key, what is said of some; the others keep what is proposed.

    `everywhere` gives a place or a meeting link to each circle that has neither. A message left as it was
    proposed is not kept: each one then reads it in their own language.
    """
    FormingRound.objects.select_for_update().get(pk=forming.pk)
    plan = plan_of(forming)
    moved = {name for name in ("rhythm_weeks", "skipped") if getattr(plan, name) != shared.get(name)}
    for name, value in shared.items():
        setattr(plan, name, value)
    plan.message = "" if is_default(plan.message) else plan.message
    plan.save()
    keep_circles(plan, arrangement, circles, everywhere or {})
    announce("launch.planned", actor=actor, subject=plan, scope=forming.community, changed=sorted(moved))
    return plan


def keep_circles(
    plan: LaunchPlan,
    arrangement: Arrangement,
    said: Mapping[str, Mapping[str, Any]],
    everywhere: Mapping[str, str],
) -> None:
    """Write down every circle of the board, so that what was seen is what will be launched.

    A name left as it is on the board is not written: a circle renamed there later is renamed here.
    """
    on_board = {row["id"]: row["name"] for row in arrangement.circles}
    for circle in planned(plan, arrangement):
        told = circle.told
        told.first_date = good_first(circle, spans(plan.skipped))
        for name, value in said.get(circle.key, {}).items():
            setattr(told, name, value)
        if not told.place and not told.meeting_url:
            told.place, told.meeting_url = everywhere.get("place", ""), everywhere.get("meeting_url", "")
        told.plan = plan
        told.name = "" if told.name == on_board[circle.key] else told.name
        told.save()
    keys = [row["id"] for row in arrangement.circles]
    CirclePlan.objects.filter(plan=plan).exclude(key__in=keys).delete()
