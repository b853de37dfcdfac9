from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from cast import plain
from essaim.circles.actions.caring import close, correct, hand_over
from essaim.circles.actions.seats import (
    SeatGoneError,
    SeatTakenError,
    give_seat,
    invite_again,
    move_seat,
    take_seat_away,
)
from essaim.circles.calendar import RhythmError
from essaim.circles.models import Circle, Seat
from essaim.communities.actions import leave
from essaim.communities.models import Role
from essaim.core import jobs
from essaim.notifications.models import Mail
from factories.circles import circles_of, launched


@pytest.fixture(autouse=True)
def sunday(time_machine):
    time_machine.move_to("2026-11-22T09:00:00Z", tick=False)


@pytest.fixture
def tables(cast):
    """Two circles of five, told: the first of each facilitates."""
    people = cast.crowd(10, cast.tuesday, cast.thursday, facilitators=2)
    made = launched(cast, (cast.tuesday, people[:5]), (cast.thursday, people[5:]))
    jobs.run_all()
    Mail.objects.all().delete()
    return circles_of(made)


def told() -> dict[str, str]:
    """Who received what since, by the first word of their address."""
    return {mail.to.split("@")[0]: plain(mail.subject) for mail in Mail.objects.order_by("-pk")}


def event_of(mail: Mail):
    return Calendar.from_ical(bytes(mail.attachments.get().content)).walk("VEVENT")[0]


def seat_of(circle: Circle, number: int) -> Seat:
    return circle.seats.order_by("pk")[number]


def test_person_44_joins_and_only_they_and_whoever_facilitates_are_told(cast, tables):
    newcomer = cast.member("nora@exemple.fr", "Nora Diaz", slots=(cast.tuesday,))
    seat = give_seat(actor=cast.claire, circle=tables[0], membership=newcomer)
    assert (seat.part, seat.to_confirm) == ("member", False)
    assert told() == {
        "nora": "Votre cercle : Les Passerelles, le mardi à 18 h 30",
        "personne000": "Nora rejoint Les Passerelles",
    }
    newcomer.refresh_from_db()
    assert newcomer.present_circle == "Les Passerelles"
    assert seat.invited_at is None
    seat.refresh_from_db()
    assert seat.invited_at is not None


def test_a_seat_at_a_slot_nobody_knows_of_is_to_confirm(cast, tables):
    newcomer = cast.member("nora@exemple.fr", "Nora Diaz", slots=(cast.tuesday,))
    assert give_seat(actor=cast.claire, circle=tables[1], membership=newcomer).to_confirm


def test_nobody_sits_in_two_circles(cast, tables):
    with pytest.raises(SeatTakenError):
        give_seat(actor=cast.claire, circle=tables[1], membership=seat_of(tables[0], 2).membership)
    assert Mail.objects.count() == 0


def test_somebody_moves_and_both_calendars_follow(cast, tables):
    seat = seat_of(tables[0], 2)
    new = move_seat(actor=cast.claire, seat=seat, to=tables[1])
    assert new.circle == tables[1]
    assert Seat.objects.filter(membership=seat.membership, left_at__isnull=True).get() == new
    mails = list(Mail.objects.filter(to="personne002@exemple.fr").order_by("pk"))
    assert [plain(mail.subject) for mail in mails] == [
        "Votre cercle : Le Gué, le jeudi à 20 h",
        "Les Passerelles : les dates quittent votre agenda",
    ]
    invited, forgotten = map(event_of, mails)
    assert (str(invited["uid"]), str(invited["status"])) == (f"{tables[1].uid}@essaim", "CONFIRMED")
    assert (str(forgotten["uid"]), str(forgotten["status"]), forgotten["sequence"]) == (
        f"{tables[0].uid}@essaim",
        "CANCELLED",
        1,
    )
    assert set(told()) == {"personne002", "personne000", "personne005"}
    assert told()["personne000"] == "Prénom002 quitte Les Passerelles"
    seat.membership.refresh_from_db()
    assert (seat.membership.present_circle, seat.membership.met) == ("Le Gué", ["Les Passerelles"])


