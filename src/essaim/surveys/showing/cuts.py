"""One question by the segments of one group, as a table: a column for each segment that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from essaim.core.words import counted

from ..kinds import Kind
from ..sentences.findings import Speaker, named, percent, tenths
from .tables import NOTHING, Table, average, grade, part

Figures = Mapping[str, Any]
Cell = Callable[[Figures], str]
HIGH = 4


@dataclass(frozen=True, slots=True)
class Group:
    """A group question, as the document tells it."""

    key: str
    choices: list[Mapping[str, Any]]


def cut_table(speak: Speaker, question: Mapping[str, Any], group: Group) -> Table | None:
    """Rows of the question, columns of the group; None where nothing may be broken down."""
    cuts = question.get("by", {}).get(group.key)
    if not cuts:
        return None
    whole = cuts.get("")
    return _whole(speak, question, group, whole["shown"]) if whole else _rows(speak, question, group, cuts)


def can_be_cut(question: Mapping[str, Any], document: Mapping[str, Any]) -> bool:
    """Not groups themselves, nor what people wrote, nor what has no figures of groups."""
    is_group = question["key"] in {group["key"] for group in document["groups"]}
    return not is_group and (question["kind"] in WHOLE or question["kind"] in ROW)


def _whole(speak: Speaker, question: Mapping[str, Any], group: Group, shown: list[list[Any]]) -> Table:
    head = ["", *(named(group.choices, segment, speak.default) for segment, _ in shown)]
    each = [figures for _, figures in shown]
    rows = [[name, *map(cell, each)] for name, cell in WHOLE[question["kind"]](speak, question)]
    return Table(head, [*rows, [pgettext("surveys", "Answers"), *(counted(one["of"]) for one in each)]])


def _rows(speak: Speaker, question: Mapping[str, Any], group: Group, cuts: Mapping[str, Any]) -> Table:
    """Each row has its own segments: what is not shown of one is a dash."""
    segments: dict[Any, None] = {}
    for cut in cuts.values():
        segments |= dict.fromkeys(segment for segment, _ in cut["shown"])
    cell = ROW[question["kind"]]
    rows = []
    for row in question["rows"]:
        if row["key"] in cuts:
            by = dict(cuts[row["key"]]["shown"])
            cells = [cell(by[segment]) if segment in by else NOTHING for segment in segments]
            rows.append([speak.row(question["key"], row["key"]), *cells])
    return Table(["", *(named(group.choices, segment, speak.default) for segment in segments)], rows)


def _choices(speak: Speaker, question: Mapping[str, Any]) -> list[tuple[str, Cell]]:
    return [(named(question["choices"], key, speak.default), _share_of(key)) for key, _ in question["values"]]


def _share_of(key: str) -> Cell:
    return lambda one: part(dict(one["values"]).get(key, 0), one["of"])


def _scale(speak: Speaker, question: Mapping[str, Any]) -> list[tuple[str, Cell]]:
    return [(average(), _mean), (pgettext("surveys", "Answer 4 or 5"), _high)]


def _mean(one: Figures) -> str:
    return tenths(one["mean"]["value"]) if one["mean"] else NOTHING


def _high(one: Figures) -> str:
    return part(sum(n for value, n in one["values"] if value >= HIGH), one["of"] - one["none"])


def _recommend(speak: Speaker, question: Mapping[str, Any]) -> list[tuple[str, Cell]]:
    score: Cell = lambda one: tenths(one["score"]["value"], sign=True) if one["score"] else NOTHING  # noqa: E731
    return [(pgettext("surveys", "Recommendation score"), score)]


def _ranking(speak: Speaker, question: Mapping[str, Any]) -> list[tuple[str, Cell]]:
    return [
        (named(question["choices"], rank["key"], speak.default), _place_of(rank["key"]))
        for rank in question["ranks"]
    ]


def _place_of(key: str) -> Cell:
    return lambda one: next((tenths(rank["average"]) for rank in one["ranks"] if rank["key"] == key), NOTHING)


def _need(one: Figures) -> str:
    if not one["quadrant"]:
        return NOTHING
    told = {name: tenths(one[name]["mean"]["value"]) for name in ("importance", "satisfaction")}
    return pgettext("surveys", "%(importance)s / %(satisfaction)s") % told


def _grade(one: Figures) -> str:
    return grade(one["median"])


def _points(one: Figures) -> str:
    return tenths(one["points"] / one["of"]) if one["of"] else NOTHING


def _statement(one: Figures) -> str:
    return percent(one["agree"] / one["of"])


WHOLE: dict[str, Callable[[Speaker, Mapping[str, Any]], list[tuple[str, Cell]]]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.SCALE: _scale,
    Kind.RECOMMEND: _recommend,
    Kind.RANKING: _ranking,
}
ROW: dict[str, Cell] = {
    Kind.NEEDS: _need,
    Kind.GRADES: _grade,
    Kind.POINTS: _points,
    Kind.STATEMENTS: _statement,
}
