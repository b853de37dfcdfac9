"""Reading the statements that people add: accept, decline with a reason, change one's mind."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.people.models import Person

from ...models import Closing, Statement


@transaction.atomic
def decide(*, actor: Person, statement: Statement, reason: str = "") -> Statement:
    """Accept a statement, or decline it for one of the reasons. Raises ValidationError."""
    _must_be_open(statement)
    statement.state = Statement.State.DECLINED if reason else Statement.State.ACCEPTED
    statement.reason = reason
    statement.decided_by = actor
    statement.save(update_fields=["state", "reason", "decided_by"])
    return statement


@transaction.atomic
def undo_decision(*, actor: Person, statement: Statement) -> Statement:
    """Put it back among those to be read; votes it has already had stay on the sheets.

    Raises ValidationError once the survey is closed: nobody could accept it again.
    """
    _must_be_open(statement)
    statement.state, statement.reason, statement.decided_by = Statement.State.PROPOSED, "", None
    statement.save(update_fields=["state", "reason", "decided_by"])
    return statement


def _must_be_open(statement: Statement) -> None:
    """Raises ValidationError. Asked of the table: the survey may have closed since it was read."""
    if Closing.objects.filter(survey=statement.question.survey_id).exists():
        raise ValidationError(pgettext("surveys", "The survey is closed: nobody can vote on it any more."))