def test_coming_back_counts_higher_than_the_cancellation(cast, tables):
    seat = seat_of(tables[0], 2)
    take_seat_away(actor=cast.claire, seat=seat)
    give_seat(actor=cast.claire, circle=tables[0], membership=seat.membership)
    left, back = [event_of(m) for m in Mail.objects.filter(to="personne002@exemple.fr").order_by("pk")]
    assert (str(left["status"]), left["sequence"]) == ("CANCELLED", 1)
    assert (str(back["status"]), back["sequence"]) == ("CONFIRMED", 2)


def test_a_seat_taken_away_is_told_to_those_concerned(cast, tables):
    take_seat_away(actor=cast.claire, seat=seat_of(tables[0], 3))
    assert told() == {
        "personne003": "Les Passerelles : les dates quittent votre agenda",
        "personne000": "Prénom003 quitte Les Passerelles",
    }
    with pytest.raises(SeatGoneError):
        take_seat_away(actor=cast.claire, seat=seat_of(tables[0], 3))


def test_whoever_facilitates_does_not_move_before_handing_over(cast, tables):
    with pytest.raises(SeatTakenError):
        move_seat(actor=cast.claire, seat=seat_of(tables[0], 0), to=tables[1])


def test_an_invitation_sent_again_reaches_one_person(cast, tables):
    invite_again(actor=cast.claire, seat=seat_of(tables[0], 2))
    invite_again(actor=cast.claire, seat=seat_of(tables[0], 2))
    assert [mail.to for mail in Mail.objects.all()] == ["personne002@exemple.fr"] * 2
    assert "Voici de nouveau votre cercle" in Mail.objects.first().text


def test_a_correction_is_told_to_the_table_and_nobody_else(cast, tables):
    changed = correct(
        actor=cast.sonia,
        circle=tables[0],
        changes={"place": "12 rue des Lilas", "next_date": date(2026, 12, 15), "minutes": 90},
    )
    assert changed == ["place", "next_date"]
    assert set(told()) == {f"personne00{n}" for n in range(5)}
    mail = Mail.objects.get(to="personne001@exemple.fr")
    text = mail.text.replace("\u202f", " ")
    assert plain(mail.subject) == "Les Passerelles : ce qui change"
    assert "Lieu : 12 rue des Lilas" in text
    assert "mardi 15 décembre à 18 h 30 (avant : mardi 8 décembre à 18 h 30)" in text
    event = event_of(mail)
    assert (event["sequence"], str(event["location"])) == (1, "12 rue des Lilas")
    assert event.decoded("dtstart").date() == date(2026, 12, 15)
    assert str(event["uid"]) == f"{tables[0].uid}@essaim"


def test_nothing_changed_tells_nobody(cast, tables):
    same = {"place": "", "next_date": date(2026, 12, 8), "left": 8, "minutes": 90}
    assert correct(actor=cast.claire, circle=tables[0], changes=same) == []
    assert Mail.objects.count() == 0
    tables[0].refresh_from_db()
    assert tables[0].revision == 0


def test_fewer_meetings_keep_those_that_were(cast, tables, time_machine):
    time_machine.move_to("2026-12-30T09:00:00Z", tick=False)
    assert correct(actor=cast.claire, circle=tables[0], changes={"left": 3}) == ["left"]
    tables[0].refresh_from_db()
    assert (tables[0].first_date, tables[0].meetings) == (date(2026, 12, 8), 5)


def test_dates_that_cannot_be_are_refused_whole(cast, tables):
    with pytest.raises(RhythmError):
        correct(
            actor=cast.claire, circle=tables[0], changes={"place": "Ici", "next_date": date(2026, 12, 16)}
        )
    tables[0].refresh_from_db()
    assert (tables[0].place, tables[0].revision, Mail.objects.count()) == ("", 0, 0)


def test_facilitation_is_handed_over_within_the_table(cast, tables):
    to = seat_of(tables[0], 2).membership
    hand_over(actor=cast.claire, circle=tables[0], to=to)
    parts = {seat.membership_id: seat.part for seat in tables[0].seats.filter(left_at__isnull=True)}
    assert parts[to.pk] == "facilitator"
    assert sorted(parts.values()) == ["facilitator"] + ["member"] * 4
    assert to.roles.filter(role=Role.FACILITATOR).exists()
    assert told()["personne002"] == "Vous animez Les Passerelles, le mardi à 18 h 30"
    assert told()["personne001"] == "Prénom002 anime désormais Les Passerelles"
    assert "vous y gardez votre place" in Mail.objects.get(to="personne000@exemple.fr").text
    assert set(told()) == {f"personne00{n}" for n in range(5)}
    assert Mail.objects.get(to="personne001@exemple.fr").attachments.count() == 0
    assert Mail.objects.get(to="personne001@exemple.fr").reply_to.endswith("<personne002@exemple.fr>")


