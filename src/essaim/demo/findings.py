"""The company's état des lieux: most of what people wrote is sorted, and the community reads it."""

from __future__ import annotations

from essaim.surveys.actions.reports import make_report, publish
from essaim.surveys.models import OpenAnswer, Question, Survey, Theme

# A theme and the beginnings of words that say it in an answer; the first theme that fits takes it.
THEMES = {
    "brakes": {
        "Le temps et la charge": "temps charge urgence rattraper remplaçante agenda planning réunions",
        "L’accord des responsables": "hiérarchie direction responsable manager",
        "La distance entre les sites": "distance site siège trajet suresnes toulouse parisien",
        "Oser prendre la parole": "peur ose jugée confiance crainte jalousie personne",
        "La peur que cela ne mène à rien": "mènera lassitude reconnaissance oublie plainte préparées",
    },
    "ideas": {
        "S’entraider, se connaître": "groupe binôme parrainage entraide réel rencontre visiter regards",
        "Des outils et des modèles communs": "outil modèle annuaire bibliothèque tableau guide fiche",
        "Être reconnues": "reconn direction managers métier attestation entretien réussite",
        "Un rythme clair et léger": "heure semaine mois petit canal courts",
    },
}


def read(survey: Survey) -> None:
    """Sort the words, make the report and show it to the community."""
    for question in Question.objects.filter(survey=survey, key__in=THEMES):
        _sort(question)
    make_report(actor=survey.by, survey=survey)
    if survey.by:
        publish(actor=survey.by, survey=survey)


def _sort(question: Question) -> None:
    signs = THEMES[question.key]
    themes = [Theme(question=question, name=name, position=n) for n, name in enumerate(signs)]
    Theme.objects.bulk_create(themes)
    answers = list(OpenAnswer.objects.filter(question=question))
    for answer in answers:
        said = answer.text.casefold()
        answer.theme = next(
            (theme for theme in themes if any(sign in said for sign in signs[theme.name].split())), None
        )
    OpenAnswer.objects.bulk_update(answers, ["theme"])
