from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from essaim.communities.queries.lists import outcomes_of
from essaim.core import jobs
from essaim.engines.tallies import Counter, recommendation
from essaim.surveys.models import AnswersFile, Invitee, OpenAnswer, Opening, Question, Sheet, Survey
from house.counting import queries_of

PAGE = "/c/en-chemin/surveys/from-elsewhere/"
CARPENTRIES = Path(__file__).parent / "carpentries"
FORM = (
    "Horodateur;Adresse e-mail;Je me sens à ma place;À quel point êtes-vous satisfait·e ?;"
    "Que venez-vous chercher ? (plusieurs réponses);Site;Un mot ?\r\n"
)
SITES = ("Lyon", "Nantes")
WISHES = ("Des pairs, De l’écoute", "Des pairs", "De l’écoute, Des outils", "Des outils, Des pairs")


def rows(count: int = 12) -> str:
    agree = ("Tout à fait d’accord", "Plutôt d’accord", "Pas du tout d’accord", "Ne sait pas")
    happy = ("Très satisfait", "Plutôt satisfait(e)", "Pas du tout satisfait")
    return FORM + "".join(
        f"2026/11/{n % 28 + 1:02d} 10:0{n % 10};{who(n)};{agree[n % 4]};{happy[n % 3]};{WISHES[n % 4]};"
        f"{SITES[n % 2]};{'=1+1 mot' if n == 0 else f'Mot de {n}' if n % 3 else ''}\r\n"
        for n in range(count)
    )


def who(n: int) -> str:
    return f"personne{n:03d}@exemple.fr"


@pytest.fixture
def bring(cast, as_):
    def bring(content, name="reponses.csv", **said):
        data = content if isinstance(content, bytes) else content.encode()
        told = {"mode": "anonymous", "title": "Enquête de rentrée"} | said
        answer = as_(cast.claire).post(f"{PAGE}new/", {"file": SimpleUploadedFile(name, data), **told})
        assert answer.status_code == 302, answer.context["form"].errors
        return AnswersFile.objects.latest("pk")

    return bring


@pytest.fixture
def confirm(cast, as_):
    def confirm(answers):
        as_(cast.claire).post(f"{PAGE}{answers.pk}/confirmation/")
        answers.refresh_from_db()
        return answers

    return confirm


def score(survey: Survey) -> tuple[float, int]:
    question = survey.questions.get(kind="recommend")
    counter = Counter({question.key: "one"})
    counter.add_all(map(json.dumps, survey.sheets.values_list("answers", flat=True).iterator()))
    found = recommendation(counter.tally(question.key).counts)
    assert found is not None
    return round(found.score, 1), found.of


@pytest.mark.parametrize(
    ("name", "sheets", "expected"),
    [
        ("carpentrycon_2020_feedback.csv", 124, (62.1, 124)),
        ("instructor_training_post_2018.csv", 911, (48.4, 889)),
    ],
)
def test_the_recommendation_of_real_surveys_comes_out_as_they_published_it(
    bring, confirm, name, sheets, expected
):
    survey = confirm(bring((CARPENTRIES / name).read_bytes(), name)).survey
    assert (survey.sheets.count(), score(survey)) == (sheets, expected)


