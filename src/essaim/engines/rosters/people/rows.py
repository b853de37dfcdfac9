"""Row after row: people as they stand on their own line, before pairs are settled."""

from __future__ import annotations

from collections.abc import Callable

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters.folding import clean, fold
from essaim.engines.rosters.headers import Column, Mapping
from essaim.engines.rosters.languages import code_of, read_languages
from essaim.engines.rosters.people import cells
from essaim.engines.rosters.people.cells import CellUnreadable
from essaim.engines.rosters.people.reading import PersonRead, Rules
from essaim.engines.rosters.refusals import Refusal
from essaim.engines.rosters.slots import SEPARATORS, SlotUnreadable, read_mark, read_slot
from essaim.engines.rosters.tables.table import Row

YES_FACILITATES = 1
YES_LEADS = 8


class Draft:
    """A person while their row is being read."""

    def __init__(self) -> None:
        self.email = self.id = self.name = self.beside = self.given = self.family = ""
        self.languages: dict[str, None] = {}
        self.possible: set[Slot] = set()
        self.preferred: set[Slot] = set()
        self.said = False
        self.phrases: list[str] = []
        self.values: dict[str, tuple[str, ...]] = {}
        self.facilitates = self.leads = 0
        self.together: tuple[str, ...] = ()
        self.apart: tuple[str, ...] = ()
        self.met: frozenset[str] = frozenset()
        self.circle: str | None = None

    @property
    def full_name(self) -> str:
        if self.given and self.family.startswith(f"{self.given} "):
            return self.name or self.family
        return self.name or f"{self.given} {self.family}".strip() or self.beside

    def add_slot(self, slot: Slot, preferred: bool) -> None:
        self.said = True
        self.possible.add(slot)
        if preferred:
            self.preferred.add(slot)


class RowReader:
    """Reads rows in order and keeps what they give, with how each value was first written.

    `rows` holds everybody, `refused` the refusals of each row by its position among them.
    """

    def __init__(self, mapping: Mapping, rules: Rules) -> None:
        self.rules = rules
        self.columns = {role: mapping.with_role(role) for role in ("email", "id", "together", "apart")}
        self.attributes = tuple(clean(column.detail) for column in mapping.with_role("attribute"))
        self.rows: list[PersonRead] = []
        self.refused: dict[int, list[Refusal]] = {}
        # Every key met, refused rows included, with its line; an id leads to the e-mail that replaced it.
        self.lines: dict[str, int] = {}
        self.aliases: dict[str, str] = {}
        self._width = len(mapping.columns)
        self._several = {fold(name) for name in rules.several}
        self._readers = [
            (column, self.reader(column)) for column in mapping.columns if column.role != "ignore"
        ]
        self._written: dict[tuple[str, str], str] = {}
        self._found: list[Refusal] = []

    def take(self, row: Row) -> None:
        """Read one row, whatever is wrong with it."""
        self._found = []
        draft = Draft()
        if len(row.cells) > self._width:
            more = {"cells": len(row.cells), "columns": self._width}
            self._found.append(Refusal("cells-too-many", row.line, more=more))
        for column, read in self._readers:
            cell = row.cells[column.index]
            try:
                read(draft, cell)
            except CellUnreadable as problem:
                self.refuse(problem.code, row, column.header, problem.value, **problem.more)
            except SlotUnreadable as problem:
                self.refuse(problem.code, row, column.header, str(problem))
        key = self.settle_key(draft, row)
        self.settle_languages(draft, row)
        if self._found:
            self.refused[len(self.rows)] = self._found
        self.rows.append(finished(draft, key, row.line))

    def refuse(self, code: str, row: Row, column: str, value: str = "", **more: str | int) -> None:
        self._found.append(Refusal(code, row.line, column, value, more))

    def settle_key(self, draft: Draft, row: Row) -> str:
        """The key, e-mail before id, refused when it is missing or already taken."""
        key = draft.email or draft.id
        header = (self.columns["email"] or self.columns["id"])[0].header
        if not key:
            if not any(refusal.code == "email-unreadable" for refusal in self._found):
                self.refuse("key-missing", row, header)
            return key
        if key in self.lines:
            self.refuse("key-twice", row, header, key, first=self.lines[key])
            return key
        self.lines[key] = row.line
        if draft.id:
            self.aliases[draft.id] = key
        return key

    def settle_languages(self, draft: Draft, row: Row) -> None:
        if draft.languages or any(refusal.code == "language-unknown" for refusal in self._found):
            return
        if self.rules.default_language:
            draft.languages[self.rules.default_language] = None
        else:
            self.refuse("language-missing", row, "")

    def reader(self, column: Column) -> Callable[[Draft, str], None]:
        """The function that reads the cells of a column into a draft."""
        if column.role == "slot":
            slot = read_slot(column.detail)[0]
            return lambda draft, cell: read_slot_mark(draft, cell, slot)
        if column.role == "language":
            code = column.detail or code_of(column.header) or ""
            return lambda draft, cell: read_language_mark(draft, cell, code)
        if column.role == "slots":
            keep = self.rules.phrases == "keep"
            return lambda draft, cell: read_slot_list(draft, cell, column.detail, keep)
        if column.role == "attribute":
            name, several = clean(column.detail), fold(column.detail) in self._several
            return lambda draft, cell: self.read_value(draft, cell, name, several)
        if column.role in ("met", "circle"):
            return self.read_met if column.role == "met" else self.read_circle
        return READERS[column.role]

    def as_first_written(self, kind: str, value: str) -> str:
        """One writing for values that only differ by case, accents or spaces."""
        return self._written.setdefault((kind, fold(value)), value)

    def read_value(self, draft: Draft, cell: str, name: str, several: bool) -> None:
        whole = " ".join(clean(cell).split())
        values = cells.listed(cell) if several else [whole] if whole else []
        if values:
            draft.values[name] = tuple(dict.fromkeys(self.as_first_written(name, value) for value in values))

    def read_met(self, draft: Draft, cell: str) -> None:
        draft.met = frozenset(self.as_first_written("\0circle", name) for name in cells.listed(cell))

    def read_circle(self, draft: Draft, cell: str) -> None:
        name = clean(cell)
        draft.circle = self.as_first_written("\0circle", name) if name else None


