"""Whoever erases their account is quoted no more, in any report."""

from __future__ import annotations

from essaim.people.erasure import erase
from essaim.surveys.actions.reports import make_report
from essaim.surveys.models import Invitee, Report, Theme
from factories.reports import by_site, close_and_report, fill, question_in, write


def quotes_of(report: Report) -> set[str]:
    told = question_in(Report.objects.get(pk=report.pk), "ideas")
    return {quote for part in (told, *told["themes"]) for quote in part["quotes"]}


def test_no_report_quotes_somebody_who_is_erased(cast, as_):
    survey = by_site(cast, mode="confidential", release="batches")
    ideas = survey.questions.get(key="ideas")
    trips = Theme.objects.create(question=ideas, name="Sorties")
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    Invitee.objects.create(survey=survey, membership=marc)
    fill(survey, 6, calm=4)
    write(ideas, "Des randonnées", membership=nadia, theme=trips, quotable=True)
    write(ideas, "La pêche", "Un jardin", membership=marc, theme=trips, quotable=True)
    write(ideas, "Un jardin", quotable=True)
    (taken_back,) = write(ideas, "Un journal de Marc", membership=marc, quotable=True)
    write(ideas, "Rien")
    batch = make_report(actor=None, survey=survey)
    taken_back.delete()
    last = close_and_report(survey)
    assert quotes_of(batch) == {"Des randonnées", "La pêche", "Un jardin", "Un journal de Marc"}
    erase(actor=cast.marc)
    for report in (batch, last):
        assert quotes_of(report) == {"Des randonnées", "Un jardin"}
        assert question_in(Report.objects.get(pk=report.pk), "ideas")["of"] >= 5
    page = as_(cast.claire).get(f"/c/en-chemin/surveys/{survey.pk}/report/").content.decode()
    assert "Des randonnées" in page
    assert "La pêche" not in page
