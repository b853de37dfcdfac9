"""A worker killed in the middle of sending, for real."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cast import Cast
from essaim.core.models import Worker
from essaim.notifications.models import Mail
from factories.notifications import story

pytestmark = pytest.mark.usefixtures("letters")


def test_a_mail_cut_off_by_a_kill_is_uncertain_and_the_others_are_sent_once(workplace, office):
    cast = Cast()
    office.hold()
    first = story(cast.marc, "first")
    worker = workplace.start(mail_url=office.url)
    assert office.has_one.wait(60)
    second = story(cast.nadia, "second")
    worker.kill()
    worker.wait()
    office.let_go.set()
    first.refresh_from_db()
    assert first.state == Mail.State.SENDING

    Worker.objects.update(beat_at=timezone.now().replace(year=2020))
    again = workplace.start(mail_url=office.url)
    assert office.took_one.wait(60)
    assert workplace.stop(again) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (Mail.State.UNCERTAIN, Mail.State.SENT)
    assert [taken["To"] for taken in office.taken] == ["nadia@exemple.fr"]