def finished(draft: Draft, key: str, line: int) -> PersonRead:
    return PersonRead(
        line=line,
        key=key,
        name=draft.full_name,
        given=draft.given,
        languages=tuple(draft.languages),
        possible=frozenset(draft.possible) if draft.said else None,
        preferred=frozenset(draft.preferred),
        phrase="; ".join(draft.phrases),
        values=draft.values,
        facilitates=draft.facilitates,
        leads=draft.leads,
        together=draft.together,
        apart=draft.apart,
        met=draft.met,
        circle=draft.circle,
    )


def read_email(draft: Draft, cell: str) -> None:
    draft.email, draft.beside = cells.address(cell)


def read_id(draft: Draft, cell: str) -> None:
    draft.id = cells.key_text(cell)


def read_name(draft: Draft, cell: str) -> None:
    draft.name = cells.name(cell)


def read_given(draft: Draft, cell: str) -> None:
    draft.given = cells.name(cell)


def read_family(draft: Draft, cell: str) -> None:
    draft.family = cells.name(cell)


def read_language_list(draft: Draft, cell: str) -> None:
    codes, unknown = read_languages(clean(cell))
    if unknown:
        raise CellUnreadable("language-unknown", unknown[0])
    draft.languages.update(dict.fromkeys(codes))


def read_language_mark(draft: Draft, cell: str, code: str) -> None:
    if mark_of(cell) != "no":
        draft.languages[code] = None


def read_facilitates(draft: Draft, cell: str) -> None:
    draft.facilitates = cells.number(cell, YES_FACILITATES)


def read_leads(draft: Draft, cell: str) -> None:
    draft.leads = cells.number(cell, YES_LEADS)


def read_together(draft: Draft, cell: str) -> None:
    draft.together = cells.keys(cell)


def read_apart(draft: Draft, cell: str) -> None:
    draft.apart = cells.keys(cell)


READERS: dict[str, Callable[[Draft, str], None]] = {
    "email": read_email,
    "id": read_id,
    "name": read_name,
    "given": read_given,
    "family": read_family,
    "languages": read_language_list,
    "facilitate": read_facilitates,
    "lead": read_leads,
    "together": read_together,
    "apart": read_apart,
}


def mark_of(cell: str) -> str:
    mark = read_mark(cell)
    if mark is None:
        raise CellUnreadable("mark-unreadable", clean(cell))
    return mark


def read_slot_mark(draft: Draft, cell: str, slot: Slot) -> None:
    """A cell under one slot. A blank says nothing by itself; a person who left all blank is unknown."""
    mark = mark_of(cell)
    if mark != "no":
        draft.add_slot(slot, mark == "preferred")
    elif clean(cell):
        draft.said = True


def read_slot_list(draft: Draft, cell: str, around: str, keep_phrases: bool) -> None:
    """A cell that lists slots, each completed by what the header says ("mardi"); prose is kept if asked."""
    text = clean(cell)
    if not text:
        return
    try:
        slots = [read_slot(f"{around} {piece}".strip()) for piece in SEPARATORS.split(text) if piece.strip()]
    except SlotUnreadable as problem:
        # A time that no clock shows is a slip of the hand, not prose.
        if not keep_phrases or problem.code == "slot-time-impossible":
            raise
        draft.phrases.append(f"{around} {text}".strip())
        return
    for slot, preferred in slots:
        draft.add_slot(slot, preferred)
