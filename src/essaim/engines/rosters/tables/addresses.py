"""Pasted addresses: one a line or several, as mail programs write them ("Marie Dupont <marie@x.fr>; …")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essaim.engines.rosters.folding import clean
from essaim.engines.rosters.tables.table import Row

IN_ADDRESS = r"[^\s<>()\[\]\",;:|@]"
# Begun only where a word begins and never given back, so that a long line is read in one pass.
ADDRESS = re.compile(
    rf"<?(?:mailto:)?(?<!{IN_ADDRESS})({IN_ADDRESS}++@{IN_ADDRESS}+\.{IN_ADDRESS[:-1]}.]+)>?", re.IGNORECASE
)
SEPARATED = re.compile(r"[,;|\t]")
AROUND_A_NAME = " \t,;:|*•·-–—\"'()[]<>"
HEADERS = ("email", "name")


def has_address(text: str) -> bool:
    return "@" in text and ADDRESS.search(text) is not None


def is_address_list(text: str) -> bool:
    """True when the text is nothing but addresses, with or without names beside them.

    A table without headers ("marie@x.fr;Marie;mardi 18h") is not: something stands in it that has no address.
    """
    filled = [line for line in text.splitlines() if clean(line)]
    if not filled or not has_address(filled[0]) or "\t" in text:
        return False
    return all(map(is_bare_line, filled)) or all(map(is_mail_line, filled))


def is_bare_line(line: str) -> bool:
    """Every piece of the line holds an address, or the line is a name alone."""
    pieces = [piece for piece in SEPARATED.split(line) if clean(piece)]
    return all(map(has_address, pieces)) or len(pieces) == 1


def is_mail_line(line: str) -> bool:
    """Every address stands between < and > after its name, nothing follows the last; or there is none."""
    if not has_address(line):
        return len(SEPARATED.split(line)) == 1
    addresses = [found.group() for found in ADDRESS.finditer(line)]
    return all(address[0] == "<" and address[-1] == ">" for address in addresses) and ends_with_address(line)


def ends_with_address(line: str) -> bool:
    return line.rstrip(" ,;\r").endswith(">")


def address_rows(text: str) -> Iterator[Row]:
    """A row (address, name) for each address; a name alone gives a row without one, refused later."""
    for number, line in enumerate(text.splitlines(), start=1):
        if clean(line):
            yield from (Row(number, pair) for pair in line_pairs(line))


def line_pairs(line: str) -> Iterator[tuple[str, str]]:
    """The (address, name) pairs of one line; a name stands before its address, or after a lone one."""
    found = list(ADDRESS.finditer(line))
    if not found:
        yield "", tidy_name(line)
    if len(found) == 1:
        before, after = line[: found[0].start()], line[found[0].end() :]
        yield found[0].group(1), tidy_name(before) or tidy_name(after)
        return
    begins = 0
    for address in found:
        yield address.group(1), tidy_name(line[begins : address.start()])
        begins = address.end()


def tidy_name(text: str) -> str:
    """The name without what surrounds it; "Dupont, Marie", as directories write, is "Marie Dupont"."""
    name = clean(text).strip(AROUND_A_NAME)
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name
