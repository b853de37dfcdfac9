"""What the command is given, read through before anything is searched: every refusal is said at once."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from essaim.engines.grouping import Answer
from essaim.engines.grouping.files import OptionsRead, OptionsRefused, answer_from_json, read_options
from essaim.engines.grouping.problem import Problem
from essaim.engines.rosters import (
    Limits,
    Mapping,
    Reading,
    RosterRefused,
    Rules,
    guess_mapping,
    read_languages,
    read_people,
    read_table,
    refuse_weight,
)

from .flags import attributes_named, merged

# One's own machine takes more than a page does.
LIMITS = Limits(rows=2_000_000, bytes=1_000_000_000)


class BadInput(Exception):  # noqa: N818 - a refusal is an answer, not a failure
    """Nothing can be formed; `sentences` says each thing to mend."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Given:
    """People, options, and how the list was understood."""

    problem: Problem
    run: OptionsRead
    reading: Reading
    mapping: Mapping
    understood: str
    start: Answer | None = None

    @property
    def names(self) -> dict[str, str]:
        return {person.key: person.name for person in self.reading.people}


def gather(asked: argparse.Namespace) -> Given:
    """Read everything. Raises BadInput with all that is wrong in the options and in the list together."""
    written = written_options(asked.options)
    options = merged(written, asked)
    wrong = places_to_write(asked)
    start = answer_before(asked, wrong)
    try:
        table = read_table(read_source(asked.people), limits=LIMITS)
        mapping = guess_mapping(table, attributes_named(options))
        reading = read_people(table, mapping, rules(asked, options))
    except RosterRefused as refused:
        raise BadInput([*wrong, *(refusal.sentence for refusal in refused.refusals)]) from None
    try:
        run = read_options(options, attributes=reading.attributes)
    except OptionsRefused as refused:
        wrong += refused.sentences
    if not asked.skip_bad:
        wrong += [refusal.sentence for refusal in reading.refused]
    if not wrong and not reading.people:
        wrong = [refusal.sentence for refusal in reading.refused] + ["Nobody is left to form circles with."]
    if wrong:
        raise BadInput(wrong)
    understood = ", ".join(filter(None, (table.encoding, table.sheet)))
    problem = seated_as(reading.problem(run.options), start)
    return Given(problem, run, reading, mapping, understood, start)


def rules(asked: argparse.Namespace, options: dict[str, Any]) -> Rules:
    same = options.get("same")
    several = (
        frozenset(name for name in same if isinstance(name, str)) if isinstance(same, list) else frozenset()
    )
    return Rules(default_language=language(asked.default_language), several=several)


def language(text: str | None) -> str | None:
    """The code of the default language, given by code or by name."""
    if text is None:
        return None
    codes, unknown = read_languages(text)
    if unknown or len(codes) != 1:
        raise BadInput([f"--default-language: “{text}” is not one language. Write a code such as fr."])
    return codes[0]


def written_options(path: Path | None) -> dict[str, Any]:
    """What the options file says, unread."""
    if path is None:
        return {}
    try:
        written = json.loads(path.read_text("utf-8-sig"))
    except OSError as problem:
        raise BadInput([f"{path}: {reason(problem)}"]) from None
    except UnicodeDecodeError:
        raise BadInput([f"{path}: this is not text in UTF-8."]) from None
    except json.JSONDecodeError as problem:
        raise BadInput([f"{path}, line {problem.lineno}: this is not JSON ({problem.msg})."]) from None
    if not isinstance(written, dict):
        raise BadInput([f'{path}: options are written as an object: {{"size": [8, 12], …}}.'])
    return written


def one_question(asked: argparse.Namespace) -> list[str]:
    """A sentence where several questions are asked at once: only one would be answered."""
    asks = {"welcome": asked.welcome is not None, "split": asked.split is not None, "times": asked.times > 1}
    asks["alternatives"] = asked.alternatives > 1
    flags = [f"--{flag}" for flag, given in asks.items() if given]
    sentences = (
        [f"{' and '.join(flags)} ask different questions: ask one at a time."] if len(flags) > 1 else []
    )
    few = [flag for flag in ("times", "alternatives") if getattr(asked, flag) < 1]
    sentences += [f"--{flag} is a whole number from 1." for flag in few]
    return sentences + [f"--{flag} is empty." for flag in ("welcome", "split") if getattr(asked, flag) == ""]


def answer_before(asked: argparse.Namespace, wrong: list[str]) -> Answer | None:
    """The answer to set out from, if one is given; what is wrong with it is added to `wrong`."""
    wrong += one_question(asked)
    if asked.start is None:
        wanting = next((flag for flag in ("welcome", "split") if getattr(asked, flag)), None)
        wrong += [f"--{wanting} needs the circles there are: --start ANSWER.json."] if wanting else []
        return None
    try:
        start = answer_from_json(written_options(asked.start))
    except BadInput as refused:
        wrong += refused.sentences
        return None
    except (ValueError, KeyError, TypeError):
        wrong.append(f"{asked.start}: this is not an answer that `essaim form --json` wrote.")
        return None
    if asked.split and asked.split not in {circle.id for circle in start.circles}:
        wrong.append(f"--split: no circle of {asked.start} is called “{asked.split}”.")
    return start


def seated_as(problem: Problem, start: Answer | None) -> Problem:
    """The problem, where whoever has no present circle in the list sits where the answer before has them."""
    sits = {key: circle.id for circle in reversed(start.circles if start else ()) for key in circle.people}
    people = tuple(replace(p, circle=p.circle or sits.get(p.key)) for p in problem.people)
    return replace(problem, people=people)


def read_source(name: str) -> bytes:
    """The bytes of the list, its weight looked at first."""
    if name == "-":
        return sys.stdin.buffer.read(LIMITS.bytes + 1)
    path = Path(name)
    try:
        refuse_weight(path.stat().st_size, LIMITS)
        return path.read_bytes()
    except OSError as problem:
        raise BadInput([f"{path}: {reason(problem)}"]) from None


def places_to_write(asked: argparse.Namespace) -> list[str]:
    """Places where no answer could be written: better known before the search than after it."""
    given = [path for path in (asked.json, asked.csv, asked.why) if path is not None]
    missing = [
        f"{path}: the folder {path.parent} does not exist." for path in given if not path.parent.is_dir()
    ]
    return missing + [f"{path}: this is a folder." for path in given if path.is_dir()]


def reason(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "there is no such file."
    if isinstance(problem, IsADirectoryError):
        return "this is a folder."
    return f"it cannot be read ({problem.strerror})."
