"""Sentences that resemble the one being written are said while typing, and once at sending."""

from __future__ import annotations

from django.urls import reverse

from essaim.core.links import sign
from essaim.surveys.models import OpenAnswer, Sheet, Statement, Survey
from factories.answering import SENTENCES, closed, invite, one_of_each, survey_of

OFTEN = SENTENCES[0]
MINE = "Il faudrait nous voir plus souvent"


def said(answer) -> list[str]:
    return [one.text for one in answer.context["near"]]


def test_what_is_near_is_said_while_typing_of_accepted_sentences_only(cast, as_):
    survey = survey_of(cast)
    made = one_of_each(survey)
    Statement.objects.create(question=made["say"], text="Nous voir plus souvent le soir")
    OpenAnswer.objects.create(question=made["ideas"], text="Nous voir plus souvent dehors")
    where = reverse("survey-mine", args=[cast.community.slug, survey.pk])
    marc = as_(cast.marc)
    page = marc.get(where).content.decode()
    assert 'hx-post="?near=say" hx-trigger="input changed delay:500ms"' in page
    assert "is compared with those already there" in page
    answer = marc.post(f"{where}?near=say", {"q.say.new": MINE})
    assert said(answer) == [OFTEN]
    first = made["say"].statements.get(text=OFTEN)
    assert f'href="#q.say.{first.pk}"' in answer.content.decode()
    assert f'id="q.say.{first.pk}"' in page
    assert "%" not in answer.content.decode()
    for key, words in (("say", "Un jardin"), ("say", ""), ("no", MINE), ("a\0", MINE), ("say", "\0" * 9**5)):
        assert marc.post(f"{where}?near={key}", {"q.say.new": words}).content.strip() == b""
    assert not Sheet.objects.exists()
    assert survey.waiting_sheets.count() == 0


def test_by_a_link_too_and_not_once_it_is_closed(cast, client):
    survey = survey_of(cast, open_link=True)
    one_of_each(survey)
    (asked,) = invite(survey, cast.membership(cast.marc))
    doors = [("survey-answer", asked.pk), ("survey-open", survey.pk)]
    for name, key in doors:
        where = reverse(name, args=[sign(name, key)])
        assert said(client.post(f"{where}?near=say", {"q.say.new": MINE})) == [OFTEN]
    closed(survey)
    late = client.post(f"{where}?near=say", {"q.say.new": MINE})
    assert (late.status_code, late.content) == (204, b""), "the box stays as it was"


def test_without_script_it_is_asked_once_at_sending_and_nothing_typed_is_lost(cast, as_):
    survey = survey_of(cast, mode=Survey.Mode.NAMED)
    say = one_of_each(survey)["say"]
    where = reverse("survey-mine", args=[cast.community.slug, survey.pk])
    first = say.statements.get(text=OFTEN)
    # Fifty others are less voted, so that the one it resembles would not be on the page.
    Statement.objects.filter(pk=first.pk).update(voted=9)
    Statement.objects.bulk_create(
        Statement(question=say, text=f"Phrase {n}", state=Statement.State.ACCEPTED) for n in range(60)
    )
    marc, sent = as_(cast.marc), {"q.calm": "4", "q.say.new": MINE}
    asked = marc.post(where, sent)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "resembles what is already there" in page
    assert f'name="q.say.seen" value="{first.pk}"' in page
    assert f'name="q.say.{first.pk}" value="agree"' in page
    assert f">\n{MINE}</textarea>" in page
    assert not Sheet.objects.exists()
    assert marc.post(where, sent | {"q.say.seen": str(first.pk)}).status_code == 302
    assert say.statements.filter(text=MINE, state=Statement.State.PROPOSED).exists()
    assert marc.post(where, sent | {"q.say.new": "Un jardin"}).status_code == 302
    for bad in ("²", "9" * 40):
        assert marc.post(where, sent | {"q.say.seen": bad}).status_code == 422


def test_the_preview_shows_it_and_a_paper_sheet_is_not_asked(cast, as_):
    survey = survey_of(cast)
    one_of_each(survey)
    claire, keys = as_(cast.claire), [cast.community.slug, survey.pk]
    preview = reverse("survey-preview", args=keys)
    assert said(claire.post(f"{preview}?near=say", {"q.say.new": MINE})) == [OFTEN]
    assert claire.post(preview, {"q.say.new": MINE}).status_code == 422
    assert claire.post(reverse("survey-sheet-new", args=keys), {"q.say.new": MINE}).status_code == 302
