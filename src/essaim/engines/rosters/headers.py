"""What each column is, guessed from its header and its values; a person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from essaim.engines.rosters.days import DAY_WORDS
from essaim.engines.rosters.folding import clean, fold
from essaim.engines.rosters.header_words import EXACT, SIGNS
from essaim.engines.rosters.languages import code_of, read_languages
from essaim.engines.rosters.refusals import Refusal
from essaim.engines.rosters.slots import SlotUnreadable, read_mark, read_slot, read_slots
from essaim.engines.rosters.tables.addresses import ADDRESS
from essaim.engines.rosters.tables.table import Table

Role = Literal[
    "email", "id", "name", "given", "family", "languages", "language", "slots", "slot", "facilitate", "lead",
    "together", "apart", "met", "circle", "attribute", "ignore",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
SINGLE: frozenset[Role] = frozenset(
    (
        "email",
        "id",
        "name",
        "given",
        "family",
        "languages",
        "facilitate",
        "lead",
        "together",
        "apart",
        "met",
        "circle",
    )
)
BRACKET = re.compile(r"^(?P<question>.*?)\s*\[(?P<answer>[^\[\]]*)\]\s*$", re.DOTALL)
TAIL = re.compile(r"(?:\s[-–—>]\s|[:?.(/_])\s*(?P<tail>[^:?.()/_]*(?::\d\d)?)\)?\s*$")
SAMPLE = 300
LONG = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it holds.

    `detail` completes some roles: the slot ("tue 18:00") of a *slot* column, the code of a *language* column,
    the words that complete each answer of a *slots* column ("mardi" where the cells say "18h"), the name of
    an *attribute*. `sure` is False where a person should look.
    """

    index: int
    header: str
    role: Role
    detail: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mapping:
    """What every column of a table is, in the table's order."""

    columns: tuple[Column, ...]

    def assign(self, index: int, role: Role, detail: str | None = None) -> Mapping:
        """The mapping with one column as a person says it is; without `detail`, the header gives it."""
        column = self.columns[index]
        if detail is None:
            detail = detail_for(role, column.header)
        changed = replace(column, role=role, detail=detail, sure=True)
        return Mapping((*self.columns[:index], changed, *self.columns[index + 1 :]))

    def with_role(self, role: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role == role)

    def refusals(self) -> list[Refusal]:
        """Why rows cannot be read with this mapping: no key, one thing said twice, a slot that is none."""
        return [*missing_key(self), *said_twice(self), *unreadable_slots(self)]


def guess_mapping(table: Table, attributes: Iterable[str] = ()) -> Mapping:
    """The likely mapping of a table. A header found in `attributes` is one, whatever it looks like."""
    wanted = {fold(name) for name in attributes}
    columns = []
    for index, header in enumerate(table.headers):
        if fold(header) in wanted:
            columns.append(Column(index, header, "attribute", header))
        else:
            columns.append(guess_column(table, index))
    return Mapping(tuple(settled(name_columns(columns), table)))


def guess_column(table: Table, index: int) -> Column:
    header = table.headers[index]
    values = [value for cell in table.column(index, SAMPLE) if (value := clean(cell))]
    grid = grid_column(index, header, values)
    if grid:
        return grid
    folded = bare_header(header)
    if table.kind == "addresses" or (table.heading is not None and folded in EXACT):
        return plain(index, header, EXACT[folded])
    if table.heading is not None:
        for role, sign in SIGNS:
            if sign.search(folded) and agrees(role, values):
                return plain(index, header, role, sure=False)
    return by_values(index, header, values, table.heading is None)


def bare_header(header: str) -> str:
    """The folded header without numbering ("3. Langues"), stars and final punctuation."""
    return re.sub(r"^(?:q?\d+\s*[.)\-:]\s*)", "", fold(header)).strip(" *:?!.")


def plain(index: int, header: str, role: str, *, sure: bool = True) -> Column:
    return Column(index, header, role, detail_for(role, header), sure)  # type: ignore[arg-type]


def detail_for(role: str, header: str) -> str:
    """What a header adds to its role: the slot, the language, the day of a grid, or the attribute's name."""
    if role == "attribute":
        return header
    if role == "slot":
        return next((str(slot) for slot in map(slot_named, answers(header)) if slot), "")
    if role == "language":
        return next((code for code in map(code_of, answers(header)) if code), "")
    return half_slot(header) if role == "slots" else ""


def answers(header: str) -> list[str]:
    """The parts of a header that may name the answer it stands for, the most likely first."""
    found = BRACKET.match(header)
    if found:
        return [found["answer"], f"{found['question']} {found['answer']}"]
    tail = TAIL.search(header)
    return [header, tail["tail"]] if tail else [header]


def slot_named(text: str) -> object:
    try:
        return read_slot(text)[0]
    except SlotUnreadable:
        return None


def half_slot(header: str) -> str:
    """The day or the time in the brackets of a grid whose cells hold the other half, else nothing."""
    found = BRACKET.match(header)
    answer = found["answer"] if found else header
    try:
        read_slot(answer)
    except SlotUnreadable as problem:
        return answer if problem.code in ("slot-without-day", "slot-without-time") else ""
    return ""


