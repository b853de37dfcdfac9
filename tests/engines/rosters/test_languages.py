"""Languages by name or by code, to ISO 639-1."""

from __future__ import annotations

import pytest

from essaim.engines.rosters import read_languages
from essaim.engines.rosters.language_names import LANGUAGE_NAMES


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("fr", ("fr",)),
        ("FR/EN", ("fr", "en")),
        ("fr en", ("fr", "en")),
        ("français, anglais", ("fr", "en")),
        ("Français; Anglais", ("fr", "en")),
        ("francais|ANGLAIS", ("fr", "en")),
        ("French & English", ("fr", "en")),
        ("français et anglais", ("fr", "en")),
        ("English and French", ("en", "fr")),
        ("et", ("et",)),
        ("fi, et", ("fi", "et")),
        ("fr-FR", ("fr",)),
        ("pt_BR", ("pt",)),
        ("eng", ("en",)),
        ("español", ("es",)),
        ("Deutsch", ("de",)),
        ("العربية", ("ar",)),
        ("norwegian bokmål", ("nb",)),
        ("fr, FR, français", ("fr",)),
        ("mandarin", ("zh",)),
        ("Flamand", ("nl",)),
        ("", ()),
        (" , ", ()),
    ],
)
def test_reads(text: str, codes: tuple[str, ...]) -> None:
    assert read_languages(text) == (codes, ())


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("klingon, fr", ("fr",), ("klingon",)),
        ("fr (débutant)", ("fr",), ("(débutant)",)),
        ("xx", (), ("xx",)),
        ("langue inconnue", (), ("langue", "inconnue")),
    ],
)
def test_what_is_no_language_is_told(text: str, codes: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert read_languages(text) == (codes, unknown)


def test_every_code_and_every_name_is_understood() -> None:
    for code, names in LANGUAGE_NAMES.items():
        assert read_languages(code) == ((code,), ())
        for name in names.split("|"):
            found, unknown = read_languages(name)
            assert (len(found), unknown) == (1, ()), name


def test_names_shared_by_two_languages_are_few_and_known() -> None:
    claims: dict[str, list[str]] = {}
    for code, names in LANGUAGE_NAMES.items():
        for name in names.split("|"):
            claims.setdefault(name, []).append(code)
    assert {name: codes for name, codes in claims.items() if len(codes) > 1} == {"isindebele": ["nd", "nr"]}
