"""The findings of a document, each with a key that stays, and the few that stand out.

A finding is a code with numbers and keys; `surveys.sentences` puts it into the reader's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..kinds import Kind
from .opens import words_of

Question = dict[str, Any]
Finding = dict[str, Any]
MOST_FIRST = 5
MAJORITY = 0.5
SATISFIED_FROM = 4


def findings_in(questions: Iterable[Question], changes: Mapping[str, list[dict[str, Any]]]) -> list[Finding]:
    """Of every question that is shown, in their order."""
    found: list[Finding] = []
    for question in questions:
        if question["state"] == "shown":
            found += OF_KIND.get(question["kind"], _none)(question)
            found += _themes(question)
            found += _changes(question, changes.get(question["key"], []))
    return found


def standing_out(findings: list[Finding]) -> list[str]:
    """Keys of three to five: what matters and fails, what is shared, what divides, what changed, and words.

    One of each sort in this order, then a second of some, while there are any.
    """
    wanted = [
        _best(findings, lambda one: one["code"] == "need" and one["quadrant"] == "act", "gap"),
        _best(findings, lambda one: one["code"] == "change" and one["clear"], "size"),
        [one for one in findings if one["code"] == "recommend"],
        [one for one in findings if one["code"] == "bridge"],
        [one for one in findings if one["code"] == "agree"],
        [one for one in findings if one["code"] == "divided"],
        _best(findings, lambda one: one["code"] == "theme", "count"),
        _best(findings, lambda one: one["code"] == "choice" and one["n"] > MAJORITY * one["of"], "n"),
        [one for one in findings if one["code"] == "scale"],
    ]
    chosen: list[str] = []
    for turn in range(2):
        for sort in wanted:
            if len(chosen) < (MOST_FIRST if turn == 0 else 3):
                chosen += [one["key"] for one in sort[turn : turn + 1] if one["key"] not in chosen]
    return chosen


def _best(findings: list[Finding], wanted: Callable[[Finding], bool], by: str) -> list[Finding]:
    return sorted((one for one in findings if wanted(one)), key=lambda one: -one[by])


def _finding(question: Question, code: str, row: object = "", /, **numbers: Any) -> Finding:
    key = ".".join(["question", question["key"], *([str(row)] if row != "" else [])])
    return {"key": key, "code": code, "question": question["key"], "row": str(row)} | numbers


def _none(question: Question) -> Iterator[Finding]:
    yield from ()


def _choice(question: Question) -> Iterator[Finding]:
    told = [(key, n) for key, n in question.get("values", []) if key not in ("other", None)]
    if told:
        key, n = max(told, key=lambda each: each[1])
        yield _finding(question, "choice", choice=key, n=n, of=question["of"])


def _consent(question: Question) -> Iterator[Finding]:
    yield _finding(question, "consent", n=question["values"][0][1], of=question["of"])


def _scale(question: Question) -> Iterator[Finding]:
    mean = question["mean"]
    if mean:
        high = sum(n for value, n in question["values"] if value >= SATISFIED_FROM)
        yield _finding(question, "scale", mean=mean["value"], high=high, of=mean["of"])


def _needs(question: Question) -> Iterator[Finding]:
    for row in question["rows"]:
        if row["quadrant"]:
            means = {name: row[name]["mean"]["value"] for name in ("importance", "satisfaction")}
            gap = row["gap"]["value"]
            yield _finding(
                question, "need", row["key"], quadrant=row["quadrant"], gap=gap, of=row["of"], **means
            )


def _grades(question: Question) -> Iterator[Finding]:
    for row in question["rows"]:
        if row["median"] is not None:
            yield _finding(question, "grade", row["key"], median=row["median"], of=row["of"])


def _points(question: Question) -> Iterator[Finding]:
    for row in question["rows"]:
        if row["points"]:
            yield _finding(question, "points", row["key"], points=row["points"], n=row["people"])


def _recommend(question: Question) -> Iterator[Finding]:
    if question["score"]:
        counts = {name: question[name] for name in ("promoters", "detractors")}
        yield _finding(question, "recommend", score=question["score"]["value"], of=question["of"], **counts)


def _ranking(question: Question) -> Iterator[Finding]:
    if question["ranks"]:
        first = question["ranks"][0]
        yield _finding(question, "ranking", choice=first["key"], n=first["first"], of=question["of"])


def _statements(question: Question) -> Iterator[Finding]:
    rows = {row["key"]: row for row in question["rows"]}
    bridged = {
        one["key"]: group for group, ones in question["bridges"].items() for one in ones if one["everywhere"]
    }
    for name in ("agree", "refuse", "divided", "clarify"):
        for key in question["lists"][name]:
            counts = {way: rows[key][way] for way in ("agree", "disagree", "passed", "of")}
            bridge = name == "agree" and key in bridged
            more = {"group": bridged[key]} if bridge else {}
            yield _finding(question, "bridge" if bridge else name, key, **counts, **more)


def _themes(question: Question) -> Iterator[Finding]:
    words = words_of(question)
    for theme in words["themes"] if words else []:
        yield _finding(
            question,
            "theme",
            f"theme-{theme['key']}",
            name=theme["name"],
            count=theme["count"],
            of=words["of"] if words else 0,
        )


def _changes(question: Question, changes: list[dict[str, Any]]) -> Iterator[Finding]:
    for one in changes:
        if one["clear"]:
            row = ".".join(["change", *([one["row"]] if one["row"] else [])])
            size = abs(one["value"]) / (one["high"] - one["low"] or 1)
            yield _finding(question, "change", row, size=size, **{**one, "of_row": one["row"], "row": row})


OF_KIND: dict[str, Callable[[Question], Iterator[Finding]]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.CONSENT: _consent,
    Kind.SCALE: _scale,
    Kind.NEEDS: _needs,
    Kind.GRADES: _grades,
    Kind.POINTS: _points,
    Kind.RECOMMEND: _recommend,
    Kind.RANKING: _ranking,
    Kind.STATEMENTS: _statements,
}
