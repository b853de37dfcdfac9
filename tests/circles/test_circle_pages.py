from __future__ import annotations

import pytest
from django.urls import reverse
from icalendar import Calendar

from essaim.circles.actions.answers import answer
from essaim.circles.actions.caring import close
from essaim.circles.actions.launching import launch
from essaim.circles.models import Circle, Closure, Seat
from essaim.core import jobs
from essaim.notifications.models import Mail
from factories.circles import board, circles_of, launched
from house.counting import queries_of


@pytest.fixture(autouse=True)
def sunday(time_machine, client):
    time_machine.move_to("2026-11-22T09:00:00Z", tick=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"


@pytest.fixture
def people(cast):
    return cast.crowd(10, cast.tuesday, cast.thursday, facilitators=2)


@pytest.fixture
def circle(cast, people):
    """Les Passerelles, told, with a place; Le Gué on Thursdays."""
    made = launched(cast, (cast.tuesday, people[:5]), (cast.thursday, people[5:]))
    jobs.run_all()
    Circle.objects.update(place="12 rue des Lilas", meeting_url="https://visio.exemple.fr/a")
    Mail.objects.all().delete()
    return circles_of(made)[0]


def url(name: str, circle: Circle, *more: int) -> str:
    return reverse(name, args=["en-chemin", circle.pk, *more])


def words(answer) -> str:
    return answer.content.decode().replace("\u202f", " ")


def test_a_member_sees_circles_with_first_names_only(cast, as_, circle):
    page = words(as_(cast.marc).get(reverse("circles", args=["en-chemin"])))
    assert "Les Passerelles" in page
    assert "animé par Prénom000" in page
    assert "Nom000" not in page
    assert "sans cercle" not in page
    page = words(as_(cast.marc).get(url("circle", circle)))
    for private in ("12 rue des Lilas", "visio.exemple.fr", "Nom001", "personne001", "à confirmer"):
        assert private not in page
    assert "Prénom001" in page


def test_those_at_the_table_see_where_and_when(cast, as_, people, circle):
    page = words(as_(people[1].person).get(url("circle", circle)))
    assert "12 rue des Lilas" in page
    assert "Mardi 8 décembre à 18 h 30" in page
    assert "Nom002" not in page
    assert "Prendre soin de ce cercle" not in page


def test_whoever_facilitates_and_pilots_see_answers_and_what_can_be_done(cast, as_, people, circle):
    seat = circle.seats.get(membership=people[1])
    answer(actor=people[1].person, seat=seat, answer="other-slot", note="Le jeudi m’irait mieux")
    for person, steers in ((people[0].person, False), (cast.claire, True)):
        page = words(as_(person).get(url("circle", circle)))
        assert "autre créneau" in page
        assert "Le jeudi m’irait mieux" in page
        assert "Prénom001 Nom001" in page
        assert ("Mettre fin à ce cercle" in page) is steers
    listed = words(as_(cast.claire).get(reverse("circles", args=["en-chemin"])))
    assert "1 autre souhait" in listed


def test_dates_are_said_by_the_readers_clock(cast, as_, people, circle):
    person = people[1].person
    person.time_zone = "America/Montreal"
    person.save()
    assert "Mardi 8 décembre à 12 h 30" in words(as_(person).get(url("circle", circle)))


def test_the_calendar_file_is_for_those_at_the_table(cast, as_, people, circle):
    file = as_(people[1].person).get(url("circle-calendar", circle))
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert (str(event["summary"]), str(event["location"])) == ("Les Passerelles", "12 rue des Lilas")
    assert as_(people[6].person).get(url("circle-calendar", circle)).status_code == 403


ONLY_CARE = ["circle-correct", "circle-hand-over", "circle-message"]


@pytest.mark.parametrize("name", [*ONLY_CARE, "circle-close"])
def test_only_those_who_care_for_a_circle_change_it(cast, as_, people, circle, name):
    expected = {
        people[0].person: 200 if name in ONLY_CARE else 403,
        people[1].person: 403,
        people[5].person: 403,
        cast.claire: 200,
        cast.marc: 403,
        cast.serge: 403,
        cast.paul: 404,
        cast.diane: 404,
    }
    assert {person: as_(person).get(url(name, circle)).status_code for person in expected} == expected


def test_a_seat_is_found_through_its_own_circle(cast, as_, circle):
    other = Circle.objects.exclude(pk=circle.pk).get()
    seat = circle.seats.first()
    assert as_(cast.claire).get(url("seat", circle, seat.pk)).status_code == 200
    assert as_(cast.claire).get(url("seat", other, seat.pk)).status_code == 404
    close(actor=cast.claire, circle=circle)
    assert as_(cast.claire).get(url("seat", circle, seat.pk)).status_code == 404
    assert as_(cast.claire).get(url("circle", circle)).status_code == 200


def test_person_44_finds_where_they_fit_best_first(cast, as_, circle):
    newcomer = cast.member("nora@exemple.fr", "Nora Diaz", slots=(cast.thursday,))
    listed = words(as_(cast.claire).get(reverse("without-circle", args=["en-chemin"])))
    assert "Nora Diaz" in listed
    address = reverse("seat-new", args=["en-chemin", newcomer.pk])
    page = as_(cast.claire).get(address)
    assert [one["circle"].name for one in page.context["fits"]] == ["Le Gué"]
    assert [one["circle"].name for one in page.context["others"]] == ["Les Passerelles"]
    said = words(page)
    assert "La table passe de 5 à 6 personnes." in said
    assert "Sa première rencontre : jeudi 10 décembre à 20 h." in said
    assert "Seront prévenus : Nora, et Prénom005 Nom005 qui anime." in said
    (sentence,) = page.context["others"][0]["broken"]
    assert "Nora Diaz" in sentence
    assert "mardi" in sentence
    assert Mail.objects.count() == 0
    gue = page.context["fits"][0]["circle"]
    assert as_(cast.claire).post(address, {"circle": str(gue.pk)}).status_code == 302
    assert Seat.objects.get(membership=newcomer).circle == gue
    again = as_(cast.claire).post(address, {"circle": str(circle.pk)})
    assert "Quelqu’un a modifié cela entre-temps." in words(again)
    assert Seat.objects.filter(membership=newcomer).count() == 1


def test_moving_one_person_says_what_it_leaves_behind(cast, as_, people):
    made = launched(cast, (cast.tuesday, people[:3]), (cast.thursday, people[3:8]))
    first, second = circles_of(made)
    seat = first.seats.get(membership=people[1])
    page = as_(cast.claire).get(url("seat-move", first, seat.pk))
    (sentence,) = page.context["leaving"]
    assert sentence.startswith("Les Passerelles ne compterait plus que 2")
    assert [one["circle"] for one in page.context["fits"]] == [second]
    as_(cast.claire).post(url("seat-move", first, seat.pk), {"circle": str(second.pk)})
    assert Seat.objects.get(membership=people[1], left_at__isnull=True).circle == second


def test_a_seat_is_taken_away_or_invited_again_from_its_page(cast, as_, people, circle):
    seat = circle.seats.get(membership=people[1])
    assert "Rien pour l’instant." in words(as_(people[0].person).get(url("seat", circle, seat.pk)))
    as_(people[0].person).post(url("seat-invitation", circle, seat.pk))
    assert Mail.objects.get().to == "personne001@exemple.fr"
    assert as_(people[0].person).post(url("seat-end", circle, seat.pk)).status_code == 403
    as_(cast.claire).post(url("seat-end", circle, seat.pk))
    assert not circle.seats.filter(membership=people[1], left_at__isnull=True).exists()


def correct_fields(**changes: str) -> dict[str, str]:
    return {
        "name": "Les Passerelles",
        "place": "12 rue des Lilas",
        "meeting_url": "https://visio.exemple.fr/a",
        "slot": "1-1110",
        "next_date": "2026-12-08",
        "left": "8",
        "minutes": "90",
        "rhythm_weeks": "2",
        "skipped": "",
    } | changes


def test_a_correction_says_whom_it_tells_and_what_the_slots_hold(cast, as_, circle):
    said = words(as_(cast.claire).get(url("circle-correct", circle)))
    assert "Prénom000, Prénom001, Prénom002, Prénom003 et Prénom004" in said
    assert "mardi 18 h 30 : possible pour 5 sur 5" in said
    as_(cast.claire).post(url("circle-correct", circle), correct_fields(place="Salle bleue"))
    circle.refresh_from_db()
    assert (circle.place, circle.revision, Mail.objects.count()) == ("Salle bleue", 1, 5)


def test_another_slot_brings_its_next_date_along(cast, as_, circle):
    as_(cast.claire).post(url("circle-correct", circle), correct_fields(slot="3-1200"))
    circle.refresh_from_db()
    assert (circle.day, circle.minute, circle.first_date.isoformat()) == (3, 1200, "2026-12-10")


def test_a_date_on_another_weekday_is_refused_with_the_next_good_one(cast, as_, circle):
    page = as_(cast.claire).post(url("circle-correct", circle), correct_fields(next_date="2026-12-09"))
    assert page.status_code == 422
    assert "Le prochain jour possible est le mardi 15 décembre." in words(page)
    assert Mail.objects.count() == 0


def test_handing_over_proposes_those_who_offered_first(cast, as_, people, circle):
    elsewhere = cast.member("omar@exemple.fr", "Omar Sy", slots=(cast.tuesday,), facilitates=1)
    page = as_(people[0].person).get(url("circle-hand-over", circle))
    labels = [label for _, label in page.context["form"].fields["to"].choices]
    assert labels == [
        "Prénom001 Nom001, qui l’a proposé",
        "Prénom002 Nom002",
        "Prénom003 Nom003",
        "Prénom004 Nom004",
        "Omar Sy, hors de ce cercle, qui l’a proposé et peut à ce créneau",
    ]
    assert as_(people[0].person).post(url("circle-hand-over", circle), {}).status_code == 422
    as_(people[0].person).post(url("circle-hand-over", circle), {"to": str(elsewhere.pk)})
    assert circle.seats.get(part="facilitator", left_at__isnull=True).membership == elsewhere


def test_ending_a_circle_says_what_it_changes_then_does_it(cast, as_, circle):
    said = words(as_(cast.claire).get(url("circle-close", circle)))
    assert "8 rencontres quittent leur agenda." in said
    assert Closure.objects.count() == 0
    as_(cast.claire).post(url("circle-close", circle))
    assert Closure.objects.get().circle == circle
    listed = as_(cast.marc).get(reverse("circles", args=["en-chemin"]))
    assert [row["circle"].name for row in listed.context["rows"]] == ["Le Gué"]


def test_my_circle_is_on_the_communitys_page(cast, as_, people, circle):
    page = words(as_(people[1].person).get(reverse("community", args=["en-chemin"])))
    assert "Mon cercle" in page
    assert "Mardi 8 décembre à 18 h 30" in page
    assert "Mon cercle" not in words(as_(cast.marc).get(reverse("community", args=["en-chemin"])))


def test_empty_lists_teach(cast, as_):
    address = reverse("circles", args=["en-chemin"])
    assert f'href="{reverse("rounds", args=["en-chemin"])}"' in words(as_(cast.claire).get(address))
    assert "Vous recevrez un message avec le vôtre" in words(as_(cast.marc).get(address))
    assert as_(cast.claire).get(reverse("without-circle", args=["en-chemin"])).status_code == 200


@pytest.mark.parametrize("who", ["claire", "marc"])
def test_the_list_asks_as_many_queries_for_one_circle_as_for_thirty(cast, as_, who):
    people = cast.crowd(90, cast.tuesday, facilitators=30)
    browse, address = as_(getattr(cast, who)), reverse("circles", args=["en-chemin"])
    launched(cast, (cast.tuesday, people[:3]))
    one = queries_of(browse, address)
    launched(cast, *[(cast.tuesday, people[3 * n : 3 * n + 3]) for n in range(1, 30)])
    assert queries_of(browse, address) == one
    assert one <= 8


def test_one_circle_asks_as_many_queries_for_three_people_as_for_thirty(cast, as_):
    people = cast.crowd(33, cast.tuesday, facilitators=2)
    small, large = circles_of(launched(cast, (cast.tuesday, people[:3]), (cast.tuesday, people[3:])))
    browse = as_(cast.claire)
    for name in ("circle", "circle-correct"):
        assert queries_of(browse, url(name, small)) == queries_of(browse, url(name, large))
    assert queries_of(browse, url("circle", large)) <= 10


def test_places_ask_as_many_queries_for_one_circle_as_for_twenty(cast, as_):
    people = cast.crowd(63, cast.tuesday, facilitators=20)
    browse, address = as_(cast.claire), reverse("seat-new", args=["en-chemin", people[-1].pk])
    launched(cast, (cast.tuesday, people[:3]))
    one = queries_of(browse, address)
    launched(cast, *[(cast.tuesday, people[3 * n : 3 * n + 3]) for n in range(1, 20)])
    assert queries_of(browse, address) == one


def test_where_nothing_is_sent_no_page_says_that_it_is(cast, as_, people, circle):
    circle.launch.by_hand = True
    circle.launch.save()
    seat = circle.seats.exclude(part=Seat.Part.FACILITATOR).first()
    pilot = as_(cast.claire)
    for page in (
        url("seat", circle, seat.pk),
        url("circle-correct", circle),
        url("circle-close", circle),
        url("circle-hand-over", circle),
    ):
        said = words(pilot.get(page))
        assert "Rien ne part d’ici" in said
        assert "par e-mail" not in said
        assert "est partie" not in said
    assert pilot.post(url("seat-invitation", circle, seat.pk)).url == url("circle-message", circle)
    jobs.run_all()
    assert not Mail.objects.exists()


def test_a_newcomer_of_such_a_circle_leads_to_the_message_left_to_send(cast, as_, circle):
    circle.launch.by_hand = True
    circle.launch.save()
    newcomer = cast.member("nouvelle@exemple.fr", "Nour Velle", slots=[cast.tuesday])
    page = reverse("seat-new", args=["en-chemin", newcomer.pk])
    assert "à vous de prévenir" in words(as_(cast.claire).get(page))
    answer = as_(cast.claire).post(page, {"circle": circle.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == url("circle-message", circle)
    assert "à vous de l’annoncer" in words(answer)


def test_the_community_page_tells_its_pilots_who_waits(cast, as_, circle):
    home = "/c/en-chemin/"
    cast.member("nouvelle@exemple.fr", "Nour Velle", slots=[cast.tuesday])
    for wish in ("other-slot", "later"):
        for seat in circle.seats.all()[:2]:
            answer(actor=seat.membership.person, seat=seat, answer=wish)
    page = words(as_(cast.claire).get(home))
    assert "Ce qui demande attention" in page
    assert "2 personnes souhaitent un autre créneau" in page
    assert reverse("without-circle", args=["en-chemin"]) in page
    assert "Ce qui demande attention" not in words(as_(cast.marc).get(home))


@pytest.mark.parametrize(("wished", "said"), [([0, 1], True), ([0, 0], False)])
def test_a_circle_still_to_be_led_is_told_apart_from_one_led_in_turn(cast, as_, wished, said):
    made = board(cast, (cast.tuesday, cast.crowd(4, cast.tuesday)), facilitated=False, facilitators=wished)
    launch(actor=cast.claire, forming=made.round, number=made.number)
    (circle,) = Circle.objects.all()
    pilot = as_(cast.claire)
    listed = words(pilot.get(reverse("circles", args=["en-chemin"])))
    assert ("Animation à trouver" in listed) is said
    assert ("animé à tour de rôle" in listed) is not said
    home = words(pilot.get("/c/en-chemin/"))
    assert ("1 cercle n’a encore personne pour l’animer." in home) is said
    page = words(pilot.get(reverse("circle", args=["en-chemin", circle.pk])))
    assert ("Personne n’anime encore ce cercle." in page) is said


def test_on_a_projector_a_circle_shows_first_names_and_no_answers(cast, as_, circle):
    seat = circle.seats.last()
    answer(actor=seat.membership.person, seat=seat, answer="other-slot", note="Le mardi je garde ma fille")
    pilot = as_(cast.claire)
    assert "Le mardi je garde ma fille" in words(pilot.get(url("circle", circle)))
    every_circle = reverse("circles", args=["en-chemin"])
    assert "1 autre souhait" in words(pilot.get(every_circle))
    assert "autre souhait" not in words(pilot.get(every_circle, {"view": "projector"}))
    page = words(pilot.get(url("circle", circle), {"view": "projector"}))
    assert seat.membership.person.called in page
    for private in ("Le mardi je garde ma fille", "autre créneau", str(seat.membership.person), "Mettre fin"):
        assert private not in page
