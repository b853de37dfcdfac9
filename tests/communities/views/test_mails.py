from __future__ import annotations

import pytest

from essaim.communities.actions import invite_by_email
from essaim.notifications.models import Mail
from house.counting import queries_of

PAGE = "/c/en-chemin/mails/"


@pytest.fixture
def server(settings):
    settings.MAIL_URL = "smtp://localhost:2525"
    settings.BASE_URL = "https://essaim.exemple.org"


def written(cast, number, state=Mail.State.SENT, community=None):
    address = f"p{number}@exemple.fr"
    invite_by_email(
        actor=cast.claire, community=community or cast.community, emails=[address], role="member", days=7
    )
    mail = Mail.objects.get(to=address)
    Mail.objects.filter(pk=mail.pk).update(state=state)
    return mail


def listed(answer):
    return [mail.to for mail in answer.context["page"]]


def test_the_outbox_says_what_became_of_each_mail_and_only_of_ours(cast, as_, server):
    written(cast, 1)
    written(cast, 2, Mail.State.UNCERTAIN)
    written(cast, 3, community=cast.other)
    pilot = as_(cast.claire)
    assert listed(pilot.get(PAGE)) == ["p2@exemple.fr", "p1@exemple.fr"]
    assert listed(pilot.get(f"{PAGE}?state=uncertain")) == ["p2@exemple.fr"]
    assert listed(pilot.get(f"{PAGE}?state=lost")) == ["p2@exemple.fr", "p1@exemple.fr"]


def test_only_a_person_has_an_uncertain_mail_sent_again(cast, as_, server):
    mail = written(cast, 1, Mail.State.UNCERTAIN)
    theirs = written(cast, 2, Mail.State.UNCERTAIN, community=cast.other)
    pilot = as_(cast.claire)
    pilot.post(f"{PAGE}{mail.pk}/again/")
    mail.refresh_from_db()
    assert mail.state == Mail.State.WAITING
    assert pilot.post(f"{PAGE}{theirs.pk}/again/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == Mail.State.UNCERTAIN


def test_a_mail_that_was_sent_is_not_sent_twice(cast, as_, server):
    mail = written(cast, 1)
    as_(cast.claire).post(f"{PAGE}{mail.pk}/again/")
    mail.refresh_from_db()
    assert mail.state == Mail.State.SENT


def test_what_was_kept_leaves_once_there_is_a_server(cast, as_, server):
    for number in range(3):
        written(cast, number, Mail.State.HELD)
    pilot = as_(cast.claire)
    assert pilot.get(PAGE).context["held"] == 3
    pilot.post(f"{PAGE}release/")
    assert Mail.objects.filter(state=Mail.State.WAITING).count() == 3


def test_without_a_server_nothing_leaves_and_it_is_said(cast, as_, settings):
    settings.MAIL_URL = ""
    mail = written(cast, 1, Mail.State.HELD)
    pilot = as_(cast.claire)
    assert "No mail server is set up here" in pilot.get(PAGE).content.decode()
    pilot.post(f"{PAGE}{mail.pk}/again/")
    pilot.post(f"{PAGE}release/")
    mail.refresh_from_db()
    assert mail.state == Mail.State.HELD


def test_the_page_costs_the_same_at_1_and_at_30_mails(cast, as_):
    pilot = as_(cast.claire)
    written(cast, 0)
    one = queries_of(pilot, PAGE)
    for number in range(1, 36):
        written(cast, number)
    assert queries_of(pilot, PAGE) == one <= 8
