from __future__ import annotations

from essaim.communities.actions import give_role
from essaim.communities.models import Departure, Membership, Role
from essaim.communities.queries import communities_of
from essaim.notifications.models import Mail
from house.counting import queries_of

PEOPLE = "/c/en-chemin/people/"


def names(answer):
    return [membership.person.name for membership in answer.context["page"]]


def test_the_list_costs_the_same_at_1_and_at_30_rows(cast, as_):
    pilot = as_(cast.claire)
    one = queries_of(pilot, f"{PEOPLE}?search=claire")
    cast.crowd(40, cast.tuesday)
    assert queries_of(pilot, f"{PEOPLE}?search=exemple") == one <= 8


def test_people_are_listed_as_a_reader_sorts_them_and_narrowed(cast, as_):
    cast.member("e@exemple.fr", "Élodie Marchand", slots=(cast.tuesday,))
    pilot = as_(cast.claire)
    assert names(pilot.get(PEOPLE)) == [
        "Claire Martin",
        "Élodie Marchand",
        "Leïla Haddad",
        "Marc Petit",
        "Nadia Benali",
        "Serge Aubry",
        "Sonia Meyer",
    ]
    assert names(pilot.get(f"{PEOPLE}?search=ELODIE")) == ["Élodie Marchand"]
    assert names(pilot.get(f"{PEOPLE}?role=sponsor&availability=unknown")) == ["Serge Aubry"]
    assert len(names(pilot.get(f"{PEOPLE}?role=emperor"))) == 7


def test_somebody_is_added_and_told_how_their_address_came_here(cast, as_):
    answer = as_(cast.claire).post(f"{PEOPLE}new/", {"email": "Zoe@exemple.fr", "name": "Zoé Blanc"})
    zoe = Membership.objects.get(person__email="zoe@exemple.fr")
    assert answer["Location"] == f"{PEOPLE}{zoe.pk}/"
    mail = Mail.objects.get(to="zoe@exemple.fr")
    assert "Claire Martin" in mail.text
    assert "/needs/" in mail.text
    assert "/withdraw/" in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.reply_to == '"Claire Martin" <claire@exemple.fr>'


def test_somebody_already_here_is_said_and_what_was_typed_stays(cast, as_):
    answer = as_(cast.claire).post(f"{PEOPLE}new/", {"email": "marc@exemple.fr", "name": "M."})
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"] == ["This person is already in the community."]
    assert b'value="marc@exemple.fr"' in answer.content


def test_roles_are_given_and_taken_on_the_page_of_a_member(cast, as_):
    marc = cast.membership(cast.marc)
    pilot = as_(cast.claire)
    pilot.post(f"{PEOPLE}{marc.pk}/", {"roles": ["member", "facilitator", "lead"]})
    assert set(marc.roles.values_list("role", flat=True)) == {"member", "facilitator", "lead"}
    pilot.post(f"{PEOPLE}{marc.pk}/", {"roles": ["member"]})
    assert set(marc.roles.values_list("role", flat=True)) == {"member"}


def test_the_last_pilot_is_told_what_would_let_them_step_down(cast, as_):
    claire = cast.membership(cast.claire)
    answer = as_(cast.claire).post(f"{PEOPLE}{claire.pk}/", {"roles": ["member", "lead"]})
    assert answer.status_code == 422
    assert "Give this role to somebody first." in answer.content.decode()
    assert set(claire.roles.values_list("role", flat=True)) == {"pilot", "member"}


def test_a_pilot_who_steps_down_lands_where_they_may_be(cast, as_):
    give_role(actor=cast.claire, membership=cast.membership(cast.marc), role=Role.PILOT)
    claire = cast.membership(cast.claire)
    answer = as_(cast.claire).post(f"{PEOPLE}{claire.pk}/", {"roles": ["member"]}, follow=True)
    assert answer.redirect_chain[-1][0] == "/c/en-chemin/"
    assert answer.status_code == 200


def test_removing_says_its_consequences_first(cast, as_):
    marc = cast.membership(cast.marc)
    pilot = as_(cast.claire)
    assert "will be deleted" in pilot.get(f"{PEOPLE}{marc.pk}/removal/").content.decode()
    assert communities_of(cast.marc) == [cast.community]
    pilot.post(f"{PEOPLE}{marc.pk}/removal/")
    assert communities_of(cast.marc) == []
    assert pilot.get(f"{PEOPLE}{marc.pk}/").status_code == 404


def test_leaving_and_coming_back(cast, as_):
    browser = as_(cast.marc)
    assert browser.post("/c/en-chemin/leave/")["Location"] == "/c/en-chemin/left/"
    assert browser.get("/c/en-chemin/").status_code == 404
    assert browser.get("/c/en-chemin/left/").status_code == 200
    browser.post("/c/en-chemin/left/")
    assert communities_of(cast.marc) == [cast.community]


def test_the_last_pilot_cannot_leave_and_a_stranger_did_not(cast, as_):
    answer = as_(cast.claire).post("/c/en-chemin/leave/")
    assert answer.status_code == 422
    assert "A community needs a pilot" in answer.content.decode()
    assert as_(cast.paul).get("/c/en-chemin/left/").status_code == 404


def test_who_was_removed_has_no_way_back_by_themselves(cast, as_):
    Departure.objects.create(membership=cast.membership(cast.nadia), way=Departure.Way.REMOVED)
    assert as_(cast.nadia).post("/c/en-chemin/left/").status_code == 404
    assert communities_of(cast.nadia) == []


def test_where_no_mail_leaves_nobody_is_said_to_be_told(cast, as_, settings):
    settings.MAIL_URL = ""
    page = as_(cast.claire).post(f"{PEOPLE}new/", {"email": "a@exemple.fr", "name": "Anna"}, follow=True)
    assert "Anna is added. No e-mail leaves from here" in page.content.decode()
