from __future__ import annotations

import pytest

from essaim.journal.models import Fact
from essaim.notifications.actions import File, send_again, tell, tell_address
from essaim.notifications.models import Mail
from factories.notifications import story

pytestmark = pytest.mark.usefixtures("letters")


def test_a_mail_is_written_in_the_language_and_the_time_zone_of_its_reader(cast):
    cast.marc.language, cast.marc.time_zone = "en", "America/Montreal"
    mail = story(cast.marc, scope=cast.community)
    assert (mail.subject, mail.text) == ("en: l’atelier", "Marc, l’atelier\n")
    assert mail.html == "<p>Marc, l’atelier 13:30</p>"
    assert mail.headers["Content-Language"] == "en"


def test_who_has_not_chosen_is_written_to_as_their_community_speaks(cast):
    mail = story(cast.marc, scope=cast.community)
    assert mail.subject == "fr: l’atelier"
    assert mail.html.endswith("19:30</p>")


def test_an_address_without_a_person_can_be_written_to(cast):
    mail = tell_address("neuf@exemple.fr", key="invitation:1", template="story", context={"title": "venez"})
    assert (mail.person, mail.to) == (None, "neuf@exemple.fr")


def test_a_text_is_not_escaped_but_the_html_is(cast):
    mail = tell(cast.marc, key="k", template="story", context={"title": "R&D <b>"})
    assert mail.text == "Marc, R&D <b>\n"
    assert mail.html.startswith("<p>Marc, R&amp;D &lt;b&gt;")


def test_the_same_key_writes_once(cast):
    first = story(cast.marc)
    assert story(cast.marc) == first
    assert Mail.objects.count() == 1


def test_the_message_id_depends_on_the_key_alone(cast, settings):
    settings.BASE_URL = "https://essaim.example"
    mail = story(cast.marc)
    Mail.objects.all().delete()
    assert story(cast.marc).message_id == mail.message_id
    assert mail.message_id.endswith("@essaim.example>")


def test_without_a_mail_server_a_mail_is_held_and_cannot_be_sent(cast):
    mail = story(cast.marc)
    assert mail.state == Mail.State.HELD
    assert send_again(mail=mail, actor=cast.claire).state == Mail.State.HELD


def test_a_held_mail_waits_until_somebody_sends_it(cast, office):
    mail = story(cast.marc, hold=True)
    assert mail.state == Mail.State.HELD
    assert send_again(mail=mail, actor=cast.claire).state == Mail.State.WAITING
    assert Fact.objects.get().verb == "mail.sent-again"


def test_a_mail_on_its_way_is_not_sent_again(cast, office):
    mail = story(cast.marc)
    Mail.objects.update(state=Mail.State.SENDING)
    assert send_again(mail=mail, actor=cast.claire).state == Mail.State.SENDING
    assert not Fact.objects.exists()


def test_files_travel_with_the_mail(cast):
    mail = story(cast.marc, files=[File("a.txt", "text/plain; charset=utf-8", b"abc")])
    assert bytes(mail.attachments.get().content) == b"abc"
