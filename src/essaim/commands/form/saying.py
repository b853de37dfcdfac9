"""What the command says: notes on standard error, and the table of circles on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from essaim.engines.grouping import Answer, Circle, CircleAbove
from essaim.engines.grouping.diagnosis import diagnose
from essaim.engines.grouping.files import help_words
from essaim.engines.grouping.modes import Proposal
from essaim.engines.rosters.refusals import Refusal, shortened

from .inputs import Given

# Beyond that many people, saying beforehand what cannot work takes longer than it is worth.
DIAGNOSED = 5_000
LONGEST_NAME = 30
# The files hold everything; a table in a terminal is for looking through.
MOST_ROWS = 100
HEADERS = ("circle", "slot", "language", "people", "facilitators")
FIGURES = {
    "placed": "placed",
    "circles": "circles",
    "slots": "slots",
    "liked": "at a slot they prefer",
    "moved": "moved",
    "met_again": "pairs who met before",
    "mixing": "cost of mixing",
    "cost": "cost",
}


def note(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def bad_input(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        note(sentence)


def left_out(refusals: Iterable[Refusal]) -> None:
    for refusal in refusals:
        note(f"Left out: {refusal.sentence}")


def beforehand(given: Given) -> None:
    """How the list was read, and what cannot work whatever is searched."""
    looked_at = [f"“{column.header}” as {column.role}" for column in given.mapping.columns if not column.sure]
    if looked_at:
        note(f"Columns read by guess: {', '.join(looked_at)}.")
    if len(given.problem.people) <= DIAGNOSED:
        for finding in diagnose(given.problem).findings:
            note(finding.sentence)


def summary(answer: Answer, names: dict[str, str]) -> str:
    """The circles and the people without one, as tables; very long ones are cut."""
    circles = [row(circle, names) for circle in answer.circles]
    lines = [headline(answer), *proved(answer)]
    if circles:
        lines += ["", *table([HEADERS, *circles[:MOST_ROWS]]), *more(circles)]
    if answer.above:
        above = [row_above(circle, names) for circle in answer.above]
        lines += ["", "circles of facilitators:", *table(above[:MOST_ROWS]), *more(above)]
    if answer.unplaced:
        unplaced: list[tuple[str, ...]] = [
            (named(one.person, names), one.reason, one.sentence) for one in answer.unplaced
        ]
        lines += ["", "without a circle:", *table(unplaced[:MOST_ROWS]), *more(unplaced)]
    if answer.would_bring and len(answer.unplaced) > 1:
        lines += ["", "what would place most:", *table([brought(gain) for gain in answer.would_bring])]
    return "\n".join(lines) + "\n"


def compared(proposals: Sequence[Proposal], asked: int) -> str:
    """The proposals side by side, a column each, and what each of the others gains and gives up."""
    if asked < 2:
        return ""
    if len(proposals) < 2:
        return "\nNo other proposal differs enough from this one.\n"
    rows = [("proposal", *(str(number) for number, _ in enumerate(proposals, start=1)))]
    rows += [
        (words, *(str(getattr(one.facts, name)) for one in proposals)) for name, words in FIGURES.items()
    ]
    lines = ["", "proposals side by side:", *table(rows), ""]
    lines += [f"{number}: {traded(one)}" for number, one in enumerate(proposals[1:], start=2)]
    return "\n".join(lines) + "\n"


def traded(one: Proposal) -> str:
    """How far a proposal is from the nearest other, what it gains on the first and what it gives up."""
    gains = ", ".join(FIGURES[name] for name in one.gains) or "nothing but other people to meet"
    losses = ", ".join(FIGURES[name] for name in one.losses) or "nothing"
    dearer = "; costs more than the best" if one.dearer else ""
    return f"{one.distance:.0%} of who meets whom differs; better in: {gains}; worse in: {losses}{dearer}"


def brought(gain: dict[str, Any]) -> tuple[str, str]:
    """How many more would have a circle, and with what."""
    slot = gain.get("add_slot")
    with_what = f"everyone waiting coming on {slot}" if slot else help_words(gain)
    return f"{gain['placed']} more", with_what


def more(rows: Sequence[object]) -> list[str]:
    """Says how many rows a table leaves out."""
    return [f"and {len(rows) - MOST_ROWS} more"] if len(rows) > MOST_ROWS else []


def headline(answer: Answer) -> str:
    figures = answer.summary
    circles = f"{figures.circles} circle{'' if figures.circles == 1 else 's'}"
    bound = "" if figures.bound is None else f" (at least {figures.bound})"
    return f"{figures.placed} of {figures.people} people in {circles}, cost {figures.cost}{bound}"


def proved(answer: Answer) -> list[str]:
    """How good the circles are known to be, in a sentence; nothing where nothing is known."""
    figures = answer.summary
    said = []
    if figures.placed < figures.people and figures.unplaced_bound == figures.people - figures.placed:
        said.append("more people cannot be placed")
    if figures.bound is not None and figures.cost == figures.bound:
        said.append("the cost cannot be less")
    elif figures.bound and figures.cost <= 2 * figures.bound:
        part = -(-100 * (figures.cost - figures.bound) // figures.bound)
        said.append(f"the cost is within {part} % of what is provably possible")
    return [f"Proved: {'; '.join(said)}."] if said else []


def row(circle: Circle, names: dict[str, str]) -> tuple[str, ...]:
    facilitators = ", ".join(named(key, names) for key in circle.facilitators)
    return circle.id, str(circle.slot), circle.language, str(len(circle.people)), facilitators


def row_above(circle: CircleAbove, names: dict[str, str]) -> tuple[str, ...]:
    return circle.id, str(circle.slot), circle.language, str(len(circle.people)), named(circle.lead, names)


def named(key: str, names: dict[str, str]) -> str:
    """A name that keeps to its place in the table, whatever it holds."""
    name = "".join(c for c in names.get(key) or key if c.isprintable())
    return shortened(name, LONGEST_NAME) or key


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
