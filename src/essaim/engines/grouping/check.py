"""Contradictions of a problem, said in sentences before any search. Plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .problem import WEIGHTS, LockedCircle, Problem, ProblemError

LARGEST_TARGET = 10_000  # the square of what a table lacks must weigh less than a person without a circle


def check(problem: Problem) -> None:
    """Raise ProblemError with every contradiction found; return when there is none."""
    sentences = [*_options(problem), *_people(problem)]
    if not sentences:
        sentences = [*_pairs(problem), *_locks(problem)]
    if sentences:
        raise ProblemError(sentences)


def _options(problem: Problem) -> Iterator[str]:
    options = problem.options
    for name, two in (("Sizes", options.size), ("Facilitators", options.facilitators)):
        if not isinstance(two, list | tuple) or len(two) != 2:
            yield f"{name} are two whole numbers, the smallest and the largest, not {two}."
            return
    low, high = options.size
    few, many = options.facilitators
    numbers = (low, high, options.target, few, many)
    if not all(isinstance(number, int) for number in numbers):
        yield "Sizes, target and facilitators must be whole numbers."
        return
    if low < 1:
        yield f"A circle needs at least 1 person: the smallest size is {low}."
    if low > high:
        yield f"The smallest size, {low}, is larger than the largest, {high}."
    if not low <= options.target <= high and low <= high:
        yield f"The target, {options.target}, is not between the sizes {low} and {high}."
    if options.target > LARGEST_TARGET:
        yield f"The target, {options.target}, is more than {LARGEST_TARGET} people at one table."
    if few < 0:
        yield f"The number of facilitators cannot be negative: {few}."
    if few > many:
        yield f"The smallest number of facilitators, {few}, is larger than the largest, {many}."
    if few > high >= 1:
        yield f"A circle of at most {high} people cannot hold {few} facilitators."
    yield from _words(problem)
    if options.without_slots not in ("leave", "any"):
        yield f"People without slots are either “leave” or “any”, not “{options.without_slots}”."
    moves = options.moves
    number = isinstance(moves, int) and not isinstance(moves, bool) and moves >= 0
    if not (moves is None or moves == "fewest" or number):
        yield f"Moves are a number from 0, or “fewest”, not “{moves}”."


def _words(problem: Problem) -> Iterator[str]:
    options = problem.options
    named = {"new people": options.new_people, "stay": options.stay, "preferred": options.preferred}
    for name, word in {**options.mix, **options.share, **named}.items():
        if word not in WEIGHTS:
            yield f"“{word}” is not a weight for {name}: one of {', '.join(WEIGHTS)}."


def _people(problem: Problem) -> Iterator[str]:
    if len({person.key for person in problem.people}) < len(problem.people):
        for key, times in Counter(person.key for person in problem.people).items():
            if times > 1:
                yield f"{key} is there {times} times."
    for person in problem.people:
        if person.facilitates < 0 or person.leads < 0:
            yield f"{person.key} offers a negative number of circles."


def _pairs(problem: Problem) -> Iterator[str]:
    keys = {person.key for person in problem.people}
    for word, pairs in (("together with", problem.together), ("apart from", problem.apart)):
        for first, second in sorted(pairs):
            for key in {first, second} - keys:
                yield f"{key}, asked to be {word} somebody, is not in the list."
            if first == second:
                yield f"{first} cannot be {word} themselves."
    both = {tuple(sorted(pair)) for pair in problem.together} & {
        tuple(sorted(pair)) for pair in problem.apart
    }
    for first, second in sorted(both):
        yield f"{first} and {second} are asked to be together and apart at once."


def _locks(problem: Problem) -> Iterator[str]:
    """Locks win over other rules, whoever set them knew; only what cannot be read both ways is refused."""
    keys = {person.key for person in problem.people}
    options = problem.options
    for key in sorted(set(options.locked_people) - keys):
        yield f"{key}, who is locked, is not in the list."
    for name, times in Counter(circle.id for circle in options.locked_circles).items():
        if times > 1:
            yield f"Circle {name} is locked {times} times."
    sentences = [text for circle in options.locked_circles for text in _locked_circle(circle, keys)]
    yield from sentences
    if not sentences:
        yield from _seats(problem)


def _locked_circle(circle: LockedCircle, keys: set[str]) -> Iterator[str]:
    for key in sorted({*circle.people, *circle.facilitators} - keys):
        yield f"Circle {circle.id} is locked with {key}, who is not in the list."
    for key, times in Counter(circle.people).items():
        if times > 1:
            yield f"{key} is locked {times} times in circle {circle.id}."
    for key in sorted(set(circle.facilitators) - set(circle.people)):
        yield f"{key} facilitates the locked circle {circle.id} without sitting in it."


def _seats(problem: Problem) -> Iterator[str]:
    leading: Counter[str] = Counter()
    sitting: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for circle in problem.options.locked_circles:
        for key in seated(problem, circle):
            (leading if key in circle.facilitators else sitting)[key] += 1
            where.setdefault(key, set()).add(circle.id)
    for key, times in sorted(sitting.items()):
        if times + leading[key] > 1:
            yield f"{key} is locked in two circles."
    for first, second in sorted(problem.together):
        if first in where and second in where and not where[first] & where[second]:
            yield f"{first} and {second} must be together and are locked in different circles."


def seated(problem: Problem, circle: LockedCircle) -> list[str]:
    """Everyone who must sit in a locked circle: its own people, then those locked to its id."""
    locked = problem.options.locked_people
    more = sorted(key for key, name in locked.items() if name == circle.id and key not in circle.people)
    return [*circle.people, *more]
