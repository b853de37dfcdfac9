from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from cast import plain
from essaim.circles.actions.launching import BoardChangedError, NotReadyError, launch, tell_everyone
from essaim.circles.actions.planning import plan_launch
from essaim.circles.models import Circle, CirclePlan, Closure, Launch, LaunchPlan, Seat
from essaim.circles.notices import invitations
from essaim.circles.queries.circles import told_so_far
from essaim.circles.queries.launch import clashes, plan_of, planned, troubles
from essaim.communities.models import Departure, Membership, Role, RoleHeld
from essaim.core import jobs
from essaim.journal.models import Fact
from essaim.notifications.models import Mail
from factories.circles import board, circles_of, launched

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def sunday(time_machine):
    time_machine.move_to("2026-11-22T09:00:00Z", tick=False)


@pytest.fixture
def two_tables(cast):
    people = cast.crowd(10, cast.tuesday, cast.thursday, facilitators=2)
    return (cast.tuesday, people[:5]), (cast.thursday, people[5:])


def read(mail: Mail) -> str:
    """The text with plain spaces, so that a test can be read."""
    return mail.text.replace("\u202f", " ")


def test_circles_come_to_exist_with_their_people_and_dates(cast, two_tables):
    made = launched(cast, *two_tables)
    first, second = circles_of(made)
    assert (first.name, second.name) == ("Les Passerelles", "Le Gué")
    assert (first.first_date, second.first_date) == (date(2026, 12, 8), date(2026, 12, 10))
    assert (first.rhythm_weeks, first.minutes, first.meetings) == (2, 90, 8)
    assert [seat.part for seat in first.seats.all()] == ["facilitator"] + ["member"] * 4
    assert first.organizer == two_tables[0][1][0].person
    assert two_tables[0][1][0].roles.filter(role=Role.FACILITATOR).count() == 1
    two_tables[0][1][1].refresh_from_db()
    assert two_tables[0][1][1].present_circle == "Les Passerelles"
    assert Fact.objects.get(verb="round.launched").details == {"circles": 2}


def test_each_person_gets_one_mail_with_their_calendar(cast, two_tables):
    launched(cast, *two_tables)
    jobs.run_all()
    mails = Mail.objects.filter(key__startswith="seat:")
    assert mails.count() == 10
    assert not Seat.objects.filter(invited_at__isnull=True).exists()
    mail = mails.get(person=two_tables[0][1][1].person)
    assert plain(mail.subject) == "Votre cercle : Les Passerelles, le mardi à 18 h 30"
    assert mail.reply_to == '"Prénom000 Nom000" <personne000@exemple.fr>'
    assert "mardi 8 décembre à 18 h 30" in read(mail)
    assert "22 décembre, 5 janvier, 19 janvier, 2 février et 16 février, puis 2 autres" in read(mail)
    assert "Prénom002, Prénom003 et Prénom004" in read(mail)
    event = Calendar.from_ical(bytes(mail.attachments.get().content)).walk("VEVENT")[0]
    assert str(event["attendee"]) == "mailto:personne001@exemple.fr"
    assert str(event["organizer"]) == "mailto:personne000@exemple.fr"
    assert event["sequence"] == 0


def test_whoever_facilitates_answers_to_the_pilot_and_receives_no_request(cast, two_tables):
    launched(cast, *two_tables)
    jobs.run_all()
    mail = Mail.objects.get(person=two_tables[0][1][0].person)
    assert plain(mail.subject) == "Vous animez Les Passerelles, le mardi à 18 h 30"
    assert mail.reply_to == '"Claire Martin" <claire@exemple.fr>'
    assert "method=PUBLISH" in mail.attachments.get().content_type
    assert f"/c/en-chemin/circles/{Circle.objects.first().pk}/" in read(mail)


