"""Text with a separator: which one it is, and its rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from essaim.engines.rosters.refusals import Refusal, RosterRefused
from essaim.engines.rosters.tables.table import MOST_CHARACTERS_IN_A_CELL, Row

# The comma last: it is the one that prose, names and decimals use.
DELIMITERS = ("\t", ";", "|", ",")
ANNOUNCED = re.compile(r'\A"?sep=(.)"?\r?\n?', re.IGNORECASE)
SAMPLE_CHARACTERS = 100_000
SAMPLE_ROWS = 100
END = "\x1eend of the list\x1e"


def announced_delimiter(text: str) -> str | None:
    """The separator of a first line "sep=;", which Excel writes and reads."""
    found = ANNOUNCED.match(text)
    return found.group(1) if found else None


def guess_delimiter(text: str) -> str:
    """The separator that cuts the first rows into the most regular table; a comma when none does."""
    sample = text[:SAMPLE_CHARACTERS]
    scores = {delimiter: regularity(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > (0, 0) else ","


def regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """(share of the rows as wide as most, that width); the first row, often the headers, weighs as all."""
    widths = [len(cells) for cells in islice(sample_rows(sample, delimiter), SAMPLE_ROWS)]
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return (0, 0)
    width, times = max(wide.items(), key=lambda item: (item[1], item[0]))
    return ((times / len(widths) + (widths[0] > 1)) / 2, width)


def sample_rows(sample: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a sample that hold something, as far as they can be read."""
    try:
        yield from (
            cells for cells in csv.reader(lines(sample), delimiter=delimiter) if any(map(str.strip, cells))
        )
    except csv.Error:
        return


def lines(text: str) -> Iterator[str]:
    """The lines, each with its ending as it stands (CR, LF or CRLF), so that a quoted cell keeps its own."""
    return iter(io.StringIO(text, newline=""))


def read_rows(text: str, delimiter: str) -> Iterator[Row]:
    """Every row with the line it begins on. Raises RosterRefused at a quotation mark that is never closed."""
    # A mark after the last line shows whether it still stood inside quotes: the csv module forgives that
    # silently.
    spaced = re.search(rf'{re.escape(delimiter)} +"', text[:SAMPLE_CHARACTERS]) is not None
    reader = csv.reader(chain(lines(ended(text)), (END,)), delimiter=delimiter, skipinitialspace=spaced)
    begins = 1
    try:
        for cells in reader:
            if cells == [END]:
                return
            if cells and cells[-1].endswith(END):
                raise RosterRefused(Refusal("quote-unclosed", line=begins))
            yield Row(begins, tuple(cells))
            begins = reader.line_num + 1
    except csv.Error:
        most = MOST_CHARACTERS_IN_A_CELL
        raise RosterRefused(Refusal("cell-too-long", line=begins, more={"most": most})) from None


def ended(text: str) -> str:
    """The text with its last line ended, so that nothing sticks to what is read after it."""
    return text if text.endswith(("\n", "\r")) else text + "\n"
