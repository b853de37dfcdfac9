"""How long a list of 50,000 people takes to read and check, beside Python's own csv module in the same run.

    bin/bench rosters [ROWS]

The ratios travel from machine to machine; the seconds do not. The XLSX is compared with openpyxl reading the
same workbook.
"""

from __future__ import annotations

import csv
import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import openpyxl

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters import Rules, Table, guess_mapping, read_people, read_phrase, read_table

HEADERS = ("E-mail", "Prénom", "Nom", "Langues", "Disponibilités", "Disponibilités [Mardi 18h]",
           "Disponibilités [Jeudi 12h30]", "Animer", "Avec", "Site", "Métier", "Déjà")  # fmt: skip
SLOTS = ("mardi 18h; jeudi 12h30 !", "tue 18:00, thu 12:30", "Mercredi 18 h 30", "")
PHRASES = (
    "mardi ou jeudi soir sauf vacances",
    "tous les soirs sauf le lundi",
    "en semaine après 18h",
    "le midi",
)


def people(count: int) -> list[tuple[str, ...]]:
    """A list with something in every column, and one row in fifty that must be refused."""
    return [
        (
            f"personne.{n}@exemple.fr",
            f"Prénom {n}",
            f"Nom {n}",
            "klingon" if n % 50 == 49 else ("français, anglais", "fr")[n % 2],
            SLOTS[n % 4],
            ("Oui", "Non")[n % 2],
            ("", "Préféré", "x")[n % 3],
            "oui" if n % 10 == 0 else "",
            f"personne.{n - 1}@exemple.fr" if n % 40 == 1 else "",
            f"Site {n % 12}",
            f"Métier {n % 80}",
            f"Automne {n % 300}",
        )
        for n in range(count)
    ]


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([HEADERS, *rows])
    return out.getvalue().encode("cp1252")


def as_xlsx(rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    for row in (HEADERS, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seconds(task: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The best of several runs, and what the last one gave."""
    best, given = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        given = task()
        best = min(best, time.perf_counter() - began)
    return best, given


def with_csv_module(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("cp1252"), newline=""), delimiter=";"))


def with_openpyxl(data: bytes) -> list[tuple[Any, ...]]:
    return list(
        openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0].iter_rows(values_only=True)
    )


def checked(table: Table) -> Any:
    return read_people(table, guess_mapping(table), Rules())


def memory(task: Callable[[], Any]) -> tuple[float, float]:
    """(kept, peak) megabytes."""
    tracemalloc.start()
    given = task()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del given
    return kept / 1e6, peak / 1e6


def main(count: int = 50_000) -> None:
    rows = people(count)
    data, book = as_csv(rows), as_xlsx(rows)
    plain, _ = seconds(lambda: with_csv_module(data))
    reading, table = seconds(lambda: read_table(data))
    checking, found = seconds(lambda: checked(table))
    plain_book, _ = seconds(lambda: with_openpyxl(book), 1)
    reading_book, _ = seconds(lambda: read_table(book), 1)
    offered = [Slot(day, minute) for day in range(5) for minute in (750, 1080, 1170)]
    phrases, _ = seconds(lambda: [read_phrase(f"{PHRASES[n % 4]} {n}", offered) for n in range(1_000)], 1)
    kept, peak = memory(lambda: read_table(data))

    print(f"{count:,} rows, {len(data) / 1e6:.1f} MB of CSV, {len(book) / 1e6:.1f} MB of XLSX")
    print(f"{len(found.people):,} people taken, {found.refused_lines:,} rows refused")
    print()
    print("| what | seconds | ratio |")
    print("| --- | ---: | ---: |")
    print(f"| CSV, csv module alone | {plain:.2f} | 1 |")
    print(f"| CSV, read_table | {reading:.2f} | {reading / plain:.1f} |")
    print(f"| mapping and people checked | {checking:.2f} | {checking / plain:.1f} |")
    print(f"| XLSX, openpyxl alone | {plain_book:.2f} | 1 |")
    print(f"| XLSX, read_table (weighed first) | {reading_book:.2f} | {reading_book / plain_book:.2f} |")
    print(f"| 1,000 distinct phrases | {phrases:.2f} | |")
    print()
    print(f"A table of {count:,} rows keeps {kept:.0f} MB, {peak:.0f} MB at its peak.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
