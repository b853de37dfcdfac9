from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from essaim.core import jobs
from essaim.core.models import Worker
from essaim.notifications.actions import File, send_again
from essaim.notifications.jobs import deliver, forget_codes, note_cut_off, take_next
from essaim.notifications.models import Mail
from factories.notifications import story

State = Mail.State
pytestmark = pytest.mark.usefixtures("letters")


def states() -> list[str]:
    return list(Mail.objects.values_list("state", flat=True))


def test_what_waits_is_sent_once_over_one_line(cast, office):
    mails = [story(cast.marc, "1"), story(cast.nadia, "2")]
    jobs.run_all()
    jobs.run_all()
    assert states() == [State.SENT, State.SENT]
    assert office.recipients == ["marc@exemple.fr", "nadia@exemple.fr"]
    assert [taken["Message-ID"] for taken in office.taken] == [mail.message_id for mail in mails]
    assert office.lines == 1
    assert Mail.objects.first().sent_at is not None


def test_the_message_carries_text_html_and_its_headers(cast, office):
    story(cast.marc, reply_to="Claire Martin-Élie <claire@exemple.fr>", scope=cast.community)
    jobs.run_all()
    (taken,) = office.taken
    assert taken["Subject"] == "fr: l’atelier"
    assert str(taken["Reply-To"].addresses[0]) == "Claire Martin-Élie <claire@exemple.fr>"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken["Content-Language"] == "fr"
    assert taken.get_body(("plain",)).get_content().split("\r\n") == ["Marc, l’atelier", ""]
    assert taken.get_body(("html",)).get_content().strip() == "<p>Marc, l’atelier 19:30</p>"


def test_an_invitation_is_both_a_way_to_read_the_mail_and_a_file(cast, office):
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Étoile\r\nEND:VCALENDAR\r\n".encode()
    story(cast.marc, files=[File("cercle.ics", "text/calendar; method=REQUEST; charset=utf-8", calendar)])
    jobs.run_all()
    parts = [part for part in office.taken[0].walk() if part.get_content_type() == "text/calendar"]
    assert [part["Content-Type"].params["method"] for part in parts] == ["REQUEST", "REQUEST"]
    assert [part.get_filename() for part in parts] == [None, "cercle.ics"]
    assert [part.get_payload(decode=True) for part in parts] == [calendar, calendar]


def test_a_temporary_refusal_is_tried_again_later_and_later_then_given_up(cast, office):
    office.refuse["RCPT"] = "451 come back later"
    story(cast.marc)
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(6):
            jobs.enqueue_if_none_waits(deliver)
            jobs.run_all()
            mail = Mail.objects.get()
            waits.append(mail.not_before - timezone.now())
            clock.move_to(mail.not_before)
        assert [wait.total_seconds() / 60 for wait in waits] == [1, 5, 15, 60, 240, 240]
        assert (mail.state, mail.trouble) == (State.WAITING, "451 come back later")
        clock.shift(timedelta(days=5))
        jobs.enqueue_if_none_waits(deliver)
        jobs.run_all()
    assert states() == [State.REFUSED]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_permanent_refusal_ends_there_and_the_next_mail_goes(cast, office, step):
    story(cast.marc, "1")
    office.refuse[step] = "550 nobody of that name"
    jobs.run_all()
    assert (states(), Mail.objects.get().trouble) == ([State.REFUSED], "550 nobody of that name")
    office.refuse.clear()
    send_again(mail=Mail.objects.get(), actor=cast.claire)
    jobs.run_all()
    assert states() == [State.SENT]


def test_a_server_that_is_down_loses_nothing(cast, office, settings):
    office.close()
    story(cast.marc, "1")
    story(cast.nadia, "2")
    jobs.run_all()
    assert list(Mail.objects.values_list("state", "attempts")) == [(State.WAITING, 0), (State.WAITING, 0)]
    assert "refused" in Mail.objects.first().trouble.lower()


