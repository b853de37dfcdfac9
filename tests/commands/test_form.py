"""`essaim form`: a list becomes circles at a terminal, and what is wrong with it is said all at once."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from essaim.cli import parser
from essaim.commands.form.flags import attributes_named, merged
from essaim.commands.form.saying import summary
from essaim.commands.warm import kernel_cache
from essaim.engines.grouping import Answer, Circle, Summary, Unplaced
from essaim.engines.grouping.files import answer_from_json
from essaim.engines.grouping.modes import distance, meeting_twice
from essaim.engines.grouping.problem import Slot

EVENINGS = Path(__file__).parents[1] / "engines" / "rosters" / "lists" / "evenings.csv"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the command in an empty folder: its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        asked = parser().parse_args(["form", *arguments])
        code = asked.func(asked)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def people(text: str, name: str = "people.csv") -> str:
    Path(name).write_text(text, "utf-8")
    return name


def test_everybody_has_a_circle(run) -> None:
    asked = ("--rounds", "2", "--seed", "7", "--mix", "site=a-lot")
    code, out, _ = run(str(EVENINGS), *asked, "--json", "a.json", "--csv", "c.csv")
    answer = answer_from_json(json.loads(Path("a.json").read_text("utf-8")))
    seats = list(csv.DictReader(io.StringIO(Path("c.csv").read_text("utf-8"))))
    assert code == 0
    assert out.startswith("24 of 24 people in 3 circles, cost ")
    assert (answer.summary.placed, answer.summary.seed, answer.summary.rounds) == (24, 7, 2)
    assert [len(circle.people) for circle in answer.circles] == [8, 8, 8]
    assert sorted(seat["key"] for seat in seats) == [f"p{number:02d}@example.org" for number in range(24)]
    assert {seat["role"] for seat in seats} == {"facilitator", "member"}
    assert {seat["name"] for seat in seats} == {f"Person {number}" for number in range(24)}
    assert {(seat["circle"], seat["slot"]) for seat in seats} == {(c.id, str(c.slot)) for c in answer.circles}
    (above,) = answer.above
    assert (above.lead, sorted(above.people)) == (
        "p00@example.org",
        sorted(circle.facilitators[0] for circle in answer.circles),
    )
    assert "circles of facilitators:" in out
    for circle in answer.circles:
        assert f"{circle.id}      {circle.slot}  {circle.language}        8" in out


def test_the_same_seed_and_rounds_write_the_same_bytes(run) -> None:
    for name in ("one", "two"):
        run(str(EVENINGS), "--rounds", "2", "--seed", "3", "--json", f"{name}.json", "--csv", f"{name}.csv")
    one, two = (json.loads(Path(f"{name}.json").read_text("utf-8")) for name in ("one", "two"))
    del one["summary"]["seconds"], two["summary"]["seconds"]
    assert one == two
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()


def test_who_has_no_circle_is_told_with_the_reason(run) -> None:
    text = EVENINGS.read_text("utf-8") + "late@example.org,Zoé,fr,sun 06:00,Lyon,f,,,,\n"
    code, out, _ = run(people(text), "--rounds", "1", "--json", "a.json")
    (unplaced,) = json.loads(Path("a.json").read_text("utf-8"))["unplaced"]
    assert code == 3
    assert (unplaced["person"], unplaced["reason"]) == ("late@example.org", "no-common-slot")
    assert unplaced["would_help"] != {}
    assert "without a circle:" in out
    assert "Zoé" in out


def test_what_would_place_most_is_found_by_trying(run) -> None:
    late = "".join(f"late{n}@example.org,Zoé {n},fr,sun 06:00,Lyon,f,,,,\n" for n in range(8))
    code, out, _ = run(people(EVENINGS.read_text("utf-8") + late), "--rounds", "1", "--json", "a.json")
    gains = json.loads(Path("a.json").read_text("utf-8"))["would_bring"]
    first = next(gain for gain in gains if "add_facilitator" in gain)
    assert gains == sorted(gains, key=lambda gain: -gain["placed"])
    where = {"slot": "sun 06:00", "language": "fr", "person": "late0@example.org"}
    assert (code, first["add_facilitator"], first["placed"]) == (3, where, 8)
    assert "what would place most:\n8 more  " in out
    assert "\n8 more  late0@example.org facilitating on sun 06:00 in fr\n" in out


def test_why_each_one_is_where_they_are(run) -> None:
    text = EVENINGS.read_text("utf-8") + "late@example.org,Zoé,fr,sun 06:00,Lyon,f,,,,\n"
    run(people(text), "--rounds", "1", "--size", "8-13", "--why", "why.csv", "--json", "a.json")
    rows = list(csv.DictReader(io.StringIO(Path("why.csv").read_text("utf-8"))))
    answer = answer_from_json(json.loads(Path("a.json").read_text("utf-8")))
    assert [(row["key"], row["circle"]) for row in rows[:-1]] == [
        (f"p{n:02d}@example.org", next(c.id for c in answer.circles if f"p{n:02d}@example.org" in c.people))
        for n in range(24)
    ]
    assert all(row["best other circle"] != row["circle"] for row in rows[:-1])
    assert (rows[-1]["name"], rows[-1]["circle"]) == ("Zoé", "")
    assert rows[-1]["why without a circle"].startswith("Too few others share a slot")
    assert rows[-1]["what would help"].startswith("coming on ")


def test_an_options_file_and_flags_over_it(run) -> None:
    options = {"size": [11, 12], "target": 12, "rounds": 1, "seed": 5}
    Path("o.json").write_text(json.dumps(options))
    code, _, _ = run(str(EVENINGS), "--options", "o.json", "--seed", "6", "--json", "a.json")
    summary = json.loads(Path("a.json").read_text())["summary"]
    assert (code, summary["circles"], summary["seed"]) == (0, 2, 6)


def test_other_proposals_are_compared_and_kept_in_files_of_their_own(run) -> None:
    asked = (
        "--rounds",
        "2",
        "--mix",
        "site=a-lot",
        "--alternatives",
        "3",
        "--json",
        "a.json",
        "--csv",
        "c.csv",
    )
    code, out, _ = run(str(EVENINGS), *asked)
    answers = [
        answer_from_json(json.loads(Path(name).read_text())) for name in ("a.json", "a-2.json", "a-3.json")
    ]
    assert code == 0
    assert [answer.summary.placed for answer in answers] == [24, 24, 24]
    for answer in answers:  # whoever facilitates meets the others, or is said to share no slot with them
        leading = {key for circle in answer.circles for key in circle.facilitators}
        meeting = {key for circle in answer.above for key in circle.people}
        assert leading == {key for key in (*meeting, *answer.above_unplaced) if key in leading}
    assert distance(answers[1].circles, answers[2].circles) >= 0.4
    lines = out[out.index("proposals side by side:") :].splitlines()
    assert lines[1].split() == ["proposal", "1", "2", "3"]
    assert lines[2].split() == ["placed", "24", "24", "24"]
    assert lines[9].split() == ["cost", *(str(answer.summary.cost) for answer in answers)]
    assert [line[:2] for line in lines[11:]] == ["2:", "3:"]
    assert Path("c-3.csv").read_text("utf-8").startswith("circle,slot,")


def test_where_nothing_else_can_be_proposed_it_is_said(run) -> None:
    rows = "".join(f"p{number}@x.fr,tue 18:00,{int(number == 0)}\n" for number in range(8))
    name = people("email,slots,facilitate\n" + rows)
    _, out, _ = run(name, "--default-language", "fr", "--rounds", "1", "--alternatives", "2")
    assert out.endswith("\nNo other proposal differs enough from this one.\n")


@pytest.fixture
def formed(run) -> Path:
    """The answer for the evenings."""
    run(str(EVENINGS), "--rounds", "2", "--seed", "7", "--json", "before.json", "--quiet")
    return Path("before.json")


def test_a_newcomer_is_given_a_seat_and_nobody_else_moves(run, formed) -> None:
    text = EVENINGS.read_text("utf-8") + "late@example.org,Zoé,fr,tue 18:00,Lyon,f,,,,\n"
    code, out, _ = run(
        people(text),
        "--start",
        str(formed),
        "--size",
        "8-13",
        "--welcome",
        "LATE@example.org",
        "--json",
        "after.json",
    )
    before, after = (answer_from_json(json.loads(Path(n).read_text())) for n in ("before.json", "after.json"))
    seat = next(circle for circle in after.circles if "late@example.org" in circle.people)
    assert code == 0
    assert out.startswith(f"{seat.id}: nobody else moved, cost ")
    assert [set(c.people) - {"late@example.org"} for c in after.circles] == [
        set(c.people) for c in before.circles
    ]


def test_no_circle_can_take_a_newcomer(run, formed) -> None:
    text = EVENINGS.read_text("utf-8") + "late@example.org,Zoé,fr,sun 06:00,Lyon,f,,,,\n"
    code, out, _ = run(people(text), "--start", str(formed), "--welcome", "late@example.org")
    assert (code, out) == (
        3,
        "No circle can take late@example.org. --moves 2 lets two others change circle.\n",
    )


def test_a_circle_is_split_and_the_others_stay(run, formed) -> None:
    code, out, _ = run(str(EVENINGS), "--start", str(formed), "--split", "c1", "--json", "after.json")
    before, after = (answer_from_json(json.loads(Path(n).read_text())) for n in ("before.json", "after.json"))
    assert code == 0
    assert out.startswith("c1-2, out of c1: Person ")
    sizes = {circle.id: len(circle.people) for circle in after.circles}
    assert {name: sizes[name] for name in ("c1", "c1-2")} == {"c1": 6, "c1-2": 6}
    assert [c.people for c in after.circles if c.id == "c2"] == [
        c.people for c in before.circles if c.id == "c2"
    ]


def test_several_times_in_a_row_people_meet_others(run) -> None:
    asked = ("--size", "4", "--facilitators", "0-1", "--rounds", "1", "--times", "3", "--json", "a.json")
    rows = "".join(f"p{number:02}@x.fr,tue 18:00\n" for number in range(16))
    code, out, _ = run(people("email,slots\n" + rows), "--default-language", "fr", *asked)
    answers = [answer_from_json(json.loads(Path(n).read_text())) for n in ("a.json", "a-2.json", "a-3.json")]
    assert code == 0
    assert meeting_twice(answer.circles for answer in answers) == 0
    assert [line for line in out.splitlines() if line.startswith("time")] == [
        f"time {n}: 16 of 16 people in 4 circles, cost 0 (at least 0)" for n in (1, 2, 3)
    ]
    assert out.endswith("no pairs meet twice\n")


def test_setting_out_from_an_answer_with_the_fewest_moves_changes_nothing(run, formed) -> None:
    asked = ("--start", str(formed), "--moves", "fewest", "--rounds", "1", "--json", "after.json")
    run(str(EVENINGS), *asked)
    before, after = (answer_from_json(json.loads(Path(n).read_text())) for n in ("before.json", "after.json"))
    assert {frozenset(c.people) for c in after.circles} == {frozenset(c.people) for c in before.circles}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--welcome", "a@x.fr"), "--welcome needs the circles there are: --start ANSWER.json."),
        (("--split", "c1"), "--split needs the circles there are: --start ANSWER.json."),
        (
            ("--start", "before.json", "--times", "2", "--split", "c1"),
            "--split and --times ask different questions: ask one at a time.",
        ),
        (("--times", "0"), "--times is a whole number from 1."),
        (("--alternatives", "-3"), "--alternatives is a whole number from 1."),
        (("--welcome", ""), "--welcome is empty."),
        (("--start", "none.json"), "none.json: there is no such file."),
        (("--start", "list.json"), "list.json: this is not an answer that `essaim form --json` wrote."),
        (("--start", "before.json", "--split", "c9"), "--split: no circle of before.json is called “c9”."),
        (("--start", "before.json", "--welcome", "x"), "--welcome: nobody in this list is “x”."),
        (
            ("--start", "before.json", "--welcome", "p00@example.org"),
            "--welcome: p00@example.org has a circle already.",
        ),
    ],
)
def test_what_cannot_be_set_out_from_is_said(run, formed, arguments: tuple[str, ...], sentence: str) -> None:
    Path("list.json").write_text('{"format": "essaim-circles/1", "circles": [3]}')
    code, out, err = run(str(EVENINGS), *arguments, "--quiet")
    assert (code, out, err) == (2, "", f"{sentence}\n")


BAD = """email,slots,together,apart,site
anne@x.fr,25h,,,Lyon
bob,tue 18:00,,,Lyon
anne@x.fr,tue 18:00,,,Lyon
chloe@x.fr,tue 18:00,zoe@x.fr,chloe@x.fr,Lyon
dan@x.fr,tue 18:00,eve@x.fr,,Lyon
eve@x.fr,tue 18:00,,dan@x.fr,Lyon
"""


def test_every_bad_row_is_listed_with_its_line(run) -> None:
    code, out, err = run(people(BAD), "--default-language", "fr", "--json", "a.json")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "Line 2, “slots”: “25h” has a time that no clock shows. A day goes from 0:00 to 23:59.",
        "Line 3, “email”: “bob” is not an e-mail address.",
        "Line 4, “email”: anne@x.fr is already on line 2.",
        "Line 5, “together”: Nobody in this list has the address “zoe@x.fr”.",
        "Line 5, “apart”: chloe@x.fr is to sit apart from themselves.",
        "Line 7, “apart”: eve@x.fr and dan@x.fr are to sit apart, and also together (eve@x.fr – dan@x.fr).",
    ]
    assert not Path("a.json").exists()


def test_bad_rows_may_be_left_out(run) -> None:
    text = EVENINGS.read_text("utf-8") + "bad@example.org,Bad,fr,25h,Lyon,f,,,,\n"
    code, _, err = run(people(text), "--rounds", "1", "--skip-bad", "--json", "a.json")
    assert code == 0
    assert err.splitlines()[0] == (
        "Left out: Line 26, “slots”: “25h” has a time that no clock shows. A day goes from 0:00 to 23:59."
    )
    assert json.loads(Path("a.json").read_text())["summary"]["people"] == 24


def test_rows_and_options_are_refused_together(run) -> None:
    code, _, err = run(people("email,slots\na@x.fr,25h\n"), "--default-language", "fr", "--mix", "site=a-lot")
    assert code == 2
    assert len(err.splitlines()) == 2
    assert "“site”" in err
    assert "“25h”" in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("none.csv",), "none.csv: there is no such file."),
        ((".",), ".: this is a folder."),
        ((str(EVENINGS), "--options", "none.json"), "none.json: there is no such file."),
        ((str(EVENINGS), "--json", "nowhere/a.json"), "nowhere/a.json: the folder nowhere does not exist."),
        ((str(EVENINGS), "--csv", "."), ".: this is a folder."),
        (
            (str(EVENINGS), "--default-language", "klingon"),
            "--default-language: “klingon” is not one language. Write a code such as fr.",
        ),
    ],
)
def test_a_place_that_cannot_be_used_is_said_at_once(run, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out, err) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{", "o.json, line 1: this is not JSON (Expecting property name enclosed in double quotes)."),
        ("[]", 'o.json: options are written as an object: {"size": [8, 12], …}.'),
        ('{"sise": [8, 12]}', "“sise” is not an option: did you mean “size”?"),
    ],
)
def test_options_that_cannot_be_read(run, written: str, sentence: str) -> None:
    Path("o.json").write_text(written)
    code, _, err = run(str(EVENINGS), "--options", "o.json")
    assert (code, err) == (2, f"{sentence}\n")


def test_a_file_that_is_no_list(run) -> None:
    Path("list.pdf").write_bytes(b"%PDF-1.7")
    code, _, err = run("list.pdf")
    assert code == 2
    assert err.startswith("This is a PDF document, not a table.")


def test_sizes_that_cannot_work_are_said(run) -> None:
    text = "email,slots\n" + "".join(f"p{number}@x.fr,tue 18:00\n" for number in range(13))
    code, _, err = run(people(text), "--default-language", "fr", "--facilitators", "0-1", "--rounds", "1")
    assert code == 3
    assert "13" in err


@pytest.mark.parametrize(
    "arguments", [("--size", "big"), ("--moves", "some"), ("--lock-person", "a@x.fr"), ("--lock-circle", "{")]
)
def test_a_flag_that_cannot_be_read_is_a_usage_error(run, arguments: tuple[str, str], capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        run(str(EVENINGS), *arguments)
    assert ended.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_every_option_has_a_flag() -> None:
    locked = {"id": "c1", "slot": "tue 18:00", "language": "fr", "facilitators": ["a"], "people": ["a"]}
    asked = parser().parse_args([
        "form", "people.csv", "--size", "8-12", "--target", "10", "--facilitators", "1", "--alternate-weeks",
        "--mix", "site=a-lot", "--mix", "age", "--share", "topic=normal", "--never-alone", "gender",
        "--same", "format",
        "--new-people", "a-little", "--stay", "not-at-all", "--preferred", "a-lot", "--without-slots", "any",
        "--moves", "fewest", "--lock-person", "a@x.fr=c1", "--lock-circle", json.dumps(locked), "--seed", "7",
        "--seconds", "2.5", "--rounds", "40",
    ])  # fmt: skip
    assert merged({}, asked) == {
        "size": [8, 12],
        "target": 10,
        "facilitators": [1, 1],
        "alternate_weeks": True,
        "mix": {"site": "a lot", "age": "normal"},
        "share": {"topic": "normal"},
        "never_alone": ["gender"],
        "same": ["format"],
        "new_people": "a little",
        "stay": "not at all",
        "preferred": "a lot",
        "without_slots": "any",
        "moves": "fewest",
        "locked_people": {"a@x.fr": "c1"},
        "locked_circles": [locked],
        "seed": 7,
        "seconds": 2.5,
        "rounds": 40,
    }


def test_flags_come_before_the_file_and_weights_are_added() -> None:
    asked = parser().parse_args(["form", "p.csv", "--mix", "site=normal", "--seed", "2"])
    written = {"mix": {"site": "a lot", "age": "a little"}, "seed": 1, "size": [6, 8]}
    assert merged(written, asked) == {"mix": {"site": "normal", "age": "a little"}, "seed": 2, "size": [6, 8]}


def test_attributes_that_options_name() -> None:
    options = {"mix": {"site": "a lot"}, "share": {"topic": 1}, "never_alone": ["gender", 3], "same": "x"}
    assert attributes_named(options) == ["site", "topic", "gender"]


def test_the_table_of_circles() -> None:
    answer = Answer(
        circles=(Circle("c1", Slot(1, 1080), "fr", ("a@x.fr",), ("a@x.fr", "b@x.fr")),),
        unplaced=(Unplaced("z@x.fr", "no-common-slot", "Too few others can on Sunday."),),
        summary=Summary(3, 2, 1, 12, 10, 1, 40, 1.8, 7),
    )
    assert summary(answer, {"a@x.fr": "Anne\n\x1b[31m Dupont", "z@x.fr": "Zoé"}) == (
        "2 of 3 people in 1 circle, cost 12 (at least 10)\n"
        "Proved: more people cannot be placed; the cost is within 20 % of what is provably possible.\n"
        "\n"
        "circle  slot       language  people  facilitators\n"
        "c1      tue 18:00  fr        2       Anne[31m Dupont\n"
        "\n"
        "without a circle:\n"
        "Zoé  no-common-slot  Too few others can on Sunday.\n"
    )


def test_no_circle_at_all() -> None:
    unplaced = (Unplaced("a@x.fr", "no-slot", "No slot is known for a@x.fr."),)
    assert summary(Answer((), unplaced, Summary(1, 0, 0, 0, None, 1, 0, 0.0, 0)), {}) == (
        "0 of 1 people in 0 circles, cost 0\n"
        "Proved: more people cannot be placed.\n"
        "\n"
        "without a circle:\n"
        "a@x.fr  no-slot  No slot is known for a@x.fr.\n"
    )


def test_a_long_table_is_cut_and_says_so() -> None:
    circles = tuple(Circle(f"c{n}", Slot(1, 1080), "fr", ("a@x.fr",), ("a@x.fr",)) for n in range(103))
    said = summary(Answer(circles, (), Summary(103, 103, 103, 0, None, None, 1, 1.0, 0)), {})
    assert said.splitlines()[-2:] == ["c99     tue 18:00  fr        1       a@x.fr", "and 3 more"]


def command_line(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "essaim.cli", "form", *arguments]


@pytest.fixture
def environment() -> dict[str, str]:
    return {**os.environ, "NUMBA_CACHE_DIR": str(kernel_cache()), "PYTHONUNBUFFERED": "1"}


def test_neither_a_database_nor_its_framework_is_loaded(environment: dict[str, str]) -> None:
    program = (
        "import sys\n"
        "from essaim.cli import main\n"
        f"code = main(['form', {str(EVENINGS)!r}, '--size', '30-40', '--rounds', '1', '--quiet'])\n"
        "print(code, [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')])\n"
    )
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert ended.stdout == "3 []\n"


def lines(stream: io.TextIOBase) -> Iterator[str]:
    yield from iter(stream.readline, "")


def test_ctrl_c_keeps_the_best_so_far(tmp_path: Path, environment: dict[str, str]) -> None:
    answer = tmp_path / "a.json"
    searching = subprocess.Popen(
        command_line(str(EVENINGS), "--seconds", "600", "--json", str(answer)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    # Should the search never speak, it is not waited for until its end.
    giving_up = threading.Timer(300, searching.kill)
    giving_up.start()
    try:
        said = next(line for line in lines(searching.stderr) if " placed, cost " in line)
        # As a terminal does: to the command and to the process that searches.
        os.killpg(searching.pid, signal.SIGINT)
        out, err = searching.communicate()
    finally:
        giving_up.cancel()
        searching.kill()
    assert said.startswith("24 of 24 placed")
    assert err.endswith("Interrupted: the best circles so far are kept.\n")
    assert searching.returncode == 0
    assert out.startswith("24 of 24 people in 2 circles")
    assert json.loads(answer.read_text())["summary"]["placed"] == 24
