"""Answering from a link, from an open link, from inside, and trying a survey out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import plain
from essaim.communities.actions import leave
from essaim.core.links import sign
from essaim.core.models import Receipt
from essaim.journal.models import Fact
from essaim.surveys.models import Invitee, OpenAnswer, Publication, Sheet, Statement, Survey, WaitingSheet
from factories.answering import answers_to, ask, closed, invite, one_of_each, survey_of
from house.counting import queries_of

Mode = Survey.Mode


def link(invitee: Invitee) -> str:
    return reverse("survey-answer", args=[sign("survey-answer", invitee.pk)])


def open_link(survey: Survey) -> str:
    return reverse("survey-open", args=[sign("survey-open", survey.pk)])


def inside(name: str, survey: Survey) -> str:
    return reverse(name, args=[survey.community.slug, survey.pk])


def said(answer) -> str:
    return " ".join(plain(answer.content.decode()).split())


UNDER_FIVE = "Nothing is shown under 5 answers."
PROMISES = [
    (Mode.ANONYMOUS, ["Anonymous.", "no name and no time", UNDER_FIVE, "cannot be changed once"]),
    (Mode.CONFIDENTIAL, ["In confidence.", "shown to nobody with it", UNDER_FIVE]),
    (Mode.NAMED, ["By name.", "The core team can see who answered what.", UNDER_FIVE]),
]  # fmt: skip


@pytest.mark.parametrize(("mode", "sentences"), PROMISES)
def test_what_is_promised_is_told_before_the_first_question(cast, client, mode, sentences):
    survey = survey_of(cast, mode=mode, intros={"fr": "Quelques minutes pour dire."})
    one_of_each(survey)
    text = said(
        client.get(link(*invite(survey, cast.membership(cast.marc))), headers={"accept-language": "en"})
    )
    first = text.index("Votre métier")
    for sentence in [
        "De quoi avez-vous besoin ?",
        "Quelques minutes pour dire.",
        "13 questions",
        *sentences[:3],
    ]:
        assert -1 < text.find(sentence) < first, sentence
    assert all(sentence in text for sentence in sentences)
    assert "Only if you answered École to “Votre métier”" in text
    assert not Invitee.objects.filter(answered=True).exists()


def test_an_anonymous_answer_leaves_neither_receipt_nor_fact_and_cannot_be_sent_again(cast, client):
    survey = survey_of(cast, thanks={"fr": "Merci à vous."})
    one_of_each(survey)
    path = link(*invite(survey, cast.membership(cast.marc)))
    answer = client.post(path, {"q.job": "a", "q.nps": "9", "q.free": "?"})
    assert answer["Location"] == reverse("survey-thanks", args=[sign("survey-thanks", survey.pk)])
    assert answer.cookies.keys() <= {"csrftoken"}
    assert "Merci à vous." in said(client.get(answer["Location"]))
    for again in (client.get(path), client.post(path, {"q.job": "b"})):
        assert "already, thank you" in said(again)
    assert WaitingSheet.objects.get().answers == {"job": "a", "nps": 9}
    assert not Receipt.objects.exists()
    assert not Fact.objects.exists()


def test_by_name_one_comes_back_to_what_one_had_answered(cast, as_):
    survey, browser = survey_of(cast, mode=Mode.NAMED), as_(cast.marc)
    made = one_of_each(survey)
    one = made["say"].statements.order_by("pk").first()
    path = inside("survey-mine", survey)
    sent = {"q.job": "other", "q.job.other": "Juge", "q.calm": "none", "q.ideas": ["Un", "Deux"],
            f"q.say.{one.pk}": "pass", f"q.when.slot-{cast.tuesday.pk}": "preferred",
            "q.order.time": "1"}  # fmt: skip
    assert browser.post(path, sent)["Location"] == f"{path}?sent=1"
    assert "your answers are kept" in said(browser.get(f"{path}?sent=1"))
    again = said(browser.get(path))
    for part in ('value="other" checked', 'value="Juge"', 'value="none" checked', "Un</textarea>",
                 "Deux</textarea>",
                 f'name="q.say.{one.pk}" value="pass" checked', 'value="preferred" checked',
                 '<option value="1" selected>', "The 1 sentence you have voted on"):  # fmt: skip
        assert part in again, part
    browser.post(path, {"q.job": "b"})
    assert Sheet.objects.get().answers == {"job": "b", "say": {str(one.pk): 0}}
    assert OpenAnswer.objects.count() == 0


def test_errors_say_where_and_keep_what_was_typed(cast, client):
    survey = survey_of(cast)
    one_of_each(survey)
    ask(
        survey,
        "must",
        "single",
        "Il faut répondre",
        choices=[{"key": "a", "texts": {"fr": "A"}}],
        required=True,
    )
    path = link(*invite(survey, cast.membership(cast.marc)))
    long = "é" * 5001
    answer = client.post(
        path, {"q.ideas": [long, "court"], "q.points.room": "11", "q.calm": "9", "q.tools": "time"}
    )
    text = said(answer)
    assert answer.status_code == 422
    assert "4 answers to mend before sending" in text
    for part in ('href="#q.ideas"', "5,001 characters; at most 5,000", long, "court</textarea>", 'value="11"',
                 "There are 10 points to give; 11 are given. Take back 1.",
                 "“9” is not a whole number from 1 to 5.",
                 'href="#q.must"', 'value="time" checked'):  # fmt: skip
        assert part in text, part[:60]
    assert not WaitingSheet.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"q.why": "x" * 10_000_000}, 413),
        ({f"q.x{n}": "x" for n in range(900)}, 422),
        ({"q.job": "\x00", "q.why": "\x00\x00"}, 422),
        ({"q.needs.room.importance": "\u0664", "q.order.room": "-1", "q.say.99999999999": "agree"}, 422),
        ({"job": "a", "q": "x", "q.": "x", "q.job.other.other": "x"}, 422),
        ({}, 422),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_nothing(cast, client, sent, status):
    survey = survey_of(cast)
    one_of_each(survey)
    answer = client.post(link(*invite(survey, cast.membership(cast.marc))), sent)
    assert answer.status_code == status
    assert 'role="alert"' in said(answer)
    assert len(answer.content) < 300_000
    assert not WaitingSheet.objects.exists()


def test_a_link_that_leads_nowhere_any_more_is_kind(cast, client):
    marc = cast.membership(cast.marc)
    draft, empty, over = survey_of(cast, opened=False), survey_of(cast), survey_of(cast)
    for survey in (draft, over):
        one_of_each(survey)
    ask(empty, "hello", "note")
    closed(over)
    invitees = [*invite(draft, marc), *invite(empty, marc), *invite(over, marc)]
    titles = ("This survey is not open yet", "Nothing is asked yet", "This survey is closed")
    for invitee, title in zip(invitees, titles, strict=True):
        for answer in (client.get(link(invitee)), client.post(link(invitee), {"q.job": "a"})):
            assert (answer.status_code, f"<h1>{title}</h1>" in said(answer)) == (200, True)
    leave(actor=cast.marc, membership=marc)
    assert {client.get(link(invitee)).status_code for invitee in invitees} == {404}
    wrong = reverse("survey-answer", args=[sign("survey-open", invitees[0].pk)])
    assert client.get(wrong).status_code == client.get(open_link(over)).status_code == 404
    assert not WaitingSheet.objects.exists()


def test_who_comes_after_the_closing_is_led_to_what_is_shown(cast, client, as_):
    over = survey_of(cast)
    one_of_each(over)
    over = closed(over)
    (invitee,) = invite(over, cast.membership(cast.marc))
    assert "Its results are being read" in said(client.get(link(invitee)))
    Publication.objects.create(survey=over, by=cast.claire)
    outside, member = said(client.get(link(invitee))), said(as_(cast.marc).get(inside("survey-mine", over)))
    assert "Its results are shown to the community." in outside
    assert (inside("report", over) in outside, inside("report", over) in member) == (False, True)


def test_the_sentences_are_spoken_of_where_there_are_some(cast, as_):
    for kind in ("text", "statements"):
        survey = survey_of(cast, mode=Mode.NAMED)
        ask(survey, "why", "text")
        ask(survey, "say", kind)
        invite(survey, cast.membership(cast.marc))
        thanks = as_(cast.marc).post(inside("survey-mine", survey), {"q.why": "Parce que"}, follow=True)
        assert "Thank you" in said(thanks)
        assert ("What people think of the sentences" in said(thanks)) is (kind == "statements")


def test_the_open_link_takes_one_answer_from_a_device_and_any_number_from_many(cast, client):
    survey = survey_of(cast, open_link=True)
    one_of_each(survey)
    path, once = open_link(survey), "0e9b8a52-6d4f-4a86-8d9f-0a3b33c4f7aa"
    assert "needs" not in client.get(path).cookies
    for _ in range(2):
        answer = client.post(path, {"q.job": "a", "once": once})
        assert answer["Location"] == reverse("survey-thanks", args=[sign("survey-thanks", survey.pk)])
    assert WaitingSheet.objects.count() == 1
    assert client.cookies[f"answered-{survey.pk}"].value == "1"
    assert "This device has sent its answers" in said(client.get(path))
    assert "Votre métier" in said(client.get(f"{path}?again=1"))
    assert set(Receipt.objects.values_list("location", flat=True)) == {answer["Location"]}
    assert not Invitee.objects.exists()


def test_a_member_who_follows_the_open_link_answers_inside(cast, as_):
    survey = survey_of(cast, open_link=True)
    assert as_(cast.marc).get(open_link(survey))["Location"] == inside("survey-mine", survey)
    assert as_(cast.paul).get(open_link(survey)).status_code == 200


def test_a_preview_checks_and_keeps_nothing(cast, as_):
    survey, browser = survey_of(cast, opened=False), as_(cast.claire)
    one_of_each(survey)
    path = inside("survey-preview", survey)
    assert "nothing is kept" in said(browser.get(path))
    assert browser.post(path, {"q.calm": "9"}).status_code == 422
    assert "these answers would be kept" in said(browser.post(path, {"q.calm": "4", "q.say.new": "Une idée"}))
    assert not Sheet.objects.exists()
    assert not WaitingSheet.objects.exists()
    assert Statement.objects.count() == 3
    assert as_(cast.marc).get(path).status_code == 404


def test_a_hostile_statement_is_only_words(cast, client):
    survey = survey_of(cast)
    made = one_of_each(survey)
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202eegnartsé"
    Statement.objects.create(question=made["say"], text=hostile, state=Statement.State.ACCEPTED)
    text = client.get(link(*invite(survey, cast.membership(cast.marc)))).content.decode()
    assert "<bdi>&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "<img" not in text


def test_the_page_costs_the_same_whatever_is_asked(cast, as_):
    survey, browser = survey_of(cast, mode=Mode.NAMED), as_(cast.marc)
    made = one_of_each(survey)
    few = queries_of(browser, inside("survey-mine", survey))
    for n in range(30):
        ask(survey, f"more{n}", "scale")
        Statement.objects.create(question=made["say"], text=f"Phrase {n}", state=Statement.State.ACCEPTED)
    assert queries_of(browser, inside("survey-mine", survey)) == few <= 16
    browser.post(inside("survey-mine", survey), {"q.job": "a"})
    assert answers_to(survey, job="a").kept == {"job": "a"}
