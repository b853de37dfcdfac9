"""The end of an account, as the person does it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from model_bakery import baker

from essaim.communities.models import Community, Departure, Invitation, Membership, Phrase
from essaim.notifications.models import Attachment, Mail
from essaim.people import erasure
from essaim.people.models import Person


def mail(to: str, person: Person | None, **fields: object) -> Mail:
    number = Mail.objects.count()
    words = {"subject": "Votre cercle", "text": "Avec Marc et Nadia.", "state": Mail.State.SENT} | fields
    return Mail.objects.create(
        key=f"k{number}",
        message_id=f"<{number}>",
        to=to,
        person=person,
        not_before="2026-01-01T00:00Z",
        **words,
    )


def test_the_page_says_what_happens_before_it_happens(cast, as_):
    page = as_(cast.marc).get("/me/erasure/").content.decode()
    assert "cannot be taken back" in page
    assert Person.objects.get(pk=cast.marc.pk).email == "marc@exemple.fr"


def test_an_account_ends_and_one_is_led_out(cast, as_):
    browser = as_(cast.marc)
    assert browser.post("/me/erasure/").headers["Location"] == "/"
    person = Person.objects.get(pk=cast.marc.pk)
    assert (person.name, person.email) == ("", f"erased-{person.pk}@erased.invalid")
    assert not person.is_active
    assert browser.get("/me/").status_code == 302
    assert Departure.objects.filter(membership__person=person).exists()


def test_the_same_address_may_come_back_as_somebody_new(cast, as_):
    as_(cast.marc).post("/me/erasure/")
    assert Person.objects.create_user("marc@exemple.fr").pk != cast.marc.pk


def test_the_last_pilot_hands_over_first(cast, as_):
    browser = as_(cast.claire)
    page = browser.get("/me/erasure/").content.decode()
    assert "En chemin" in page
    assert "Erase my account for good" not in page
    assert browser.post("/me/erasure/").status_code == 409
    assert Person.objects.get(pk=cast.claire.pk).name == "Claire Martin"
    with pytest.raises(erasure.ErasureRefusedError, match="En chemin"):
        erasure.erase(actor=cast.claire)


def test_who_is_alone_in_a_community_may_end_it_all(cast):
    erasure.erase(actor=cast.diane)
    assert not Membership.objects.present().filter(community__slug="ailleurs").exists()
    assert Community.objects.filter(slug="ailleurs").exists()


def test_an_invitation_waiting_for_this_address_goes_too(cast):
    for email in ("marc@exemple.fr", "autre@exemple.fr"):
        baker.make(Invitation, community=cast.community, email=email)
    erasure.erase(actor=cast.marc)
    assert list(Invitation.objects.values_list("email", flat=True)) == ["autre@exemple.fr"]


def test_mails_to_them_go_and_mails_about_them_lose_their_words(cast):
    mine = mail("marc@exemple.fr", cast.marc, scope="communities.community:1")
    unknown = mail("Marc@exemple.fr", None)
    about = mail("nadia@exemple.fr", cast.nadia, scope="communities.community:1")
    Attachment.objects.create(mail=about, name="a.ics", content_type="text/calendar", content=b"Marc")
    named = mail("leila@exemple.fr", cast.leila, text="Marc Petit vient.")
    elsewhere = mail("paul@ailleurs.fr", cast.paul, text="Un autre Marc.", scope="communities.community:2")
    erasure.erase(actor=cast.marc)
    assert not Mail.objects.filter(pk__in=[mine.pk, unknown.pk]).exists()
    for emptied in (about, named):
        emptied.refresh_from_db()
        assert (emptied.subject, emptied.text, emptied.state) == ("", "", Mail.State.SENT)
    assert not Attachment.objects.exists()
    elsewhere.refresh_from_db()
    assert elsewhere.text == "Un autre Marc."


def test_words_that_only_they_wrote_are_forgotten_and_shared_ones_are_not(cast):
    own, shared = (Phrase.objects.create(community=cast.community, key=k, text=k) for k in ("own", "shared"))
    Membership.objects.filter(person=cast.marc, community=cast.community).update(phrase=own)
    other = cast.member("autre@exemple.fr", "Autre")
    Membership.objects.filter(pk=other.pk).update(phrase=shared)
    Membership.objects.filter(person=cast.nadia).update(phrase=shared)
    erasure.erase(actor=cast.marc)
    erasure.erase(actor=cast.nadia)
    assert list(Phrase.objects.all()) == [shared]


def test_one_takes_ones_data_away_as_a_file(cast, as_):
    answer = as_(cast.marc).get("/me/export/", headers={"Accept-Language": "fr"})
    assert answer.headers["Content-Type"] == "application/zip"
    assert "attachment" in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as zipped:
        page = zipped.read("index.html").decode()
        assert zipped.testzip() is None
        assert "people-person.json" in zipped.namelist()
    assert "Mes communautés" in page
    assert "Marc Petit" in page
    assert "Nadia" not in page


def test_only_ones_own_wishes_about_others_are_in_it(cast, as_):
    from essaim.communities.models import Pairing

    one, other = sorted((cast.membership(cast.marc), cast.membership(cast.nadia)), key=lambda m: m.pk)
    Pairing.objects.create(
        community=cast.community, one=one, other=other, kind=Pairing.Kind.APART, asked_by=cast.nadia
    )
    for person, told in ((cast.marc, False), (cast.nadia, True)):
        with ZipFile(BytesIO(as_(person).get("/me/export/").content)) as zipped:
            assert ("communities-pairing.json" in zipped.namelist()) is told
