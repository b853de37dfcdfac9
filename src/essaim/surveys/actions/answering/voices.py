"""Telling what people think of statements, so that no two tellings differ by a few people."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from django.db import transaction

from essaim.engines.tallies import may_follow

from ...models import Statement, Survey
from ...queries.answering import Voice, voices_of, votes_on

Votes = Sequence[int]


def tell_voices(*, survey: Survey, statements: Iterable[Statement]) -> list[Voice]:
    """What may be told of these statements now; what is told is remembered."""
    asked = list(statements)
    told = tell_votes(survey=survey, votes=votes_on(survey, asked))
    return voices_of(asked, told)


def tell_votes(*, survey: Survey, votes: Mapping[int, Votes]) -> dict[int, Votes]:
    """{statement: the votes to tell of it, as `Statement.told` has them}, one below the threshold left out.

    They follow the `votes` there are (closed or not) where the difference with each that was ever told is
    nobody's or that of enough people. Otherwise those told last stand.
    """
    known = _told(survey, votes)
    if any(_is_new(told, votes[pk], survey.threshold) for pk, told in known.items()):
        known = _remember(survey, votes)
    return {pk: told[-1] for pk, told in known.items() if told}


@transaction.atomic
def _remember(survey: Survey, votes: Mapping[int, Votes]) -> dict[int, list[Votes]]:
    # Of two who look together, the second reads what the first was told.
    Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    known = _told(survey, votes)
    for pk, told in known.items():
        if _is_new(told, votes[pk], survey.threshold):
            told.append(list(votes[pk]))
            Statement.objects.filter(pk=pk).update(told=told)
    return known


def _told(survey: Survey, votes: Mapping[int, Votes]) -> dict[int, list[Votes]]:
    rows = Statement.objects.filter(question__survey=survey).values_list("pk", "told")
    return {pk: told for pk, told in rows if pk in votes}


def _is_new(told: Sequence[Votes], votes: Votes, k: int) -> bool:
    """Whether these are others than those told last, and may be told."""
    return list(votes) not in told[-1:] and may_follow(map(_counts, told), _counts(votes), k=k)


def _counts(votes: Votes) -> dict[Hashable, int]:
    return dict(enumerate(votes))
