from __future__ import annotations

from dataclasses import replace

import pytest

from essaim.communities.actions import add_attribute, withdraw_slot
from essaim.communities.models import AttributeValue
from essaim.communities.panels import Stage
from essaim.communities.queries import offered_slots
from essaim.communities.views.community import ahead, steps

HOME = "/c/en-chemin/"


def acts(answer):
    return [str(act.act) for act in answer.context["acts"]]


def test_a_pilot_is_shown_the_one_next_step(cast, as_):
    answer = as_(cast.claire).get(HOME)
    assert acts(answer) == ["Ask the 5 who have not said"]
    assert [step.state for step in answer.context["walk"]][:2] == ["done", "here"]
    assert answer.context["walk"][1].note == "0 of 5 known"


def test_where_some_have_said_circles_may_be_formed_without_waiting(cast, as_):
    cast.crowd(4, cast.tuesday)
    assert acts(as_(cast.claire).get(HOME)) == ["Ask the 5 who have not said", "Form the circles"]


def test_what_was_passed_over_is_not_asked_for_again():
    one, two, three = (Stage(name, "", f"/{name}/", name) for name in ("one", "two", "three"))
    done = replace(two, done=True)
    assert ahead([one, two, three]) == [one, two, three]
    assert ahead([one, done, three]) == [three]
    assert [step.state for step in steps([one, done, three])] == ["begun", "done", "here"]
    assert ahead([one, done]) == []


def test_a_founder_alone_is_first_asked_to_bring_people(cast, as_):
    assert acts(as_(cast.diane).get("/c/ailleurs/")) == ["Add people"]


def test_a_member_is_asked_when_they_can_and_sees_no_steering(cast, as_):
    page = as_(cast.marc).get(HOME).content.decode()
    assert "Say when you can" in page
    assert "/c/en-chemin/availability/" not in page


def test_a_sponsor_sees_the_community_and_is_asked_nothing(cast, as_):
    page = as_(cast.serge).get(HOME).content.decode()
    assert "Avancer ensemble" in page
    assert "Say when you can" not in page


@pytest.mark.parametrize("who", ["marc", "sonia", "serge"])
@pytest.mark.parametrize(
    "page",
    ["settings", "slots", "attributes", "people", "invitations", "availability", "phrases", "pairings"],
)
def test_only_pilots_steer(cast, as_, who, page):
    assert as_(getattr(cast, who)).get(f"{HOME}{page}/").status_code == 403


def settings_of(community, **changes):
    names = ("name", "purpose_line", "slug", "languages", "time_zone", "rhythm_weeks", "meeting_minutes")
    return {name: getattr(community, name) for name in names} | changes


def test_settings_are_saved_and_errors_keep_what_was_typed(cast, as_):
    pilot = as_(cast.claire)
    pilot.post(f"{HOME}settings/", settings_of(cast.community, rhythm_weeks=3, languages=["fr", "en"]))
    cast.community.refresh_from_db()
    assert (cast.community.rhythm_weeks, cast.community.languages) == (3, ["fr", "en"])

    answer = pilot.post(f"{HOME}settings/", settings_of(cast.community, name="", slug="Été 2026"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name", "slug"}
    assert "Été 2026" in answer.content.decode()
    assert answer.context["community"].name == "En chemin"


def test_a_new_address_leads_to_the_settings_at_that_address(cast, as_):
    answer = as_(cast.claire).post(f"{HOME}settings/", settings_of(cast.community, slug="En-Route"))
    assert answer["Location"] == "/c/en-route/settings/"


def test_slots_are_offered_withdrawn_and_offered_again(cast, as_):
    pilot = as_(cast.claire)
    pilot.post(f"{HOME}slots/", {"slots": ["2-750"], "other_slots": "samedi 10h"})
    assert [str(weekly) for weekly in offered_slots(cast.community)] == [
        "tue 18:30",
        "wed 12:30",
        "thu 20:00",
        "sat 10:00",
    ]
    page = pilot.post(f"{HOME}slots/{cast.tuesday.pk}/withdrawal/", follow=True).content.decode()
    assert cast.tuesday not in offered_slots(cast.community)
    back = f"{HOME}slots/{cast.tuesday.pk}/offer/"
    assert back in page
    pilot.post(back)
    assert cast.tuesday in offered_slots(cast.community)


def test_offering_nothing_is_said(cast, as_):
    answer = as_(cast.claire).post(f"{HOME}slots/", {"other_slots": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors["slots"] == ["Tick a slot, or write another time."]


def test_the_slots_page_says_what_withdrawing_would_change_in_the_order_of_the_week(cast, as_):
    cast.member("anna@exemple.fr", slots=(cast.thursday,))
    withdraw_slot(actor=cast.claire, slot=cast.tuesday)
    cast.slot(0, 600)
    uses = as_(cast.claire).get(f"{HOME}slots/").context["uses"]
    assert [(str(use.slot), use.can, use.only) for use in uses] == [("mon 10:00", 0, 0), ("thu 20:00", 1, 1)]


def test_questions_are_added_changed_and_removed_with_their_answers(cast, as_):
    pilot = as_(cast.claire)
    pilot.post(f"{HOME}attributes/", {"name": "Site", "choices": "Lyon\n\nParis\nlyon", "asked": "on"})
    site = cast.community.attributes.get()
    assert (site.choices, site.several, site.asked) == (["Lyon", "Paris"], False, True)
    again = pilot.post(f"{HOME}attributes/", {"name": "SITE", "choices": ""})
    assert again.status_code == 422
    assert again.context["form"].errors["name"]

    pilot.post(f"{HOME}attributes/{site.pk}/", {"name": "Ville", "choices": "Lyon", "several": "on"})
    site.refresh_from_db()
    assert (site.name, site.key, site.several, site.asked) == ("Ville", "site", True, False)

    AttributeValue.objects.create(membership=cast.membership(cast.marc), attribute=site, value="Lyon")
    assert pilot.get(f"{HOME}attributes/").context["attributes"][0].people == 1
    pilot.post(f"{HOME}attributes/{site.pk}/removal/")
    assert not AttributeValue.objects.exists()


def test_a_question_of_another_community_is_not_there(cast, as_):
    theirs = add_attribute(actor=cast.diane, community=cast.other, name="Site")
    assert as_(cast.claire).get(f"{HOME}attributes/{theirs.pk}/").status_code == 404
