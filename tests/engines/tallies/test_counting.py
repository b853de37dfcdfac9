"""Sheets are counted once, question by question, as they stream by."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections import Counter as Bag

import pytest

from essaim.engines.tallies import Counter, Tally

SHAPES = {
    "site": "one", "trade": "one", "mark": "one", "tools": "many", "needs": "pairs", "grades": "rows",
    "order": "ranks", "when": "lists",
}  # fmt: skip
ROWS = {"needs": ["x", "y"], "grades": ["p", "q"]}
SHEETS = [
    {
        "site": "lyon",
        "trade": "care",
        "mark": 9,
        "tools": ["a", "b", "a"],
        "needs": {"x": [5, 2], "y": [4, None]},
    },
    {"site": "lyon", "mark": None, "tools": [], "grades": {"p": 0, "q": None}, "order": ["c", "a"]},
    {
        "site": "brest",
        "trade": "care",
        "mark": 0,
        "needs": {"x": [5, 2]},
        "when": {"possible": [1, 2], "ideal": [1]},
    },
    {"mark": 9, "needs": {"x": [None, 2]}, "order": ["a"], "grades": {}},
]
NOTHING = dict.fromkeys(SHAPES)


@pytest.fixture
def counter():
    return Counter(SHAPES, groups=("site", "trade"), rows=ROWS).add_all(map(json.dumps, SHEETS))


@pytest.mark.parametrize(
    ("question", "tally"),
    [
        ("site", Tally(3, {"lyon": 2, "brest": 1})),
        ("mark", Tally(3, {9: 2, 0: 1})),
        ("tools", Tally(1, {"a": 1, "b": 1})),
        ("needs", Tally(2, {("x", (5, 2)): 2})),
        ("grades", Tally(1, {("p", 0): 1})),
        ("order", Tally(2, {("c", (0, 2)): 1, ("a", (1, 2)): 1, ("a", (0, 1)): 1})),
        ("when", Tally(1, {("possible", 1): 1, ("possible", 2): 1, ("ideal", 1): 1})),
    ],
)
def test_each_shape_of_answer(counter, question, tally):
    assert counter.tally(question) == tally


def test_crossed_with_each_group_question_whoever_did_not_say_apart(counter):
    assert counter.by("mark", "site") == {
        "lyon": Tally(1, {9: 1}), "brest": Tally(1, {0: 1}), None: Tally(1, {9: 1}),
    }  # fmt: skip
    assert counter.by("mark", "trade") == {"care": Tally(2, {9: 1, 0: 1}), None: Tally(1, {9: 1})}
    assert {segment: tally.answered for segment, tally in counter.by("tools", "site").items()} == {
        "lyon": 1,
        "brest": 0,
        None: 0,
    }
    assert counter.sheets == 4


def test_a_row_is_a_question_of_its_own(counter):
    assert counter.tally("needs").row("x") == Tally(2, {(5, 2): 2})
    assert counter.tally("needs").row("y") == Tally(0, {})
    assert counter.tally("grades").row("p") == Tally(1, {0: 1})


def test_tallies_of_segments_add_up(counter):
    parts = counter.by("mark", "site").values()
    assert sum((Bag(part.counts) for part in parts), Bag()) == counter.tally("mark").counts


@pytest.mark.parametrize(
    "values", [{"site": ["lyon", "brest"], "order": ["a", "c"]}, {"site": ["lyon"], "tools": ["b"]}]
)
def test_values_known_or_not_are_counted_alike(counter, values):
    counted = Counter(SHAPES, ("site", "trade"), ROWS, values).add_all(map(json.dumps, SHEETS))
    assert [counted.tally(key) for key in SHAPES] == [counter.tally(key) for key in SHAPES]
    assert [counted.by(key, "site") for key in SHAPES] == [counter.by(key, "site") for key in SHAPES]


def test_a_null_was_not_answered_whatever_the_shape(counter):
    counter.add_all([json.dumps(NOTHING)])
    assert counter.sheets == 5
    assert [counter.tally(key).answered for key in SHAPES] == [3, 2, 3, 1, 2, 1, 2, 1]


def test_a_sheet_of_another_shape_is_refused(counter):
    with pytest.raises(ValueError, match="needs"):
        counter.add_all([json.dumps({"needs": 5})])


def test_a_shape_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="colour"):
        Counter({"a": "colour"})


def many(number: int):
    chance = random.Random(4)
    for _ in range(number):
        yield {f"q{i}": chance.randint(1, 5) for i in range(28)} | {
            "site": chance.choice("abcde"), "trade": chance.choice("pqrs"),
        }  # fmt: skip


def test_a_long_stream_is_counted_exactly_and_never_kept():
    counter = Counter({**{f"q{i}": "one" for i in range(28)}, "site": "one"}, groups=("site", "trade"))
    tracemalloc.start()
    counter.add_all(map(json.dumps, many(20_000)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
    sheets = list(many(20_000))
    assert counter.tally("q3").counts == Bag(sheet["q3"] for sheet in sheets)
    expected = Bag(sheet["q3"] for sheet in sheets if sheet["trade"] == "p")
    assert counter.by("q3", "trade")["p"] == Tally(expected.total(), dict(expected))
