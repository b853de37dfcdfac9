"""What became of what was said: shown by a pilot, taken back, told once to each."""

from __future__ import annotations

from django.urls import reverse

from essaim.diagnosis.actions.plan import decide, go_on
from essaim.diagnosis.actions.telling import write_to_all
from essaim.diagnosis.jobs import write_to_everyone
from essaim.diagnosis.models import Message
from essaim.notifications.models import Mail

PAGE = reverse("became", args=["en-chemin"])


def test_a_pilot_shows_the_page_and_takes_it_back(cast, as_, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    action = decide(actor=cast.claire, community=cast.community, what="Former des binômes")
    go_on(actor=cast.claire, action=action, state="done", note="Dix binômes se sont vus.")
    told = "Dix binômes se sont vus."
    show, back = (reverse(f"became-{name}", args=["en-chemin"]) for name in ("publication", "withdrawal"))
    assert told in as_(cast.claire).get(PAGE).content.decode()
    assert told not in as_(cast.marc).get(PAGE).content.decode()
    assert as_(cast.marc).post(show).status_code == 403
    as_(cast.claire).post(show)
    assert told in as_(cast.marc).get(PAGE).content.decode()
    as_(cast.claire).post(back)
    assert told not in as_(cast.marc).get(PAGE).content.decode()


def test_a_message_is_read_first_then_written_once_to_each(cast, as_):
    new = reverse("message-new", args=["en-chemin"])
    words = {"subject": "Merci", "text": "Trois actions sont faites."}
    browse = as_(cast.claire)
    assert "Trois actions sont faites." in browse.post(new, words).content.decode()
    assert browse.post(new, {"subject": "", "text": "x" * 5000, "send": "yes"}).status_code == 422
    assert not Message.objects.exists()
    message = write_to_all(actor=cast.claire, community=cast.community, by_hand=False, **words)
    for _ in range(2):
        write_to_everyone(message_id=message.pk)
    written = Mail.objects.filter(subject="Merci")
    assert sorted(written.values_list("to", flat=True)) == sorted(
        person.email for person in (cast.claire, cast.leila, cast.sonia, cast.marc, cast.nadia, cast.serge)
    )
    page = browse.get(reverse("message", args=["en-chemin", message.pk]))
    assert page.status_code == 200
