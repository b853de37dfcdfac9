"""A kept file of answers, read again from its content: the same content and mapping read the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from essaim.communities.models import Community, Membership
from essaim.communities.queries import community_for
from essaim.communities.queries.lists import in_chunks
from essaim.engines.replies import (
    Asked,
    Column,
    Replies,
    Unread,
    asked_in,
    guess_columns,
    read_column_as,
    read_replies,
    with_questions,
)
from essaim.engines.rosters import Table, read_table
from essaim.people.models import Person

from ...models import AnswersFile, Survey
from .filling import as_asked, fitted


@dataclass(frozen=True, slots=True)
class FileRead:
    table: Table
    columns: tuple[Column, ...]
    asked: tuple[Asked, ...]
    replies: Replies


def files_of(community: Community) -> QuerySet[AnswersFile]:
    told = AnswersFile.objects.filter(community=community).select_related("survey", "by")
    return told.defer("content", "report", "checked", "mapping")


def can_be_filled(community: Community) -> QuerySet[Survey]:
    """Surveys that a file may complete: open ones, and those whose answers came from files."""
    mine = Survey.objects.filter(community=community).filter(opening__isnull=False)
    from_files = Q(files__state=AnswersFile.State.DONE)
    return mine.filter(Q(closing__isnull=True) | from_files).distinct().order_by("-id")


def file_for(person: Person, *, community: str, answers_file: int) -> AnswersFile:
    """One file of a community this person is present in. Raises Http404."""
    within = community_for(person, community=community)
    found = AnswersFile.objects.select_related("survey").filter(community=within, pk=answers_file).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def read_file(answers: AnswersFile, table: Table | None = None) -> FileRead:
    """Read it whole, from its `table` where that is at hand. Raises RosterRefused when it is no table."""
    table = read_table(bytes(answers.content)) if table is None else table
    if answers.survey:
        asked = tuple(as_asked(question) for question in answers.survey.questions.all())
        columns = fitted(table, asked, _said(answers), named=answers.is_named)
    else:
        columns = said_columns(table, _said(answers), named=answers.is_named)
        asked = asked_in(columns)
    replies = read_replies(table, columns, asked, named=answers.is_named)
    return FileRead(table, columns, asked, _only_members(answers, replies))


def _said(answers: AnswersFile) -> dict[str, Any]:
    found: dict[str, Any] = answers.mapping.get("columns", {})
    return found


def said_columns(table: Table, said: dict[str, Any], *, named: bool) -> tuple[Column, ...]:
    """The guess, with what a person said of columns: another kind first, then other readings."""
    columns = [
        corrected(table, column, said.get(str(column.index), {}))
        for column in guess_columns(table, named=named)
    ]
    return tuple(with_questions(columns))


def corrected(table: Table, column: Column, said: dict[str, Any]) -> Column:
    if said.get("kind", column.kind) != column.kind:
        column = read_column_as(table, column, said["kind"])
    if "readings" in said:
        column = replace(column, readings={**column.readings, **said["readings"]}, sure=True)
    if "unread" in said:
        left = set(said["unread"])
        column = replace(column, readings={k: v for k, v in column.readings.items() if k not in left})
    return replace(column, sure=True) if said else column


def _only_members(answers: AnswersFile, replies: Replies) -> Replies:
    """By name, an answer is somebody's of the community, and one each."""
    if not answers.is_named:
        return replies
    known = memberships_at(answers.community, [reply.email for reply in replies.replies])
    kept, refused, seen = [], list(replies.refused), dict[str, int]()
    for reply in replies.replies:
        if reply.email not in known:
            refused.append(Unread("email-unknown", reply.line, value=reply.email))
        elif reply.email in seen:
            more = {"first": seen[reply.email]}
            refused.append(Unread("email-twice", reply.line, value=reply.email, more=more))
        else:
            seen[reply.email] = reply.line
            kept.append(reply)
    return Replies(tuple(kept), tuple(sorted(refused, key=lambda one: one.line)))


def memberships_at(community: Community, emails: Iterable[str]) -> dict[str, int]:
    """{address: membership} of those present."""
    present = Membership.objects.present().filter(community=community)
    return {
        email: pk
        for chunk in in_chunks(list(emails))
        for email, pk in present.filter(person__email__in=chunk).values_list("person__email", "pk")
    }


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """One column of a file that is being checked."""

    answers: AnswersFile
    index: int

    @property
    def community(self) -> Community:
        return self.answers.community


def column_for(person: Person, *, community: str, answers_file: int, column: int) -> ColumnOf:
    """A column whose values can be read one by one. Raises Http404."""
    answers = file_for(person, community=community, answers_file=answers_file)
    columns = answers.checked.get("columns", ())
    if column >= len(columns) or not columns[column]["values"]:
        raise Http404
    return ColumnOf(answers, column)
