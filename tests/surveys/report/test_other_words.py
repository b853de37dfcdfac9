"""What people wrote instead of a choice: from enough of them on, apart, and sorted like open answers."""

from __future__ import annotations

from itertools import pairwise

from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cast import Cast
from essaim.surveys.actions.reports import make_report
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Closing, Question, Sheet, Survey
from essaim.surveys.queries.reading import report_of
from factories.answering import ROOMS, ask, survey_of, texts
from factories.reports import close_and_report, fill, question_in, write

K = 5
WRITTEN = ("Un jardin", "Un jardin partagé", "Un jardin pour tous", "Des vélos", "Rien de plus", "Paul crie")


def with_others(cast: Cast, **fields) -> Survey:
    """By site, with tools: both let people write something else."""
    survey = survey_of(cast, **fields)
    sites = texts(("lyon", "Lyon"), ("paris", "Paris"), ("lille", "Lille"))
    ask(survey, "site", Kind.SINGLE, "Votre site", groups=True, choices=sites, options={"other": True})
    ask(survey, "tools", Kind.MULTIPLE, "Vos outils", choices=texts(*ROOMS), options={"other": True})
    return survey


def test_what_was_written_instead_is_told_sorted_quoted_with_consent_and_taken_away(cast, as_):
    survey = with_others(cast)
    tools = survey.questions.get(key="tools")
    fill(survey, 6, site="lyon", tools=["room", "other"])
    fill(survey, 6, site="paris", tools=["time"])
    write(tools, *WRITTEN[:4], quotable=True)
    write(tools, *WRITTEN[4:])
    told = question_in(close_and_report(survey), "tools")
    assert (told["of"], told["values"]) == (12, [["room", 6], ["time", 6], ["help", 0], ["other", 6]])
    assert told["words"] | {"newest": 0, "quotes": sorted(told["words"]["quotes"])} == {
        "newest": 0,
        "of": 6,
        "themes": [],
        "unsorted": 6,
        "quotes": sorted(WRITTEN[:4]),
    }
    claire, keys = as_(cast.claire), [cast.community.slug, survey.pk]
    where = reverse("sorting-answers", args=[*keys, tools.pk])
    assert "Sort these 3 together" in claire.get(where).content.decode()
    gardens = [one.pk for one in tools.open_answers.filter(text__startswith="Un jardin")]
    claire.post(where, {"answer": gardens, "name": "Jardins"})
    words = question_in(report_of(survey), "tools")["words"]
    assert [(one["name"], one["count"]) for one in words["themes"]] == [("Jardins", 3)]
    page = claire.get(reverse("report", args=keys)).content.decode()
    assert "Something else, in their own words" in page
    assert "<blockquote>Un jardin</blockquote>" in page
    assert WRITTEN[5] not in page
    found = {one["key"]: one for one in report_of(survey).findings["findings"]}
    theme = tools.themes.get()
    assert found[f"question.tools.theme-{theme.pk}"]["of"] == 6
    counts = claire.get(reverse("survey-answers", args=keys)).getvalue().decode()
    assert "tools;Vos outils;;;;Other answers · Jardins;3" in counts
    lines = claire.get(reverse("survey-words", args=keys)).getvalue().decode().splitlines()[1:]
    assert sorted(line.split(";")[3] for line in lines) == sorted(WRITTEN)
    assert (
        "tools;multiple;choice other;Something else"
        in claire.get(reverse("survey-codebook", args=keys)).getvalue().decode()
    )


def test_too_few_words_are_not_told_nor_sorted_nor_taken_away(cast, as_):
    survey = with_others(cast)
    tools = survey.questions.get(key="tools")
    fill(survey, 12, tools=["room", "other"])
    write(tools, *WRITTEN[:4], quotable=True)
    report = close_and_report(survey)
    assert "words" not in question_in(report, "tools")
    claire, keys = as_(cast.claire), [cast.community.slug, survey.pk]
    for name, more in (("report", []), ("sorting-answers", [tools.pk]), ("survey-words", [])):
        answer = claire.get(reverse(name, args=[*keys, *more]))
        assert WRITTEN[0] not in b"".join(answer).decode()
    plain = ask(survey, "plain", Kind.SINGLE, choices=texts(*ROOMS))
    assert claire.get(reverse("sorting-answers", args=[*keys, plain.pk])).status_code == 404


def test_by_name_each_one_s_words_are_beside_their_choices(cast, as_):
    survey = with_others(cast, mode=Survey.Mode.NAMED)
    marc = cast.community.memberships.get(person=cast.marc)
    Sheet.objects.create(survey=survey, membership=marc, answers={"tools": ["other"]})
    write(survey.questions.get(key="tools"), WRITTEN[0], membership=marc)
    file = as_(cast.claire).get(reverse("survey-answers", args=[cast.community.slug, survey.pk]))
    head, line = file.getvalue().decode().splitlines()
    assert head.endswith("Votre site;Votre site – Other;Vos outils;Vos outils – Other")
    assert line.endswith(";;;Other;Un jardin")


SHEETS = some.lists(
    some.tuples(some.sampled_from(("lyon", "paris", "lille", "other", None)), some.integers(0, 3)), max_size=9
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(SHEETS, min_size=1, max_size=3), some.booleans())
def test_words_are_of_enough_people_and_tell_no_segment_that_is_hidden(cast, came, batches):
    release = Survey.Release.IN_BATCHES if batches else Survey.Release.AT_CLOSING
    survey = with_others(cast, release=release, mode=Survey.Mode.CONFIDENTIAL)
    site = survey.questions.get(key="site")
    told = [question_in(one, "site") for one in _reports(survey, site, came) if one]
    for shown in told:
        if words := shown.get("words"):
            assert K <= words["of"] <= dict(shown["segments"])["other"]
    for before, after in pairwise(one["words"]["of"] for one in told if one.get("words")):
        assert after == before or after >= before + K


def _reports(survey: Survey, site: Question, came: list):
    """A report after each lot, one at the closing, and two more once a few have come after all: of four who
    choose “other”, three write."""
    for lot in came:
        for chosen, wrote in lot:
            fill(survey, 1, **({"site": chosen} if chosen else {}))
            if chosen == "other" and wrote:
                write(site, f"Site {wrote}")
        yield make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))
    yield close_and_report(survey)
    Closing.objects.filter(survey=survey).delete()
    fill(survey, 1, site="other")
    write(site, "Un de plus")
    yield make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))
    yield close_and_report(survey)


def test_a_report_that_told_no_words_undoes_none_before_it(cast):
    """Files add two people's words, then more choices: nobody subtracts the first report from the third."""
    survey = with_others(cast, mode="anonymous")
    tools = survey.questions.get(key="tools")
    fill(survey, 6, tools=["other"])
    fill(survey, 6, tools=["time"])
    write(tools, *WRITTEN)
    reports = [close_and_report(survey)]
    fill(survey, 2, tools=["other"])
    fill(survey, 6, site="lyon")
    write(tools, "Le seul jardin", "La seule")
    reports.append(make_report(actor=None, survey=Survey.objects.get(pk=survey.pk)))
    fill(survey, 4, tools=["time"])
    fill(survey, 4, site="lyon")
    reports.append(make_report(actor=None, survey=Survey.objects.get(pk=survey.pk)))
    words = [question_in(report, "tools").get("words") for report in reports]
    assert [one and one["of"] for one in words] == [6, None, 6]
