from __future__ import annotations

import pytest

from essaim.notifications.actions import File
from essaim.notifications.models import Mail
from factories.notifications import story
from house.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(cast) -> Mail:
    html = "<html><head></head><body><a href='/me/'>moi</a><script>alert(1)</script></body></html>"
    return Mail.objects.create(
        key="k",
        to="marc@exemple.fr",
        subject="Votre cercle <b>",
        text="Bonjour Marc,\nhttps://essaim.example/",
        html=html,
        message_id="<k@essaim>",
        not_before=cast.marc.created_at,
        state=Mail.State.HELD,
    )


def test_every_mail_can_be_read_without_a_mail_server_nor_an_account(mail, client):
    page = client.get("/mails/").content.decode()
    assert "Votre cercle &lt;b&gt;" in page
    page = client.get(f"/mails/{mail.pk}/").content.decode()
    assert "Bonjour Marc,<br>" in page
    assert f'src="/mails/{mail.pk}/seen/"' in page


def test_the_newest_mail_of_an_address_opens_from_the_page_that_asks_for_the_code(mail, client):
    assert client.get("/mails/?newest=MARC@exemple.fr").headers["Location"] == f"/mails/{mail.pk}/"
    assert client.get("/mails/?newest=nobody@exemple.fr").status_code == 200
    assert "Votre cercle" not in client.get("/mails/?to=nobody@exemple.fr").content.decode()


def test_the_html_of_a_mail_is_shown_where_nothing_of_it_can_run(mail, client):
    answer = client.get(f"/mails/{mail.pk}/seen/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in answer.content.decode()


def test_the_page_around_it_may_frame_only_this_site(mail, client):
    policy = client.get(f"/mails/{mail.pk}/").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("letters")
def test_files_are_downloaded_and_never_opened_in_the_page(cast, client):
    mail = story(cast.marc, files=[File("été.html", "text/html", b"<script>alert(1)</script>")])
    answer = client.get(f"/mails/{mail.pk}/files/{mail.attachments.get().pk}/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%A9t%C3%A9.html"


@pytest.mark.parametrize("address", ["/mails/", "/mails/{}/", "/mails/{}/seen/", "/mails/{}/files/1/"])
def test_in_production_there_is_no_such_page(mail, client, settings, address):
    settings.MAILS_ON_A_PAGE = False
    assert client.get(address.format(mail.pk)).status_code == 404


def test_a_mail_that_is_not_there_is_not_found(client):
    assert client.get("/mails/12/").status_code == 404
    assert client.get("/mails/12/seen/").status_code == 404
    assert client.get("/mails/12/files/1/").status_code == 404


def test_a_mail_without_html_has_no_frame(mail, client):
    Mail.objects.update(html="")
    assert client.get(f"/mails/{mail.pk}/seen/").status_code == 404
    assert "iframe" not in client.get(f"/mails/{mail.pk}/").content.decode()


@pytest.mark.usefixtures("letters")
def test_the_list_costs_the_same_with_one_and_with_thirty(cast, client):
    story(cast.marc, "0")
    one = queries_of(client, "/mails/")
    for i in range(1, 30):
        story(cast.marc, str(i))
    assert queries_of(client, "/mails/") == one <= 8
