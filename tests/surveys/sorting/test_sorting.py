"""Pilots sort what people wrote; the findings follow, and everything can be taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from essaim.journal.models import Fact
from essaim.surveys.actions import sorting as actions
from essaim.surveys.actions.reports import sort_again
from essaim.surveys.models import OpenAnswer, Question, Theme
from essaim.surveys.queries.reading import report_of
from essaim.surveys.queries.sorting import shuffled_keys
from factories.answering import ask, survey_of
from factories.reports import by_site, close_and_report, fill, question_in, write
from house.counting import queries_of

ALIKE = (
    "Une salle calme pour travailler",
    "Une salle calme pour travailler ensemble",
    "Il faudrait une salle calme pour travailler",
)
LOOSE = ("Moins de courriels", "Le mardi soir", "Des repas partagés")


def page(name: str, question: Question) -> str:
    keys = [question.survey.community.slug, question.survey_id, question.pk]
    return reverse(name, args=keys if name != "sorting" else keys[:2])


def written(cast, *words: str) -> Question:
    """The open question of a survey that is closed and told."""
    survey = by_site(cast)
    question = survey.questions.get(key="ideas")
    fill(survey, 6, calm=4)
    write(question, *words, quotable=True)
    close_and_report(survey)
    return Question.objects.select_related("survey__community").get(pk=question.pk)


def told(question: Question) -> dict[str, int]:
    document = question_in(report_of(question.survey), question.key)
    return {one["name"]: one["count"] for one in document["themes"]} | {"": document["unsorted"]}


def test_nothing_shows_before_the_survey_is_closed_and_enough_have_written(cast, as_):
    survey = by_site(cast)
    question = survey.questions.get(key="ideas")
    fill(survey, 6, calm=4)
    answers = write(question, *ALIKE, *LOOSE)
    claire = as_(cast.claire)
    for where in (page("sorting", question), page("sorting-answers", question)):
        shown = claire.get(where).content.decode()
        assert "What people wrote shows once" in shown
        assert ALIKE[0] not in shown
    claire.post(page("sorting-answers", question), {"answer": answers[0].pk, "name": "Lieux"})
    claire.post(page("sorting-hiding", question), {"answer": answers[0].pk, "hidden": "on"})
    assert not OpenAnswer.objects.exclude(theme=None, hidden=False).exists()
    few = ask(survey, "few", "text")
    write(few, "Moi", "Toi")
    close_and_report(survey)
    assert ALIKE[0] in claire.get(page("sorting-answers", question)).content.decode()
    assert "Toi" not in claire.get(page("sorting-answers", few)).content.decode()
    assert [dict(one.counts) for one in claire.get(page("sorting", question)).context["questions"]] == [
        {"waiting": 6},
        {},
    ]


def test_answers_are_sorted_together_and_one_by_one_and_the_findings_follow(cast, as_):
    question = written(cast, *ALIKE, *LOOSE)
    claire, where = as_(cast.claire), page("sorting-answers", question)
    first = claire.get(where)
    (group,) = first.context["groups"]
    assert {one.text for one in group} == set(ALIKE)
    assert "Sort these 3 together" in first.content.decode()
    claire.post(where, {"answer": [one.pk for one in group[:2]], "name": " Lieux "})
    lieux = Theme.objects.get()
    assert (lieux.name, told(question)) == ("Lieux", {"Lieux": 2, "": 4})
    rows = {row.answer.text: row.near for row in claire.get(where).context["rows"]}
    assert rows[group[2].text] == (lieux,)
    assert rows["Moins de courriels"] == ()
    answer = claire.post(where, {"answer": group[2].pk, "theme": lieux.pk}, follow=True)
    assert "1 answer is in “Lieux”." in answer.content.decode()
    assert told(question) == {"Lieux": 3, "": 3}
    claire.post(page("sorting-back", question))
    assert told(question) == {"Lieux": 2, "": 4}
    assert (
        "Sort the answers"
        in claire.get(reverse("report", args=["en-chemin", question.survey_id])).content.decode()
    )


def test_themes_are_renamed_and_merged_and_it_is_taken_back(cast, as_):
    question = written(cast, *ALIKE, *LOOSE)
    claire, where = as_(cast.claire), page("sorting-answers", question)
    keys = list(question.open_answers.order_by("pk").values_list("pk", flat=True))
    claire.post(where, {"answer": keys[:3], "name": "Lieux"})
    claire.post(where, {"answer": keys[3:5], "name": "Temps"})
    lieux, temps = question.themes.all()
    clash = claire.post(
        f"{page('sorting-name', question)}?theme={temps.pk}", {"theme": temps.pk, "name": "Lieux"}
    )
    assert clash.status_code == 422
    assert "merge the two" in clash.content.decode()
    claire.post(page("sorting-name", question), {"theme": temps.pk, "name": "Rythme"})
    assert told(question) == {"Lieux": 3, "Rythme": 2, "": 1}
    claire.post(page("sorting-back", question))
    assert told(question) == {"Lieux": 3, "Temps": 2, "": 1}
    claire.post(page("sorting-merge", question), {"theme": temps.pk, "into": lieux.pk})
    assert told(question) == {"Lieux": 5, "": 1}
    claire.post(page("sorting-back", question))
    assert told(question) == {"Lieux": 3, "Temps": 2, "": 1}
    nothing = claire.post(page("sorting-back", question), follow=True)
    assert "nothing left to take back" in nothing.content.decode()
    claire.post(where, {"answer": keys[5], "name": "Repas"})
    claire.post(page("sorting-back", question))
    assert not question.themes.filter(name="Repas").exists()
    assert (
        claire.post(page("sorting-merge", question), {"theme": temps.pk, "into": temps.pk}).status_code == 422
    )


def test_of_two_acts_on_a_theme_the_second_is_told_what_the_first_did(cast, as_):
    question = written(cast, *ALIKE, *LOOSE)
    keys = list(question.open_answers.order_by("pk"))
    for name, some in (("Lieux", keys[:3]), ("Temps", keys[3:5]), ("Repas", keys[5:])):
        actions.sort_answers(actor=cast.claire, question=question, answers=some, theme=name)
    lieux, temps, repas = question.themes.all()
    actions.rename_theme(actor=cast.claire, theme=lieux, name="Ensemble")
    with pytest.raises(ValidationError, match="merge the two"):
        actions.rename_theme(actor=cast.leila, theme=temps, name="Ensemble")
    actions.merge_themes(actor=cast.claire, theme=repas, into=lieux)
    for act in (
        lambda: actions.rename_theme(actor=cast.leila, theme=repas, name="Cuisine"),
        lambda: actions.merge_themes(actor=cast.leila, theme=temps, into=repas),
        lambda: actions.merge_themes(actor=cast.leila, theme=repas, into=temps),
        lambda: actions.sort_answers(actor=cast.leila, question=question, answers=keys[:1], theme=repas),
    ):
        with pytest.raises(ValidationError, match="no longer there"):
            act()
    assert told(question) == {"Ensemble": 4, "Temps": 2, "": 0}
    # The pages of somebody who read them before.
    claire = as_(cast.claire)
    for name, stale in (
        ("sorting-name", {"theme": repas.pk, "name": "Cuisine"}),
        ("sorting-name", {"theme": temps.pk, "name": "Ensemble"}),
        ("sorting-merge", {"theme": temps.pk, "into": repas.pk}),
    ):
        assert claire.post(page(name, question), stale).status_code == 422
    facts = Fact.objects.filter(verb__in=["answers.sorted", "theme.renamed", "themes.merged"])
    assert [(fact.verb, fact.details) for fact in facts.order_by("pk")] == [
        ("answers.sorted", {"count": 3, "theme": lieux.pk}),
        ("answers.sorted", {"count": 2, "theme": temps.pk}),
        ("answers.sorted", {"count": 1, "theme": repas.pk}),
        ("theme.renamed", {"theme": lieux.pk}),
        ("themes.merged", {"count": 1, "theme": lieux.pk}),
    ]


def test_an_answer_that_names_somebody_is_hidden_and_shown_again(cast, as_):
    question = written(cast, "Paul exagère", *LOOSE, "Du temps")
    claire, where = as_(cast.claire), page("sorting-answers", question)
    paul = question.open_answers.get(text="Paul exagère")
    hide = page("sorting-hiding", question)
    claire.post(hide, {"answer": paul.pk, "hidden": "on"})
    document = question_in(report_of(question.survey), "ideas")
    assert (document["of"], len(document["quotes"])) == (5, 4)
    assert "Paul exagère" not in document["quotes"]
    assert "Paul exagère" not in claire.get(where).content.decode()
    assert "Paul exagère" in claire.get(f"{where}?theme=hidden").content.decode()
    claire.post(page("sorting-back", question))
    claire.post(hide, {"answer": paul.pk, "hidden": "on"})
    claire.post(hide, {"answer": paul.pk})
    assert "Paul exagère" in claire.get(where).content.decode()


def test_what_is_sent_wrong_changes_nothing_and_nothing_typed_is_lost(cast, as_):
    question = written(cast, *ALIKE, *LOOSE)
    other = ask(question.survey, "more", "text")
    theirs, foreign = Theme.objects.create(question=other, name="Ailleurs"), write(other, "Autre")[0]
    mine = question.open_answers.first()
    claire, where = as_(cast.claire), page("sorting-answers", question)
    for bad in (
        {"answer": mine.pk, "theme": theirs.pk},
        {"answer": foreign.pk, "name": "Lieux"},
        {"answer": [mine.pk, foreign.pk], "name": "Lieux"},
        {"answer": mine.pk},
        {"name": "Lieux"},
        {"answer": "²", "name": "Lieux"},
        {"answer": "9" * 40, "name": "Lieux"},
        {"answer": mine.pk, "theme": "9" * 40},
        {"answer": mine.pk, "name": "a\0b"},
        {"answer": mine.pk, "name": "x" * 10 * 2**20},
    ):
        answer = claire.post(where, bad)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
        assert len(answer.content) < 200_000
    assert (
        'value="Lieux à nous"'
        in claire.post(where, {"answer": [mine.pk, foreign.pk], "name": "Lieux à nous"}).content.decode()
    )
    for name in ("sorting-hiding", "sorting-name", "sorting-merge"):
        bad = {"answer": foreign.pk, "theme": theirs.pk, "into": theirs.pk, "name": "x"}
        assert claire.post(page(name, question), bad).status_code == 422
    assert OpenAnswer.objects.filter(theme=None, hidden=False).count() == 7
    assert list(Theme.objects.all()) == [theirs]
    scale = question.survey.questions.get(key="calm")
    assert claire.get(page("sorting-answers", scale)).status_code == 404


@pytest.mark.parametrize("name", ["sorting", "sorting-answers"])
def test_only_pilots_sort(cast, as_, name):
    question = written(cast, *ALIKE, *LOOSE)
    assert as_(cast.marc).get(page(name, question)).status_code == 403


def test_twenty_answers_cost_as_many_queries_as_one(cast, as_):
    question = written(cast, *ALIKE, *LOOSE)
    claire, where = as_(cast.claire), page("sorting-answers", question)
    question.themes.create(name="Lieux")
    question.open_answers.exclude(text=LOOSE[0]).update(theme=Theme.objects.get())
    claire.get(where)
    one = queries_of(claire, where)
    OpenAnswer.objects.update(theme=None)
    write(question, *(f"Mot {n} et encore {n * 7}" for n in range(30)))
    sort_again(question=question)
    assert claire.get(where).context["page"].paginator.count == 36
    assert queries_of(claire, where) == one


def test_the_order_says_nothing_and_stays(cast):
    survey = survey_of(cast)
    question = ask(survey, "ideas", "text")
    keys = [one.pk for one in write(question, *(f"Mot {n}" for n in range(12)))]
    found = shuffled_keys(question.open_answers.all())
    assert sorted(found) == keys != found
    assert found == shuffled_keys(question.open_answers.order_by("-pk"))
