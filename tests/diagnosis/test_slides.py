"""Slides for the direction: what may be shown, and nothing else, in a file that a pilot edits."""

from __future__ import annotations

import io
from datetime import date
from zipfile import ZipFile

import time_machine
from django.urls import reverse
from pptx import Presentation

from cast import plain
from essaim.diagnosis.actions import close_board, vote
from essaim.diagnosis.actions.plan import decide, go_on
from essaim.diagnosis.actions.ranking import read_out
from essaim.diagnosis.models import Phase, Shelving, Strategy
from essaim.surveys.actions.reports import publish
from essaim.surveys.models import Finding, Question, Theme
from factories.diagnosis import board_of, cards_on, graded, guests_of, led, ways
from factories.reports import by_site, close_and_report, fill, write

PAGE = reverse("slides", args=["en-chemin"])
FILE = reverse("slides-taken", args=["en-chemin"])
EVERY = ("answered", "findings", "board", "strategies", "plan", "became")


def taken(browse, *parts, language="fr", **asked) -> tuple[Presentation, bytes]:
    """The slides, and all that the file holds."""
    answer = browse.get(FILE, {"parts": parts or EVERY, "language": language, **asked})
    assert answer.status_code == 200, answer.content.decode()
    content = b"".join(answer)
    with ZipFile(io.BytesIO(content)) as parts_of:
        inside = b"".join(_unzipped(parts_of.read(name)) for name in parts_of.namelist())
    return Presentation(io.BytesIO(content)), inside


def _unzipped(part: bytes) -> bytes:
    """A workbook is a file within the file."""
    if not part.startswith(b"PK"):
        return part
    with ZipFile(io.BytesIO(part)) as inner:
        return b"".join(inner.read(name) for name in inner.namelist())


def titles(made) -> list[str]:
    return [plain(slide.shapes.title.text_frame.text) for slide in made.slides]


def body(slide) -> list[str]:
    return plain(slide.placeholders[1].text_frame.text).split("\n")


def charts_of(slide) -> dict[str, dict[str, float]]:
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    names = list(chart.plots[0].categories)
    return {series.name: dict(zip(names, series.values, strict=True)) for series in chart.series}


def heard(cast):
    """Twenty-three people of three sites, of whom one site is too small; nine answers in their own words."""
    survey = by_site(cast)
    fill(survey, 12, site="lyon", calm=4, needs={"room": [5, 2], "time": [4, 4]}, nps=10)
    fill(survey, 8, site="paris", calm="none", needs={"room": [4, 1]}, nps=6)
    fill(survey, 3, site="lille", calm=1, nps=8)
    ideas = Question.objects.get(survey=survey, key="ideas")
    themes = [Theme.objects.create(question=ideas, name=name) for name in ("=1+1", "Se voir")]
    write(ideas, *(f"Idée {n}" for n in range(6)), theme=themes[0])
    write(ideas, *(f"Mot {n}" for n in range(3)), theme=themes[1])
    return survey, close_and_report(survey)


def planned(cast):
    """A board that was read out, a strategy, three actions: one done, one late, one that nobody carries."""
    board = board_of(cast, title="FFOM")
    first, second = cards_on(board, "On s’entraide", "Une salle")
    cards_on(board, "Pas de temps", quadrant="threats")
    led(cast, board, Phase.VOTE)
    for guest in guests_of(board, 3):
        vote(actor=guest, card=second)
    close_board(actor=cast.claire, board=board)
    Strategy.objects.create(community=cast.community, text="S’appuyer sur l’entraide", hours=40)
    done = decide(
        actor=cast.claire,
        community=cast.community,
        what="Trouver une salle",
        measure="Une clé",
        cards=[second],
    )
    go_on(actor=cast.claire, action=done, state="done", note="La clé est là.")
    marc = cast.membership(cast.marc)
    decide(actor=cast.claire, community=cast.community, what="Se voir", owner=marc, due=date(2026, 12, 1))
    decide(actor=cast.claire, community=cast.community, what="Écrire un guide", cards=[first])
    return board


