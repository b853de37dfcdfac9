"""What became of what was said: shown by a pilot, taken back, told once to each."""

from __future__ import annotations

from django.urls import reverse

from essaim.diagnosis.actions.plan import decide, go_on
from essaim.diagnosis.actions.telling import write_to_all
from essaim.diagnosis.jobs import write_to_everyone
from essaim.diagnosis.models import Message
from essaim.notifications.models import Mail
from factories.diagnosis import ways
from house.counting import queries_of

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


def test_actions_of_one_strategy_are_told_together(cast, as_):
    welcome, relay = ways(cast, ("Accueillir", None), ("Se relayer", None))
    told = (("Nommer dix noms", welcome), ("Écrire", None), ("Se suivre", relay), ("Se voir", welcome))
    for what, strategy in told:
        decide(actor=cast.claire, community=cast.community, what=what, strategy=strategy)
    page = as_(cast.claire).get(PAGE).content.decode().split("<main")[1]
    said = ("Accueillir", "Nommer dix noms", "Se voir", "Se relayer", "Se suivre", "Other actions", "Écrire")
    places = [page.index(words) for words in said]
    assert places == sorted(places)
    assert page.count("It is part of a strategy") == 0, "the heading says it already"


def test_as_many_queries_for_thirty_actions_as_for_one(cast, as_):
    (welcome,) = ways(cast, ("Accueillir", None))
    cards = list(welcome.cards.all())

    def one(n: int) -> None:
        strategy = welcome if n % 2 else None
        action = decide(
            actor=cast.claire,
            community=cast.community,
            what=f"Action {n}",
            owner=cast.membership(cast.marc),
            cards=cards,
            strategy=strategy,
        )
        go_on(actor=cast.claire, action=action, state="done", note="Oui.")

    one(1)
    browse = as_(cast.claire)
    few = queries_of(browse, PAGE)
    for n in range(29):
        one(n)
    assert queries_of(browse, PAGE) == few