def test_a_french_form_is_understood_shown_and_written_as_a_closed_anonymous_survey(
    cast, as_, bring, confirm
):
    answers = bring(rows().encode("cp1252"))
    shown = as_(cast.claire).get(f"{PAGE}{answers.pk}/")
    assert [(c["kind"], c["sure"]) for c in answers.checked["columns"]] == [
        ("ignore", True),
        ("ignore", True),
        ("scale", True),
        ("scale", True),
        ("multiple", True),
        ("single", True),
        ("text", True),
    ]
    assert Survey.objects.count() == Sheet.objects.count() == 0
    assert "personne001" not in shown.content.decode()
    survey = confirm(answers).survey
    assert (str(survey), survey.mode, survey.is_closed) == ("Enquête de rentrée", "anonymous", True)
    place, happy, wishes, site, word = survey.questions.all()
    assert (place.texts, place.options) == (
        {"fr": "Je me sens à ma place"},
        {"ends": {"fr": ["Pas du tout d’accord", "Tout à fait d’accord"]}},
    )
    assert [one["texts"]["fr"] for one in wishes.choices] == ["Des pairs", "De l’écoute", "Des outils"]
    expected = sorted(
        str({
            place.key: (5, 4, 1, "none")[n % 4],
            happy.key: (5, 4, 1)[n % 3],
            wishes.key: (["a", "b"], ["a"], ["b", "c"], ["a", "c"])[n % 4],
            site.key: "ab"[n % 2],
        })
        for n in range(12)
    )  # fmt: skip
    sheets = list(Sheet.objects.all())
    assert sorted(str(sheet.answers) for sheet in sheets) == expected
    assert {(s.membership_id, s.received_at, s.source) for s in sheets} == {(None, None, "file")}
    assert sorted(word.open_answers.values_list("text", flat=True))[0] == "=1+1 mot"
    answers.refresh_from_db()
    assert (bytes(answers.content), answers.checked, answers.mapping) == (b"", {}, {})
    # Nothing the database still holds of the file says who answered.
    assert "personne" not in str([list(model.objects.values()) for model in (Sheet, OpenAnswer, AnswersFile)])


def test_another_reading_is_accepted_and_what_has_none_is_refused_by_line_then_mended(
    cast, as_, bring, confirm
):
    client = as_(cast.claire)
    text = "Avis;Note\n" + "D’accord;6\nPas d’accord;3\nBof;2\nD’accord;1\nTout à fait d’accord;4\nNeutre;5\n"
    answers = bring(text)
    assert [c["kind"] for c in answers.checked["columns"]] == ["scale", "levels"]
    assert answers.checked["refused_lines"] == 1
    page = client.get(f"{PAGE}{answers.pk}/")
    assert [(one.line, one.column) for one, _ in page.context["refused"]] == [(4, "Avis")]
    assert "Bof" in page.content.decode()
    file = b"".join(client.get(f"{PAGE}{answers.pk}/report.csv")).decode("utf-8-sig")
    assert "4;Avis;Bof;" in file
    values = {value: n for n, (value, _, _) in enumerate(answers.checked["columns"][0]["values"])}
    said = {f"value_{n}": {"D’accord": "4", "Bof": "3"}.get(v, "skip") for v, n in values.items()}
    assert client.post(f"{PAGE}{answers.pk}/columns/0/", said).status_code == 302
    client.post(f"{PAGE}{answers.pk}/mapping/", {"kind_0": "scale", "kind_1": "scale"})
    answers.refresh_from_db()
    readings = {value: read for value, _, read in answers.checked["columns"][1]["values"]}
    assert (readings["6"], readings["5"]) == (None, "5")
    numbers = {v: n for n, (v, _, _) in enumerate(answers.checked["columns"][1]["values"])}
    said = {f"value_{n}": "none" if v == "6" else v for v, n in numbers.items()}
    client.post(f"{PAGE}{answers.pk}/columns/1/", said)
    survey = confirm(answers).survey
    told = [(sheet.answers.get("q1"), sheet.answers["q2"]) for sheet in survey.sheets.all()]
    assert sorted(told, key=str) == [(3, 2), (4, "none"), (4, 1), (None, 3), (None, 4), (None, 5)]


