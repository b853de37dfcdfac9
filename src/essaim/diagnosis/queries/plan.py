"""The plan as this person may see it, and what each action waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import Http404
from django.utils import timezone

from essaim.communities.models import Community, Membership
from essaim.communities.queries import community_for
from essaim.people.models import Person

from ..models import OPEN, Action, Message, State, StateChange, Strategy
from .chain import Chain, chains_of

ORDER = (
    Case(
        When(state__in=OPEN, then=Value(0)),
        When(state=State.DONE, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    ),
    F("due").asc(nulls_last=True),
    "id",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One action on a page. `note` and `since` are of its latest change."""

    action: Action
    chain: Chain
    late: bool

    @property
    def owner(self) -> Person | None:
        return self.action.owner.person if self.action.owner else None

    @property
    def note(self) -> str:
        return str(getattr(self.action, "note", "") or "")


@dataclass(frozen=True, slots=True)
class Group:
    """Actions of one strategy, or of none; `named`: the page has strategies, so each group says which."""

    strategy: Strategy | None
    rows: list[Row]
    named: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a plan is: how many actions in each state, and how many are late."""

    counts: dict[str, int]
    late: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts[State.DONE]

    @property
    def ahead(self) -> int:
        return sum(self.counts[state] for state in OPEN)


def action_for(person: Person, *, community: str, action: int) -> Action:
    """An action of a community in which this person is present. Raises Http404."""
    within = community_for(person, community=community)
    found = actions_of(within).filter(pk=action).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def message_for(person: Person, *, community: str, message: int) -> Message:
    within = community_for(person, community=community)
    found = Message.objects.filter(community=within, pk=message).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def actions_of(community: Community, *, state: str = "") -> QuerySet[Action]:
    """What is ahead by due date, then what is done, then what was given up; narrowed to a state."""
    last = StateChange.objects.filter(action=OuterRef("pk")).order_by("-id")
    rows = Action.objects.filter(community=community).annotate(
        note=Subquery(last.values("note")[:1]), since=Subquery(last.values("created_at")[:1])
    )
    rows = rows.select_related("owner__person", "strategy").order_by(*ORDER)
    return rows.filter(state=state) if state in State.values else rows


def actions_by_strategy(community: Community) -> QuerySet[Action]:
    """Those of one strategy together, then those of none; within, as in the plan."""
    return actions_of(community).order_by(F("strategy").asc(nulls_last=True), *ORDER)


def rows_of(community: Community, actions: Iterable[Action]) -> list[Row]:
    told = list(actions)
    chains = chains_of(community, told)
    today = today_in(community)
    return [Row(action, chains[action.pk], is_late(action, today)) for action in told]


def groups_of(rows: Iterable[Row]) -> list[Group]:
    """Rows that follow one another and have the same strategy; where none has one, one unnamed group."""
    by_strategy = groupby(rows, key=lambda row: row.action.strategy)
    found = [(strategy, list(each)) for strategy, each in by_strategy]
    named = any(strategy for strategy, _ in found)
    return [Group(strategy, each, named) for strategy, each in found]


def is_late(action: Action, today: date) -> bool:
    return action.is_open and action.due is not None and action.due < today


def standing_of(community: Community) -> Standing:
    rows = Action.objects.filter(community=community).order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    late = rows.filter(state__in=OPEN, due__lt=today_in(community)).count()
    return Standing(dict.fromkeys(State.values, 0) | counts, late)


def changes_of(action: Action) -> list[StateChange]:
    return list(action.changes.select_related("by").order_by("-id"))


def today_in(community: Community) -> date:
    return timezone.now().astimezone(community.zone).date()


def carriers(community: Community) -> QuerySet[Membership]:
    """Those who may be asked to carry an action."""
    return Membership.objects.present().filter(community=community).select_related("person")


def carried_by(membership: Membership) -> list[Action]:
    """The actions ahead with a due date that somebody carries."""
    return list(Action.objects.filter(owner=membership, state__in=OPEN, due__isnull=False))
