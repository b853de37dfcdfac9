"""The surveys of a community: found in the navigation, begun from one that is ready, copied, removed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from cast import plain
from essaim.communities.models import Attribute
from essaim.people.models import Person
from essaim.surveys.actions.asking.making import begin_survey, copy_survey, remove_draft
from essaim.surveys.actions.asking.refusals import Refused
from essaim.surveys.actions.asking.sending import close_survey, open_survey
from essaim.surveys.lasting import minutes_of
from essaim.surveys.models import Invitee, Publication, Statement, Survey
from essaim.surveys.queries.asking import asking, people_to_ask, questions_of
from essaim.surveys.queries.checks import troubles_of
from essaim.surveys.starts import STARTS, read
from house.counting import queries_of

LIST = "/c/en-chemin/surveys/"


@pytest.fixture(autouse=True)
def in_french(cast):
    Person.objects.update(language="fr")
    with translation.override("fr"):
        yield


def begun(cast, start: str = "first-needs", **more) -> Survey:
    return begin_survey(actor=cast.claire, community=cast.community, start=start, **more)


def opened(cast, survey: Survey) -> Survey:
    people = people_to_ask(cast.community)
    open_survey(actor=cast.claire, survey=survey, people=people, by_hand=True)
    return Survey.objects.get(pk=survey.pk)


def test_a_first_needs_survey_is_ready_to_send_with_eight_questions_and_four_minutes(cast, as_):
    browser = as_(cast.claire)
    assert "Une première enquête de besoins" in plain(browser.get(LIST).content.decode())
    page = plain(browser.get(LIST + "new/").content.decode())
    assert "Il faut 5 réponses avant de pouvoir montrer" in page
    assert 'value="first-needs" checked' in page
    answer = browser.post(LIST + "new/", {"start": "first-needs"})
    survey = Survey.objects.get()
    assert answer["Location"] == f"{LIST}{survey.pk}/"
    questions = questions_of(survey)
    assert (len(asking(questions)), minutes_of(questions)) == (8, 4)
    assert (survey.mode, survey.threshold, troubles_of(survey)) == ("anonymous", 5, [])
    page = plain(browser.get(f"{LIST}{survey.pk}/").content.decode())
    assert "De quoi avez-vous besoin ?" in page
    assert "Relire et envoyer" in page


@pytest.mark.parametrize("name", STARTS)
def test_each_start_says_everything_in_both_languages(name):
    start = read(name)
    texts = [start["titles"], start["intros"], start["thanks"]]
    for question in start["questions"]:
        texts += [question["texts"], *([question["helps"]] if "helps" in question else [])]
        texts += [one["texts"] for part in ("choices", "rows") for one in question.get(part, ())]
        texts += question.get("statements", ())
        texts += [question["options"]["ends"]] if "ends" in question.get("options", {}) else []
    assert [one for one in texts if set(one) != {"fr", "en"} or not all(one.values())] == []


@pytest.mark.parametrize("name", STARTS)
def test_each_start_can_be_sent_at_once(cast, name):
    cast.community.languages = ["en", "fr"]
    assert troubles_of(begun(cast, name)) == []


def test_what_the_community_asks_of_each_one_can_break_results_down(cast):
    site = Attribute.objects.create(
        community=cast.community, name="Site", key="site", choices=["Lyon", "Lille"]
    )
    first = questions_of(begun(cast, groups=[site]))[0]
    assert (first.texts["fr"], first.groups) == ("Site\xa0: dans votre cas\u202f?", True)
    assert [one["texts"] for one in first.choices] == [{"fr": "Lyon"}, {"fr": "Lille"}]


def test_a_copy_keeps_questions_keys_and_sentences_and_may_be_compared(cast):
    survey = begun(cast, "network")
    copied = copy_survey(actor=cast.claire, survey=survey, compared=True)
    assert copied.after == survey
    assert [one.key for one in questions_of(copied)] == [one.key for one in questions_of(survey)]
    assert Statement.objects.filter(question__survey=copied, state="accepted").count() == 8


def test_a_survey_that_is_not_sent_is_there_for_pilots_alone(cast, as_):
    draft, marc = begun(cast), as_(cast.marc)
    for page in ("", "answer/", "voices/", "report/", "statements/"):
        assert marc.get(f"{LIST}{draft.pk}/{page}").status_code == 404
        assert marc.get(f"{LIST}{draft.pk + 999}/{page}").status_code == 404
    sent = opened(cast, draft)
    assert marc.get(f"{LIST}{sent.pk}/answer/").status_code == 200
    assert marc.get(f"{LIST}{sent.pk}/report/").status_code == 403


def test_a_draft_can_be_removed_a_sent_one_stays(cast, as_):
    draft, sent = begun(cast), opened(cast, begun(cast))
    as_(cast.claire).post(f"{LIST}{draft.pk}/removal/")
    assert list(Survey.objects.all()) == [sent]
    with pytest.raises(Refused, match="envoyée"):
        remove_draft(actor=cast.claire, survey=sent)


def test_members_find_what_waits_for_them_and_what_is_shown_to_all(cast, as_):
    draft, sent, shown = (
        begun(cast),
        opened(cast, begun(cast, "pulse")),
        opened(cast, begun(cast, "workshop")),
    )
    Publication.objects.create(survey=shown, by=cast.claire)
    Invitee.objects.filter(survey=shown).update(answered=True)
    page = plain(as_(cast.marc).get(LIST).content.decode())
    assert "Comment allons-nous, ensemble ?" in page
    assert "Avant notre atelier" in page
    assert "De quoi avez-vous besoin ?" not in page
    for survey, status in ((draft, 404), (sent, 403)):
        assert as_(cast.marc).get(f"{LIST}{survey.pk}/").status_code == status
    community = plain(as_(cast.marc).get("/c/en-chemin/").content.decode())
    assert "« Comment allons-nous, ensemble ? » attend votre réponse (1 minute)." in community
    assert "Commencer par écouter" not in community


def test_fewer_people_than_a_survey_takes_are_led_to_interviews(cast, as_):
    page = as_(cast.claire).get(LIST + "new/").content.decode()
    assert reverse("interviews", args=["en-chemin"]) in page
    cast.crowd(10)
    assert (
        reverse("interviews", args=["en-chemin"]) not in as_(cast.claire).get(LIST + "new/").content.decode()
    )


def test_the_list_asks_as_much_for_thirty_surveys_as_for_one(cast, as_):
    opened(cast, begun(cast, "pulse"))
    one = queries_of(as_(cast.claire), LIST)
    for _ in range(29):
        begun(cast, "pulse")
    assert queries_of(as_(cast.claire), LIST) == one
    for person in (cast.claire, cast.marc):
        queries_of(as_(person), LIST + "?page=99")


def test_what_was_said_is_one_button_away_once_a_survey_is_closed(cast, as_):
    sent = opened(cast, begun(cast, "pulse"))
    close_survey(actor=cast.claire, survey=sent)
    page = as_(cast.claire).get(f"{LIST}{sent.pk}/").content.decode()
    assert f'href="{LIST}{sent.pk}/report/"' in page
