"""`essaim form`: from a list of people to circles, with no database.

Exit codes: 0 everybody has a circle, 2 the list or the options cannot be read, 3 somebody has no circle yet.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .flags import add_options
from .forming import form

__all__ = ["add_parser", "form"]

EPILOG = """\
PEOPLE is a table (CSV with any separator, XLSX, or pasted lines) with headers in English or French: email,
name, languages, slots ("tue 18:00", "mardi 18h!") or one column a slot ("slots [tue 18:00]"), facilitate,
lead, together, apart, met, circle; any other column is an attribute, to mix or to share.

exit codes: 0 everybody has a circle · 2 the list or the options cannot be read · 3 somebody has no circle yet
"""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "form",
        help="form circles from a list of people",
        description="Form circles from a list of people.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.add_argument("people", metavar="PEOPLE", help="the list, CSV or XLSX; - for standard input")
    verb.add_argument("--options", metavar="FILE", type=Path, help="options as JSON; flags come before them")
    verb.add_argument("--json", metavar="FILE", type=Path, help="write the whole answer as JSON")
    verb.add_argument(
        "--csv", metavar="FILE", type=Path, help="write circle, slot, language, role, key and name as CSV"
    )
    verb.add_argument(
        "--why",
        metavar="FILE",
        type=Path,
        help="write why each person is where they are, or nowhere, as CSV",
    )
    verb.add_argument(
        "--alternatives",
        metavar="3",
        type=int,
        default=1,
        help="so many proposals that really differ, compared in a table; files of the others end in -2, -3",
    )
    again = verb.add_argument_group("other questions", "instead of one set of new circles")
    again.add_argument(
        "--start", metavar="ANSWER", type=Path, help="the JSON answer of before: set out from its circles"
    )
    again.add_argument(
        "--welcome",
        metavar="KEY",
        help="a seat for a newcomer in the circles of --start; --moves 2 lets two others change circle",
    )
    again.add_argument("--split", metavar="CIRCLE", help="two circles out of one of --start that has grown")
    again.add_argument(
        "--times",
        metavar="N",
        type=int,
        default=1,
        help="circles for so many times in a row, meeting others each time; files end in -2, -3",
    )
    verb.add_argument(
        "--skip-bad", action="store_true", help="leave out rows that cannot be read, and list them"
    )
    verb.add_argument(
        "--default-language", metavar="CODE", help="the language of people who give none, such as fr"
    )
    verb.add_argument(
        "--quiet", action="store_true", help="no progress and no table, only what must be known"
    )
    add_options(verb.add_argument_group("options", "each also has its place in the options file"))
    verb.set_defaults(func=form)
