"""The documentation says what is: its words are on screen, its commands run, its examples hold."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

from essaim import cli
from essaim.engines import grouping, rosters

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
USING = sorted(path.stem for path in (DOCS / "using" / "fr").glob("*.md"))
TRANSLATED = {
    "README": "README",
    "pilote": "pilot",
    "ecouter": "listening",
    "diagnostiquer": "diagnosis",
    "animatrice": "facilitator",
    "membre": "member",
    "listes": "lists",
}
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def fences(name: str, language: str) -> list[str]:
    """The blocks of a page that are written in a language, as they stand."""
    return [text for said, text in FENCE.findall(page(name)) if said == language]


def prose(name: str) -> str:
    """A page without its blocks and its code, its spaces all alike."""
    return unspaced(re.sub(r"`[^`]*`", "", FENCE.sub("", page(name))))


def unspaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    """`tools/docs.py`, which writes what the code says of itself and checks the rest."""
    spec = importlib.util.spec_from_file_location("docs_of_the_house", ROOT / "tools" / "docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_the_code_writes_is_up_to_date_and_every_setting_and_path_named_exists(docs):
    assert docs.faults() == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "STYLE.md", "CHANGELOG.md"])
def test_what_the_first_pages_name_exists(docs, name):
    assert docs.missing_paths(page(name)) == []


def test_the_commands_of_a_day_can_be_run():
    named = set(
        re.findall(r"(?<![\w/])bin/\w+", page("README.md") + page("CONTRIBUTING.md") + page("STYLE.md"))
    )
    assert named == {f"bin/{path.name}" for path in (ROOT / "bin").iterdir()}
    assert [name for name in named if not os.access(ROOT / name, os.X_OK)] == []


def sub_commands() -> set[str]:
    (verbs,) = cli.parser()._subparsers._group_actions  # type: ignore[union-attr]
    return set(verbs.choices)  # type: ignore[arg-type]


def test_every_sub_command_is_described():
    headings = re.findall(r"^## `essaim (\w+)`$", page("docs/hosting/commands.md"), re.MULTILINE)
    assert set(headings) == sub_commands()


@pytest.mark.parametrize(
    "path", ["README.md", *sorted(str(path.relative_to(ROOT)) for path in DOCS.rglob("*.md"))]
)
def test_only_sub_commands_that_exist_are_named(path):
    named = re.findall(r"(?:`|\.venv/bin/|\$ )essaim (\w+)", page(path))
    assert set(named) <= sub_commands()


def test_hosting_names_only_settings_that_are_read():
    asked = set(re.findall(r'env\.\w+\(\s*"(\w+)"', page("src/essaim/settings.py")))
    for path in (DOCS / "hosting").glob("*.md"):
        named = set(re.findall(r"\b(?:ESSAIM_[A-Z_]+|DATABASE_URL)\b", path.read_text("utf-8")))
        assert named <= asked, path


# Words on screen


def on_screen(language: str) -> list[re.Pattern[str]]:
    """Every sentence of the interface; a number stands wherever one is filled in."""
    with (ROOT / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    said = [message.string if language == "fr" else message.id for message in messages]
    whole = [text for each in said for text in (each if isinstance(each, list | tuple) else [each])]
    whole += [name for _, name in settings.LANGUAGES]
    return [re.compile(re.sub(r"%\\?\(\w+\\?\)s", r"\\d+", re.escape(unspaced(text)))) for text in whole]


QUOTES = {"fr": r"«(.+?)»", "en": "“(.+?)”"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_quoted_from_a_screen_is_on_one(language):
    known = on_screen(language)
    for path in (DOCS / "using" / language).glob("*.md"):
        quoted = [found.strip() for found in re.findall(QUOTES[language], prose(str(path.relative_to(ROOT))))]
        assert quoted, path
        assert [words for words in quoted if not any(each.fullmatch(words) for each in known)] == [], path


def test_a_word_that_is_on_no_screen_is_found_out():
    known = on_screen("fr")
    assert any(each.fullmatch("Ajouter 43 personnes") for each in known)
    assert not any(each.fullmatch("Ajouter quelques personnes") for each in known)


@pytest.mark.parametrize("french", USING)
def test_both_languages_say_the_same_in_the_same_places(french):
    pages = [page(f"docs/using/fr/{french}.md"), page(f"docs/using/en/{TRANSLATED[french]}.md")]
    shapes = [re.findall(r"^(#+ |\| |- |\*\*\d)", text, re.MULTILINE) for text in pages]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", USING)
def test_the_french_of_the_pages_is_typographic(name):
    text = FENCE.sub("", page(f"docs/using/fr/{name}.md"))
    text = re.sub(r"`[^`]*`|\]\([^)]*\)|^\|[-| ]+\|$", "", text, flags=re.MULTILINE)
    assert re.findall(r".{0,20}(?:'| [;:?!»]|« |!).{0,10}", text) == []


# The glossary


def test_every_model_has_its_words():
    glossary = page("docs/building/glossary.md")
    rows = {
        cell
        for row in re.findall(r"^\| (.*?) \|", glossary, re.MULTILINE)
        for cell in re.findall(r"`(.+?)`", row)
    }
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("essaim.")}
    assert ours - rows == set()
    assert {"Door", "Thing", "Problem", "Options", "Answer", "Unplaced", "Stop"} - rows == set()


def test_every_word_of_the_glossary_has_english_french_and_a_code_name_that_exists():
    names = {model.__name__ for model in apps.get_models()} | set(grouping.__all__) | set(rosters.__all__)
    names |= {"Door", "Thing", "Role", "Seat", "Consequences"}
    rows = [
        row.strip("| ").split(" | ")
        for row in page("docs/building/glossary.md").splitlines()
        if row.startswith("| ")
    ]
    for row in rows:
        if row[0] in {"code", "---"}:
            continue
        assert len(row) in {3, 4}, row
        assert all(row[:3]), row
        assert {name.split(".")[0] for name in re.findall(r"`(.+?)`", row[0])} <= names, row


# Examples


def printed(code: str) -> list[str]:
    """The lines that an example of docs/building/grouping.md prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "docs/building/grouping.md", "exec"), {"__name__": "example"})
    return said.getvalue().splitlines()


