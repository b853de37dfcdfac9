"""The whole page of a report: who answered, what stands out, each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext

from ..kinds import Kind
from ..queries.findings import anchor
from ..sentences.findings import Speaker, change_words, what_changed
from ..words import said
from .camps import camps_said
from .charts import Drawn, compared, drawn
from .cuts import Group, can_be_cut, cut_table
from .tables import Table, table

Document = Mapping[str, Any]
SENTENCES = 3
LISTS = ("agree", "refuse", "divided", "clarify", "unsettled", "few")


@dataclass(frozen=True, slots=True)
class Shown:
    """One question of the page. `state` other than "shown": only why nothing is.

    `uncut`: it would be broken down, were its groups not too small.
    """

    key: str
    anchor: str
    title: str
    state: str
    kind: str = ""
    of: int = 0
    as_of: int = 0
    sentences: list[str] = field(default_factory=list)
    drawn: Drawn | None = None
    table: Table | None = None
    cut: Table | None = None
    changes: list[str] = field(default_factory=list)
    since: Drawn | None = None
    lists: list[tuple[str, list[str]]] = field(default_factory=list)
    bridges: list[str] = field(default_factory=list)
    camps: list[str] = field(default_factory=list)
    spoken_for: list[tuple[str, list[str]]] = field(default_factory=list)
    themes: list[Mapping[str, Any]] = field(default_factory=list)
    unsorted: int = 0
    quotes: list[str] = field(default_factory=list)
    beside: Mapping[str, Any] | None = None
    few: list[str] = field(default_factory=list)
    uncut: bool = False


def first_sentences(document: Document, speak: Speaker) -> list[tuple[str, str]]:
    """What stands out, each with the anchor of its question."""
    found = {one["key"]: one for one in document["findings"]}
    wanted = [found[key] for key in document["first"] if key in found]
    return [(speak.sentence(one), anchor(one["question"])) for one in wanted]


def group_of(document: Document, key: str) -> Group | None:
    """The group asked for on the page."""
    found = next((group for group in document["groups"] if group["key"] == key), None)
    return Group(found["key"], found["choices"]) if found else None


def shown_questions(document: Document, speak: Speaker, group: Group | None) -> list[Shown]:
    return [_shown(question, document, speak, group) for question in document["questions"]]


def _shown(question: Mapping[str, Any], document: Document, speak: Speaker, group: Group | None) -> Shown:
    title = said(question["texts"], speak.default)
    place = anchor(question["key"])
    if question["state"] != "shown":
        return Shown(question["key"], place, title, question["state"])
    told = [one for one in document["findings"] if one["question"] == question["key"]]
    told = [one for one in told if one["code"] not in ("change", "theme")]
    chart = drawn(speak, question, title)
    cut = cut_table(speak, question, group) if group else None
    return Shown(
        question["key"],
        place,
        title,
        "shown",
        kind=question["kind"],
        of=question["of"],
        as_of=question.get("as_of") or 0,
        sentences=[speak.sentence(one) for one in told[:SENTENCES]] if _short(question) else [],
        drawn=chart,
        table=None if chart else table(speak, question),
        cut=cut,
        uncut=group is not None and cut is None and can_be_cut(question, document),
        changes=_changes(question["key"], document, speak),
        since=compared(speak, question["key"], document["changes"].get(question["key"], []), _series()),
        **_more(question, speak),
    )


def _series() -> tuple[str, str]:
    return pgettext("surveys", "Before"), pgettext("surveys", "Now")


def _short(question: Mapping[str, Any]) -> bool:
    """Statements and words say themselves."""
    return question["kind"] not in (Kind.STATEMENTS, Kind.TEXT, Kind.SUGGESTIONS)


def _changes(key: str, document: Document, speak: Speaker) -> list[str]:
    changes = document["changes"].get(key, [])
    return [change_words(one, what_changed(speak, key, one["row"])) for one in changes]


def _more(question: Mapping[str, Any], speak: Speaker) -> dict[str, Any]:
    few = [speak.row(question["key"], key) for key in question.get("few", [])]
    if question["kind"] == Kind.STATEMENTS:
        told = {"lists": _lists(question, speak), "bridges": _bridges(question, speak)}
        return {**told, **camps_said(question, speak)}
    if "themes" in question:
        return {name: question[name] for name in ("themes", "unsorted", "quotes")}
    return {"few": few, "beside": question.get("words")}


def _lists(question: Mapping[str, Any], speak: Speaker) -> list[tuple[str, list[str]]]:
    names = {
        "agree": pgettext("surveys", "We agree"),
        "refuse": pgettext("surveys", "We do not want"),
        "divided": pgettext("surveys", "We are divided"),
        "clarify": pgettext("surveys", "To clarify"),
        "unsettled": pgettext("surveys", "Not settled"),
        "few": pgettext("surveys", "Too few voices"),
    }
    found = question["lists"]
    told = [(names[name], [speak.row(question["key"], key) for key in found[name]]) for name in LISTS]
    return [(name, rows) for name, rows in told if rows]


def _bridges(question: Mapping[str, Any], speak: Speaker) -> list[str]:
    found = dict.fromkeys(
        one["key"] for ones in question["bridges"].values() for one in ones if one["everywhere"]
    )
    return [speak.row(question["key"], key) for key in found]
