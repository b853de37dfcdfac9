"""Sheets in JSON, read as rows of plain values without becoming mappings on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

import msgspec

One = str | int | float | bool | None
TYPES: dict[str, Any] = {
    "one": One,
    "many": frozenset[str | int | float] | None,
    "ranks": tuple[str | int | float, ...] | None,
    "lists": dict[str, frozenset[str | int | float]] | None,
}
VALUES: dict[str, Any] = {"rows": One, "pairs": tuple[One, One] | None}

Read = Callable[[str], list[Any]]
RowOf = Callable[[Any], tuple[Any, ...]]


def reader(
    shapes: Mapping[str, str], rows: Mapping[str, Sequence[str]], groups: Sequence[str]
) -> tuple[Read, RowOf]:
    """How to read a list of sheets, and how to make a row of each: its answers, then its groups.

    A question of shape "rows" or "pairs" has as many values in the row as it has `rows`.
    """
    names = {key: f"q{n}" for n, key in enumerate(dict.fromkeys((*shapes, *groups)))}
    fields = [_field(name, shapes.get(key, "one"), rows.get(key, ())) for key, name in names.items()]
    sheet: Any = _struct("Sheet", fields, {name: key for key, name in names.items()})
    told = [part for key, shape in shapes.items() for part in _parts(names[key], shape, rows.get(key, ()))]
    told += [names[group] for group in groups]
    decode = msgspec.json.Decoder(list[sheet]).decode
    return partial(_without_nulls, decode), _getter(told)


def _without_nulls(decode: Read, text: str) -> list[Any]:
    """Read; a null was not answered, which only the shapes with rows have to be told."""
    try:
        return decode(text)
    except msgspec.ValidationError:
        kept = [{key: one for key, one in sheet.items() if one is not None} for sheet in json.loads(text)]
        return decode(json.dumps(kept))


def _getter(names: Sequence[str]) -> RowOf:
    """Gives a tuple, also of one name, or of none."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda sheet: tuple(attrgetter(name)(sheet) for name in names)


def _field(name: str, shape: str, rows: Sequence[str]) -> tuple[str, Any, Any]:
    if shape in TYPES:
        return name, TYPES[shape], None
    inside = [(f"r{n}", VALUES[shape], None) for n in range(len(rows))]
    of_rows = _struct("Rows", inside, {f"r{n}": row for n, row in enumerate(rows)})
    blank = of_rows()
    return name, of_rows, msgspec.field(default_factory=lambda: blank)


def _struct(name: str, fields: list[tuple[str, Any, Any]], names: dict[str, str]) -> Any:
    return msgspec.defstruct(name, fields, rename=names, frozen=True, eq=False, gc=False)


def _parts(name: str, shape: str, rows: Sequence[str]) -> list[str]:
    return [name] if shape in TYPES else [f"{name}.r{n}" for n in range(len(rows))]
