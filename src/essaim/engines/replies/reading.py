"""A table to sheets, by what a person accepted of its columns; what cannot be read is listed with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from essaim.engines.rosters.folding import clean, fold
from essaim.engines.rosters.slots import is_slot
from essaim.engines.rosters.tables import Row, Table
from essaim.engines.rosters.tables.addresses import ADDRESS

from .asking import Asked
from .columns import Column, pieces
from .scales import NONE, SKIP, is_other, number_in

REFUSALS = {
    "value-unread": "“{value}” has no reading yet in this column.",
    "choice-unknown": "“{value}” is not one of the choices of the question.",
    "points-unread": "“{value}” is not a whole number of points.",
    "points-too-many": "More points are given than the {most} there are.",
    "text-too-long": "The answer has more than {most} characters.",
    "email-unreadable": "“{value}” is not an e-mail address.",
    "email-missing": "Nobody is named on this line.",
    "row-empty": "This line answers no question.",
    "cells-too-many": "This row has {cells} cells, more than the {columns} headers.",
}
MOST_CHARACTERS = 10_000
MOST_POINTS = 10_000
VOTES = {"agree": 1, "pass": 0, "disagree": -1}


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that cannot be read, and why, by a code of REFUSALS with its arguments."""

    code: str
    line: int
    column: str = ""
    value: str = ""
    more: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class Reply:
    """One line read: answers in the shapes of sheets, and open answers as (question, words)."""

    line: int
    answers: dict[str, Any] = field(default_factory=dict)
    words: list[tuple[str, str]] = field(default_factory=list)
    email: str = ""
    refused: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Replies:
    replies: tuple[Reply, ...]
    refused: tuple[Unread, ...]


Put = Callable[[Reply, str], None]


class CannotRead(ValueError):  # noqa: N818 - an answer, not a failure
    def __init__(self, code: str, value: str = "", **more: str | int) -> None:
        super().__init__(code)
        self.code, self.value, self.more = code, value, more


def read_replies(
    table: Table, columns: Sequence[Column], asked: Iterable[Asked], *, named: bool = False
) -> Replies:
    """Every line that can be read whole, and each cell that cannot: a line with one of those gives no reply.

    `named`: a line without a readable address is refused.
    """
    questions = {question.key: question for question in asked}
    puts = [
        (column, _put(column, questions.get(column.question)))
        for column in columns
        if column.kind != "ignore" and (column.kind == "email" or column.question in questions)
    ]
    columns_of = Counter(column.question for column, _ in puts)
    wanted = [
        (one, columns_of[one.key])
        for one in questions.values()
        if one.kind in ("multiple", "points", "availability")
    ]
    replies, refused = [], []
    for row in table.rows:
        reply = _reply(row, puts, wanted, named, len(table.headers))
        if reply.refused:
            refused += reply.refused
        else:
            replies.append(reply)
    return Replies(tuple(replies), tuple(refused))


def _reply(
    row: Row, puts: Sequence[tuple[Column, Put]], wanted: Sequence[tuple[Asked, int]], named: bool, width: int
) -> Reply:
    reply = Reply(row.line)
    if len(row.cells) > width:
        more = {"cells": len(row.cells), "columns": width}
        reply.refused.append(Unread("cells-too-many", row.line, more=more))
        return reply
    for column, put in puts:
        cell = clean(row.cells[column.index])
        if cell:
            try:
                put(reply, cell)
            except CannotRead as problem:
                value = (problem.value or cell)[:500]
                reply.refused.append(Unread(problem.code, row.line, column.header, value, problem.more))
    for question, columns in wanted:
        _settle(reply, question, columns)
    if not reply.refused and not reply.answers and not reply.words:
        reply.refused.append(Unread("row-empty", row.line))
    elif named and not reply.email and not reply.refused:
        reply.refused.append(Unread("email-missing", row.line))
    return reply


def _settle(reply: Reply, question: Asked, columns: int) -> None:
    """Choices in the order of the question; points counted once all are known; of so many slots asked about,
    those that suit."""
    answer = reply.answers.get(question.key)
    if answer is None:
        return
    if question.kind == "multiple":
        order = [*question.choices, "other"]
        reply.answers[question.key] = sorted(set(answer), key=order.index)
    elif question.kind == "availability":
        # "No" to some slots and nothing to the others is not that none suits.
        if len(answer.pop("no")) < columns and not any(answer.values()):
            del reply.answers[question.key]
    elif question.most and sum(answer.values()) > question.most:
        reply.refused.append(
            Unread("points-too-many", reply.line, question.title, more={"most": question.most})
        )


def _put(column: Column, question: Asked | None) -> Put:
    """How a cell of this column goes into a reply."""
    if question is None:
        return _address
    if column.kind == "text":
        return _words(question)
    if column.kind in ("importance", "satisfaction"):
        return _half(column, question, int(column.kind == "satisfaction"))
    if column.kind == "statement":
        return _vote(column, question)
    if column.kind == "slot":
        return _at_slot(column, question)
    if column.kind in ("grades", "points"):
        return _in_a_row(column, question)
    if column.kind == "ticked":
        return _tick(column, question)
    if column.kind in ("multiple", "ranking"):
        return _several(column, question)
    return _one(column, question)