def grid_column(index: int, header: str, values: list[str]) -> Column | None:
    """A column of a survey's grid: a slot, a language, or a day whose cells hold times; else None."""
    if any(map(slot_named, answers(header))):
        return plain(index, header, "slot", sure=mostly(is_mark, values))
    found = BRACKET.match(header)
    if found and code_of(found["answer"]) and dict(SIGNS)["languages"].search(fold(found["question"])):
        return plain(index, header, "language")
    around = half_slot(header)
    if around and mostly(lambda value: completes(around, value), values, empty=False):
        return Column(index, header, "slots", around)
    if found and fold(found["answer"]).split(" ")[0] in DAY_WORDS and mostly(is_mark, values):
        return Column(index, header, "slot", "", sure=False)
    return None


def completes(around: str, value: str) -> bool:
    """True when the cell gives the other half of a slot, as "18h, 19h" does under "Mardi"."""
    return all(slot_named(f"{around} {piece}") for piece in re.split(r"[,;|]", value) if piece.strip())


def agrees(role: str, values: list[str]) -> bool:
    """A question that mentions e-mails or languages is not always one that asks for them."""
    if role == "email":
        return mostly(is_address, values)
    if role == "languages":
        return mostly(lambda value: not read_languages(value)[1], values)
    if role in ("given", "family", "name"):
        return mostly(lambda value: len(value) <= LONG, values)
    return True


def by_values(index: int, header: str, values: list[str], headless: bool) -> Column:
    """A column that its header does not tell: addresses, slots and languages show by themselves."""
    if mostly(is_address, values, empty=False):
        return plain(index, header, "email", sure=False)
    if mostly(lambda value: not read_slots(value)[1], values, empty=False):
        return Column(index, header, "slots", sure=False)
    if headless and mostly(lambda value: not read_languages(value)[1], values, empty=False):
        return plain(index, header, "languages", sure=False)
    if headless and mostly(looks_like_name, values, empty=False) and mostly_distinct(values):
        return plain(index, header, "name", sure=False)
    role = "ignore" if not values or reads_like_prose(values) else "attribute"
    return plain(index, header, role, sure=role == "attribute" and not headless)


def mostly(test: Callable[[str], bool], values: list[str], *, empty: bool = True) -> bool:
    """True when the test holds for four values in five; `empty` is the answer for no value at all."""
    if not values:
        return empty
    return sum(map(test, values)) * 5 >= len(values) * 4


def is_address(value: str) -> bool:
    return ADDRESS.search(value) is not None


def is_mark(value: str) -> bool:
    return read_mark(value) is not None


def looks_like_name(value: str) -> bool:
    short = value[0].isalpha() and len(value.split()) <= 4 and not any(map(str.isdigit, value))
    return short and not is_mark(value)


def mostly_distinct(values: list[str]) -> bool:
    return len(set(values)) * 10 >= len(values) * 9


def reads_like_prose(values: list[str]) -> bool:
    """Comments, not something people have in common: long, or all different without being numbers."""
    average = sum(map(len, values)) / len(values)
    return average > LONG or (len(values) >= 20 and average > 20 and mostly_distinct(values))


def name_columns(columns: list[Column]) -> list[Column]:
    """The header "Nom" beside "Prénom" is the family name, alone it is the whole name.

    Two columns that look like names, without headers, are taken for the given and the family name.
    """
    if [column.role for column in columns].count("name") == 2 and not any(column.sure for column in columns):
        first = next(column.index for column in columns if column.role == "name")
        columns = [half_name(column, column.index == first) for column in columns]
    has_given = any(column.role == "given" for column in columns)
    named = [named_beside(column, has_given) for column in columns]
    if has_given or any(column.role == "name" for column in named):
        return named
    return [replace(column, role="name") if column.role == "family" else column for column in named]


def half_name(column: Column, first: bool) -> Column:
    if column.role != "name":
        return column
    return replace(column, role="given") if first else replace(column, role="family")


def named_beside(column: Column, has_given: bool) -> Column:
    if bare_header(column.header) in ("nom", "noms", "votre nom", "name") and column.role != "attribute":
        return replace(column, role="family" if has_given else "name", sure=True)
    return column


def settled(columns: list[Column], table: Table) -> list[Column]:
    """One column for each single role: a sure one first, then the fullest; the others are passed over."""

    def rank(column: Column) -> tuple[bool, int]:
        return column.sure, sum(1 for cell in table.column(column.index, SAMPLE) if clean(cell))

    best: dict[str, Column] = {}
    for column in columns:
        name = single_name(column)
        if name and (name not in best or rank(column) > rank(best[name])):
            best[name] = column
    chosen = set(map(id, best.values()))
    return [
        replace(column, role="ignore", detail="", sure=False)
        if single_name(column) and id(column) not in chosen
        else column
        for column in columns
    ]


def single_name(column: Column) -> str | None:
    """What may be said by one column only: a single role, or an attribute of that name."""
    if column.role == "attribute":
        return f"attribute {fold(column.detail)}"
    return column.role if column.role in SINGLE else None


def missing_key(mapping: Mapping) -> list[Refusal]:
    return [] if mapping.with_role("email") or mapping.with_role("id") else [Refusal("column-key-missing")]


def said_twice(mapping: Mapping) -> list[Refusal]:
    first: dict[str, str] = {}
    refusals = []
    for column in mapping.columns:
        name = single_name(column)
        if name and name in first:
            refusals.append(Refusal("column-twice", column=column.header, more={"first": first[name]}))
        elif name:
            first[name] = column.header
    return refusals


def unreadable_slots(mapping: Mapping) -> list[Refusal]:
    return [
        Refusal("column-slot-unreadable", column=column.header)
        for column in mapping.with_role("slot")
        if slot_named(column.detail) is None
    ]
