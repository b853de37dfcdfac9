from __future__ import annotations

from essaim.communities.models import Community, Membership

NEW = "/communities/new/"


def filled(**changes):
    return {
        "name": "Le Relais",
        "purpose_line": "",
        "slots": ["1-1110", "3-1200"],
        "other_slots": "",
        "slug": "",
        "languages": ["fr"],
        "time_zone": "Europe/Paris",
        "rhythm_weeks": "2",
    } | changes


def test_a_name_is_enough_since_the_rest_is_filled_in(cast, as_):
    form = as_(cast.paul).get(NEW).context["form"]
    assert form["slots"].value() == ["1-750", "1-1110", "3-750", "3-1110"]
    assert form["languages"].value() == ["en"]
    assert (form["time_zone"].value(), form["rhythm_weeks"].value()) == ("Europe/Paris", 2)


def test_whoever_founds_a_community_comes_to_its_page_as_its_pilot(cast, as_):
    answer = as_(cast.paul).post(NEW, filled(other_slots="samedi 10h, mardi 18:30"), follow=True)
    community = Community.objects.get(slug="le-relais")
    assert answer.redirect_chain[-1][0] == "/c/le-relais/"
    assert [str(weekly) for weekly in community.slots.all()] == ["tue 18:30", "thu 20:00", "sat 10:00"]
    assert Membership.objects.get(community=community).person == cast.paul


def test_a_name_already_used_gives_another_address(cast, as_):
    as_(cast.paul).post(NEW, filled(name="En chemin"))
    assert Membership.objects.get(person=cast.paul).community.slug == "en-chemin-2"


def test_a_taken_address_is_said_with_a_free_one_and_what_was_typed_stays(cast, as_):
    answer = as_(cast.paul).post(NEW, filled(slug="en-chemin", other_slots="lundi 25h, bientôt"))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors["slug"] == ["This address is already taken. “en-chemin-2” is free."]
    assert form.errors["other_slots"] == [
        "“lundi 25h” is a time that no clock shows. A day goes from 0:00 to 23:59.",
        "“bientôt” is not a day and a time. Write for example: Tuesday 18:30.",
    ]
    assert b"lundi 25h, bient" in answer.content
    assert not Membership.objects.filter(person=cast.paul).exists()


def test_a_form_sent_twice_founds_one_community(cast, as_):
    once = "7b7f2f0e-52a0-4d60-9d1d-0d7f0f5f0a11"
    for _ in range(2):
        answer = as_(cast.paul).post(NEW, filled(once=once))
        assert answer["Location"] == "/c/le-relais/"
    assert Community.objects.filter(name="Le Relais").count() == 1
