from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse
from icalendar import Calendar

from cast import plain
from essaim.circles.models import Circle, CirclePlan, Launch, LaunchPlan
from essaim.core import jobs
from essaim.notifications.models import Mail
from factories.circles import board
from house.counting import queries_of


@pytest.fixture(autouse=True)
def sunday(time_machine, client):
    time_machine.move_to("2026-11-22T09:00:00Z", tick=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"


@pytest.fixture
def made(cast):
    people = cast.crowd(10, cast.tuesday, cast.thursday, facilitators=2)
    return board(cast, (cast.tuesday, people[:5]), (cast.thursday, people[5:]))


def url(name: str, made) -> str:
    return reverse(name, args=["en-chemin", made.round_id])


def plan_fields(**changes: str) -> dict[str, str]:
    """The plan's form as it is first shown, with changes; a dash stands for an underscore of a field."""
    fields = {
        "minutes": "90",
        "rhythm_weeks": "2",
        "meetings": "8",
        "skipped": "",
        "message": "",
        "place": "",
        "meeting_url": "",
        "c1-name": "Les Passerelles",
        "c1-place": "",
        "c1-meeting_url": "",
        "c1-first_date": "2026-12-08",
        "c2-name": "Le Gué",
        "c2-place": "",
        "c2-meeting_url": "",
        "c2-first_date": "2026-12-10",
    }
    return fields | changes


def test_everything_is_ready_at_once_and_problems_are_said_first(cast, as_, made):
    page = as_(cast.claire).get(url("launch", made))
    words = page.content.decode().replace("\u202f", " ")
    assert "2 cercles prêts à commencer" in words
    assert "mardi 8 décembre à 18 h 30" in words
    assert "2 cercles n’ont encore ni lieu ni lien de visio, dont Les Passerelles et Le Gué." in words
    assert "Aucun serveur de messagerie n’est réglé ici" in words
    assert "Bonjour Prénom001," in words
    assert 'value="by-hand" checked' in words
    assert LaunchPlan.objects.count() == 0


def test_the_letter_shown_says_who_reads_the_answers(cast, as_):
    people = cast.crowd(5, cast.tuesday)
    led = board(cast, (cast.tuesday, people))
    page = as_(cast.claire).get(url("launch", led)).content.decode()
    assert "les réponses vont à la personne qui anime." in page
    unled = board(cast, (cast.tuesday, people), facilitated=False)
    page = plain(as_(cast.claire).get(url("launch", unled)).content.decode())
    assert "les réponses vont aux pilotes, car personne n’anime encore ce cercle." in page


def test_one_act_launches_and_a_second_leads_to_the_same_page(cast, as_, made):
    sent = {"number": "1", "told": "everyone"}
    for _ in range(2):
        answer = as_(cast.claire).post(url("launch-now", made), sent)
        assert (answer.status_code, answer["Location"]) == (302, url("launched", made))
    jobs.run_all()
    assert (Circle.objects.count(), Mail.objects.count()) == (2, 10)
    words = as_(cast.claire).get(url("launched", made)).content.decode()
    assert "10 invitations sont écrites." in words
    assert as_(cast.claire).get(url("launch", made))["Location"] == url("launched", made)
    assert as_(cast.claire).get(url("launch-plan", made))["Location"] == url("launch", made)


def test_progress_is_shown_until_everyone_is_told(cast, as_, made):
    as_(cast.claire).post(url("launch-now", made), {"number": "1", "told": "everyone"})
    part = as_(cast.claire).get(url("launched", made), headers={"HX-Request": "true"}).content.decode()
    assert "0 invitations écrites sur 10" in part
    assert "<html" not in part
    jobs.run_all()
    part = as_(cast.claire).get(url("launched", made), headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in part


def test_facilitators_first_then_everyone(cast, as_, made):
    as_(cast.claire).post(url("launch-now", made), {"number": "1", "told": "facilitators"})
    jobs.run_all()
    words = as_(cast.claire).get(url("launched", made)).content.decode()
    assert "8 personnes ne sont pas encore prévenues" in words
    as_(cast.claire).post(url("launch-opening", made))
    jobs.run_all()
    assert Mail.objects.count() == 10


def test_told_by_hand_each_circle_has_its_message_its_addresses_and_its_file(cast, as_, made):
    as_(cast.claire).post(url("launch-now", made), {"number": "1", "told": "by-hand"})
    jobs.run_all()
    assert Mail.objects.count() == 0
    page = as_(cast.claire).get(url("launched", made))
    row = page.context["rows"][0]
    text = row.text.replace("\u202f", " ")
    assert text.startswith(
        "Bonjour à toutes et à tous,\n\nVotre cercle est formé : il s’appelle Les Passerelles."
    )
    assert "Avec : Prénom001, Prénom002, Prénom003 et Prénom004" in text
    assert row.addresses == [f"personne00{n}@exemple.fr" for n in range(5)]
    assert unquote(row.mail_link).startswith("mailto:?bcc=personne000@exemple.fr,personne001@exemple.fr")
    file = as_(cast.claire).get(reverse("circle-calendar", args=["en-chemin", row.circle.pk]))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="les-passerelles.ics"'
    calendar = Calendar.from_ical(file.content)
    assert calendar["method"] == "PUBLISH"
    assert "attendee" not in calendar.walk("VEVENT")[0]


def test_a_trial_reaches_oneself_only(cast, as_, made):
    as_(cast.claire).post(url("launch-trial", made), {"circle": "c2"})
    (mail,) = Mail.objects.all()
    assert (mail.to, plain(mail.subject)) == (
        "claire@exemple.fr",
        "Essai : Votre cercle : Le Gué, le jeudi à 20 h",
    )
    assert "Bonjour Claire," in mail.text
    assert str(Calendar.from_ical(bytes(mail.attachments.get().content)).walk("VEVENT")[0]["uid"]).startswith(
        "trial-"
    )
    assert Launch.objects.count() == 0


def test_a_plan_is_kept_and_the_message_filled_in(cast, as_, made):
    sent = plan_fields(
        message="Chère {Prénom}, {cercle} commence {première date}. Merci {organisation}",
        meeting_url="visio.exemple.fr/salle",
    )
    page = as_(cast.claire).post(url("launch-plan", made), sent)
    assert page.status_code == 422
    assert "Rien ne s’appelle {organisation}." in page.content.decode()
    assert "Chère {Prénom}" in page.content.decode()
    sent["message"] = "Chère {Prénom}, {cercle} commence {première date}."
    assert as_(cast.claire).post(url("launch-plan", made), sent).status_code == 302
    assert CirclePlan.objects.get(key="c1").meeting_url == "https://visio.exemple.fr/salle"
    words = as_(cast.claire).get(url("launch", made)).content.decode().replace("\u202f", " ")
    assert "Chère Prénom001, Les Passerelles commence mardi 8 décembre à 18 h 30." in words


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"c1-first_date": "2026-12-09"},
            "Ce cercle se retrouve le mardi. Le prochain jour possible est le mardi 15 décembre.",
        ),
        (
            {"c1-first_date": "2026-11-17"},
            "Le mardi 17 novembre est passé. Le prochain jour possible est le mardi 24 novembre.",
        ),
        (
            {"c1-first_date": "2026-12-22", "skipped": "19/12/2026 au 3/1/2027"},
            "Pas de rencontre le mardi 22 décembre. Le prochain jour possible est le mardi 5 janvier.",
        ),
        ({"skipped": "Noël"}, "Ligne 1, « Noël » n’est pas une date."),
        ({"c1-meeting_url": "pas un lien"}, "Ce n’est pas un lien."),
        ({"meetings": "0"}, "supérieure ou égale à 1"),
        ({"c1-name": ""}, "obligatoire"),
    ],
)
def test_what_cannot_be_is_told_where_and_how_to_mend_it(cast, as_, made, changes, sentence):
    page = as_(cast.claire).post(url("launch-plan", made), plan_fields(**changes))
    assert page.status_code == 422
    assert sentence in page.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert LaunchPlan.objects.count() == 0


