"""Solving in a process of its own: the same answer, cancelled at once, and no process left behind."""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from essaim.engines.grouping import (
    Cancelled,
    FirstOf,
    Moves,
    Options,
    Person,
    Problem,
    ProblemError,
    Rounds,
    Seconds,
    Slot,
    solve,
)
from essaim.engines.grouping.child import ChildCrashed, Run, solve_in_child
from essaim.engines.grouping.child.messages import flags_of, stop_from_json, stop_to_json
from essaim.engines.grouping.explain import applied
from essaim.engines.grouping.weigh import broken

SLOTS = [Slot(day, 1080) for day in range(4)]
OPTIONS = Options(size=(3, 5), target=4, mix={"site": "a lot"})


def problem(count=24, options=OPTIONS):
    people = (
        Person(
            f"p{n:02}",
            frozenset({"fr"}),
            frozenset({SLOTS[n % 4], SLOTS[(n // 4) % 4]}),
            values={"site": (f"s{n % 3}",)},
            facilitates=int(n % 3 == 0),
        )
        for n in range(count)
    )
    return Problem(tuple(people), options=options)


def same_but_for_the_clock(one, other):
    return (one.circles, one.unplaced, one.summary.cost) == (
        other.circles,
        other.unplaced,
        other.summary.cost,
    )


def gone(pid, within=10.0):
    """Whether a process ends in time."""
    return not psutil.pid_exists(pid) or not psutil.wait_procs([psutil.Process(pid)], timeout=within)[1]


class TestAnswers:
    def test_the_answer_is_the_one_of_solve_with_progress_once_a_round(self):
        told = []
        answer = solve_in_child(problem(), stop=Rounds(3), seed=5, progress=lambda *said: told.append(said))
        assert same_but_for_the_clock(answer, solve(problem(), stop=Rounds(3), seed=5))
        assert broken(problem(), answer.circles) == []
        assert [said[3] for said in told] == [2, 1, 0]
        assert told[-1][:2] == (answer.summary.placed, answer.summary.cost)

    def test_a_start_travels_too(self):
        start = solve(problem(), stop=Rounds(2), seed=1)
        answer = solve_in_child(problem(), stop=Rounds(1), seed=1, start=start)
        assert (answer.summary.placed, -answer.summary.cost) >= (start.summary.placed, -start.summary.cost)

    def test_circles_above_and_what_would_help_come_with_it_when_asked(self):
        alone = Person("zoé", frozenset({"fr"}), frozenset({Slot(6, 600)}), leads=8)
        asked = Problem((*problem().people, alone), options=OPTIONS)
        answer = solve_in_child(asked, stop=Rounds(1), above=True, tries=5)
        (left,) = [one for one in answer.unplaced if one.person == "zoé"]
        assert left.reason == "no-common-slot"
        again = solve(applied(asked, "zoé", left.would_help), stop=Rounds(1), start=answer)
        assert any("zoé" in circle.people for circle in again.circles)
        facilitators = {key for circle in answer.circles for key in circle.facilitators}
        assert set(answer.above_unplaced) == facilitators  # the only lead is never free when they are

    def test_a_contradiction_is_refused_with_its_sentences(self):
        wrong = problem(options=Options(size=(9, 3)))
        with pytest.raises(ProblemError) as refused:
            solve_in_child(wrong, stop=Rounds(1))
        with pytest.raises(ProblemError) as directly:
            solve(wrong, stop=Rounds(1))
        assert refused.value.sentences == directly.value.sentences

    def test_progress_that_answers_false_ends_the_search(self):
        answer = solve_in_child(problem(), stop=Seconds(60), progress=lambda *said: False)
        assert broken(problem(), answer.circles) == []
        assert answer.summary.placed > 0


class TestCancelling:
    def test_it_answers_within_200_ms_with_the_last_good_answer(self):
        run = Run(problem(), stop=Seconds(60))
        asked = []

        def cancel_at_the_second_round(*said):
            if not asked:
                asked.append(time.monotonic())
                run.cancel()

        answer = run.wait(progress=cancel_at_the_second_round)
        assert time.monotonic() - asked[0] < 0.2 + SLACK
        assert broken(problem(), answer.circles) == []
        assert answer.summary.placed > 0
        assert gone(run.pid)

    def test_before_anything_is_found_there_is_no_answer(self):
        began = time.monotonic()
        assert solve_in_child(problem(), stop=Seconds(60), cancelled=lambda: True) is None
        assert time.monotonic() - began < 2

    def test_a_flag_in_the_stop_is_heard(self):
        flag = threading.Event()
        stop = FirstOf(Seconds(60), Cancelled(flag.is_set))
        answer = solve_in_child(problem(), stop=stop, progress=lambda *said: flag.set())
        assert answer.summary.placed > 0


SLACK = 0.2
"""Seconds a loaded machine may take to schedule two processes, beyond what the code waits for."""


class TestEnds:
    def test_a_child_that_is_killed_is_said_to_be(self):
        run = Run(problem(), stop=Seconds(60))
        with pytest.raises(ChildCrashed, match="SIGKILL: perhaps out of memory") as crashed:
            run.wait(progress=lambda *said: os.kill(run.pid, signal.SIGKILL))
        assert crashed.value.code == -signal.SIGKILL

    def test_a_child_that_fails_shows_its_last_words(self):
        run = Run(problem(), stop=Rounds(1), seed="not a number")
        with pytest.raises(ChildCrashed, match="Traceback") as crashed:
            run.wait()
        assert crashed.value.code == 1

    def test_when_the_parent_dies_so_does_the_child(self):
        script = (
            "import sys; sys.path[:0] = [sys.argv[1]]\n"
            "from test_child import Run, Seconds, problem\n"
            "run = Run(problem(), stop=Seconds(60)); print(run.pid, flush=True)\n"
            "run.wait()\n"
        )
        here = os.path.dirname(__file__)
        with subprocess.Popen(
            [sys.executable, "-c", script, here], stdout=subprocess.PIPE, text=True
        ) as parent:
            child = int(parent.stdout.readline())
            assert psutil.pid_exists(child)
            parent.kill()
        assert gone(child)

    def test_nothing_numeric_is_loaded_on_the_calling_side(self):
        script = (
            "import sys\n"
            "from essaim.engines.grouping import above, board, child, diagnosis, explain, files, weigh\n"
            "print(sorted({'numpy', 'scipy', 'numba'} & set(sys.modules)))"
        )
        said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert said.stdout.strip() == "[]"


class TestStops:
    @pytest.mark.parametrize("stop", [Rounds(3), Moves(1000), Seconds(1.5)])
    def test_a_stop_travels(self, stop):
        assert stop_from_json(stop_to_json(stop)) == stop

    def test_the_first_of_several_travels_without_its_flags(self):
        stop = FirstOf(Rounds(3), Seconds(2.0), Cancelled(lambda: True))
        assert stop_from_json(stop_to_json(stop)).stops == (Rounds(3), Seconds(2.0))
        assert [flag() for flag in flags_of(stop)] == [True]

    def test_another_kind_of_stop_cannot_travel(self):
        with pytest.raises(TypeError, match="cannot travel"):
            Run(problem(), stop=object())