@pytest.mark.parametrize(
    "url", ["smtp://127.0.0.1:{}/", "smtp://me:secret@127.0.0.1:{}/?tls=none", "smtps://127.0.0.1:{}/"]
)
def test_nothing_leaves_unprotected_when_the_server_cannot_do_what_was_asked(cast, office, settings, url):
    settings.MAIL_URL = url.format(office.server.server_address[1])
    story(cast.marc)
    jobs.run_all()
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, office.taken) == (State.WAITING, 0, [])
    assert mail.trouble
    assert "secret" not in mail.trouble


def test_a_server_that_hangs_up_in_the_middle_of_the_address_gets_the_mail_later(cast, office):
    office.hang_up_at = "RCPT"
    story(cast.marc)
    jobs.run_all()
    assert list(Mail.objects.values_list("state", "attempts")) == [(State.WAITING, 1)]


def test_a_server_that_hangs_up_before_taking_the_mail_gets_it_later(cast, office):
    office.refuse["RCPT"] = "421 closing"
    story(cast.marc, "1")
    story(cast.nadia, "2")
    jobs.run_all()
    assert list(Mail.objects.values_list("state", "attempts")) == [(State.WAITING, 1), (State.WAITING, 0)]


def test_a_line_cut_during_the_handing_over_leaves_the_mail_uncertain(cast, office):
    office.cut_after_data = True
    story(cast.marc)
    jobs.run_all()
    jobs.run_all()
    assert states() == [State.UNCERTAIN]


def test_a_mail_whose_sender_died_is_uncertain_and_is_not_sent_again_by_itself(cast, office):
    story(cast.marc)
    with jobs.running.being("ghost"):
        take_next()
    jobs.run_all()
    assert states() == [State.UNCERTAIN]
    assert Mail.objects.get().trouble == ""
    assert office.taken == []
    send_again(mail=Mail.objects.get(), actor=cast.claire)
    jobs.run_all()
    assert states() == [State.SENT]


def test_a_worker_asked_to_stop_ends_between_two_mails_and_the_next_one_goes_on(cast, office):
    for person in (cast.marc, cast.nadia):
        story(person, person.email)
    stop = Event()
    office.when_taken = lambda mail: stop.set()
    with jobs.running.being("worker", stop):
        deliver()
    assert states() == [State.SENT, State.WAITING]
    jobs.run_all()
    assert states() == [State.SENT, State.SENT]
    assert office.recipients == ["marc@exemple.fr", "nadia@exemple.fr"]


def test_a_mail_that_a_living_worker_is_sending_is_left_to_it(cast, office):
    story(cast.marc)
    Worker.objects.create(name="lively", beat_at=timezone.now())
    with jobs.running.being("lively"):
        take_next()
    note_cut_off()
    assert states() == [State.SENDING]


def test_a_sign_in_code_goes_before_what_waited_longer(cast, office):
    story(cast.marc, "1")
    code = EmailMultiAlternatives(
        "Code", "123", to=["nadia@exemple.fr"], headers={"X-Essaim-Key": "sign-in:7"}
    )
    assert code.send() == 1
    jobs.run_all()
    assert office.recipients == ["nadia@exemple.fr", "marc@exemple.fr"]


def test_an_address_no_server_takes_is_refused_with_its_reason(cast, office):
    cast.marc.email = "rené@exemple.fr"
    story(cast.marc)
    jobs.run_all()
    assert states() == [State.REFUSED]
    assert "rené@exemple.fr" in Mail.objects.get().trouble


def test_an_accented_domain_is_written_as_servers_know_it(cast, office):
    cast.marc.email = "marc@forêt.fr"
    story(cast.marc)
    jobs.run_all()
    assert office.recipients == ["marc@xn--fort-ipa.fr"]


def test_codes_are_forgotten_after_a_day_and_other_mails_are_not(cast):
    story(cast.marc, "sign-in:1")
    story(cast.marc, "story:1")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        forget_codes()
    assert list(Mail.objects.values_list("key", flat=True)) == ["story:1"]
