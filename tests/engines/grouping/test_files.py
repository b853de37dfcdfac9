"""Options, problems and answers as files, and circles as a table."""

import csv
import io
import json

import pytest
from hypothesis import given, settings

from essaim.engines.grouping.answer import Answer, Circle, CircleAbove, Summary, Unplaced
from essaim.engines.grouping.files import (
    OptionsRead,
    OptionsRefused,
    answer_from_json,
    answer_to_json,
    circles_csv,
    options_to_json,
    problem_from_json,
    problem_to_json,
    read_options,
)
from essaim.engines.grouping.problem import LockedCircle, Options, Slot
from essaim.engines.grouping.stop import Rounds, Seconds
from factories.grouping import problems

TUESDAY = Slot(1, 1080)


class TestOptions:
    def test_nothing_said_is_every_default(self):
        assert read_options({}) == OptionsRead(Options())
        assert read_options({}).stop == Seconds(10.0)

    def test_every_option_of_the_contract(self):
        written = json.loads("""{"size": [8, 12], "target": 9, "facilitators": [1, 2],
            "alternate_weeks": true, "mix": {"SITE ": "a lot"}, "share": {"thème": "normal"},
            "never_alone": ["Gender"], "same": ["format"], "new_people": "normal", "stay": "not-at-all",
            "preferred": "a little", "without_slots": "any", "moves": "fewest",
            "locked_people": {" A@x.fr": "c1"},
            "locked_circles": [{"id": "c1", "slot": "tue 18:00", "language": "fr", "facilitators": ["b@x.fr"],
            "people": ["A@X.fr", "b@x.fr"]}], "seed": 7, "rounds": 40}""")
        read = read_options(written, attributes=["Site", "Thème", "gender", "format"])
        assert read == OptionsRead(
            Options(
                target=9,
                facilitators=(1, 2),
                alternate_weeks=True,
                mix={"Site": "a lot"},
                share={"Thème": "normal"},
                never_alone=("gender",),
                same=("format",),
                new_people="normal",
                without_slots="any",
                moves="fewest",
                locked_people={"a@x.fr": "c1"},
                locked_circles=(LockedCircle("c1", TUESDAY, "fr", ("b@x.fr",), ("b@x.fr", "a@x.fr")),),
            ),
            seed=7,
            rounds=40,
        )
        assert read.stop == Rounds(40)

    def test_everything_that_cannot_be_read_is_said_at_once(self):
        with pytest.raises(OptionsRefused) as refused:
            read_options(
                {
                    "sizes": [8, 12],
                    "size": [12, 8],
                    "target": "ten",
                    "mix": {"sit": "a lot", "site": "very much"},
                    "same": "format",
                    "stay": 3,
                    "alternate_weeks": 1,
                    "moves": -1,
                    "without_slots": "maybe",
                    "seconds": 0,
                    "locked_circles": [{"id": "c1"}, LOCKED | {"slot": "tue 25:00", "language": "French"}],
                },
                attributes=["site"],
            )
        assert refused.value.sentences == [
            "“sizes” is not an option: did you mean “size”?",
            "“size” goes from a smaller number, at least 1, to a larger: not [12, 8].",
            "“target” is a whole number, not “ten”.",
            "“mix”: no column is called “sit”. The attributes are: site.",
            "“mix: site” is one of not at all, a little, normal, a lot; “very much” is not.",
            "“same” is a list of attributes, not “format”.",
            "“stay” is one of not at all, a little, normal, a lot; 3 is not.",
            "“alternate_weeks” is true or false, not 1.",
            "“moves” is a whole number, fewest or null, not -1.",
            "“without_slots” is leave or any, not “maybe”.",
            "“seconds” is a time in seconds, not 0.",
            "“locked_circles, number 1”: a circle has "
            "id, slot, language, facilitators, people, and nothing else.",
            "“locked_circles, number 2”: “tue 25:00” is not a slot such as “tue 18:00”.",
            "“locked_circles, number 2”: “French” is not a language code of two letters.",
        ]

    def test_options_are_an_object(self):
        with pytest.raises(OptionsRefused, match="written as an object"):
            read_options([])

    def test_the_target_follows_sizes_that_do_not_hold_ten(self):
        assert read_options({"size": [3, 6]}).options.target == 4
        assert read_options({"size": [9, 15]}).options.target == 10

    def test_options_written_out_are_read_back(self):
        options = Options(
            mix={"site": "a lot"}, locked_circles=(LockedCircle("c", TUESDAY, "fr", (), ("a",)),)
        )
        assert read_options(options_to_json(options), attributes=["site"]).options == options