def test_words_of_choices_are_merged_left_out_or_become_another(cast, as_, bring, confirm):
    client = as_(cast.claire)
    answers = bring("Ville;Âge\n" + "Lyon;30\nlyon ;31\nLYON;32\nParis;33\nAutre;34\nOn ne sait;35\n" * 2)
    values = {v: n for n, (v, _, _) in enumerate(answers.checked["columns"][0]["values"])}
    said = {f"value_{n}": {"Paris": "Paris", "On ne sait": "autre"}.get(v, "Lyon") for v, n in values.items()}
    said[f"value_{values['Autre']}"] = ""
    client.post(f"{PAGE}{answers.pk}/columns/0/", said)
    client.post(f"{PAGE}{answers.pk}/mapping/", {"kind_0": "single", "kind_1": "ignore"})
    survey = confirm(AnswersFile.objects.get()).survey
    question = survey.questions.get()
    assert [one["texts"]["fr"] for one in question.choices] == ["Lyon", "Paris"]
    assert question.options == {"other": True}
    kept = sorted(str(sheet.answers) for sheet in survey.sheets.all())
    assert kept == sorted(map(str, [{"q1": "a"}] * 6 + [{"q1": "b"}] * 2 + [{"q1": "other"}] * 2))
    assert sorted(question.open_answers.values_list("text", flat=True)) == ["On ne sait", "On ne sait"]


def test_the_same_file_again_and_confirming_twice_add_nothing(cast, as_, bring, confirm):
    survey = confirm(bring(rows())).survey
    again = bring(rows())
    assert again.checked["again"] == survey.pk
    as_(cast.claire).post(f"{PAGE}{again.pk}/giving-up/")
    into = bring(rows(), survey=survey.pk)
    assert [c["kind"] for c in into.checked["columns"]][2:] == [
        "scale",
        "scale",
        "multiple",
        "single",
        "text",
    ]
    confirm(into)
    confirm(into)
    assert into.result == {"added": 0, "already": 12, "refused_lines": 0}
    few = bring(rows(14), survey=survey.pk)
    answer = as_(cast.claire).post(f"{PAGE}{few.pk}/confirmation/")
    assert answer.status_code == 422
    assert "recognised among" in answer.content.decode()
    more = confirm(bring(rows(20), survey=survey.pk))
    assert more.result == {"added": 8, "already": 12, "refused_lines": 0}
    assert (survey.sheets.count(), OpenAnswer.objects.count()) == (20, 14)


def test_an_open_survey_by_name_is_filled_by_the_address_of_its_members(cast, as_, bring, confirm):
    survey = Survey.objects.create(community=cast.community, titles={"fr": "Par nom"}, mode="named")
    Opening.objects.create(survey=survey)
    choices = [{"key": "l", "texts": {"fr": "Lyon", "en": "Lyons"}}, {"key": "n", "texts": {"fr": "Nantes"}}]
    Question.objects.create(survey=survey, key="site", kind="single", texts={"fr": "Site"}, choices=choices)
    Question.objects.create(survey=survey, key="mot", kind="text", texts={"fr": "Un mot ?"}, position=1)
    marc = cast.membership(cast.marc)
    Invitee.objects.create(survey=survey, membership=marc)
    text = (
        "E-mail;Site;Un mot ?\nmarc@exemple.fr;lyon;Bonjour\nnadia@exemple.fr;Brest;\ninconnue@x.fr;Lyon;\n"
        "sonia@exemple.fr;Nantes;\nSonia@exemple.fr;Lyon;\n;Lyon;\n"
    )
    answers = bring(text, survey=survey.pk)
    reasons = {line: code for line, _, _, code, _ in outcomes_of(answers)}
    assert reasons == {3: "value-unread", 4: "email-unknown", 6: "email-twice", 7: "email-missing"}
    confirm(answers)
    told = {sheet.membership.person: sheet.answers for sheet in survey.sheets.all()}
    assert told == {cast.marc: {"site": "l"}, cast.sonia: {"site": "n"}}
    assert [(a.membership, a.text) for a in OpenAnswer.objects.all()] == [(marc, "Bonjour")]
    assert sorted(survey.invitees.values_list("membership__person__email", "answered")) == [
        ("marc@exemple.fr", True),
        ("sonia@exemple.fr", True),
    ]