def test_whoever_takes_over_leaves_their_own_seat_elsewhere(cast, tables):
    to = seat_of(tables[1], 2).membership
    hand_over(actor=cast.claire, circle=tables[0], to=to)
    assert list(Seat.objects.filter(membership=to, left_at__isnull=True).values_list("part", "circle")) == [
        ("facilitator", tables[0].pk)
    ]
    subjects = [plain(mail.subject) for mail in Mail.objects.filter(to=to.person.email).order_by("pk")]
    assert subjects == [
        "Vous animez Les Passerelles, le mardi à 18 h 30",
        "Le Gué : les dates quittent votre agenda",
    ]


def test_who_facilitates_another_circle_gives_up_the_seat(cast, tables):
    first, second = tables
    leader = seat_of(first, 0).membership
    hand_over(actor=cast.claire, circle=second, to=leader)
    Mail.objects.all().delete()
    hand_over(actor=cast.claire, circle=second, to=seat_of(second, 3).membership)
    assert not second.seats.filter(membership=leader, left_at__isnull=True).exists()
    assert "Merci d’avoir animé ce cercle" in Mail.objects.get(to=leader.person.email).text


def test_a_circle_ends_once_and_everyone_at_the_table_is_told(cast, tables):
    close(actor=cast.claire, circle=tables[0])
    close(actor=cast.claire, circle=tables[0])
    assert set(told().values()) == {"Les Passerelles prend fin"}
    assert len(told()) == 5
    event = event_of(Mail.objects.get(to="personne001@exemple.fr"))
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 1)
    who = seat_of(tables[0], 1).membership
    assert (who.present_circle, who.met) == ("", ["Les Passerelles"])
    with pytest.raises(SeatGoneError):
        correct(actor=cast.claire, circle=tables[0], changes={"place": "Ici"})
    with pytest.raises(SeatGoneError):
        hand_over(actor=cast.claire, circle=tables[0], to=who)


def test_a_circle_that_met_for_the_last_time_leaves_nothing_to_forget(cast, tables, time_machine):
    time_machine.move_to("2028-01-01T09:00:00Z", tick=False)
    close(actor=cast.claire, circle=tables[0])
    assert Mail.objects.get(to="personne001@exemple.fr").attachments.count() == 0


def test_told_by_hand_nothing_leaves_the_day_after_either(cast):
    people = cast.crowd(6, cast.tuesday, facilitators=1)
    made = launched(cast, (cast.tuesday, people[:5]), by_hand=True)
    (circle,) = circles_of(made)
    give_seat(actor=cast.claire, circle=circle, membership=people[5])
    take_seat_away(actor=cast.claire, seat=seat_of(circle, 2))
    invite_again(actor=cast.claire, seat=seat_of(circle, 3))
    correct(actor=cast.claire, circle=circle, changes={"place": "Ici"})
    hand_over(actor=cast.claire, circle=circle, to=seat_of(circle, 4).membership)
    close(actor=cast.claire, circle=circle)
    jobs.run_all()
    assert Mail.objects.count() == 0


def test_before_everyone_is_told_a_newcomer_waits_like_the_others(cast):
    people = cast.crowd(6, cast.tuesday, facilitators=1)
    made = launched(cast, (cast.tuesday, people[:5]), facilitators_first=True)
    jobs.run_all()
    (circle,) = circles_of(made)
    give_seat(actor=cast.claire, circle=circle, membership=people[5])
    correct(actor=cast.claire, circle=circle, changes={"place": "Ici"})
    assert {mail.to for mail in Mail.objects.all()} == {"personne000@exemple.fr"}


def test_whoever_leaves_the_community_frees_their_seat(cast, tables):
    membership = seat_of(tables[0], 2).membership
    leave(actor=membership.person, membership=membership)
    assert not Seat.objects.filter(membership=membership, left_at__isnull=True).exists()
    assert told() == {"personne000": "Prénom002 quitte Les Passerelles"}