@time_machine.travel("2026-12-03 10:00:00+00:00", tick=False)
def test_the_direction_sees_what_was_said_decided_and_done(cast, as_, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False):
        _, report = heard(cast)
        planned(cast)
    Finding.objects.create(community=cast.community, text="Entendu en entretien")
    browse = as_(cast.claire)
    page = browse.get(PAGE).content.decode()
    assert "Télécharger le diaporama" in page
    assert "seuls les pilotes lisent l’état des lieux" in page
    made, inside = taken(browse)
    assert titles(made) == [
        "En chemin",
        "Qui a répondu",
        "Ce qui ressort",
        "De quoi avez-vous besoin ?",
        "Une idée ?",
        "FFOM",
        "Les stratégies",
        "Le plan",
        "Ce qu’est devenu ce qui a été dit",
        "Ce que nous demandons",
    ]
    opening, answered, first, needs, ideas, board, strategies, plan, became, ask = made.slides
    assert body(opening) == ["Ce que nous avons entendu, et ce que nous en faisons", "3 décembre 2026"]
    assert body(answered) == [
        "23 personnes ont répondu.",
        "De quoi avez-vous besoin ?",
        "Close le mardi 24 novembre",
        "Les groupes de moins de 5 personnes ne sont pas montrés.",
        "Votre site",
        "Lyon 12 et Petits groupes réunis 11",
    ]
    assert body(first)[0].startswith("« Une salle » compte")
    assert len(body(first)) == len(report.findings["first"])
    assert charts_of(needs) == {
        "Importance": {"Une salle": 4.6, "Du temps": 4.0},
        "Satisfaction": {"Une salle": 1.6, "Du temps": 4.0},
    }
    assert charts_of(ideas) == {"Réponses": {"=1+1": 6, "Se voir": 3}}
    boxes = [shape for shape in board.shapes if shape.has_text_frame and not shape.is_placeholder]
    assert [box.text_frame.text.split("\n") for box in boxes] == [
        ["Forces", "Une salle · 3 voix", "On s’entraide"], ["Faiblesses"], ["Opportunités"],
        ["Menaces", "Pas de temps"],
    ]  # fmt: skip
    assert body(strategies) == ["S’appuyer sur l’entraide", "environ 40 heures"]
    table = next(shape.table for shape in plan.shapes if shape.has_table)
    assert [[plain(cell.text) for cell in row.cells] for row in table.rows] == [
        ["Ce qui sera fait", "Pour quand", "Où elle en est"],
        ["Se voir", "1 déc. 2026", "À commencer, en retard"],
        ["Écrire un guide", "Pas encore de date", "À commencer"],
        ["Trouver une salle", "Pas encore de date", "Faite"],
    ]
    assert body(became) == [
        "Actions décidées : 3. Faites : 1.",
        "Trouver une salle",
        "À quoi cela se voit : Une clé · La clé est là. · 4 personnes",
    ]
    assert len(body(ask)) == 5
    # Lille is three people: neither it nor Paris, from which it could be found, is in any part of the file.
    for hidden in ("Lille", "Paris", "Marc", "Petit<", "Claire", "Martin", "entretien"):
        assert hidden.encode() not in inside


