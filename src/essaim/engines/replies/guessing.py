"""What each column of a survey's answers is, guessed from its header and from all its values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.header_words import EXACT
from essaim.engines.rosters.headers import BRACKET, is_address, mostly
from essaim.engines.rosters.slots import is_slot, read_mark
from essaim.engines.rosters.tables import Table

from .columns import CHOSEN, LEAST_TO_READ, MATRIX, SPLIT, Column, Kind, distinct, pieces
from .scales import (
    GRADES,
    are_votes,
    is_other,
    number_in,
    on_a_scale,
    on_grades,
    on_numbers,
    on_votes,
    out_of,
    said_bare,
    says_nothing,
)

RECOMMEND = re.compile(r"\bnps\b|recomm[ae]nd|recommandation|probabilite que vous")
SAMPLE = 300
MOST_LEVELS = 9
CHOICES = 40
LONG = 60
IDENTIFIES = re.compile(
    r"unique ?id|respondent ?id|collector ?id|response ?id|^id\b|\bip\b|adresse ip|user.?agent"
    r"|telephone|\bphone\b|horodat|timestamp|custom data|^email address|date (?:created|modified)"
    r"|^(?:votre |your )?(?:nom|prenom|name|first name|last name|full name)\b(?! d[eu']| of)"
    r"|^(?:start|end|heure|date) "
)
MOMENT = re.compile(
    r"\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[ T,]+\d{1,2}[:h]\d{2}.*)?\s*\Z"
)
ADDRESS_OF_A_MACHINE = re.compile(
    r"\s*(?:\d{1,3}\.){3}\d{1,3}\s*\Z|\s*(?:[0-9a-fA-F]{0,4}:){4,7}[0-9a-fA-F]{0,4}\s*\Z"
)
IMPORTANCE = re.compile(r"\bimport(?:ance|ant)")
SATISFACTION = re.compile(r"\bsatisf(?:action|ait|ied)")
HALVES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("importance", IMPORTANCE),
    ("satisfaction", SATISFACTION),
)


def guess_columns(table: Table, *, named: bool = False) -> tuple[Column, ...]:
    """What every column is. Addresses say who answered in a survey by name; otherwise they are left aside."""
    columns = [guess(table, index, header, named) for index, header in enumerate(table.headers)]
    return tuple(with_questions(grids(table, columns)))


def guess(table: Table, index: int, header: str, named: bool) -> Column:
    """One column, on its own."""
    found = BRACKET.match(header)
    title, part = (found["question"].strip(), found["answer"].strip()) if found else (header, "")
    column = Column(index, header, "ignore", title=title or header, part=part if title else "")
    values = distinct(table, index)
    if not values:
        return column
    sample = [value for value, _ in values.most_common(SAMPLE)]
    if mostly(is_address, sample, empty=False) and (len(values) > 1 or EXACT.get(fold(header)) == "email"):
        return replace(column, kind="email" if named else "ignore")
    if identifies(header, sample):
        return column
    return by_values(table, column, values)


def identifies(header: str, sample: list[str]) -> bool:
    """Moments, addresses of machines, numbers of answers, names: what says who answered, and nothing else."""
    words = fold(header)
    if EXACT.get(words) in ("ignore", "id", "email", "given", "family", "name") or IDENTIFIES.search(words):
        return EXACT.get(words) in ("ignore", "id", "email") or not on_a_scale(sample)
    return mostly(lambda value: bool(MOMENT.match(value) or ADDRESS_OF_A_MACHINE.match(value)), sample)


def by_values(table: Table, column: Column, values: Counter[str]) -> Column:
    """The first kind that can read every value; words nobody can foresee are an open answer."""
    told = list(values)
    told_of = [value for value in told if not says_nothing(said_bare(value))]
    numbers = [number for value in told_of if (number := number_in(value)) is not None]
    if numbers and len(numbers) == len(told_of) and len(told) <= CHOICES:
        return by_numbers(column, told, numbers)
    if are_votes(told):
        voted = read_column_as(table, column, "statement")
        return replace(voted, sure="pass" in voted.readings.values())
    scale = on_a_scale(told)
    if len(set(scale.values()) - {"none"}) >= 2 and len(scale) * 10 >= len(told) * 7:
        return replace(column, kind="scale", readings=scale, sure=len(scale) == len(told))
    separator = separator_of(values)
    if separator:
        return as_choices(table, column, separator)
    if reads_as_words(values):
        return replace(column, kind="text")
    return as_choices(table, column, "")


def by_numbers(column: Column, told: list[str], numbers: list[int]) -> Column:
    lowest, highest = min(numbers), max(numbers)
    if RECOMMEND.search(fold(column.header).replace("_", " ")) and highest <= 10:
        return replace(column, kind="recommend", readings=on_numbers(told, 0, 10))
    most = out_of(value for value in told if not says_nothing(said_bare(value)))
    if 2 < most <= MOST_LEVELS and most != 5 and highest <= most:
        return replace(column, kind="levels", readings=on_levels(told))
    if lowest >= 1 and highest <= 5:
        # Where nobody gave the highest, it may have been 4: whoever knows the survey is asked.
        return replace(column, kind="scale", readings=on_numbers(told, 1, 5), sure=5 in (highest, most))
    if highest == 10:
        return replace(column, kind="recommend", readings=on_numbers(told, 0, 10), sure=False)
    # A scale of six or seven is kept as its levels, in order: squeezing it into five would change answers.
    if 1 < highest <= MOST_LEVELS:
        return replace(column, kind="levels", readings=on_levels(told))
    ordered = sorted(told, key=lambda value: (number_in(value) or 0, value))
    return replace(column, kind="single", readings={value: value for value in ordered}, sure=highest <= 10)


def on_levels(told: Iterable[str]) -> dict[str, str]:
    """{value: level}, the lowest first; *no opinion* last, in its own words."""
    numbers = {value: number for value in told if (number := number_in(value)) is not None}
    read = {value: str(numbers[value]) for value in sorted(numbers, key=lambda value: numbers[value])}
    return read | {value: value for value in told if value not in read and says_nothing(said_bare(value))}


def separator_of(values: Counter[str]) -> str:
    """What parts several answers in a cell: the pieces come back in other company, or alone."""
    for separator in (";", "|", "\n", ","):
        company: dict[str, set[str]] = defaultdict(set)
        several = 0
        for value in values:
            parts = pieces(value, separator)
            several += len(parts) > 1 or value.rstrip().endswith(";")
            for part in parts:
                company[part].add(value)
        back = sum(len(cells) > 1 for cells in company.values())
        if several and 2 <= len(company) <= CHOICES and back * 10 >= len(company) * 6:
            return separator
        if separator == ";" and all(value.rstrip().endswith(";") for value in values):
            return separator
    return ""


def reads_as_words(values: Counter[str]) -> bool:
    total, average = sum(values.values()), sum(map(len, values)) / len(values)
    mostly_once = len(values) >= 8 and len(values) * 10 >= total * 7
    return len(values) > CHOICES or (average > LONG and len(values) > 6) or mostly_once


def as_choices(table: Table, column: Column, separator: str) -> Column:
    """The values as choices, the most frequent first; those said once among many are another answer."""
    values = distinct(table, column.index, separator)
    kind: Kind = "multiple" if separator else "single"
    if separator and ranks(table, column.index, separator, len(values)):
        kind = "ranking"
    alone = [value for value, times in values.items() if times == 1 and not is_other(value)]
    usual = len(values) - len(alone)
    rare = usual >= 2 and len(alone) >= 3 and sum(values.values()) >= 10 * len(alone)
    readings = {
        value: "other" if is_other(value) or (rare and times == 1) else value
        for value, times in sorted(values.items(), key=lambda item: -item[1])
    }
    return replace(column, kind=kind, separator=separator, readings=readings, sure=not rare)


def ranks(table: Table, index: int, separator: str, choices: int) -> bool:
    """Each cell puts all the choices in an order."""
    cells = [value for value in distinct(table, index) if value]
    return (
        choices >= 3
        and len(cells) > 1
        and all(
            len(parts) == choices == len(set(parts)) for parts in (pieces(cell, separator) for cell in cells)
        )
    )


def grids(table: Table, columns: list[Column]) -> list[Column]:
    """The columns of one question in brackets, read together: ticked choices, grades, needs."""
    together: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if column.part and column.kind != "email":
            together[fold(column.title)].append(column)
    halves = {kind: halves_of(together, sign) for kind, sign in HALVES}
    changed = {}
    for name, grid in together.items():
        kind = next((kind for kind, names in halves.items() if name in names), None)
        if kind is None or not paired(name, halves, together):
            kind = grid_kind(table, grid)
        for column in grid:
            if kind == "ticked" and is_other(column.part) and not all_marks(table, column):
                changed[column.index] = read_column_as(table, column, "text")
            elif kind is None and column.kind == "statement" and len(grid) > 1:
                # Beside rows with levels, "agree" and "disagree" are levels too.
                changed[column.index] = read_column_as(table, column, "scale")
            elif kind:
                changed[column.index] = read_column_as(table, column, kind)
    return [changed.get(column.index, column) for column in columns]


def halves_of(together: Iterable[str], sign: re.Pattern[str]) -> set[str]:
    return {name for name in together if sign.search(name)}


def paired(name: str, halves: dict[Kind, set[str]], together: dict[str, list[Column]]) -> bool:
    """One grid of importance and one of satisfaction, of the same rows."""
    if any(len(names) != 1 for names in halves.values()):
        return False
    one, other = (together[next(iter(names))] for names in halves.values())
    return one is not other and {fold(c.part) for c in one} == {fold(c.part) for c in other}


def grid_kind(table: Table, grid: list[Column]) -> Kind | None:
    """What the columns of a grid are together; None where each stays a question of its own."""
    values = {
        value for column in grid if not is_other(column.part) for value in distinct(table, column.index)
    }
    if len(grid) < 2 or not values:
        return None
    if all(is_slot(column.part) for column in grid) and all(read_mark(value) for value in values):
        return "slot"
    if are_votes(values):
        return "statement"
    marks = {fold(value) for value in values} | {fold(column.part) for column in grid}
    if all(read_mark(value) is not None or fold(value) in {"n/a", "non selectionne"} for value in values):
        return "ticked" if not values <= set("0123456789") or values <= {"0", "1"} else None
    if all(fold(value) in marks for value in values) and all(
        ticked_by_name(table, column) for column in grid
    ):
        return "ticked"
    rejected = any(said_bare(value) in GRADES[0] for value in values)
    return "grades" if rejected and len(on_grades(values)) == len(values) else None


def all_marks(table: Table, column: Column) -> bool:
    return all(ticked(value, column.part) for value in distinct(table, column.index))


def ticked_by_name(table: Table, column: Column) -> bool:
    """A ticked choice written by its own name, as SurveyMonkey does; what is not ticked is empty."""
    return all(fold(value) == fold(column.part) for value in distinct(table, column.index)) or is_other(
        column.part
    )


def read_column_as(table: Table, column: Column, kind: Kind) -> Column:
    """The column as a person says it is, with what can be read of its values in that way."""
    separator = ""
    if kind in SPLIT:
        values = distinct(table, column.index)
        separator = (
            column.separator or separator_of(values) or (";" if any(";" in v for v in values) else ",")
        )
    told = list(distinct(table, column.index, separator))
    readings = readings_as(kind, column, told)
    read = kind in ("ignore", "email", "text", "points") or len(readings) == len(told)
    title, part = column.title, column.part
    if kind in MATRIX and not part:
        part = title
    return replace(
        column, kind=kind, title=title, part=part, separator=separator, readings=readings, sure=read
    )


def readings_as(kind: Kind, column: Column, told: list[str]) -> dict[str, str]:
    if kind in ("scale", "importance", "satisfaction"):
        words = on_a_scale(told)
        numbers = on_numbers(told, 1, 5)
        return words if len(words) >= len(numbers) else numbers
    if kind == "recommend":
        return on_numbers(told, 0, 10)
    if kind == "grades":
        return on_grades(told)
    if kind == "statement":
        return on_votes(told)
    if kind == "levels":
        return on_levels(told)
    if kind == "slot":
        return {value: str(read_mark(value)) for value in told if read_mark(value)}
    if kind in ("ticked", "consent"):
        return {value: mark for value in told if (mark := ticked(value, column.part))}
    if kind in CHOSEN and len(told) <= LEAST_TO_READ:
        kept = column.readings if column.kind in CHOSEN else {}
        return {value: kept.get(value, "other" if is_other(value) else value) for value in told}
    return {}


def ticked(value: str, part: str) -> str:
    """ "yes", "no", or "" for what is neither."""
    mark = read_mark(value)
    if mark is not None:
        return "no" if mark == "no" else "yes"
    if fold(value) in ("n/a", "non selectionne", "not selected"):
        return "no"
    return "yes" if part and fold(value) == fold(part) else ""


def with_questions(columns: list[Column]) -> list[Column]:
    """Each column with the name of its question: q1, q2, … in their order, one for the columns of a grid."""
    names: dict[tuple[str, str], str] = {}
    named = []
    for column in columns:
        if column.kind in ("ignore", "email"):
            named.append(replace(column, question=""))
            continue
        family = {"importance": "needs", "satisfaction": "needs"}.get(column.kind, column.kind)
        alone = family == "statement" and fold(column.part) == fold(column.title)
        whole = "" if family == "needs" or alone else fold(column.title)
        same = (family, whole) if column.kind in MATRIX else (str(column.index), "")
        named.append(replace(column, question=names.setdefault(same, f"q{len(names) + 1}")))
    return named