def test_a_date_left_alone_follows_the_days_to_skip(cast, as_, made):
    sent = plan_fields(skipped="8 décembre au 12 décembre 2026")
    assert as_(cast.claire).post(url("launch-plan", made), sent).status_code == 302
    assert list(CirclePlan.objects.values_list("first_date", flat=True)) == [
        date(2026, 12, 22),
        date(2026, 12, 24),
    ]


def test_public_holidays_are_added_once(cast, as_, made):
    as_(cast.claire).post(url("launch-plan", made), plan_fields(skipped="25/12/2026", holidays="on"))
    skipped = LaunchPlan.objects.get().skipped
    assert skipped[:3] == ["2026-12-25", "2027-01-01", "2027-03-29"]
    assert len(skipped) == 11


def test_a_zone_of_school_holidays_is_skipped_in_one_tap_and_kept_for_the_next_launch(cast, as_, made):
    pilot = as_(cast.claire)
    page = pilot.get(url("launch-plan", made))
    assert "connues jusqu’au mercredi 1er septembre 2027" in plain(page.content.decode())
    assert page.context["shared"]["school"].value() == ""
    pilot.post(url("launch-plan", made), plan_fields(skipped="14/12/2026", school="B"))
    kept = LaunchPlan.objects.get().skipped
    assert kept[:3] == ["2026-12-14", ["2026-12-19", "2027-01-03"], ["2027-02-20", "2027-03-07"]]
    assert pilot.get(url("launch-plan", made)).context["shared"]["school"].value() == "B"

    pilot.post(url("launch-now", made), {"number": str(made.number), "told": "by-hand"})
    again = board(cast, (cast.tuesday, cast.crowd(0)))
    assert pilot.get(url("launch-plan", again)).context["shared"]["school"].value() == "B"


