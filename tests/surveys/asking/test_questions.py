"""Building a survey: kinds shown as they are needed, order, conditions, languages, and mending words."""

from __future__ import annotations

import pytest
from django.utils import translation

from cast import plain
from essaim.people.models import Person
from essaim.surveys.actions.asking.making import begin_survey
from essaim.surveys.actions.asking.questions import (
    add_question,
    change_question,
    mend_wording,
    move_question,
    set_condition,
)
from essaim.surveys.actions.asking.refusals import Refused
from essaim.surveys.actions.asking.sending import close_survey, open_survey
from essaim.surveys.actions.asking.settings import change_settings, put_into
from essaim.surveys.forms.asking.kinds import BY_KIND
from essaim.surveys.forms.asking.lines import listed
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Correction, Question, Sheet, Statement, Survey, WaitingSheet
from essaim.surveys.queries.asking import people_to_ask, questions_of
from essaim.surveys.queries.checks import missing_in
from essaim.surveys.queries.things import survey_for
from house.counting import queries_of

LIST = "/c/en-chemin/surveys/"
YES_NO = [{"key": "yes", "texts": {"fr": "Oui"}}, {"key": "no", "texts": {"fr": "Non"}}]


@pytest.fixture(autouse=True)
def in_french(cast):
    Person.objects.update(language="fr")
    with translation.override("fr"):
        yield


@pytest.fixture
def survey(cast) -> Survey:
    return begin_survey(actor=cast.claire, community=cast.community)


def add(cast, survey: Survey, words: str, kind: str = Kind.TEXT, **fields) -> Question:
    return add_question(actor=cast.claire, survey=survey, kind=kind, texts={"fr": words}, **fields)


def order(survey: Survey) -> list[str]:
    return [one.texts["fr"] for one in questions_of(survey)]


def answered(cast, survey: Survey) -> Survey:
    open_survey(actor=cast.claire, survey=survey, people=people_to_ask(cast.community), by_hand=True)
    WaitingSheet.objects.create(survey=survey, answers={"q1": "yes"})
    return Survey.objects.get(pk=survey.pk)


FILLED = {
    "text": "Quoi ?",
    "choices": "Un\nDeux\n\nTrois",
    "rows": "Un\nDeux",
    "statements": "Tout va bien.\nTout va mal.",
    "points": "10",
    "count": "3",
}


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_can_be_added_shown_and_changed(cast, survey, as_, kind):
    browser, url = as_(cast.claire), f"{LIST}{survey.pk}/questions/new/?kind={kind}"
    assert f"<h1>{BY_KIND[Kind(kind)].name}</h1>" in browser.get(url).content.decode()
    assert browser.post(url, {"text": ""}).status_code == 422
    assert browser.post(url, FILLED | {"text": "Qu\0oi ?"}).status_code == 422
    browser.post(url, FILLED)
    question = Question.objects.get(survey=survey)
    assert (question.kind, question.key, question.texts) == (kind, "q1", {"fr": "Quoi ?"})
    page = f"{LIST}{survey.pk}/questions/{question.pk}/"
    assert "Quoi ?" in plain(browser.get(page).content.decode())
    browser.post(page, FILLED | {"text": "Pourquoi ?"})
    question.refresh_from_db()
    assert question.texts == {"fr": "Pourquoi ?"}


def test_the_kinds_are_chosen_first_a_few_then_the_others(cast, survey, as_):
    page = as_(cast.claire).get(f"{LIST}{survey.pk}/questions/new/?kind=nonsense").content.decode()
    shown = [kind for kind in Kind.values if f'href="?kind={kind}"' in page.partition("<details")[0]]
    assert sorted(shown) == ["multiple", "needs", "scale", "single", "suggestions", "text"]
    assert all(f'href="?kind={kind}"' in page for kind in Kind.values)


def test_what_cannot_be_answered_is_refused_with_a_sentence_and_kept_as_typed(cast, survey, as_):
    url = f"{LIST}{survey.pk}/questions/new/?kind=multiple"
    for typed, sentence in (
        ({"choices": "Un"}, "Donnez au moins deux réponses"),
        ({"choices": "Un\nUn"}, "La ligne 2 dit la même chose"),
        ({"choices": "Un\n" + "x" * 300}, "La ligne 2 a plus de 280 caractères"),
        ({"choices": "\n".join(map(str, range(60)))}, "Il y a 60 lignes"),
        ({"choices": "Un\nDeux", "fewest": "3"}, "Il y a moins de réponses que cela"),
        ({"choices": "Un\nDeux", "fewest": "2", "most": "1"}, "C’est moins que le minimum"),
    ):
        answer = as_(cast.claire).post(url, {"text": "Mes mots", **typed})
        page = plain(answer.content.decode())
        assert (answer.status_code, sentence in page, "Mes mots" in page) == (422, True, True)
    assert not Question.objects.exists()