def test_names_only_where_a_pilot_says_so_and_the_language_that_is_asked(cast, as_, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    planned(cast)
    made, inside = taken(as_(cast.claire), "plan", language="en", names="on")
    assert titles(made) == ["En chemin", "The plan", "What we ask"]
    table = next(shape.table for shape in made.slides[1].shapes if shape.has_table)
    assert [row.cells[1].text for row in table.rows] == [
        "Who looks after it",
        "Marc",
        "Nobody yet",
        "Nobody yet",
    ]
    assert b"Petit" not in inside
    assert b'lang="en-GB"' in inside


def test_strategies_come_in_their_order_once_it_is_read_out_and_none_that_is_set_aside(cast, as_):
    one, two, three = ways(cast, ("Accueillir", 10), ("Se relayer", None), ("Attendre", 5))
    Shelving.objects.create(strategy=three, by=cast.claire)
    people = [cast.membership(each) for each in (cast.claire, cast.leila, cast.sonia, cast.marc, cast.nadia)]
    graded([one, two], *zip(people, ("14", "14", "24", "25", "25"), strict=True))
    browse = as_(cast.claire)
    made, _ = taken(browse, "strategies")
    assert body(made.slides[1]) == ["Accueillir", "environ 10 heures", "Se relayer"]
    read_out(actor=cast.claire, community=cast.community)
    made, _ = taken(browse, "strategies")
    assert body(made.slides[1])[1:] == [
        "Se relayer",
        "Très bien",
        "Accueillir",
        "Passable · environ 10 heures",
    ]


def test_what_has_nothing_is_left_out_and_says_why(cast, as_, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    browse = as_(cast.claire)
    empty = browse.get(PAGE).content.decode()
    assert "Télécharger" not in empty
    for why in (
        "Aucune enquête n’a encore",
        "Aucun tableau n’a encore de cartes",
        "Le plan n’a pas encore d’action",
    ):
        assert why in empty
    led(cast, board := board_of(cast), Phase.WRITE)
    cards_on(board, "On s’entraide")
    led(cast, board, Phase.VOTE)
    assert "Les voix ne sont pas encore lues ensemble" in browse.get(PAGE).content.decode()
    decide(actor=cast.claire, community=cast.community, what="Se voir")
    for parts, language in (("", "fr"), ("board", "fr"), ("plan\x00", "fr"), ("plan", "xx")):
        assert browse.get(FILE, {"parts": parts, "language": language}).status_code == 422
    assert browse.get(FILE).url == PAGE
    assert titles(taken(browse, "plan")[0]) == ["En chemin", "Le plan", "Ce que nous demandons"]


def test_of_several_surveys_and_boards_the_one_that_is_asked_for(cast, as_):
    survey, _ = heard(cast)
    publish(actor=cast.claire, survey=survey)
    other = by_site(cast, titles={"fr": "Une autre enquête"})
    fill(other, 6, site="lyon", calm=2)
    close_and_report(other)
    boards = [planned(cast), board_of(cast, title="Un autre", hosted=False)]
    cards_on(boards[1], "Une carte")
    browse = as_(cast.claire)
    page = browse.get(PAGE, {"survey": survey.pk, "board": "zéro"}).content.decode()
    assert f'<option value="{survey.pk}" selected>' in page
    made, _ = taken(browse, "answered", "board")
    assert [body(made.slides[1])[1], titles(made)[2]] == ["Une autre enquête", "Un autre"]
    made, _ = taken(browse, "answered", "board", survey=survey.pk, board=boards[0].pk)
    assert [body(made.slides[1])[1], titles(made)[2]] == ["De quoi avez-vous besoin ?", "FFOM"]
    assert browse.get(FILE, {"parts": "board", "language": "fr", "board": "999999"}).status_code == 422


def test_slides_are_for_pilots_who_find_them_from_the_plan_the_board_and_the_findings(cast, as_):
    survey, _ = heard(cast)
    publish(actor=cast.claire, survey=survey)
    board = planned(cast)
    pages = [
        reverse("plan", args=["en-chemin"]),
        reverse("swot", args=["en-chemin", board.pk]),
        reverse("report", args=["en-chemin", survey.pk]),
    ]
    for page in pages:
        assert PAGE in as_(cast.claire).get(page).content.decode()
        for other in (cast.marc, cast.sonia):
            assert PAGE not in as_(other).get(page).content.decode()
    assert as_(cast.sonia).get(PAGE).status_code == 403
    assert as_(cast.sonia).get(FILE).status_code == 403
    assert as_(cast.paul).get(FILE).status_code == 404