def test_launching_again_and_writing_again_send_nothing_twice(cast, two_tables):
    made = launched(cast, *two_tables)
    jobs.run_all()
    again = launch(actor=cast.claire, forming=made.round, number=1)
    invitations.invite(launch_id=made.pk)
    assert again == made
    assert (Circle.objects.count(), Mail.objects.count()) == (2, 10)


def test_a_worker_that_dies_in_the_middle_leaves_whole_circles_and_the_next_goes_on(
    cast, two_tables, monkeypatch
):
    made = launched(cast, *two_tables)
    real, calls = invitations.invitation, []

    def dies_at_the_seventh(seat, seats, **rest):
        calls.append(seat)
        if len(calls) == 7:
            raise KeyboardInterrupt
        real(seat, seats, **rest)

    monkeypatch.setattr(invitations, "invitation", dies_at_the_seventh)
    with pytest.raises(KeyboardInterrupt):
        invitations.invite(launch_id=made.pk)
    assert Mail.objects.count() == 5
    assert told_so_far(made).told == 5
    monkeypatch.undo()
    invitations.invite(launch_id=made.pk)
    assert Mail.objects.count() == 10
    assert told_so_far(made).done


def test_a_launch_that_fails_in_the_middle_leaves_nothing(cast, two_tables, monkeypatch):
    made = board(cast, *two_tables)

    def breaks(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("essaim.circles.actions.launching._sit", breaks)
    with pytest.raises(RuntimeError):
        launch(actor=cast.claire, forming=made.round, number=1)
    assert (Launch.objects.count(), Circle.objects.count(), Seat.objects.count()) == (0, 0, 0)
    assert not RoleHeld.objects.filter(membership=two_tables[0][1][0], role=Role.FACILITATOR).exists()


def test_facilitators_hear_first_then_everyone(cast, two_tables):
    made = launched(cast, *two_tables, facilitators_first=True)
    jobs.run_all()
    assert Mail.objects.count() == 2
    assert (told_so_far(made).told, told_so_far(made).waiting) == (2, 8)
    tell_everyone(actor=cast.claire, launch=made)
    tell_everyone(actor=cast.claire, launch=made)
    jobs.run_all()
    assert Mail.objects.count() == 10
    assert Fact.objects.filter(verb="launch.opened").count() == 1


def test_told_by_hand_nothing_leaves(cast, two_tables):
    made = launched(cast, *two_tables, by_hand=True)
    jobs.run_all()
    assert Mail.objects.count() == 0
    assert told_so_far(made).told == 10


def test_a_board_changed_meanwhile_is_not_launched(cast, two_tables):
    made = board(cast, *two_tables)
    with pytest.raises(BoardChangedError):
        launch(actor=cast.claire, forming=made.round, number=2)
    assert Launch.objects.count() == 0


def test_whoever_left_since_is_not_seated(cast, two_tables):
    made = board(cast, *two_tables)
    gone = two_tables[0][1][4]
    Departure.objects.create(membership=gone, way=Departure.Way.LEFT)
    launch(actor=cast.claire, forming=made.round, number=1)
    assert not Seat.objects.filter(membership=gone).exists()
    assert Seat.objects.count() == 9


def test_a_plan_keeps_what_was_said_and_fills_in_the_rest(cast, two_tables):
    made = board(cast, *two_tables)
    plan = plan_launch(
        actor=cast.claire,
        forming=made.round,
        arrangement=made,
        shared={
            "minutes": 60,
            "rhythm_weeks": 1,
            "meetings": 4,
            "skipped": [["2026-12-19", "2027-01-04"], "2026-12-08"],
            "message": "",
        },
        circles={"c1": {"name": "Les Étoiles", "place": "12 rue des Lilas"}},
        everywhere={"meeting_url": "https://visio.exemple.fr/essaim"},
    )
    first, second = CirclePlan.objects.filter(plan=plan)
    assert (first.name, first.place, first.meeting_url) == ("Les Étoiles", "12 rue des Lilas", "")
    assert (second.name, second.meeting_url) == ("Le Gué", "https://visio.exemple.fr/essaim")
    assert (first.first_date, second.first_date) == (date(2026, 12, 15), date(2026, 12, 10))
    made_circles = circles_of(launch(actor=cast.claire, forming=made.round, number=1))
    assert [one.name for one in made_circles] == ["Les Étoiles", "Le Gué"]
    assert [one.meetings for one in made_circles] == [4, 4]


def test_a_circle_renamed_on_the_board_after_planning_bears_its_new_name(cast, two_tables):
    made = board(cast, *two_tables)
    for row, name in zip(made.circles, ("Le Phare", "La Source"), strict=True):
        row["name"] = name
    made.save()
    shared = {"minutes": 60, "rhythm_weeks": 2, "meetings": 4, "skipped": [], "message": ""}
    said = {"c1": {"name": "Le Phare"}, "c2": {"name": "La Rivière"}}
    plan_launch(actor=cast.claire, forming=made.round, arrangement=made, shared=shared, circles=said)
    for row in made.circles:
        row["name"] = "Renommé"
    made.save()
    names = [one.told.name for one in planned(plan_of(made.round), made)]
    assert names == ["Renommé", "La Rivière"]


def test_two_circles_of_one_facilitator_alternate(cast):
    people = cast.crowd(9, cast.tuesday, facilitators=1)
    made = board(cast, (cast.tuesday, people[:5]), (cast.tuesday, [people[0], *people[5:]]))
    circles = planned(plan_of(made.round), made)
    assert [one.first for one in circles] == [date(2026, 12, 8), date(2026, 12, 15)]
    assert troubles(circles) == []


def test_a_facilitator_cannot_be_at_two_tables_at_once(cast):
    people = cast.crowd(9, cast.tuesday, facilitators=1)
    made = board(cast, (cast.tuesday, people[:5]), (cast.tuesday, [people[0], *people[5:]]))
    LaunchPlan.objects.create(round=made.round, rhythm_weeks=1)
    with pytest.raises(NotReadyError) as refused:
        launch(actor=cast.claire, forming=made.round, number=1)
    (trouble,) = refused.value.troubles
    assert (trouble.obstacle, trouble.who, trouble.circle, trouble.other) == (
        "clash",
        "Prénom000 Nom000",
        "Le Gué",
        "Les Passerelles",
    )
    assert clashes(planned(plan_of(made.round), made)) == [trouble]


@pytest.mark.parametrize(
    ("first", "skipped", "obstacle"),
    [
        (date(2026, 12, 9), [], "weekday"),
        (date(2026, 12, 8), ["2026-12-08"], "skipped"),
        (date(2026, 11, 17), [], "past"),
        (date(2026, 12, 8), [["2026-12-09", "2099-12-31"]], "endless"),
    ],
)
def test_dates_that_cannot_be_stand_in_the_way(cast, two_tables, first, skipped, obstacle):
    made = board(cast, *two_tables)
    plan = LaunchPlan.objects.create(round=made.round, skipped=skipped)
    CirclePlan.objects.create(plan=plan, key="c1", name="Les Passerelles", first_date=first)
    found = [(one.obstacle, one.circle) for one in troubles(planned(plan, made))]
    assert (obstacle, "Les Passerelles") in found


def test_an_empty_board_and_an_emptied_circle_are_not_launched(cast, two_tables):
    nothing = board(cast)
    assert [one.obstacle for one in troubles(planned(plan_of(nothing.round), nothing))] == ["no-circles"]
    made = board(cast, *two_tables)
    for who in two_tables[0][1]:
        Departure.objects.create(membership=who, way=Departure.Way.LEFT)
    assert [one.obstacle for one in troubles(planned(plan_of(made.round), made))] == ["empty"]


def test_who_sat_in_an_earlier_circle_leaves_it_and_their_calendar_forgets_it(cast, two_tables):
    earlier = launched(cast, *two_tables)
    jobs.run_all()
    people = [*two_tables[0][1][1:4], *two_tables[1][1][1:3]]
    launched(cast, (cast.tuesday, people))
    jobs.run_all()
    first, _ = circles_of(earlier)
    assert first.seats.filter(left_at__isnull=True).count() == 2
    assert first.revision == 1
    cancelled = Mail.objects.filter(person=people[0].person, key__endswith=":left").get()
    event = Calendar.from_ical(bytes(cancelled.attachments.get().content)).walk("VEVENT")[0]
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    assert Closure.objects.count() == 0


def test_who_facilitates_both_goes_on_facilitating_the_earlier_circle(cast):
    people = cast.crowd(9, cast.tuesday, cast.thursday, facilitators=1, met=["Printemps"])
    earlier = circles_of(launched(cast, (cast.tuesday, people[:5])))[0]
    launched(cast, (cast.thursday, [people[0], *people[5:]]))
    seats = Seat.objects.filter(membership=people[0], left_at__isnull=True)
    assert list(seats.order_by("pk").values_list("circle__name", "part")) == [
        ("Les Passerelles", "facilitator"),
        ("Le Gué", "facilitator"),
    ]
    assert earlier.seats.filter(left_at__isnull=True).count() == 5


def test_the_earlier_circle_of_a_facilitator_counts_among_the_clashes(cast):
    people = cast.crowd(9, cast.tuesday, facilitators=1)
    launched(cast, (cast.tuesday, people[:5]))
    made = board(cast, (cast.tuesday, [people[0], *people[5:]]))
    (trouble,) = troubles(planned(plan_of(made.round), made))
    assert (trouble.obstacle, trouble.other) == ("clash", "Les Passerelles")


def test_circles_of_before_are_remembered(cast, two_tables):
    launched(cast, *two_tables)
    who = two_tables[0][1][2]
    launched(cast, (cast.thursday, [who, *two_tables[1][1][1:4]]))
    who.refresh_from_db()
    assert (who.present_circle, who.met) == ("La Boussole", ["Les Passerelles"])


def test_hours_are_told_by_the_readers_own_clock(cast, two_tables):
    person = two_tables[0][1][1].person
    person.time_zone, person.language = "America/Montreal", "en"
    person.save()
    launched(cast, *two_tables)
    jobs.run_all()
    mail = Mail.objects.get(person=person)
    assert plain(mail.subject) == "Your circle: Les Passerelles, on Tuesday at 12:30"
    assert "Tuesday 8 December at 12:30 (Montreal time)" in read(mail)
    assert "Then: 22 December, 5 January, 19 January" in read(mail)


def test_five_hundred_circles_are_brought_to_life_in_few_queries(cast, django_assert_max_num_queries):
    people = cast.crowd(60, cast.tuesday, facilitators=20)
    tables = [(cast.tuesday, people[3 * n : 3 * n + 3]) for n in range(20)]
    few, many = board(cast, *tables[:2]), board(cast, *tables[2:])
    counts = []
    for made in (few, many):
        with django_assert_max_num_queries(30) as seen:
            launch(actor=cast.claire, forming=made.round, number=1)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_first_date_is_two_weeks_ahead_of_the_day(cast, two_tables):
    assert timezone.now().date() == TODAY
    made = board(cast, *two_tables)
    for one in planned(plan_of(made.round), made):
        assert TODAY + timedelta(weeks=2) <= one.first < TODAY + timedelta(weeks=3)


def test_who_never_asked_to_be_here_reads_who_gave_their_address_and_how_to_withdraw(cast, two_tables):
    Membership.objects.filter(person__email="personne001@exemple.fr").update(
        arrival=Membership.Arrival.IMPORTED, arrived_by=cast.claire
    )
    launched(cast, *two_tables)
    jobs.run_all()
    told = Mail.objects.get(to="personne001@exemple.fr")
    assert "Claire Martin" in told.text
    assert "/withdraw/" in told.text
    assert told.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
