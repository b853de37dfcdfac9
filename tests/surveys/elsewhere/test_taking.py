from __future__ import annotations

import io
import json
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.surveys.actions.reports import make_report
from essaim.surveys.findings.counted import Counted
from essaim.surveys.findings.document import document
from essaim.surveys.findings.shapes import counter_for
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Correction, OpenAnswer, Question, Sheet, Survey
from essaim.surveys.taking import counts
from essaim.surveys.taking.sheets import lines
from factories.answering import ROOMS, ask, closed, survey_of, texts
from factories.reports import by_site, close_and_report, fill, write
from house.counting import queries_of

FILES = ("answers.csv", "words.csv", "codebook.csv", "survey.xlsx")


@pytest.fixture
def take(cast, as_):
    def take(survey: Survey, name: str) -> bytes:
        answer = as_(cast.claire).get(f"/c/en-chemin/surveys/{survey.pk}/export/{name}")
        assert answer.status_code == 200
        return b"".join(answer)

    return take


def test_an_anonymous_survey_gives_counts_and_words_apart_never_a_line(cast, as_, take):
    survey = by_site(cast)
    fill(survey, 12, site="lyon", calm=4, needs={"room": [5, 2]}, nps=10)
    fill(survey, 8, site="paris", calm="none", needs={"room": [4, 1]}, nps=6)
    fill(survey, 3, site="lille", calm=1, nps=8)
    ideas = survey.questions.get(key="ideas")
    write(ideas, "=cmd()", *(f"Idée {n}" for n in range(6)))
    OpenAnswer.objects.filter(text="Idée 5").update(hidden=True)
    Correction.objects.create(
        question=ideas, before={"texts": {"fr": "Idé ?"}}, after={"texts": {"fr": "Idée ?"}}
    )
    close_and_report(survey)
    told = take(survey, "answers.csv").decode()
    assert told.startswith("\ufeffkey;question;row;broken down by;group;answer;number")
    rows = [line.split(";") for line in told.splitlines()[1:]]
    assert ["nps", "Nous recommanderiez-vous ?", "", "", "", "10", "12"] in rows
    assert ["calm", "Vous sentez-vous à votre place ?", "", "Votre site", "Lyon", "4", "12"] in rows
    # Lille is three people: neither it nor the one it could be found from is told.
    assert {row[4] for row in rows} == {"", "Lyon", "Small groups together"}
    words = take(survey, "words.csv").decode()
    assert sorted(line.split(";")[3] for line in words.splitlines()[1:]) == [
        "'=cmd()",
        *(f"Idée {n}" for n in range(5)),
    ]
    assert take(survey, "words.csv").decode() == words
    code = take(survey, "codebook.csv").decode()
    assert "mended wording;Idé ? → Idée ?" in code
    assert "Answers of one person are never side by side" in code
    book = openpyxl.load_workbook(io.BytesIO(take(survey, "survey.xlsx")))
    assert book.sheetnames == ["Answers", "Open answers", "Codebook"]
    assert [cell.value for cell in book["Answers"][1]] == rows_head(told)
    assert ("nps", 12) in {(row[0].value, row[6].value) for row in book["Answers"]}
    page = as_(cast.claire).get(f"/c/en-chemin/surveys/{survey.pk}/export/").content.decode()
    assert all(name in page for name in FILES)


def rows_head(told: str) -> list[str]:
    return told.splitlines()[0].removeprefix("\ufeff").split(";")


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_below_the_threshold_and_for_others_than_pilots_there_is_nothing(cast, as_, take, mode):
    survey = by_site(cast, mode=mode)
    fill(survey, 4, site="lyon", calm=4)
    write(survey.questions.get(key="ideas"), "Une idée", "Une autre")
    assert make_report(actor=None, survey=closed(survey)) is None
    assert len(take(survey, "answers.csv").decode().splitlines()) == 1
    assert len(take(survey, "words.csv").decode().splitlines()) == 1
    book = openpyxl.load_workbook(io.BytesIO(take(survey, "survey.xlsx")))
    assert [book[name].max_row for name in ("Answers", "Open answers")] == [1, 1]
    here = f"/c/en-chemin/surveys/{survey.pk}/export/"
    assert "answers.csv" not in as_(cast.claire).get(here).content.decode()
    for name in ("", *FILES):
        assert as_(cast.marc).get(here + name).status_code == 403
        assert as_(cast.diane).get(here + name).status_code == 404
    with pytest.raises(ValueError, match=mode):
        list(lines(survey, []))


