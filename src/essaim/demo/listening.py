"""What both stories listened to: the company's closed survey with 96 answers, the collective's open one.

Rows are written as an anonymous survey leaves them: sheets without author or moment, words apart from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from essaim.communities.models import Attribute, Community
from essaim.people.models import Person
from essaim.surveys.actions.asking.making import begin_survey
from essaim.surveys.actions.asking.sending import open_survey
from essaim.surveys.models import (
    Closing,
    Invitee,
    OpenAnswer,
    Opening,
    Question,
    Sheet,
    Statement,
    Survey,
    WaitingSheet,
)
from essaim.surveys.queries.asking import people_to_ask, questions_of

from . import collective, network, said
from .founding import weeks_ago

ANSWERED = 96
SO_FAR = 20
WAITING = 3
# Importance and satisfaction of each need, of which each answer is a neighbour.
NEEDS = {
    "peers": (4.5, 2.2),
    "help": (4.3, 2.0),
    "skills": (3.9, 2.9),
    "tools": (4.1, 2.4),
    "who": (3.7, 1.9),
    "recognition": (4.4, 2.1),
}
# How many in ten agree, and disagree, in the order of the sentences; some see it otherwise where they work.
OPINIONS = ((3, 5), (7, 1), (8, 1), (5, 4), (4, 5), (5, 3), (8, 1), (7, 1))
ADDED = ((6, 2), (8, 0), (3, 4), (7, 1), (6, 3))
APART = {"Suresnes": {3: (9, 0), 6: (5, 4)}, "Toulouse": {3: (1, 8)}, "Lille": {3: (2, 7)}}
WAYS = {"circle": 9, "questions": 5, "workshops": 6, "tools": 8, "project": 2, "reading": 4}
TIMES = {"hour": 22, "two": 43, "more": 12, "unsure": 19}


def listened(community: Community) -> Survey:
    """The company asked its assistants before anything was formed: 96 of 138 answered, then it closed."""
    pilot = Person.objects.get(email=network.PILOT)
    groups = list(Attribute.objects.filter(community=community, name__in=("Site", "Métier")))
    survey = begin_survey(actor=pilot, community=community, start="network", groups=groups)
    _sent(survey, pilot, weeks_ago(9), ANSWERED)
    questions = {question.key: question for question in questions_of(survey)}
    votes = _statements(questions["opinions"])
    random = Random(96)
    sheets = [_of_network(random, questions, groups, votes) for _ in range(ANSWERED)]
    Sheet.objects.bulk_create(Sheet(survey=survey, answers=one, source=Sheet.Source.LINK) for one in sheets)
    _count(votes, [one["opinions"] for one in sheets])
    _write(questions["brakes"], said.BRAKES, random)
    _write(questions["ideas"], said.IDEAS, random)
    closing = Closing.objects.create(survey=survey, by=pilot)
    Closing.objects.filter(pk=closing.pk).update(created_at=weeks_ago(7))
    return survey


def listening(community: Community) -> Survey:
    """The collective is asking: some have answered, three sheets wait for others to be mixed with."""
    pilot = Person.objects.get(email=collective.PILOT)
    survey = begin_survey(actor=pilot, community=community, start="first-needs")
    open_survey(actor=pilot, survey=survey, people=people_to_ask(community), by_hand=True)
    member = Invitee.objects.get(survey=survey, membership__person__email=collective.MEMBER)
    _answered(survey, SO_FAR + WAITING, but=member)
    questions = {question.key: question for question in questions_of(survey)}
    random = Random(64)
    sheets = [_of_collective(random) for _ in range(SO_FAR + WAITING)]
    Sheet.objects.bulk_create(Sheet(survey=survey, answers=one) for one in sheets[:SO_FAR])
    WaitingSheet.objects.bulk_create(WaitingSheet(survey=survey, answers=one) for one in sheets[SO_FAR:])
    _write(questions["brakes"], said.OBSTACLES, random)
    _write(questions["ideas"], said.WISHES, random)
    return survey


def _sent(survey: Survey, pilot: Person, when: Any, answered: int) -> None:
    """Sent at that moment, to everyone, without a word leaving."""
    opening = Opening.objects.create(survey=survey, by=pilot)
    people = people_to_ask(survey.community).order_by("pk")
    Invitee.objects.bulk_create(Invitee(survey=survey, membership=one) for one in people)
    for rows in (
        Survey.objects.filter(pk=survey.pk),
        Opening.objects.filter(pk=opening.pk),
        Invitee.objects.filter(survey=survey),
    ):
        rows.update(created_at=when)
    _answered(survey, answered)


def _answered(survey: Survey, count: int, but: Invitee | None = None) -> None:
    keys = [one.pk for one in Invitee.objects.filter(survey=survey).order_by("pk") if one != but]
    Invitee.objects.filter(pk__in=Random(7).sample(keys, count)).update(answered=True)


def _statements(question: Question) -> list[tuple[Statement, tuple[int, int]]]:
    """The first sentences and those that people added, each with how many in ten agree and disagree."""
    first = list(Statement.objects.filter(question=question).order_by("pk"))
    added = Statement.objects.bulk_create(
        Statement(question=question, text=text, language="fr", state=Statement.State.ACCEPTED)
        for text in said.SENTENCES
    )
    return list(zip([*first, *added], (*OPINIONS, *ADDED), strict=True))


def _of_network(
    random: Random,
    questions: dict[str, Question],
    groups: Sequence[Attribute],
    votes: Sequence[tuple[Statement, tuple[int, int]]],
) -> dict[str, Any]:
    shares: dict[str, dict[str, int]] = {"Site": network.SITES, "Métier": network.TRADES}
    held = {one: random.choices(list(shares[one.name]), list(shares[one.name].values()))[0] for one in groups}
    site = next(value for one, value in held.items() if one.name == "Site")
    answers: dict[str, Any] = {
        f"group-{one.pk}": _key_of(questions[f"group-{one.pk}"], value) for one, value in held.items()
    }
    answers["ways"] = _some(random, WAYS, random.choice((2, 3, 3)))
    answers["time"] = random.choices(list(TIMES), list(TIMES.values()))[0]
    answers["opinions"] = {
        str(statement.pk): _vote(random, *APART.get(site, {}).get(number, shares_of))
        for number, (statement, shares_of) in enumerate(votes)
        if number < len(OPINIONS) or random.random() < 0.6
    }
    answers["needs"] = _needs(random)
    answers["recommend"] = min(10, max(0, round(random.gauss(8.1, 1.7))))
    return answers


def _of_collective(random: Random) -> dict[str, Any]:
    marks = {"belonging": 3.1, "voice": 3.4, "help": 2.8, "bonds": 2.6}
    pulse = {key: _mark(random, mean) for key, mean in marks.items() if random.random() < 0.95}
    ways = {"cases": 8, "workshops": 5, "stories": 6, "pairs": 6, "projects": 2, "informal": 4}
    return {"needs": _needs(random), "ways": _some(random, ways, random.choice((2, 3))), **pulse}


def _needs(random: Random) -> dict[str, list[int]]:
    return {key: [_mark(random, much), _mark(random, well)] for key, (much, well) in NEEDS.items()}


def _mark(random: Random, mean: float) -> int:
    return min(5, max(1, round(random.gauss(mean, 0.9))))


def _vote(random: Random, agree: int, disagree: int) -> int:
    return random.choices((1, -1, 0), (agree, disagree, max(1, 10 - agree - disagree)))[0]


def _some(random: Random, shares: dict[str, int], count: int) -> list[str]:
    """Some keys, in the order of the choices."""
    kept: set[str] = set()
    while len(kept) < count:
        kept |= set(random.choices(list(shares), list(shares.values())))
    return [key for key in shares if key in kept]


def _key_of(question: Question, value: str) -> str:
    return next(str(one["key"]) for one in question.choices if value in one["texts"].values())


def _count(votes: Sequence[tuple[Statement, Any]], given: Sequence[dict[str, int]]) -> None:
    for statement, _ in votes:
        statement.voted = sum(str(statement.pk) in one for one in given)
    Statement.objects.bulk_update([statement for statement, _ in votes], ["voted"])


def _write(question: Question, texts: Sequence[str], random: Random) -> None:
    """The words people wrote, in no order; about half may be quoted."""
    mixed = random.sample(texts, len(texts))
    OpenAnswer.objects.bulk_create(
        OpenAnswer(question=question, text=text, quotable=random.random() < 0.5) for text in mixed
    )
