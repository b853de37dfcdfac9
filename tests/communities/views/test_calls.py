from __future__ import annotations

import csv
import io
import re

import pytest

from cast import plain
from essaim.communities.actions import call_for_availability, withdraw
from essaim.communities.models import AvailabilityCall, Membership
from essaim.core import jobs
from essaim.core.links import read
from essaim.notifications.models import Mail
from house.counting import queries_of

PAGE = "/c/en-chemin/availability/"


@pytest.fixture
def call(cast) -> AvailabilityCall:
    return call_for_availability(actor=cast.claire, community=cast.community, by_hand=True)


def messages(call: AvailabilityCall, what: str = "/") -> str:
    return f"{PAGE}call/{call.pk}/messages{what}"


def table(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_pilot_who_tells_people_herself_finds_the_messages_and_nothing_is_sent(cast, as_):
    pilot = as_(cast.claire)
    for _ in range(2):
        answer = pilot.post(f"{PAGE}call/", {"deadline": "", "told": "by-hand"})
        call = AvailabilityCall.objects.get()
        assert answer["Location"] == messages(call)
    jobs.run_all()
    assert not Mail.objects.exists()
    assert (call.by_hand, call.asked) == (True, 5)
    assert messages(call) in pilot.get(PAGE).content.decode()


def test_each_message_is_the_letter_with_its_reader_s_own_links(cast, as_, call, client):
    shown = {one.membership.person: one for one in as_(cast.claire).get(messages(call)).context["to_send"]}
    assert [str(person) for person in shown] == [
        "Claire Martin",
        "Leïla Haddad",
        "Marc Petit",
        "Nadia Benali",
        "Sonia Meyer",
    ]
    marc = shown[cast.marc]
    assert plain(marc.letter.subject) == "En chemin : quand êtes-vous disponible ?"
    assert marc.letter.text.startswith("Bonjour Marc,")
    links = re.findall(r"http\S+/(needs|withdraw)/(\S+)/", marc.letter.text)
    assert [(purpose, read(purpose, token)) for purpose, token in links] == [
        ("needs", cast.membership(cast.marc).pk),
        ("withdraw", cast.membership(cast.marc).pk),
    ]
    assert marc.mail_link.startswith("mailto:marc@exemple.fr?subject=En%20chemin")
    assert client.get(marc.link).status_code == 200


def test_it_is_written_in_the_language_of_its_reader(cast, as_, call):
    cast.marc.language = "en"
    cast.marc.save()
    (one,) = as_(cast.claire).get(messages(call), {"search": "petit"}).context["to_send"]
    assert one.letter.text.startswith("Hello Marc,")


def test_whoever_answers_or_withdraws_leaves_the_list(cast, as_, call):
    Membership.objects.filter(person=cast.marc).update(availability_known_at=call.created_at)
    withdraw(membership=cast.membership(cast.nadia))
    answer = as_(cast.claire).get(messages(call))
    assert [each.membership.person.called for each in answer.context["to_send"]] == [
        "Claire",
        "Leïla",
        "Sonia",
    ]
    Membership.objects.update(availability_known_at=call.created_at)
    assert "Nobody is left to ask" in as_(cast.claire).get(messages(call)).content.decode()


def test_a_few_letters_find_somebody(cast, as_, call):
    answer = as_(cast.claire).get(messages(call), {"search": "benali"})
    assert [str(each.membership.person) for each in answer.context["to_send"]] == ["Nadia Benali"]
    assert answer.context["total"] == 5


def test_the_file_has_a_row_for_each_person_and_no_formula(cast, as_, call):
    cast.member("zoe@exemple.fr", "=1+1 Zoé")
    answer = as_(cast.claire).get(messages(call, ".csv"))
    header, *rows = table(answer)
    assert header[:3] == ["E-mail address", "First name", "Name"]
    assert len(rows) == 6
    zoe = next(row for row in rows if row[0] == "zoe@exemple.fr")
    assert zoe[2] == "'=1+1 Zoé"
    assert zoe[4].startswith("Bonjour =1+1,")
    assert zoe[5] in zoe[4]
    assert answer["Cache-Control"] == "private, no-store"


def test_links_that_would_open_for_nobody_else_are_said_to(cast, as_, call, settings):
    settings.BASE_URL = "http://localhost:8000"
    assert "only open on this computer" in as_(cast.claire).get(messages(call)).content.decode()
    settings.BASE_URL = "https://essaim.example"
    assert "only open on" not in as_(cast.claire).get(messages(call)).content.decode()


def test_a_call_made_by_e_mail_has_no_messages_to_send(cast, as_):
    mailed = call_for_availability(actor=cast.claire, community=cast.community)
    assert as_(cast.claire).get(messages(mailed)).status_code == 404


def test_the_page_costs_the_same_at_5_and_at_20_rows(cast, as_, call):
    pilot = as_(cast.claire)
    few = queries_of(pilot, messages(call))
    cast.crowd(40)
    assert queries_of(pilot, messages(call)) == few <= 8