def test_grids_of_several_tools_become_one_question_each(bring, confirm):
    header = [
        "Langues [Français]", "Langues [Anglais]", "Langues [Autre]", "Importance [Temps]",
        "Importance [Lieu]", "Satisfaction [Temps]", "Satisfaction [Lieu]",
        "Avis [Le rythme]", "Avis [Le ton]",
    ]  # fmt: skip
    lines = [
        ["Oui", "Non", "", "5", "4", "1", "2", "Agree", "Strongly agree"],
        ["Oui", "Oui", "Breton", "4", "4", "2", "", "Disagree", "Neutral"],
        ["Non", "Oui", "", "5", "3", "1", "5", "Agree", "Disagree"],
    ]
    book = openpyxl.Workbook()
    for line in [header, *lines]:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line])
    stream = io.BytesIO()
    book.save(stream)
    answers = bring(stream.getvalue(), "export.xlsx")
    assert answers.state == "checking"
    jobs.run_all()
    answers.refresh_from_db()
    confirm(answers)
    jobs.run_all()
    answers.refresh_from_db()
    survey = answers.survey
    assert [(q.kind, q.texts["fr"]) for q in survey.questions.all()] == [
        ("multiple", "Langues"),
        ("text", "Langues – Autre"),
        ("needs", "Importance"),
        ("scale", "Avis – Le rythme"),
        ("scale", "Avis – Le ton"),
    ]
    told = sorted((sheet.answers for sheet in survey.sheets.all()), key=str)
    assert told == sorted(
        [
            {"q1": ["a"], "q3": {"a": [5, 1], "b": [4, 2]}, "q4": 4, "q5": 5},
            {"q1": ["a", "b"], "q3": {"a": [4, 2], "b": [4, None]}, "q4": 2, "q5": 3},
            {"q1": ["b"], "q3": {"a": [5, 1], "b": [3, 5]}, "q4": 4, "q5": 2},
        ],
        key=str,
    )


def test_what_is_no_table_is_refused_in_a_sentence_and_nothing_is_kept(cast, as_):
    client = as_(cast.claire)
    for content in (b"%PDF-1.7 ...", b"\x89PNG....", b"", b"\x00" * 50, b"a;b\n"):
        told = {"file": SimpleUploadedFile("x.csv", content), "mode": "anonymous", "title": "Essai"}
        answer = client.post(f"{PAGE}new/", told)
        assert answer.status_code == 422
        assert "Essai" in answer.content.decode()
    theirs = Survey.objects.create(community=cast.other, titles={"fr": "Là-bas"})
    for bad in ({"mode": "x"}, {"survey": theirs.pk}, {"lines": ""}):
        told = {"lines": "a;b\n1;2\n", "mode": "anonymous"} | bad
        assert client.post(f"{PAGE}new/", told).status_code == 422
    assert AnswersFile.objects.count() == 0


def test_a_file_given_up_leaves_nothing_and_pages_bear_bad_input(cast, as_, bring):
    client = as_(cast.claire)
    answers = bring(rows())
    here = f"{PAGE}{answers.pk}/"
    assert client.post(f"{here}mapping/", {"kind_0": "²"}).status_code == 422
    assert client.get(f"{here}columns/99/").status_code == 404
    assert client.post(f"{here}columns/2/", {"value_0": "9"}).status_code == 422
    client.post(f"{here}giving-up/")
    answers.refresh_from_db()
    assert (answers.state, bytes(answers.content), answers.checked) == ("cancelled", b"", {})
    assert client.post(f"{here}confirmation/").status_code == 302
    assert Sheet.objects.count() == 0
    assert as_(cast.diane).get(here).status_code == 404
    assert as_(cast.marc).get(here).status_code == 403


def test_the_pages_cost_the_same_at_1_and_at_30(cast, as_, bring):
    client = as_(cast.claire)
    small = bring("Note\n9\n")
    at_one = queries_of(client, PAGE), queries_of(client, f"{PAGE}{small.pk}/")
    for _ in range(29):
        AnswersFile.objects.create(community=cast.community, by=cast.claire, name="x", content=b"")
    large = bring(rows(40))
    assert (queries_of(client, PAGE), queries_of(client, f"{PAGE}{large.pk}/")) == at_one