def _address(reply: Reply, cell: str) -> None:
    found = ADDRESS.search(cell)
    if not found:
        raise CannotRead("email-unreadable", cell)
    reply.email = found[1].lower()


def _words(question: Asked) -> Put:
    def put(reply: Reply, cell: str) -> None:
        if len(cell) > MOST_CHARACTERS:
            raise CannotRead("text-too-long", cell[:80], most=MOST_CHARACTERS)
        reply.words.append((question.key, cell))

    return put


def _one(column: Column, question: Asked) -> Put:
    choices = {fold(words): key for key, words in question.choices.items()}

    def put(reply: Reply, cell: str) -> None:
        read = _reading(column, cell)
        if question.kind == "consent":
            if read == "yes":
                reply.answers[question.key] = True
        elif question.kind in ("scale", "recommend"):
            _level(reply, question, read)
        elif read:
            _choice(reply, question, choices, cell, read)

    return put


def _level(reply: Reply, question: Asked, read: str) -> None:
    """A level; *no opinion* is an answer on a scale, and none of a recommendation."""
    if read == NONE and question.kind == "scale":
        reply.answers[question.key] = NONE
    elif read not in (SKIP, NONE, ""):
        reply.answers[question.key] = int(read)


def _choice(reply: Reply, question: Asked, choices: Mapping[str, str], cell: str, read: str) -> None:
    key = "other" if read == "other" and question.other else choices.get(fold(read))
    if key is None:
        raise CannotRead("choice-unknown", cell)
    reply.answers[question.key] = key
    if key == "other" and not is_other(cell):
        reply.words.append((question.key, cell[:MOST_CHARACTERS]))


def _several(column: Column, question: Asked) -> Put:
    choices = {fold(words): key for key, words in question.choices.items()}

    def put(reply: Reply, cell: str) -> None:
        chosen: list[str] = []
        for piece in pieces(cell, column.separator):
            one = Reply(reply.line)
            read = _reading(column, piece)
            if read:
                _choice(one, question, choices, piece, read)
                chosen.append(one.answers[question.key])
                reply.words += one.words
        if chosen:
            reply.answers[question.key] = list(dict.fromkeys(chosen))

    return put


def _tick(column: Column, question: Asked) -> Put:
    key = _key_of(question.choices, column.part)

    def put(reply: Reply, cell: str) -> None:
        if _reading(column, cell) == "yes":
            if key is None:
                raise CannotRead("choice-unknown", column.part)
            reply.answers.setdefault(question.key, []).append(key)

    return put


def _in_a_row(column: Column, question: Asked) -> Put:
    key = _key_of(question.rows, column.part)

    def put(reply: Reply, cell: str) -> None:
        value = _points(cell) if column.kind == "points" else _reading(column, cell)
        if key is None:
            raise CannotRead("choice-unknown", column.part)
        if value not in (SKIP, NONE, ""):
            reply.answers.setdefault(question.key, {})[key] = int(value)

    return put


def _vote(column: Column, question: Asked) -> Put:
    key = _key_of(question.rows, column.part)

    def put(reply: Reply, cell: str) -> None:
        read = _reading(column, cell)
        if key is None:
            raise CannotRead("choice-unknown", column.part)
        if read in VOTES:
            reply.answers.setdefault(question.key, {})[key] = VOTES[read]

    return put


def _at_slot(column: Column, question: Asked) -> Put:
    key = _key_of(question.rows, column.part)

    def put(reply: Reply, cell: str) -> None:
        read = _reading(column, cell)
        if key is None or not (is_slot(column.part) or question.also):
            raise CannotRead("choice-unknown", column.part)
        if read in ("possible", "preferred", "no"):
            told = reply.answers.setdefault(question.key, {"possible": [], "preferred": [], "no": []})
            told[read].append(key)

    return put


def _points(cell: str) -> int:
    number = (
        number_in(cell)
        if len(cell) < 3
        else int(cell)
        if cell.isascii() and cell.isdigit() and len(cell) < 6
        else None
    )
    if number is None or number > MOST_POINTS:
        raise CannotRead("points-unread", cell)
    return number


def _half(column: Column, question: Asked, place: int) -> Put:
    key = _key_of(question.rows, column.part)

    def put(reply: Reply, cell: str) -> None:
        read = _reading(column, cell)
        if key is None:
            raise CannotRead("choice-unknown", column.part)
        if read not in (SKIP, NONE, ""):
            reply.answers.setdefault(question.key, {}).setdefault(key, [None, None])[place] = int(read)

    return put


def _reading(column: Column, value: str) -> str:
    try:
        return column.readings[value]
    except KeyError:
        raise CannotRead("value-unread", value) from None


def _key_of(words: Mapping[str, str], part: str) -> str | None:
    return next((key for key, said in words.items() if fold(said) == fold(part)), None)