def test_times_are_told_in_words_not_by_their_keys(cast, take):
    survey = survey_of(cast, mode="named")
    ask(survey, "when", Kind.AVAILABILITY, "Quand ?")
    gone = cast.slot(4, 9 * 60)
    said = {"possible": [cast.tuesday.pk, gone.pk], "preferred": [cast.thursday.pk]}
    for one in [cast.membership(cast.marc), *cast.crowd(5)]:
        Sheet.objects.create(survey=survey, membership=one, answers={"when": said})
    close_and_report(survey)
    cell = "Tuesday 18:30 · Possible; Friday 9:00 · Possible; Thursday 20:00 · Preferred"
    assert cell in take(survey, "answers.csv").decode().replace('"', "")
    told = {line[5]: line[6] for line in counts.lines(survey.reports.get().findings)}
    assert told == {
        "people who answered": 6,
        "Tuesday 18:30 · Possible": 6,
        "Tuesday 18:30 · Preferred": 0,
        "Thursday 20:00 · Possible": 0,
        "Thursday 20:00 · Preferred": 6,
        "Friday 9:00 · Possible": 6,
        "Friday 9:00 · Preferred": 0,
    }
    gone.delete()
    assert f"{said['possible'][1]} · Possible" in take(survey, "answers.csv").decode()


def test_a_survey_by_name_gives_a_line_a_person_with_what_they_wrote(cast, as_, take):
    survey = survey_of(cast, mode="named")
    ask(survey, "site", Kind.SINGLE, "Site", choices=texts(("lyon", "Lyon"), ("paris", "Paris")))
    ask(survey, "wish", Kind.MULTIPLE, "Souhaits", choices=texts(("a", "-Pairs"), ("b", "Outils")))
    ask(survey, "needs", Kind.NEEDS, "Besoins", rows=texts(*ROOMS))
    ask(survey, "ideas", Kind.TEXT, "Une idée ?")
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    Sheet.objects.create(survey=survey, membership=nadia, answers={"site": "other"})
    Sheet.objects.create(
        survey=survey,
        membership=marc,
        answers={"site": "lyon", "wish": ["a", "b"], "needs": {ROOMS[0][0]: [5, None]}},
    )
    write(survey.questions.get(key="ideas"), "+1", membership=marc)
    head, first, second = (line.split(";") for line in take(survey, "answers.csv").decode().splitlines())
    assert head[:4] == ["\ufeffname", "address", "Site", "Souhaits"]
    assert first[:3] == ["Marc Petit", "marc@exemple.fr", "Lyon"]
    assert take(survey, "answers.csv").decode().count("'-Pairs; Outils") == 1
    assert second[:3] == ["Nadia Benali", "nadia@exemple.fr", "Other"]
    assert "'+1" in take(survey, "answers.csv").decode()
    client = as_(cast.claire)
    here = f"/c/en-chemin/surveys/{survey.pk}/export/"
    at_two = queries_of(client, here)
    for each in cast.crowd(28):
        Sheet.objects.create(survey=survey, membership=each, answers={"site": "paris"})
    assert queries_of(client, here) == at_two


SITES, TEAMS = ("lyon", "paris", "lille"), ("jour", "nuit")
K = 5


def asked() -> list[Question]:
    def of(key: str, kind: str, keys: tuple[str, ...] = (), **more: object) -> Question:
        return Question(key=key, kind=kind, texts={"fr": key}, choices=texts(*((k, k) for k in keys)), **more)

    return [
        of("site", Kind.SINGLE, SITES, groups=True),
        of("team", Kind.SINGLE, TEAMS, groups=True),
        of("calm", Kind.SCALE),
        of("wish", Kind.SINGLE, ("a", "b")),
    ]


def told(sheets: list[dict[str, object]]) -> list[list[object]]:
    questions = asked()
    counter = counter_for(questions, {}).add_all(map(json.dumps, sheets))
    found = document(Counted(Survey(threshold=K), questions, counter))
    return list(counts.lines(found, "fr"))


people = st.lists(
    st.fixed_dictionaries(
        {"site": st.sampled_from(SITES), "team": st.sampled_from(TEAMS)},
        optional={"calm": st.integers(1, 5), "wish": st.sampled_from("ab")},
    ),
    min_size=K,
    max_size=40,
)


@given(people, st.integers(0, 2**16))
@settings(max_examples=50)
def test_what_one_person_answered_is_never_side_by_side(sheets, seed):
    """Exchange answers to one question among people of the same groups: the file is the same."""
    mixed = [dict(sheet) for sheet in sheets]
    chance = Random(seed)
    for site in SITES:
        for team in TEAMS:
            alike = [one for one in mixed if (one["site"], one["team"]) == (site, team)]
            answers = [one.pop("wish", None) for one in alike]
            chance.shuffle(answers)
            for one, answer in zip(alike, answers, strict=True):
                if answer:
                    one["wish"] = answer
    assert told(mixed) == told(sheets)


@given(people)
@settings(max_examples=50)
def test_no_group_below_the_threshold_can_be_read_or_subtracted(sheets):
    found = told(sheets)
    everybody = {row[0]: row[6] for row in found if row[5] == counts.answered() and not row[3]}
    groups = [row for row in found if row[3] and row[5] == counts.answered()]
    assert all(row[6] >= K for row in groups)
    for key in ("calm", "wish"):
        for name in ("site", "team"):
            parts = [row[6] for row in groups if (row[0], row[3]) == (key, name)]
            assert not parts or sum(parts) == everybody[key]
