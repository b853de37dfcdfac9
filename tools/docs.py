"""Documentation that the code writes, or is held to: this writes, `--check` only compares."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def permissions() -> str:
    """The table of every route: its address, what is found, and who may enter."""
    lines = [
        "# Who may enter where",
        "",
        "Written by `tools/docs.py` from the doors themselves: change a rule or a door, not this page.",
        "Whoever may not see a thing gets a 404, whoever may not do this a 403; neither tells more.",
        "",
        "| address | name | methods | who |",
        "| --- | --- | --- | --- |",
    ]
    for address, name, door in sorted(routes(), key=lambda route: route[0]):
        lines.append(f"| `/{address}` | {name} | {' '.join(door.methods)} | {who(door)} |")
    return "\n".join(lines) + "\n"


def routes() -> Iterator[tuple[str, str, object]]:
    """Every route of ours as (address, name, door)."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns: list[object], prefix: str) -> Iterator[tuple[str, str, object]]:
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                if entry := getattr(pattern.callback, "door", None):
                    yield address, pattern.name or "", entry
            else:
                yield from walk(pattern.url_patterns, address)

    return walk(get_resolver().url_patterns, "")


def who(door: object) -> str:
    """The sentence of a door: its predicate in words, or why it is open."""
    if not door.verb:
        return f"{'anyone signed in' if door.signed_in else 'anyone'}: {door.because}"
    return f"`{door.verb}`: {predicate(door.verb)}"


def predicate(verb: str) -> str:
    from rules.permissions import permissions as known

    return str(known[verb].name).strip("()").replace("|", "or").replace("&", "and").replace("~", "not ")


def commands() -> str:
    """The help of every command, as it is printed."""
    os.environ["COLUMNS"] = "100"
    from essaim.cli import parser

    whole = parser()
    pages = [("essaim", whole.format_help())]
    for action in whole._subparsers._group_actions:
        pages += [(f"essaim {name}", verb.format_help()) for name, verb in action.choices.items()]
    body = "\n".join(f"## `{name}`\n\n```\n{text.rstrip()}\n```\n" for name, text in pages)
    return "# The `essaim` command\n\nWritten by `tools/docs.py` from the command itself.\n\n" + body


WRITTEN: dict[str, Callable[[], str]] = {
    "building/permissions.md": permissions,
    "hosting/commands.md": commands,
}


def faults() -> list[str]:
    found = [f"docs/{name} is not up to date: run python tools/docs.py" for name in stale()]
    settings = (DOCS / "hosting" / "settings.md").read_text("utf-8")
    asked = re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "src/essaim/settings.py").read_text("utf-8"))
    found += [
        f"docs/hosting/settings.md says nothing of {name}" for name in asked if f"`{name}`" not in settings
    ]
    readme = (ROOT / "README.md").read_text("utf-8")
    found += [f"README.md names {path}, which is not there" for path in missing_paths(readme)]
    if readme.count("\n") > 120:
        found.append("README.md is longer than 120 lines")
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                found.append(f"{page.relative_to(ROOT)} leads to {target}, which is not there")
    return found


def stale() -> list[str]:
    return [name for name, write in WRITTEN.items() if not same(DOCS / name, write())]


def same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


def missing_paths(text: str) -> list[str]:
    named = re.findall(r"`((?:bin|docs|tools|src|tests|benchmarks)/[\w./-]*)`", text)
    named += re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    return [path for path in named if not (ROOT / path).exists()]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.settings")
    import django

    django.setup()
    if "--check" in sys.argv:
        told = faults()
        print("\n".join(told))
        return 1 if told else 0
    for name, write in WRITTEN.items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(write(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
