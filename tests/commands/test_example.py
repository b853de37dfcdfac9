"""An invented list of people, the same for the same seed, that `essaim form` reads as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from essaim.cli import parser
from essaim.commands.form.inputs import gather
from essaim.engines.grouping.realistic import community


def example(*arguments: str) -> int:
    asked = parser().parse_args(["example", *arguments])
    return asked.func(asked)


@pytest.mark.parametrize("people", [20, 200])
def test_the_list_that_is_read_is_the_community_that_was_drawn(tmp_path: Path, people: int) -> None:
    written = tmp_path / "list.csv"
    assert example("--people", str(people), "--seed", "7", "--csv", str(written)) == 0
    asked = parser().parse_args(["form", str(written)])
    read, drawn = gather(asked).problem, community(people, 7)
    assert [
        (p.key, p.languages, p.possible, p.preferred, p.facilitates, p.leads, p.met) for p in read.people
    ] == [(p.key, p.languages, p.possible, p.preferred, p.facilitates, p.leads, p.met) for p in drawn.people]
    assert [p.values for p in read.people] == [p.values for p in drawn.people]
    assert (read.together, read.apart) == (drawn.together, drawn.apart)


def test_the_same_seed_writes_the_same_list_and_another_does_not(capsys) -> None:
    written = []
    for seed in ("1", "1", "2"):
        example("--people", "30", "--seed", seed)
        written.append(capsys.readouterr().out)
    assert written[0] == written[1] != written[2]
    assert len(written[0].splitlines()) == 31


@pytest.mark.parametrize("people", ["19", "1000001", "many"])
def test_a_number_out_of_bounds_is_refused(people: str, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        example("--people", people)
    assert ended.value.code == 2
    assert "is not a number from 20 to 1000000" in capsys.readouterr().err


def test_a_seed_that_is_no_whole_number_is_refused(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        example("--people", "20", "--seed", "-1")
    assert ended.value.code == 2
    assert "“-1” is not a whole number from 0" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys) -> None:
    assert example("--people", "20", "--csv", str(tmp_path / "no" / "list.csv")) == 1
    assert "it cannot be written (No such file or directory)." in capsys.readouterr().err
