from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from essaim.people.erasure import erase
from essaim.people.export import tables_about
from essaim.surveys.models import Finding, Interview
from house.counting import queries_of

PAGE = "/c/en-chemin/surveys/interviews/"
TODAY = "2026-11-02"


@pytest.fixture
def note(cast, as_):
    def note(**said):
        return as_(cast.claire).post(f"{PAGE}new/", {"met_on": TODAY, "agreed": "on"} | said)

    return note


def kept(cast, who=None, name=""):
    return Interview.objects.create(
        community=cast.community,
        membership=cast.membership(who) if who else None,
        name=name,
        met_on=TODAY,
        agreed_at=cast.community.created_at,
        notes={"need": "Un pair à qui parler."},
    )


def test_a_pilot_notes_what_somebody_agreed_to_have_kept_then_mends_it(cast, as_, note):
    found = as_(cast.claire).get(f"{PAGE}new/?find=marc").context["found"]
    assert [each.person for each in found] == [cast.marc]
    answer = note(membership=found[0].pk, note_need="Un pair à qui parler.", note_gift="")
    interview = Interview.objects.get()
    assert answer["Location"] == f"{PAGE}{interview.pk}/"
    assert (interview.notes, str(interview)) == ({"need": "Un pair à qui parler."}, "Marc Petit")
    assert (datetime.datetime.now(datetime.UTC) - interview.agreed_at).seconds < 60
    as_(cast.claire).post(
        answer["Location"], {"met_on": TODAY, "note_need": "Un pair.", "note_gift": "Du pain"}
    )
    interview.refresh_from_db()
    assert interview.notes == {"need": "Un pair.", "gift": "Du pain"}


def test_without_agreement_nothing_is_kept_and_nothing_typed_is_lost(cast, as_, note):
    answer = note(agreed="", name="Inès, voisine", note_now="Beaucoup de route")
    assert answer.status_code == 422
    assert "Beaucoup de route" in answer.content.decode()
    assert "Inès, voisine" in answer.content.decode()
    assert Interview.objects.count() == 0
    tomorrow = (timezone.localdate() + datetime.timedelta(2)).isoformat()
    theirs = cast.other.memberships.get()
    for bad in ({}, {"name": "x", "met_on": tomorrow}, {"membership": theirs.pk}, {"membership": "²"}):
        assert note(**bad).status_code == 422
    both = note(name="Inès", membership=cast.membership(cast.marc).pk)
    assert set(both.context["form"].errors) == {"name"}
    assert note(name="Inès\x00", note_now="x" * 10_001).status_code == 422
    assert Interview.objects.count() == 0


def test_findings_say_how_many_interviews_never_whose_and_go_with_the_last(cast, as_):
    marc, ines = kept(cast, cast.marc), kept(cast, name="Inès")
    client = as_(cast.claire)
    for text, ids in (("On se sent seul.", [marc.pk, ines.pk]), ("Il faut un lieu.", [ines.pk])):
        client.post(f"{PAGE}findings/", {"text": text, "interviews": ids})
    shown = client.get(f"{PAGE}findings/").context["page"]
    assert [(each.text, each.voices) for each in shown] == [("Il faut un lieu.", 1), ("On se sent seul.", 2)]
    assert client.post(f"{PAGE}findings/", {"text": "", "interviews": ["x", 10**30]}).status_code == 422
    client.post(f"{PAGE}{ines.pk}/removal/")
    assert [each.text for each in Finding.objects.all()] == ["On se sent seul."]
    client.post(f"{PAGE}findings/{Finding.objects.get().pk}/removal/")
    assert Finding.objects.count() == 0


def test_interviews_are_private_to_the_pilots_of_their_community(cast, as_):
    interview = kept(cast, cast.marc)
    for page in (PAGE, f"{PAGE}guide/", f"{PAGE}new/", f"{PAGE}findings/", f"{PAGE}{interview.pk}/"):
        assert as_(cast.claire).get(page).status_code == 200
        assert as_(cast.marc).get(page).status_code == 403
        assert as_(cast.diane).get(page).status_code == 404
    assert as_(cast.diane).get(f"/c/ailleurs/surveys/interviews/{interview.pk}/").status_code == 404


def test_the_person_takes_their_notes_away_and_erasing_oneself_erases_them(cast):
    kept(cast, cast.marc)
    assert "Un pair à qui parler." in str(list(tables_about(cast.marc)))
    erase(actor=cast.marc)
    assert Interview.objects.count() == 0


def test_what_was_drawn_from_the_interviews_of_an_erased_person_alone_goes_with_them(cast):
    first, second, ines = kept(cast, cast.marc), kept(cast, cast.marc), kept(cast, name="Inès")
    for text, drawn in (("De Marc.", [first, second]), ("De deux.", [first, ines]), ("D’Inès.", [ines])):
        Finding.objects.create(community=cast.community, text=text).interviews.set(drawn)
    erase(actor=cast.marc)
    left = {one.text: one.interviews.count() for one in Finding.objects.all()}
    assert left == {"De deux.": 1, "D’Inès.": 1}


def test_the_lists_cost_the_same_at_1_and_at_30(cast, as_):
    client = as_(cast.claire)
    first = kept(cast, cast.marc)
    Finding.objects.create(community=cast.community, text="Un").interviews.add(first)
    pages = (PAGE, f"{PAGE}findings/")
    at_one = [queries_of(client, page) for page in pages]
    for each in cast.crowd(29):
        one = kept(cast, each.person)
        Finding.objects.create(community=cast.community, text="Un").interviews.add(one)
    assert [queries_of(client, page) for page in pages] == at_one