def test_a_line_keeps_its_key_when_it_moves_or_when_its_words_are_mended():
    known = [{"key": "c1", "texts": {"fr": "Un", "en": "One"}}, {"key": "c2", "texts": {"fr": "Deux"}}]
    moved = listed(["Deux", "Un"], known, "fr")
    assert moved == [known[1], known[0]]
    assert listed(["Un", "Trois"], known, "fr")[1] == {"key": "c2", "texts": {"fr": "Trois"}}
    assert [one["key"] for one in listed(["Zéro", "Un", "Deux"], known, "fr")] == ["c3", "c1", "c2"]


def test_questions_move_by_buttons_and_by_dragging(cast, survey, as_):
    first, _, third = (add(cast, survey, words) for words in ("A", "B", "C"))
    for question, sent, now in (
        (third, {"way": "up"}, "ACB"),
        (first, {"way": "down"}, "CAB"),
        (first, {"to": "3"}, "CBA"),
        (first, {"to": "nonsense"}, "ACB"),
        (first, {"way": "up"}, "ACB"),
    ):
        as_(cast.claire).post(f"{LIST}{survey.pk}/questions/{question.pk}/place/", sent)
        assert "".join(order(survey)) == now


def test_a_removed_question_comes_back_with_what_depended_on_it(cast, survey, as_):
    first = add(cast, survey, "Viendriez-vous ?", Kind.SINGLE, choices=YES_NO)
    second = add(cast, survey, "Pourquoi ?")
    set_condition(actor=cast.claire, question=second, on=first, any_of=["no"])
    page = plain(as_(cast.claire).get(f"{LIST}{survey.pk}/").content.decode())
    assert "Seulement pour « Viendriez-vous ? » : Non" in page
    as_(cast.claire).post(f"{LIST}{survey.pk}/questions/{first.pk}/removal/")
    second.refresh_from_db()
    assert (order(survey), second.condition) == (["Pourquoi ?"], {})
    as_(cast.claire).post(f"{LIST}{survey.pk}/questions/back/")
    second.refresh_from_db()
    assert order(survey) == ["Viendriez-vous ?", "Pourquoi ?"]
    assert second.condition == {"question": "q1", "any": ["no"]}
    assert as_(cast.leila).post(f"{LIST}{survey.pk}/questions/back/").status_code == 404


def test_a_condition_looks_at_an_earlier_question_only(cast, survey, as_):
    first = add(cast, survey, "Viendriez-vous ?", Kind.SINGLE, choices=YES_NO)
    second = add(cast, survey, "Combien ?", Kind.SCALE)
    url = f"{LIST}{survey.pk}/questions/{second.pk}/condition/"
    assert "Viendriez-vous ?" in plain(as_(cast.claire).get(url).content.decode())
    assert "Oui" in as_(cast.claire).get(f"{url}?on=q1").content.decode()
    as_(cast.claire).post(f"{url}?on=q1", {"any": ["yes", "nonsense"]})
    second.refresh_from_db()
    assert second.condition == {"question": "q1", "any": ["yes"]}
    for later in (second, first):
        with pytest.raises(Refused, match="question précédente"):
            set_condition(actor=cast.claire, question=first, on=later, any_of=[1])
    assert move_question(actor=cast.claire, question=second, to=0) == [second]
    second.refresh_from_db()
    assert second.condition == {}
    assert "il n’y en a pas avant celle-ci" in plain(as_(cast.claire).get(url).content.decode())


def test_an_answer_that_is_taken_away_leaves_the_conditions_that_waited_for_it(cast, survey):
    first = add(cast, survey, "Viendriez-vous ?", Kind.SINGLE, choices=YES_NO)
    second = add(cast, survey, "Pourquoi ?")
    set_condition(actor=cast.claire, question=second, on=first, any_of=["no"])
    change_question(actor=cast.claire, question=first, choices=YES_NO[:1])
    second.refresh_from_db()
    assert second.condition == {}


