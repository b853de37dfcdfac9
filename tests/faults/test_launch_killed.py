"""A launch is cut off: the web dies while circles come to exist, the worker while people are told."""

from __future__ import annotations

from email.utils import parseaddr
from http.client import HTTPException

import pytest
from django.db.models import Count, Q
from django.urls import reverse

from cast import Cast
from essaim.circles.actions.planning import plan_launch
from essaim.circles.models import Arrangement, Circle, Launch, Seat
from essaim.circles.queries.launch import plan_of
from essaim.communities.models import RoleHeld
from essaim.journal.models import Fact
from essaim.notifications.actions import send_again
from essaim.notifications.models import Mail
from essaim.notifications.queries import counts_of
from factories.circles import board, launched
from faults.house import House, Midway, once, signed_in

pytestmark = pytest.mark.slow
State = Mail.State


@pytest.fixture
def tables(house):
    """Twenty-four circles of five, and the cast."""
    cast = Cast()
    people = cast.crowd(120, cast.tuesday)
    return cast, [(cast.tuesday, people[start : start + 5]) for start in range(0, 120, 5)]


@pytest.fixture
def planned(tables) -> tuple[Cast, Arrangement]:
    cast, circles = tables
    made = board(cast, *circles)
    plan = plan_of(made.round)
    plan_launch(
        actor=cast.claire,
        forming=made.round,
        arrangement=made,
        shared={name: getattr(plan, name) for name in ("minutes", "rhythm_weeks", "meetings", "skipped")},
        circles={},
        everywhere={"place": "Salle 3"},
    )
    return cast, made


def come_to_exist() -> tuple[int, ...]:
    return (
        Launch.objects.count(),
        Circle.objects.count(),
        Seat.objects.count(),
        RoleHeld.objects.filter(role="facilitator", membership__person__email__startswith="personne").count(),
        Fact.objects.filter(verb="round.launched").count(),
    )


def test_a_launch_cut_off_did_not_happen_and_asked_again_it_happens_once(house, planned):
    cast, made = planned
    path = reverse("launch-now", args=[cast.community.slug, made.round_id])
    cookie, form = signed_in(cast.claire), {"number": str(made.number), "told": "mail", "once": once()}
    web = house.web()
    with Midway("circles_seat") as midway:
        browser = web.post(path, cookie, **form)
        house.until(midway.reached)
        house.fall(web.process)
    with pytest.raises((ConnectionError, HTTPException)):
        browser.getresponse()
    assert come_to_exist() == (0, 0, 0, 0, 0)
    again = house.web()
    for _ in range(2):
        answer = again.post(path, cookie, **form).getresponse()
        assert answer.status == 302
        assert answer.headers["Location"].endswith("/launch/done/")
        assert come_to_exist() == (1, 24, 120, 24, 1)


def circles_told() -> list[tuple[int, int]]:
    """For each circle, how many of its seats, and how many of them are noted as invited."""
    circles = Circle.objects.annotate(
        all=Count("seats"), told=Count("seats", Q(seats__invited_at__isnull=False))
    )
    return list(circles.values_list("all", "told"))


def test_invitations_cut_off_are_whole_for_each_circle_and_go_on_where_they_were(house, tables, office):
    cast, circles = tables
    launched(cast, *circles)
    # A mail server that is silent from the first mail on: what is told stays in the outbox.
    office.hold()
    worker = house.worker(mail_url=office.url)
    house.until(lambda: 10 < Mail.objects.count() < 100)
    house.fall(worker)
    told = circles_told()
    assert {(5, 0), (5, 5)} == set(told)
    assert Mail.objects.count() == sum(invited for _, invited in told)
    office.let_go.set()
    house.worker(mail_url=office.url)
    house.until(
        lambda: not Mail.objects.filter(state__in=[State.WAITING, State.SENDING]).exists() and all_told()
    )
    assert Mail.objects.values("to").distinct().count() == Mail.objects.count() == 120
    assert_heard_once(office)


def all_told() -> bool:
    return circles_told() == [(5, 5)] * 24


def assert_heard_once(office) -> None:
    heard = [parseaddr(to)[1] for to in office.heard]
    assert len(heard) == len(set(heard)), "somebody received the same mail twice"


def cut_off_at_the_eighth_mail(house: House, tables, office) -> Mail:
    """A launch whose sending dies when the server holds the eighth mail whole and has not answered."""
    cast, circles = tables
    launched(cast, *circles)
    office.holds_from = 7
    worker = house.worker(mail_url=office.url)
    house.until(office.holding.is_set)
    house.until(lambda: Mail.objects.count() == 120)
    house.fall(worker)
    office.let_go.set()
    assert len(office.heard) == 8
    return Mail.objects.get(state=State.SENDING)


def test_a_mail_cut_off_is_listed_as_uncertain_and_only_a_person_sends_it_again(
    house, tables, office, settings
):
    cut_off = cut_off_at_the_eighth_mail(house, tables, office)
    worker = house.worker(mail_url=office.url)
    house.until(lambda: len(office.heard) == 120)
    house.until(lambda: not Mail.objects.filter(state=State.SENDING).exists())
    community = tables[0].community
    assert counts_of(community) == dict.fromkeys(State.values, 0) | {"sent": 119, "uncertain": 1}
    cut_off.refresh_from_db()
    assert cut_off.state == State.UNCERTAIN
    assert_heard_once(office)
    settings.MAIL_URL = office.url
    send_again(mail=cut_off, actor=tables[0].claire)
    house.until(lambda: counts_of(community)["sent"] == 120)
    assert len(office.heard) == 121
    assert worker.poll() is None


def test_an_outbox_that_sends_what_was_cut_off_again_would_be_seen(house, tables, office):
    """The control: had the cut-off mail been put back to wait, somebody would receive it twice."""
    cut_off = cut_off_at_the_eighth_mail(house, tables, office)
    Mail.objects.filter(pk=cut_off.pk).update(state=State.WAITING, sender="")
    house.worker(mail_url=office.url)
    house.until(lambda: not Mail.objects.filter(state__in=[State.WAITING, State.SENDING]).exists())
    with pytest.raises(AssertionError, match="twice"):
        assert_heard_once(office)
