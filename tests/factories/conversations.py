"""Real conversations to check against: two travel with the tests, others may be pointed to."""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from essaim.engines.opinions import Votes

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "tests" / "engines" / "opinions" / "data"
HOW = (
    "the official outputs of Polis are not here: their licence does not let them travel. Take {name} from "
    "the test fixtures of red-dwarf (github.com/polis-community/red-dwarf) or from "
    "github.com/compdemocracy/openData, and name the folder that holds it in ESSAIM_DATA"
)


def travelling(name: str) -> Votes:
    """A conversation of the data folder."""
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
        return read(csv.DictReader(file), "participant", "statement", "vote")


def elsewhere(name: str) -> Path:
    """A file of the folder that ESSAIM_DATA names, or of shared/data beside the project; else skip."""
    folder = Path(os.environ.get("ESSAIM_DATA") or PROJECT.parent / "shared" / "data")
    if not (folder / "polis" / name).exists():
        pytest.skip(HOW.format(name=f"polis/{name}"))
    return folder / "polis" / name


def official(size: str) -> tuple[Votes, dict[str, Any]]:
    """The votes of a conversation "above" or "below" a hundred people, and what the official server said."""
    said = json.loads(elsewhere(f"server-output/{size}-100-ptpts.expected.json").read_text("utf-8"))
    with elsewhere(f"server-output/{size}-100-ptpts.votes.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["time_ms"]))
    return read(rows, "participant", "statement", "vote_agree_is_plus1", said["tids"]), said


def read(
    rows: Iterable[dict[str, str]], who: str, what: str, how: str, statements: Iterable[int] = ()
) -> Votes:
    return Votes.of([(int(r[who]), int(r[what]), int(r[how])) for r in rows], statements=statements)
