"""Refusals are data: a closed list of codes, each with its arguments and a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import essaim.engines.rosters as rosters
from essaim.engines.rosters import REFUSALS, Refusal
from essaim.engines.rosters.refusals import arguments

SOURCES = Path(rosters.__file__).parent.rglob("*.py")


def test_each_code_is_given_somewhere_and_none_is_given_that_is_not_listed() -> None:
    text = "\n".join(path.read_text() for path in SOURCES if path.name != "refusals.py")
    kinds = "file|rows|columns|quote|cell|column|key|email|cells|name|language|slot|mark|number|person|pair"
    given = set(re.findall(rf'"((?:{kinds})-[a-z-]+)"', text))
    composed = {"together-with-self", "apart-from-self", "together-and-apart"}
    assert given | composed == set(REFUSALS)


def test_each_sentence_says_its_arguments() -> None:
    for code in REFUSALS:
        more = dict.fromkeys(arguments(code) - {"value", "column"}, 7)
        sentence = Refusal(code, 12, "Langues", "klingon", more).sentence
        assert sentence.startswith("Line 12, “Langues”: ")
        assert sentence.endswith(".")
        assert ("klingon" in sentence) == ("value" in arguments(code))


def test_a_long_value_does_not_drown_its_sentence() -> None:
    sentence = Refusal("slot-unreadable", 3, "slots", "mardi\n" + "x" * 500).sentence
    assert len(sentence) < 200
    assert "\n" not in sentence


def test_a_whole_file_has_no_place() -> None:
    assert Refusal("file-empty").sentence == "The file is empty: there is nothing to read in it."