def test_from_the_first_answer_on_only_words_are_mended_and_what_they_were_is_kept(cast, survey, as_):
    question = add(cast, survey, "Viendrez-vou ?", Kind.SINGLE, choices=YES_NO)
    sent = answered(cast, survey)
    question = Question.objects.get(pk=question.pk)
    with pytest.raises(Refused, match="Des personnes ont répondu"):
        add(cast, sent, "Encore ?")
    for verb in ("removal", "place"):
        as_(cast.claire).post(f"{LIST}{sent.pk}/questions/{question.pk}/{verb}/", {"to": "1"})
    page = f"{LIST}{sent.pk}/questions/{question.pk}/"
    refused = as_(cast.claire).post(page, {"text": "Viendrez-vous ?", "choices": "Oui"})
    assert "Il y avait 2 lignes" in plain(refused.content.decode())
    as_(cast.claire).post(page, {"text": "Viendrez-vous ?", "choices": "Oui\nNon", "required": "on"})
    question.refresh_from_db()
    traced = Correction.objects.get()
    assert (traced.before, traced.after, traced.by) == (
        {"texts": {"fr": "Viendrez-vou ?"}}, {"texts": {"fr": "Viendrez-vous ?"}}, cast.claire,
    )  # fmt: skip
    assert not question.required
    assert "Mots corrigés" in as_(cast.claire).get(page).content.decode()
    assert "mots corrigés 1 fois" in plain(
        as_(cast.claire).get(f"{LIST}{sent.pk}/questions/").content.decode()
    )
    with pytest.raises(Refused, match="Seuls les mots"):
        mend_wording(actor=cast.claire, question=question, choices=YES_NO[:1])
    assert mend_wording(actor=cast.claire, question=question, texts=question.texts) is None


def test_promises_hold_once_the_survey_is_sent(cast, survey, as_):
    add(cast, survey, "Quoi ?")
    url = f"{LIST}{survey.pk}/settings/"
    form = {"title": "Dites-nous", "mode": "named", "threshold": "7", "release": "closing"}
    assert as_(cast.claire).post(url, form | {"closes_on": "2020-01-01"}).status_code == 422
    assert as_(cast.claire).post(url, form | {"threshold": "2"}).status_code == 422
    as_(cast.claire).post(url, form | {"open_link": "on"})
    survey.refresh_from_db()
    assert (survey.mode, survey.threshold, survey.open_link, survey.titles) == (
        "named", 7, True, {"fr": "Dites-nous"},
    )  # fmt: skip
    sent = answered(cast, survey)
    as_(cast.claire).post(url, form | {"mode": "anonymous", "threshold": "3"})
    sent.refresh_from_db()
    assert (sent.mode, sent.threshold, sent.open_link) == ("named", 7, False)
    with pytest.raises(Refused, match="promesse"):
        change_settings(actor=cast.claire, survey=sent, threshold=3)


def test_what_another_pilot_did_since_the_page_was_read_holds(cast, survey):
    add(cast, survey, "Quoi ?")
    read = survey_for(cast.claire, community="en-chemin", survey=survey.pk)
    open_survey(actor=cast.claire, survey=survey, people=people_to_ask(cast.community), by_hand=True)
    with pytest.raises(Refused, match="promesse"):
        change_settings(actor=cast.claire, survey=read, mode="named")
    read = survey_for(cast.claire, community="en-chemin", survey=survey.pk)
    put_into(actor=cast.claire, survey=survey, language="de", words={"": {"titles": "Sagen Sie"}})
    put_into(actor=cast.claire, survey=read, language="en", words={"": {"titles": "Tell us"}})
    survey.refresh_from_db()
    assert (survey.mode, survey.titles["de"], survey.titles["en"]) == ("anonymous", "Sagen Sie", "Tell us")
    close_survey(actor=cast.claire, survey=survey)
    with pytest.raises(Refused, match="copiez-la"):
        add(cast, read, "Encore ?")


def test_the_words_of_a_closed_survey_stay_as_they_were_answered(cast, as_):
    cast.community.languages = ["fr", "en"]
    cast.community.save()
    survey = begin_survey(actor=cast.claire, community=cast.community)
    question = add(cast, survey, "Viendriez-vous ?")
    sent, claire = answered(cast, survey), as_(cast.claire)
    close_survey(actor=cast.claire, survey=sent)
    page, texts = f"{LIST}{sent.pk}/questions/{question.pk}/", f"{LIST}{sent.pk}/texts/?in=en"
    assert claire.post(page, {"text": "Partiriez-vous ?"}).status_code == 422
    claire.post(texts, {":titles:": "Tell us", "q1:texts:": "Would you leave?"})
    assert "restent telles" in plain(claire.get(texts).content.decode())
    with pytest.raises(Refused, match="copiez-la"):
        put_into(actor=cast.claire, survey=sent, language="en", words={"q1": {"texts": "Would you leave?"}})
    question.refresh_from_db()
    sent.refresh_from_db()
    assert (question.texts, sent.titles["en"]) == ({"fr": "Viendriez-vous ?"}, "Tell us")
    assert not Correction.objects.exists()


