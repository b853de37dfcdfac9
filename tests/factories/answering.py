"""Surveys to be answered: open, with a question of each kind."""

from __future__ import annotations

from typing import Any

from cast import Cast
from essaim.communities.models import Membership
from essaim.surveys.answers import Answers, Offered, read_answers
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Closing, Invitee, Opening, Question, Statement, Survey

ROOMS = [("room", "Une salle"), ("time", "Du temps"), ("help", "De l’aide")]
SENTENCES = ("Nous devrions nous voir plus souvent", "Le mardi convient", "Les réunions sont trop longues")


def texts(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"key": key, "texts": {"fr": words}} for key, words in pairs]


def survey_of(cast: Cast, *, opened: bool = True, **fields: Any) -> Survey:
    fields = {"titles": {"fr": "De quoi avez-vous besoin ?"}, "community": cast.community} | fields
    survey = Survey.objects.create(by=cast.claire, **fields)
    if opened:
        Opening.objects.create(survey=survey, by=cast.claire)
    return survey


def closed(survey: Survey) -> Survey:
    Closing.objects.create(survey=survey)
    return Survey.objects.get(pk=survey.pk)


def ask(survey: Survey, key: str, kind: str, text: str = "", **fields: Any) -> Question:
    position = fields.pop("position", survey.questions.count())
    return Question.objects.create(
        survey=survey,
        key=key,
        kind=kind,
        position=position,
        texts={"fr": text or f"Question {key}"},
        **fields,
    )


def one_of_each(survey: Survey) -> dict[str, Question]:
    """A survey of two pages with a question of every kind, and three statements to vote on."""
    made = [
        ask(survey, "job", Kind.SINGLE, "Votre métier", choices=texts(("a", "Soin"), ("b", "École")),
            options={"other": True}),
        ask(survey, "why", Kind.TEXT, "Pourquoi l’école ?", condition={"question": "job", "any": ["b"]}),
        ask(survey, "tools", Kind.MULTIPLE, "Vos outils", choices=texts(*ROOMS),
            options={"other": True, "max": 2}),
        ask(survey, "calm", Kind.SCALE, "Vous sentez-vous à votre place ?",
            options={"ends": {"fr": ["pas du tout", "tout à fait"]}}),
        ask(survey, "hello", Kind.NOTE, "Encore quelques questions."),
        ask(survey, "needs", Kind.NEEDS, "De quoi avez-vous besoin ?", rows=texts(*ROOMS)),
        ask(survey, "second", Kind.SECTION, "La suite"),
        ask(survey, "grades", Kind.GRADES, "Que pensez-vous de ces idées ?", rows=texts(*ROOMS)),
        ask(survey, "points", Kind.POINTS, "Répartissez dix points", rows=texts(*ROOMS),
            options={"points": 10}),
        ask(survey, "nps", Kind.RECOMMEND, "Nous recommanderiez-vous ?"),
        ask(survey, "order", Kind.RANKING, "Par où commencer ?", choices=texts(*ROOMS)),
        ask(survey, "ideas", Kind.SUGGESTIONS, "Vos idées", options={"count": 3}),
        ask(survey, "when", Kind.AVAILABILITY, "Quand pouvez-vous ?"),
        ask(survey, "say", Kind.STATEMENTS, "Qu’en pensez-vous ?"),
        ask(survey, "agree", Kind.CONSENT, "J’accepte d’être recontacté"),
    ]  # fmt: skip
    for text in SENTENCES:
        Statement.objects.create(question=made[13], text=text, state=Statement.State.ACCEPTED)
    return {question.key: question for question in made}


def offered_in(survey: Survey) -> Offered:
    accepted = Statement.objects.filter(question__survey=survey, state=Statement.State.ACCEPTED)
    statements: dict[str, set[int]] = {}
    for pk, key in accepted.values_list("pk", "question__key"):
        statements.setdefault(key, set()).add(pk)
    return Offered(
        frozenset(survey.community.slots.values_list("pk", flat=True)),
        {key: frozenset(pks) for key, pks in statements.items()},
    )


def answers_to(survey: Survey, **sent: Any) -> Answers:
    """`answers_to(survey, job="a")`; names with dots in a mapping under `more`."""
    more = sent.pop("more", {})
    said = {f"q.{name}": value for name, value in (sent | more).items()}
    lists = {name: value if isinstance(value, list) else [value] for name, value in said.items()}
    return read_answers(survey.questions.all(), lists, offered_in(survey))


def invite(survey: Survey, *memberships: Membership) -> list[Invitee]:
    return [Invitee.objects.create(survey=survey, membership=each) for each in memberships]