def test_the_default_message_left_as_it_is_is_read_by_each_in_their_language(cast, as_, made):
    page = as_(cast.claire).get(url("launch-plan", made))
    shown = page.context["shared"]["message"].value()
    as_(cast.claire).post(url("launch-plan", made), plan_fields(message=shown))
    assert LaunchPlan.objects.get().message == ""


def test_a_board_changed_meanwhile_is_looked_at_again(cast, as_, made):
    answer = as_(cast.claire).post(url("launch-now", made), {"number": "7", "told": "everyone"}, follow=True)
    assert "Quelqu’un a modifié la proposition entre-temps." in answer.content.decode()
    assert Launch.objects.count() == 0


def test_dates_that_cannot_be_stand_in_the_way_with_their_remedy(cast, as_, made):
    plan = LaunchPlan.objects.create(round=made.round)
    CirclePlan.objects.create(plan=plan, key="c1", name="Les Passerelles", first_date=date(2026, 11, 17))
    words = as_(cast.claire).get(url("launch", made)).content.decode()
    assert "Les Passerelles commencerait à une date passée." in words
    assert 'name="number"' not in words
    as_(cast.claire).post(url("launch-now", made), {"number": "1", "told": "everyone"})
    assert Launch.objects.count() == 0


@pytest.mark.parametrize("name", ["launch", "launch-plan", "launched"])
def test_only_pilots_launch(cast, as_, made, name):
    for person, status in (
        (cast.marc, 403),
        (cast.sonia, 403),
        (cast.serge, 403),
        (cast.paul, 404),
        (cast.diane, 404),
    ):
        assert as_(person).get(url(name, made)).status_code == status


def test_as_many_queries_for_one_circle_as_for_twenty(cast, as_):
    people = cast.crowd(60, cast.tuesday, facilitators=20)
    one = board(cast, (cast.tuesday, people[:3]))
    many = board(cast, *[(cast.tuesday, people[3 * n : 3 * n + 3]) for n in range(20)])
    browse = as_(cast.claire)
    for name in ("launch", "launch-plan"):
        few = queries_of(browse, url(name, one))
        assert queries_of(browse, url(name, many)) == few