def test_what_was_typed_is_not_lost_when_a_question_can_no_longer_be_added(cast, survey, as_):
    add(cast, survey, "Quoi ?")
    answered(cast, survey)
    new = f"{LIST}{survey.pk}/questions/new/?kind=text"
    answer = as_(cast.claire).post(new, {"text": "Longuement écrit"})
    assert answer.status_code == 422
    shown = plain(answer.content.decode())
    assert "Longuement écrit" in shown
    assert "Des personnes ont répondu" in shown


def test_the_ends_of_a_scale_are_emptied_in_a_language(cast, as_):
    cast.community.languages = ["fr", "en"]
    cast.community.save()
    survey = begin_survey(actor=cast.claire, community=cast.community)
    ends = {"fr": ["pas du tout", "tout à fait"]}
    question = add(cast, survey, "À votre place ?", Kind.SCALE, options={"ends": ends})
    for low, high in (("not at all", "very much"), ("", "")):
        words = {"q1:texts:": "At home?", "q1:low:": low, "q1:high:": high}
        as_(cast.claire).post(f"{LIST}{survey.pk}/texts/?in=en", words)
        question.refresh_from_db()
        assert question.options["ends"] == (ends | {"en": [low, high]} if low else ends)


def test_those_who_moderate_are_named_and_somebody_unknown_is_refused(cast, survey, as_):
    add(cast, survey, "D’accord ?", Kind.STATEMENTS, statements=["Tout va bien."])
    form = {
        "title": "Dites",
        "mode": "anonymous",
        "threshold": "5",
        "release": "closing",
        "statements": "closing",
    }
    url = f"{LIST}{survey.pk}/settings/"
    refused = as_(cast.claire).post(url, form | {"moderators": "Zoé Personne"})
    assert "Personne ici ne s’appelle « Zoé Personne »" in plain(refused.content.decode())
    as_(cast.claire).post(url, form | {"moderators": "leila haddad\nsonia@exemple.fr"})
    names = survey.moderators.values_list("membership__person__email", flat=True)
    assert sorted(names) == ["leila@exemple.fr", "sonia@exemple.fr"]
    assert Statement.objects.get().text == "Tout va bien."


def test_texts_are_written_in_each_language_one_beside_the_other(cast, as_):
    cast.community.languages = ["fr", "en"]
    cast.community.save()
    survey = begin_survey(actor=cast.claire, community=cast.community)
    question = add(cast, survey, "Viendriez-vous ?", Kind.SINGLE, choices=YES_NO)
    assert missing_in(survey, questions_of(survey), "en") == 4
    url = f"{LIST}{survey.pk}/texts/?in=en"
    assert "Viendriez-vous ?" in plain(as_(cast.claire).get(url).content.decode())
    words = {":titles:": "Tell us", "q1:texts:": "Would you come?", "q1:choices:yes": "Yes"}
    as_(cast.claire).post(url, words)
    question.refresh_from_db()
    survey.refresh_from_db()
    assert survey.titles["en"] == "Tell us"
    assert question.texts == {"fr": "Viendriez-vous ?", "en": "Would you come?"}
    assert question.choices == [{"key": "yes", "texts": {"fr": "Oui", "en": "Yes"}}, YES_NO[1]]
    assert missing_in(survey, questions_of(survey), "en") == 1
    assert as_(cast.claire).get(f"{LIST}{survey.pk}/texts/?in=xx").status_code == 404
    Sheet.objects.create(survey=survey)
    as_(cast.claire).post(url, words | {"q1:choices:no": "No"})
    assert Correction.objects.get().after["choices"][1]["texts"] == {"fr": "Non", "en": "No"}


def test_the_builder_asks_as_much_for_thirty_questions_as_for_one(cast, survey, as_):
    add(cast, survey, "1")
    one = queries_of(as_(cast.claire), f"{LIST}{survey.pk}/")
    for number in range(2, 31):
        add(cast, survey, str(number))
    assert queries_of(as_(cast.claire), f"{LIST}{survey.pk}/") == one
