"""A sheet to print, and the sheets that come back."""

from __future__ import annotations

from django.urls import reverse

from essaim.surveys.models import Invitee, Sheet, Survey, WaitingSheet
from factories.answering import closed, invite, one_of_each, survey_of
from house.counting import queries_of


def page(name: str, survey: Survey) -> str:
    return reverse(name, args=[survey.community.slug, survey.pk])


def test_the_sheet_has_boxes_for_all_its_number_and_a_code_for_phones(cast, as_):
    survey = survey_of(cast, open_link=True)
    one_of_each(survey)
    shown = as_(cast.claire).get(page("survey-paper", survey)).content.decode()
    for part in ("Votre métier", "Le mardi convient", f"survey no. {survey.pk}, version 1", "<svg viewBox",
                 "do not write your name", "/survey/open/", "Only if you answered École"):  # fmt: skip
        assert part in shown, part
    assert as_(cast.marc).get(page("survey-paper", survey)).status_code == 403


def test_anonymous_sheets_are_entered_one_after_the_other_and_shuffled_with_the_others(cast, as_):
    survey, claire = survey_of(cast, threshold=3), as_(cast.claire)
    one_of_each(survey)
    path = page("survey-sheet-new", survey)
    for job in ("a", "b"):
        assert claire.post(path, {"q.job": job})["Location"] == path
    assert claire.get(path).context["entered"] == 2
    assert WaitingSheet.objects.filter(source="paper").count() == 2
    assert claire.post(path, {"q.calm": "9"}).status_code == 422
    claire.post(path, {"q.job": "a"})
    assert claire.get(path).context["entered"] == 3
    assert sorted(Sheet.objects.values_list("source", "membership", "answers__job")) == [
        ("paper", None, "a"), ("paper", None, "a"), ("paper", None, "b"),
    ]  # fmt: skip
    assert not Invitee.objects.exists()


def test_by_name_the_sheet_goes_to_somebody_who_has_not_answered(cast, as_):
    survey, claire = survey_of(cast, mode=Survey.Mode.NAMED), as_(cast.claire)
    one_of_each(survey)
    marc, nadia = invite(survey, cast.membership(cast.marc), cast.membership(cast.nadia))
    path = page("survey-sheet-new", survey)
    claire.post(path, {"q.job": "a", "whose": marc.pk})
    claire.post(path, {"q.job": "b", "whose": "999999"})
    assert [one.pk for one in claire.get(path).context["waiting"]] == [nadia.pk]
    assert list(Sheet.objects.order_by("pk").values_list("membership", "source")) == [
        (marc.membership_id, "paper"),
        (None, "paper"),
    ]
    few = queries_of(claire, path)
    invite(survey, *cast.crowd(30))
    assert queries_of(claire, path) == few


def test_nothing_is_entered_into_a_survey_that_is_closed(cast, as_):
    survey, claire = survey_of(cast), as_(cast.claire)
    one_of_each(survey)
    closed(survey)
    path = page("survey-sheet-new", survey)
    assert "Sheets can be entered while the survey is open." in claire.get(path).content.decode()
    assert claire.post(path, {"q.job": "a"}).status_code == 422
    assert not WaitingSheet.objects.exists()
