"""Questions about circles there are: a seat for a newcomer, one split in two; and several times in a row."""

from __future__ import annotations

from dataclasses import replace

from essaim.engines.grouping import Answer, Circle, Rounds
from essaim.engines.grouping.board import settle
from essaim.engines.grouping.explain import explained
from essaim.engines.grouping.modes import meet_anew, meeting_twice, split, welcome
from essaim.engines.grouping.weigh.cost import seats_of

from . import saying
from .inputs import BadInput, Given

ROUNDS = 3  # of search, where the options say nothing: these questions are about few people at a time


def several_times(given: Given, times: int) -> tuple[list[Answer], str]:
    """An answer for each time, and their tables with how many pairs meet twice."""
    answers = meet_anew(given.problem, times, stop=_stop(given), seed=given.run.seed)
    lines = [f"time {n}: {saying.summary(one, given.names)}" for n, one in enumerate(answers, start=1)]
    twice = meeting_twice(answer.circles for answer in answers)
    lines.append(f"{twice or 'no'} pair{'' if twice == 1 else 's'} meet{'s' if twice == 1 else ''} twice\n")
    return list(answers), "\n".join(lines)


def welcomed(given: Given, key: str) -> tuple[Answer, str]:
    """The circles with the newcomer at the best seat found, and every seat found. Raises BadInput."""
    start, key = _start(given), key.strip().lower()
    if key not in given.names:
        raise BadInput([f"--welcome: nobody in this list is “{key}”."])
    if key in seats_of(start.circles):
        raise BadInput([f"--welcome: {key} has a circle already."])
    moves = given.problem.options.moves
    allowed = moves if isinstance(moves, int) else 0
    found = welcome(given.problem, start.circles, key, moves=allowed, stop=_stop(given), seed=given.run.seed)
    if not found:
        return _answer(
            given, start.circles
        ), f"No circle can take {key}. --moves 2 lets two others change circle.\n"
    lines = []
    for one in found:
        who = ", ".join(saying.named(moved, given.names) for moved in one.moved) or "nobody else"
        lines.append(f"{one.circle}: {who} moved, cost {one.cost:+d}")
    answer = _answer(given, found[-1].circles)
    return answer, "\n".join([*lines, "", saying.summary(answer, given.names)])


def halved(given: Given, circle: str) -> tuple[Answer, str]:
    """The circles with this one in two halves, and who makes the new one."""
    start = _start(given)
    done = split(given.problem, start.circles, circle, stop=_stop(given), seed=given.run.seed)
    if done is None:
        return _answer(given, start.circles), f"{circle} cannot be split so that every rule holds.\n"
    who = ", ".join(saying.named(key, given.names) for key in done.moved)
    lines = [f"{done.new}, out of {done.kept}: {who}"]
    lines += [f"{name} still needs somebody to facilitate it" for name in done.to_find]
    answer = _answer(given, done.circles)
    return answer, "\n".join([*lines, "", saying.summary(answer, given.names)])


def _stop(given: Given) -> Rounds:
    return Rounds(ROUNDS if given.run.rounds is None else given.run.rounds)


def _start(given: Given) -> Answer:
    """The circles of before, without those who are no longer in the list."""
    assert given.start is not None  # noqa: S101 - `answer_before` has refused its absence
    here = given.names.keys()
    return replace(given.start, circles=tuple(circle.among(here) for circle in given.start.circles))


def _answer(given: Given, circles: tuple[Circle, ...]) -> Answer:
    """The answer before with these circles, and the reason of whoever has none."""
    start, priced = _start(given), settle(given.problem, circles)
    summary = replace(
        start.summary,
        people=len(given.problem.people),
        placed=len(seats_of(circles)),
        circles=len(circles),
        cost=sum(sum(circle.cost.values()) for circle in priced),
        bound=None,
        unplaced_bound=None,
    )
    return explained(given.problem, replace(start, circles=priced, summary=summary))
