"""Every option of forming as a flag, and both together as the options file would say them."""

from __future__ import annotations

import argparse
import json
from typing import Any

LOCKED = "keep a circle: id, slot, language, facilitators, people"
WORDS = "not-at-all, a-little, normal or a-lot"
FLAGS = (
    "size", "target", "facilitators", "alternate_weeks", "never_alone", "same", "new_people", "stay",
    "preferred", "without_slots", "moves", "seed", "seconds", "rounds",
)  # fmt: skip
MERGED = ("mix", "share", "locked_people")


def add_options(group: argparse._ArgumentGroup) -> None:
    """The flags, named as in the options file."""
    add = group.add_argument
    add("--size", metavar="8-12", type=span, help="people at a table, facilitators included")
    add("--target", metavar="10", type=int, help="the size to come near to")
    add(
        "--facilitators",
        metavar="1-1",
        type=span,
        help="facilitators for each circle; 0-1 if some may be missing",
    )
    add(
        "--alternate-weeks",
        action="store_const",
        const=True,
        help="a facilitator may lead two circles at one slot",
    )
    add("--mix", metavar="SITE=WORD", type=weighted, action="append", help=f"spread an attribute: {WORDS}")
    add("--share", metavar="TOPIC=WORD", type=weighted, action="append", help="gather an attribute, likewise")
    add(
        "--never-alone",
        metavar="GENDER",
        action="append",
        help="nobody alone with their value of an attribute",
    )
    add("--same", metavar="FORMAT", action="append", help="a value that all accept is found in each circle")
    add("--new-people", metavar="WORD", type=word, help=f"how much meeting new people matters: {WORDS}")
    add("--stay", metavar="WORD", type=word, help="how much staying in one's circle matters")
    add("--preferred", metavar="WORD", type=word, help="how much preferred slots matter")
    add(
        "--without-slots",
        choices=("leave", "any"),
        help="people whose slots are unknown: left, or placed anywhere",
    )
    add("--moves", metavar="N", type=moves, help="the most people who may change circle, or fewest")
    add(
        "--lock-person",
        metavar="KEY=CIRCLE",
        dest="locked_people",
        type=pair,
        action="append",
        help="keep one there",
    )
    add("--lock-circle", metavar="JSON", dest="locked_circles", type=circle, action="append", help=LOCKED)
    add("--seed", metavar="7", type=int, help="the same seed and rounds give the same circles")
    add("--seconds", metavar="10", type=float, help="how long to search")
    add("--rounds", metavar="40", type=int, help="or how many rounds")


def span(text: str) -> list[int]:
    """A range ("8-12"), or one number for both ends."""
    low, _, high = text.partition("-")
    try:
        return [int(low), int(high or low)]
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a range such as 8-12") from None


def word(text: str) -> str:
    return text.replace("-", " ")


def weighted(text: str) -> tuple[str, str]:
    """An attribute and its word; *normal* when none is said."""
    name, _, weight = text.partition("=")
    return name, word(weight) or "normal"


def pair(text: str) -> tuple[str, str]:
    key, sign, name = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"“{text}” is not a person and a circle such as a@x.fr=c1")
    return key, name


def moves(text: str) -> int | str:
    if text == "fewest" or text.isdecimal():
        return int(text) if text.isdecimal() else text
    raise argparse.ArgumentTypeError(f"“{text}” is neither a whole number nor fewest")


def circle(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"“{text}” is not JSON: {problem}") from None


def merged(written: dict[str, Any], asked: argparse.Namespace) -> dict[str, Any]:
    """The options of a file with the flags over them; weights and locks are added one by one."""
    options = dict(written)
    for name in FLAGS:
        value = getattr(asked, name)
        if value is not None:
            options[name] = value
    for name in MERGED:
        given = dict(getattr(asked, name) or ())
        if given:
            before = options.get(name)
            options[name] = {**before, **given} if isinstance(before, dict) else given
    if asked.locked_circles:
        before = options.get("locked_circles")
        options["locked_circles"] = [*(before if isinstance(before, list) else ()), *asked.locked_circles]
    return options


def attributes_named(options: dict[str, Any]) -> list[str]:
    """The attributes that options name, whatever else may be wrong with them."""
    named: list[str] = []
    for name in ("mix", "share", "never_alone", "same"):
        value = options.get(name)
        if isinstance(value, dict | list):
            named += [attribute for attribute in value if isinstance(attribute, str)]
    return named