def test_the_example_of_the_engine_runs():
    code = next(code for code in fences("docs/building/grouping.md", "python") if "for circle in" in code)
    assert code.count("\n") <= 30
    *circles, summary = printed(code)
    assert summary == "20 of 20 placed"
    assert sorted(line.split(" ", 1)[1] for line in circles) == [
        "thu 20:00 10 ('p00@example.org',)",
        "tue 18:30 10 ('p01@example.org',)",
    ]


def test_the_other_questions_of_the_engine_are_answered():
    modes = [code for code in fences("docs/building/grouping.md", "python") if "grouping.modes" in code]
    proposals, seats, halves, twice = map(printed, modes)
    assert [line.split()[1] for line in proposals] == ["38", "38", "38"]
    assert proposals[0].startswith("first ")
    assert all(re.fullmatch(r"c\d \(.*\) -?\d+", seat) for seat in seats)
    assert re.fullmatch(r"c1 c1-2 \d \(.*\)", halves[0])
    assert twice == ["0"]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The folder of docs/hosting/form.md: its list, and the two made from it by adding the lines it names."""
    people = fences("docs/hosting/form.md", "csv")[0]
    said = re.findall(r"`([^`\n]*,[^`\n]*,)`", page("docs/hosting/form.md"))
    (tmp_path / "people.csv").write_text(people, "utf-8")
    (tmp_path / "more.csv").write_text(people + said[0] + "\n", "utf-8")
    (tmp_path / "wrong.csv").write_text(people + "\n".join(said[1:]) + "\n", "utf-8")
    return tmp_path


def examples() -> Iterator[tuple[str, str]]:
    for text in fences("docs/hosting/form.md", "console"):
        command, _, output = text.partition("\n")
        yield command.removeprefix("$ "), output


@pytest.mark.parametrize(("example", "code"), list(zip(examples(), (0, 3, 2), strict=True)))
def test_essaim_form_prints_what_its_page_shows(lists, example, code):
    command, output = example
    program = [sys.executable, "-m", "essaim.cli", *shlex.split(command)[1:]]
    done = subprocess.run(program, cwd=lists, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert (done.stderr if code == 2 else done.stdout) == output
    if code == 0:
        shown = fences("docs/hosting/form.md", "csv")[1]
        assert (lists / "circles.csv").read_text("utf-8").startswith(shown)


def shell(name: str, within: str) -> str:
    """The block of a page that holds some words."""
    (found,) = [text for text in fences(name, "sh") if within in text]
    return found


def test_a_backup_made_while_somebody_writes_is_whole_and_is_restored(tmp_path):
    var, backups = tmp_path / "var", tmp_path / "backups"
    var.mkdir()
    backups.mkdir()
    writing = sqlite3.connect(var / "essaim.sqlite3")
    writing.executescript("PRAGMA journal_mode=WAL; CREATE TABLE seat (name TEXT)")
    writing.execute("INSERT INTO seat VALUES ('Claire')")
    writing.commit()
    writing.execute("INSERT INTO seat VALUES ('not yet decided')")
    environment = {**os.environ, "ESSAIM_VAR": str(var), "BACKUPS": str(backups)}
    make = shell("docs/hosting/backup.md", "VACUUM INTO").replace("cd /opt/essaim/essaim\n", "")
    subprocess.run(
        ["sh", "-ec", make.replace(".venv/bin/python", sys.executable)], env=environment, check=True
    )
    writing.rollback()
    writing.execute("INSERT INTO seat VALUES ('Nadia')")
    writing.commit()
    (made,) = backups.iterdir()

    restore = shell("docs/hosting/backup.md", "-wal").replace("2026-11-22-030000.sqlite3", made.name)
    quiet = "\n".join(line for line in restore.splitlines() if not line.startswith("systemctl"))
    writing.close()
    subprocess.run(["sh", "-ec", quiet], env=environment, check=True)
    restored = sqlite3.connect(var / "essaim.sqlite3")
    assert restored.execute("SELECT name FROM seat").fetchall() == [("Claire",)]
    assert restored.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    restored.close()


@pytest.mark.parametrize("name", ["README", "backup", "upgrade"])
def test_the_shell_of_the_hosting_pages_can_be_read(name):
    for text in fences(f"docs/hosting/{name}.md", "sh"):
        subprocess.run(["sh", "-n"], input=text, text=True, check=True)


def test_an_installation_and_an_upgrade_make_ready_in_the_same_way():
    lines = [line.strip() for line in shell("docs/hosting/README.md", "collectstatic").splitlines()]
    upgrade = [line.strip() for line in shell("docs/hosting/upgrade.md", "collectstatic").splitlines()]
    assert upgrade == [
        "systemctl stop essaim-web essaim-worker",
        *lines,
        "systemctl start essaim-web essaim-worker",
    ]
