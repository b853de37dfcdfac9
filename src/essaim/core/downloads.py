"""Tables to take away, as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from django.http import StreamingHttpResponse
from django.utils import timezone, translation

Rows = Iterable[Sequence[str | int]]


def csv_file(name: str, header: Sequence[str], rows: Rows) -> StreamingHttpResponse:
    """A CSV with a byte order mark and semicolons, as French spreadsheets expect it, written row by row."""
    told = _as_asked(_lines(header, rows), translation.get_language(), timezone.get_current_timezone())
    answer = StreamingHttpResponse(told, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _as_asked(lines: Iterator[str], language: str | None, zone: tzinfo) -> Iterator[str]:
    """Rows are made once the request is over, when its language and its hours are no longer in force."""
    while True:
        with translation.override(language), timezone.override(zone):
            line = next(lines, None)
        if line is None:
            return
        yield line


class _Echo:
    """What the csv module writes to: each row is handed back instead of kept."""

    def write(self, row: str) -> str:
        return row


def _lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    write = csv.writer(_Echo(), delimiter=";").writerow
    yield "\ufeff"
    yield write(header)
    for row in rows:
        yield write(row)