LOCKED = {"id": "c1", "slot": "tue 18:00", "language": "fr", "facilitators": [], "people": []}


@settings(max_examples=50, deadline=None)
@given(problems())
def test_a_problem_comes_back_the_same(problem):
    assert problem_from_json(json.loads(json.dumps(problem_to_json(problem)))) == problem


ANSWER = Answer(
    circles=(
        Circle(
            "c1",
            TUESDAY,
            "fr",
            ("a@x.fr",),
            ("a@x.fr", "b@x.fr"),
            {"format": "online"},
            ("b@x.fr",),
            {"mix": 18},
        ),
    ),
    unplaced=(Unplaced("z@x.fr", "no-common-slot", "Nobody else can.", {"add_slot": "wed 18:00"}),),
    summary=Summary(3, 2, 1, 18, None, 1, 40, 1.8, 7),
    above=(CircleAbove("f1", 1, Slot(3, 750), "fr", "k@x.fr", ("k@x.fr", "a@x.fr")),),
    above_unplaced=("y@x.fr",),
    would_bring=({"add_slot": "tue 18:00", "placed": 3, "cost": 4},),
)


def test_an_answer_is_written_as_the_contract_says():
    assert answer_to_json(ANSWER) == {
        "format": "essaim-circles/1",
        "circles": [
            {
                "id": "c1",
                "slot": "tue 18:00",
                "language": "fr",
                "facilitators": ["a@x.fr"],
                "people": ["a@x.fr", "b@x.fr"],
                "same": {"format": "online"},
                "to_confirm": ["b@x.fr"],
                "cost": {"mix": 18},
            }
        ],
        "above": [
            {
                "id": "f1",
                "level": 1,
                "slot": "thu 12:30",
                "language": "fr",
                "lead": "k@x.fr",
                "people": ["k@x.fr", "a@x.fr"],
            }
        ],
        "above_unplaced": ["y@x.fr"],
        "would_bring": [{"add_slot": "tue 18:00", "placed": 3, "cost": 4}],
        "unplaced": [
            {
                "person": "z@x.fr",
                "reason": "no-common-slot",
                "sentence": "Nobody else can.",
                "would_help": {"add_slot": "wed 18:00"},
            }
        ],
        "summary": {
            "people": 3,
            "placed": 2,
            "circles": 1,
            "cost": 18,
            "bound": None,
            "unplaced_bound": 1,
            "rounds": 40,
            "seconds": 1.8,
            "seed": 7,
        },
    }


def test_an_answer_comes_back_the_same_and_another_format_is_refused():
    assert answer_from_json(json.loads(json.dumps(answer_to_json(ANSWER)))) == ANSWER
    with pytest.raises(ValueError, match="essaim-circles/1"):
        answer_from_json({"format": "essaim-circles/2"})


def test_circles_as_a_table_hold_no_formula():
    text = circles_csv(ANSWER.circles, {"a@x.fr": "=HYPERLINK(1)", "b@x.fr": "Bob, « le grand »"})
    assert list(csv.reader(io.StringIO(text))) == [
        ["circle", "slot", "language", "role", "key", "name"],
        ["c1", "tue 18:00", "fr", "facilitator", "a@x.fr", "'=HYPERLINK(1)"],
        ["c1", "tue 18:00", "fr", "member", "b@x.fr", "Bob, « le grand »"],
    ]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\u00a0=1", "\n=1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_made_harmless(cell):
    row = list(csv.reader(io.StringIO(circles_csv(ANSWER.circles, {"a@x.fr": cell}))))[1]
    assert row[-1] == "'" + cell
