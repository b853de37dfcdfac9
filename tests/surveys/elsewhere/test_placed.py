"""Statements, weekly slots and other scales of a survey made elsewhere come in as what they are."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from essaim.communities.models import WeeklySlot
from essaim.communities.queries import offered_slots
from essaim.surveys.models import AnswersFile, Sheet, Statement
from factories.answering import closed, survey_of

PAGE = "/c/en-chemin/surveys/from-elsewhere/"
HEAD = (
    "Avis [Se voir plus];Avis [Se voir moins];Disponibilités [Mardi 18h30];Disponibilités [Lundi 7h];"
    "Sur sept;Peut-être sur quatre\n"
)
LINES = (
    "D’accord;Pas d’accord;Oui;Non;7;4\n",
    "D’accord;Sans avis;Oui;Oui;1;3\n",
    "Pas d’accord;D’accord;Non;Non;4;1\n",
    "D’accord;;Non;;6;2\n",
)


def brought(claire, content: str, **said) -> AnswersFile:
    file = SimpleUploadedFile("reponses.csv", content.encode())
    told = {"mode": "anonymous", "title": "Rentrée", "file": file} | said
    assert claire.post(f"{PAGE}new/", told).status_code == 302
    return AnswersFile.objects.latest("pk")


def test_a_new_survey_has_its_statements_its_slots_and_its_levels(cast, as_):
    claire = as_(cast.claire)
    answers = brought(claire, HEAD + "".join(LINES * 2))
    page = claire.get(f"{PAGE}{answers.pk}/").content.decode()
    assert [one["kind"] for one in answers.checked["columns"]] == [
        "statement", "statement", "slot", "slot", "levels", "scale",
    ]  # fmt: skip
    assert "nothing is squeezed into a scale of five" in page
    assert "Nobody gave 5" in page
    assert claire.get(f"{PAGE}{answers.pk}/columns/0/").status_code == 200
    claire.post(f"{PAGE}{answers.pk}/mapping/", {
        **{f"kind_{n}": one["kind"] for n, one in enumerate(answers.checked["columns"])}, "kind_5": "levels",
    })  # fmt: skip
    claire.post(f"{PAGE}{answers.pk}/confirmation/")
    answers.refresh_from_db()
    avis, when, seven, four = answers.survey.questions.all()
    more, less = avis.statements.order_by("pk")
    assert [(one.text, one.state, one.voted) for one in (more, less)] == [
        ("Se voir plus", Statement.State.ACCEPTED, 8),
        ("Se voir moins", Statement.State.ACCEPTED, 6),
    ]
    assert [question.kind for question in (avis, when, seven, four)] == [
        "statements", "availability", "single", "single",
    ]  # fmt: skip
    assert [one["texts"]["fr"] for one in seven.choices] == list("1234567")
    assert [one["texts"]["fr"] for one in four.choices] == list("1234")
    # The slot that nobody offers here is known, and not offered.
    monday = WeeklySlot.objects.get(community=cast.community, day=0, minute=7 * 60)
    assert monday not in offered_slots(cast.community)
    told = [one.answers for one in Sheet.objects.all()]
    expected = {
        avis.key: {str(more.pk): 1, str(less.pk): -1},
        when.key: {"possible": [cast.tuesday.pk], "preferred": []},
        seven.key: "g",
        four.key: "d",
    }
    assert told.count(expected) == 2
    # "No" to the one and nothing to the other is unknown, not that none suits.
    assert sum(when.key in one for one in told) == 6
    report = claire.get(f"/c/en-chemin/surveys/{answers.survey.pk}/report/")
    assert report.status_code == 200
    again = brought(claire, HEAD + "".join(LINES * 2), survey=answers.survey.pk)
    assert [one["target"] for one in again.checked["columns"]] == [
        f"{avis.key}/{more.pk}", f"{avis.key}/{less.pk}", f"{when.key}/{cast.tuesday.pk}",
        f"{when.key}/{monday.pk}", seven.key, four.key,
    ]  # fmt: skip
    assert again.checked["sheets"] == 8, claire.get(f"{PAGE}{again.pk}/report.csv").getvalue().decode()
    claire.post(f"{PAGE}{again.pk}/confirmation/")
    again.refresh_from_db()
    assert (again.result["added"], again.result["already"]) == (0, 8)
    assert closed(survey_of(cast)).statements


def test_sentences_that_stand_alone_are_asked_together(cast, as_):
    claire = as_(cast.claire)
    answers = brought(claire, "Se voir plus;Se voir moins\nAgree;Disagree\nDisagree;Pass\nPass;Agree\n")
    claire.post(f"{PAGE}{answers.pk}/confirmation/")
    answers.refresh_from_db()
    (asked,) = answers.survey.questions.all()
    assert asked.texts == {"fr": "Que pensez-vous de ces phrases ?".replace(" ?", "\u202f?")}
    assert asked.statements.count() == 2
