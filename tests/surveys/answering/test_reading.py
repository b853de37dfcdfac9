"""Whatever is sent, what is kept has the shape that is documented; what cannot be is said in a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.surveys.answers import Offered, as_sent, read_answers
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Question
from factories.answering import ROOMS, texts

CHOICES = texts(("a", "Soin"), ("b", "École"))
ROWS = texts(*ROOMS)
OFFERED = Offered(frozenset({12, 14}), {"k": frozenset({31, 32, 33})})


def question(kind: str, key: str = "k", **fields) -> Question:
    return Question(key=key, kind=kind, **fields)


def read(kind: str, sent: dict, **fields):
    """(what is kept, words beside it, sentences) of one question."""
    lists = {f"q.k{name}": value if isinstance(value, list) else [value] for name, value in sent.items()}
    answers = read_answers([question(kind, **fields)], lists, OFFERED)
    return answers.kept.get("k"), [each["text"] for each in answers.words], answers.errors.get("k", [])


GOOD = [
    (Kind.SINGLE, {"": "a"}, {"choices": CHOICES}, "a", []),
    (Kind.SINGLE, {"": "a", ".other": "juge"}, {"choices": CHOICES}, "a", []),
    (Kind.SINGLE, {".other": " juge "}, {"choices": CHOICES, "options": {"other": True}}, "other", ["juge"]),
    (Kind.SINGLE, {"": "other"}, {"choices": CHOICES, "options": {"other": True}}, "other", []),
    (Kind.SINGLE, {"": ["b", "a"]}, {"choices": CHOICES}, "a", []),
    (Kind.MULTIPLE, {"": ["b", "a", "b"]}, {"choices": CHOICES}, ["a", "b"], []),
    (Kind.MULTIPLE, {"": ["b"], ".other": "x"}, {"choices": CHOICES, "options": {"other": True}},
     ["b", "other"], ["x"]),
    (Kind.MULTIPLE, {"": []}, {"choices": CHOICES, "options": {"min": 2}}, None, []),
    (Kind.SCALE, {"": "5"}, {}, 5, []),
    (Kind.SCALE, {"": "none"}, {}, "none", []),
    (Kind.RECOMMEND, {"": "0"}, {}, 0, []),
    (Kind.CONSENT, {"": "yes"}, {}, True, []),
    (Kind.CONSENT, {"": "no"}, {}, None, []),
    (Kind.NEEDS, {".room.importance": "4", ".room.satisfaction": "2", ".time.importance": "5"},
     {"rows": ROWS}, {"room": [4, 2], "time": [5, None]}, []),
    (Kind.GRADES, {".room": "0", ".help": "5", ".nothing": "9"}, {"rows": ROWS}, {"room": 0, "help": 5}, []),
    (Kind.POINTS, {".room": "7", ".time": "0", ".help": "3"}, {"rows": ROWS, "options": {"points": 10}},
     {"room": 7, "help": 3}, []),
    (Kind.RANKING, {".room": "2", ".help": "1"}, {"choices": ROWS}, ["help", "room"], []),
    (Kind.AVAILABILITY, {".slot-12": "possible", ".slot-14": "preferred", ".slot-99": "possible"}, {},
     {"possible": [12], "preferred": [14]}, []),
    (Kind.AVAILABILITY, {".slot-12": "no", ".slot-14": "no"}, {}, None, []),
    (Kind.AVAILABILITY, {".none": "yes"}, {}, {"possible": [], "preferred": []}, []),
    (Kind.STATEMENTS, {".31": "agree", ".32": "pass", ".33": "disagree", ".34": "agree", ".new": "Et  puis"},
     {}, {"31": 1, "32": 0, "33": -1}, ["Et puis"]),
    (Kind.TEXT, {"": "  une\r\nligne\x00 "}, {}, None, ["une\nligne"]),
    (Kind.TEXT, {"": "x" * 5000}, {}, None, ["x" * 5000]),
    (Kind.SUGGESTIONS, {"": ["Un", "", "un", "Deux"]}, {}, None, ["Un", "Deux"]),
    (Kind.NOTE, {"": "x"}, {}, None, []),
    (Kind.SECTION, {"": "x"}, {}, None, []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sent", "fields", "kept", "words"), GOOD)
def test_what_is_answered_is_kept_in_its_shape(kind, sent, fields, kept, words):
    assert read(kind, sent, **fields) == (kept, words, [])


BAD = [
    (Kind.SINGLE, {"": "z"}, {"choices": CHOICES}, "One of the answers is not among those offered."),
    (Kind.SINGLE, {"": "other"}, {"choices": CHOICES}, "One of the answers is not among those offered."),
    (Kind.MULTIPLE, {"": ["a", "b"]}, {"choices": CHOICES, "options": {"max": 1}},
     "At most 1 answer can be chosen; 2 are."),
    (Kind.MULTIPLE, {"": ["a"]}, {"choices": CHOICES, "options": {"min": 2}},
     "At least 2 answers are asked for; 1 chosen."),
    (Kind.SCALE, {"": "6"}, {}, "“6” is not a whole number from 1 to 5."),
    (Kind.SCALE, {"": "²"}, {}, "“²” is not a whole number from 1 to 5."),
    (Kind.RECOMMEND, {"": "9" * 5000}, {}, f"“{'9' * 40}” is not a whole number from 0 to 10."),
    (Kind.NEEDS, {".room.importance": "0"}, {"rows": ROWS}, "“0” is not a whole number from 1 to 5."),
    (Kind.GRADES, {".room": "-1"}, {"rows": ROWS}, "“-1” is not a whole number from 0 to 5."),
    (Kind.POINTS, {".room": "7", ".time": "4"}, {"rows": ROWS, "options": {"points": 10}},
     "There are 10 points to give; 11 are given. Take back 1."),
    (Kind.RANKING, {".room": "1", ".help": "1"}, {"choices": ROWS},
     "Two answers have the same place. Give each its own."),
    (Kind.TEXT, {"": "x" * 5001}, {}, "This text has 5,001 characters; at most 5,000 can be kept."),
    (Kind.STATEMENTS, {".new": "x" * 281}, {}, "This text has 281 characters; at most 280 can be kept."),
    (Kind.SUGGESTIONS, {"": ["1", "2", "3", "4"]}, {}, "3 suggestions can be made; there are 4."),
    (Kind.SCALE, {}, {"required": True}, "This question needs an answer."),
    (Kind.TEXT, {"": " \x00 "}, {"required": True}, "This question needs an answer."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sent", "fields", "sentence"), BAD)
def test_what_cannot_be_kept_is_said(kind, sent, fields, sentence):
    assert read(kind, sent, **fields) == (None, [], [sentence])


def test_a_question_that_is_not_put_to_somebody_keeps_nothing_and_needs_nothing():
    why = question(Kind.TEXT, "why", condition={"question": "job", "any": ["b"]}, required=True)
    after = question(Kind.SCALE, "after", condition={"question": "why2", "any": ["x"]}, required=True)
    asked = [question(Kind.SINGLE, "job", choices=CHOICES), why, after]
    hidden = read_answers(asked, {"q.job": ["a"], "q.why": ["x" * 9000], "q.after": ["3"]})
    assert (hidden.kept, hidden.words, hidden.errors) == ({"job": "a"}, [], {})
    shown = read_answers(asked, {"q.job": ["b"]})
    assert shown.errors == {"why": ["This question needs an answer."]}


CONDITIONS = [
    {"question": "later", "any": [1]},
    {"question": "k", "any": ["a"]},
    {"question": "nowhere", "any": ["a"]},
    {"question": "first", "any": "a"},
    {"question": "first"},
    {"any": [1]},
    ["first"],
    "first",
]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_that_cannot_hold_hides_its_question_and_nothing_breaks(condition):
    asked = [
        question(Kind.SINGLE, "first", choices=CHOICES),
        question(Kind.SINGLE, "k", choices=CHOICES, condition=condition, required=True),
        question(Kind.SCALE, "later"),
    ]
    answers = read_answers(asked, {"q.first": ["a"], "q.k": ["a"], "q.later": ["1"]})
    assert (answers.kept, answers.errors) == ({"first": "a", "later": 1}, {})


@pytest.mark.parametrize(
    ("kind", "sent", "wanted", "asked"),
    [
        (Kind.MULTIPLE, ["a", "b"], ["b"], True),
        (Kind.MULTIPLE, ["a"], ["b"], False),
        (Kind.SCALE, ["4"], ["4", 5], True),
        (Kind.SCALE, ["none"], [1, 2], False),
        (Kind.RECOMMEND, ["0"], [0], True),
        (Kind.CONSENT, ["yes"], [True], True),
        (Kind.CONSENT, [], [True], False),
    ],
)
def test_a_condition_looks_at_any_answer_to_an_earlier_question(kind, sent, wanted, asked):
    first = question(kind, "first", choices=CHOICES)
    then = question(Kind.TEXT, "then", condition={"question": "first", "any": wanted})
    answers = read_answers([first, then], {"q.first": sent, "q.then": ["oui"]})
    assert [each["text"] for each in answers.words] == (["oui"] if asked else [])


ANY = st.one_of(
    st.sampled_from(
        ["", "a", "b", "other", "none", "yes", "1", "2", "3", "5", "10", "agree", "possible", "\x00"]
    ),
    st.integers(-2, 12).map(str),
    st.text(max_size=20),
)
PARTS = ["", ".other", ".quotable", ".room", ".time", ".help", ".room.importance", ".time.satisfaction",
         ".slot-12", ".slot-14", ".none", ".31", ".33", ".new", ".a", ".b"]  # fmt: skip
SENT = st.dictionaries(st.sampled_from([f"q.k{part}" for part in PARTS]), st.lists(ANY, max_size=4))
OPTIONS = st.sampled_from(
    [{}, {"other": True}, {"max": 1}, {"min": 2}, {"points": 4}, {"points": "x"}, [], None]
)
FIVE, GRADES = range(1, 6), range(6)


def has_the_shape(kind: str, kept, total: int) -> bool:
    rows = {"room", "time", "help"}
    choices = {"a", "b", "other"} if kind != Kind.RANKING else {"a", "b"}
    whole = type(kept) is int
    match kind:
        case Kind.SINGLE:
            return kept in choices
        case Kind.MULTIPLE | Kind.RANKING:
            return bool(kept) and set(kept) <= choices and len(set(kept)) == len(kept)
        case Kind.SCALE:
            return kept == "none" or (whole and kept in FIVE)
        case Kind.RECOMMEND:
            return whole and 0 <= kept <= 10
        case Kind.CONSENT:
            return kept is True
        case Kind.NEEDS:
            marks = [mark for pair in kept.values() for mark in pair]
            return set(kept) <= rows and all(m is None or m in FIVE for m in marks) and any(marks)
        case Kind.GRADES:
            return bool(kept) and set(kept) <= rows and all(grade in GRADES for grade in kept.values())
        case Kind.POINTS:
            return set(kept) <= rows and all(kept.values()) and 0 < sum(kept.values()) <= total
        case Kind.AVAILABILITY:
            both = kept["possible"] + kept["preferred"]
            return (
                set(kept) == {"possible", "preferred"}
                and set(both) <= {12, 14}
                and len(set(both)) == len(both)
            )
        case Kind.STATEMENTS:
            return bool(kept) and set(kept) <= {"31", "32", "33"} and set(kept.values()) <= {-1, 0, 1}
    return False


@settings(max_examples=400)
@given(kind=st.sampled_from(Kind.values), sent=SENT, options=OPTIONS, required=st.booleans())
def test_whatever_is_sent_what_is_kept_has_the_documented_shape_and_can_be_sent_again(
    kind, sent, options, required
):
    asked = [question(kind, choices=CHOICES, rows=ROWS, options=options, required=required)]
    answers = read_answers(asked, sent, OFFERED)
    total = options["points"] if isinstance(options, dict) and options.get("points") == 4 else 10
    assert all(has_the_shape(kind, kept, total) for kept in answers.kept.values())
    assert all(0 < len(each["text"]) <= 5000 and "\x00" not in each["text"] for each in answers.words)
    assert not (answers.errors and not answers.is_empty)
    json.dumps(answers.kept)
    if not answers.errors:
        again = read_answers(asked, as_sent(asked, answers.kept, answers.words), OFFERED)
        words = [] if kind == Kind.STATEMENTS else answers.words
        assert (again.kept, again.words, again.errors) == (answers.kept, words, again.errors)
