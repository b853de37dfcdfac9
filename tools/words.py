"""The sentences of the interface: extract them, keep their French, compile them. No gettext is needed.

bin/words                 extract, keep what is translated, print what is missing, compile
bin/words --add FILE      first take French from FILE, a JSON list of
                          {"context": "circles", "en": "One seat", "fr": "Une place"}, or for plurals
                          {"context": "circles", "en": ["%(n)s seat", "%(n)s seats"], "fr": ["…", "…"]}
bin/words --missing [CONTEXT]  print as JSON, ready to be filled in and given to --add, what has no French
bin/words --check         change nothing; exit 1 if the catalogue is not complete and exact
"""

from __future__ import annotations

import argparse
import fcntl
import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "essaim"
PO = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    name: spec
    for base, spec in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (base, f"{base}_lazy")
} | {"_": None}
# Every sentence has a context: where a module shortens a name to `_`, it is that of pgettext_lazy.
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy", "_"}


def sentences() -> Iterator[tuple[str | None, str | tuple[str, str], str]]:
    """Yield (context, message or (singular, plural), file) for every sentence of the source."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from _from_python(path.read_bytes(), path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from _from_python(_as_python(path), path)


def _from_python(code: bytes, path: Path) -> Iterator[tuple[str | None, str | tuple[str, str], str]]:
    where = str(path.relative_to(ROOT))
    options = {"encoding": "utf-8"}
    for _, function, found, _ in extract_python(io.BytesIO(code), list(KEYWORDS), [], options):
        parts = list(found) if isinstance(found, tuple) else [found]
        context = parts.pop(0) if function in WITH_CONTEXT else None
        words = [part for part in parts if isinstance(part, str)]
        if not words:
            continue
        plural = function.startswith(("n", "np")) and len(words) > 1
        yield context, (words[0], words[1]) if plural else words[0], where


def _as_python(path: Path) -> bytes:
    from django.utils.translation.template import templatize

    # Indentation means nothing in a template, and everything to Python's tokenizer.
    lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
    return "\n".join(line.lstrip() for line in lines).encode()


def read() -> Catalog:
    if not PO.exists():
        return Catalog(locale="fr")
    with PO.open("rb") as file:
        return read_po(file, locale="fr")


def renewed(old: Catalog) -> Catalog:
    """A catalogue of today's sentences with yesterday's French."""
    new = Catalog(
        locale="fr", project="essaim", charset="utf-8", header_comment="# The words of Essaim in French."
    )
    new.creation_date = new.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    for context, words, where in sentences():
        known = old.get(words[0] if isinstance(words, tuple) else words, context)
        french = known.string if known and not known.fuzzy else None
        if french is not None and isinstance(french, tuple) != isinstance(words, tuple):
            french = None
        new.add(words, french, locations=[(where, 0)], context=context)
    return new


def untranslated(catalog: Catalog) -> list[Message]:
    return [m for m in catalog if m.id and not all(m.string if isinstance(m.string, tuple) else (m.string,))]


def add(catalog: Catalog, entries: list[dict[str, object]]) -> list[str]:
    """Take French from entries; return those that no sentence asks for."""
    strangers = []
    for entry in entries:
        words, french, context = entry["en"], entry["fr"], entry.get("context")
        key = words[0] if isinstance(words, list) else words
        message = catalog.get(key, context)
        if message is None:
            strangers.append(f"[{context}] {key}")
        else:
            message.string = tuple(french) if isinstance(french, list) else french
    return strangers


def write(catalog: Catalog) -> None:
    PO.parent.mkdir(parents=True, exist_ok=True)
    for path, text in ((PO, _po(catalog)), (PO.with_suffix(".mo"), _mo(catalog))):
        part = path.with_suffix(path.suffix + ".part")
        part.write_bytes(text)
        os.replace(part, path)


def _po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def _mo(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def faults(catalog: Catalog) -> list[str]:
    """What keeps the catalogue from being whole: context, French, placeholders, manners."""
    found = [f"no context: {m.id!r} ({m.locations[0][0]})" for m in catalog if m.id and not m.context]
    found += [f"no French: [{m.context}] {m.id!r}" for m in untranslated(catalog)]
    found += [f"fuzzy: {m.id!r}" for m in catalog if m.id and m.fuzzy]
    for message in catalog:
        if message.id:
            found += [f"[{message.context}] {message.id!r}: {error}" for error in message.check(catalog)]
            found += _manners(message)
    return found


def _manners(message: Message) -> list[str]:
    french = " ".join(message.string) if isinstance(message.string, tuple) else message.string or ""
    told = []
    if "'" in french.replace("{'", "").replace("'}", ""):
        told.append("a straight apostrophe: write ’")
    if "!" in french:
        told.append("an exclamation mark")
    if any(f" {mark}" in french for mark in "?;:»"):
        told.append("a breaking space before ? ; : or »")
    return [f"[{message.context}] {french!r}: {fault}" for fault in told]


def as_json(messages: list[Message]) -> str:
    rows = [
        {
            "context": m.context,
            "en": list(m.id) if isinstance(m.id, tuple) else m.id,
            "fr": ["", ""] if isinstance(m.id, tuple) else "",
        }
        for m in messages
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--add", type=Path, metavar="FILE")
    parser.add_argument("--missing", nargs="?", const="", metavar="CONTEXT")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true", help="only compile what is there")
    asked = parser.parse_args()
    if asked.compile:
        write(read())
        return 0
    if asked.check:
        old = read()
        new = renewed(old)
        told = faults(new) + (
            [] if _po(new) == PO.read_bytes() else ["the catalogue is not up to date: run bin/words"]
        )
        print("\n".join(told) or f"{len(new)} sentences, all in French")
        return 1 if told else 0
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "words.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        catalog = renewed(read())
        strangers = add(catalog, json.loads(asked.add.read_text("utf-8"))) if asked.add else []
        write(catalog)
    missing = [m for m in untranslated(catalog) if not asked.missing or m.context == asked.missing]
    if asked.missing is not None:
        print(as_json(missing))
        return 0
    for sentence in strangers:
        print(f"asked by no source: {sentence}", file=sys.stderr)
    for message in missing:
        print(f"no French: [{message.context}] {message.id!r}")
    print(f"{len(catalog)} sentences, {len(missing)} without French")
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main())
