"""Contradictions of a problem, said in sentences before any search. Plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .problem import WEIGHTS, LockedCircle, Person, Problem, ProblemError


def check(problem: Problem) -> None:
    """Raise ProblemError with every contradiction found; return when there is none."""
    sentences = [*_options(problem), *_people(problem)]
    if not sentences:
        sentences = [*_pairs(problem), *_locks(problem)]
    if sentences:
        raise ProblemError(sentences)


def _options(problem: Problem) -> Iterator[str]:
    options = problem.options
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
    if not (moves is None or moves == "fewest" or (isinstance(moves, int) and moves >= 0)):
        yield f"Moves are a number from 0, or “fewest”, not “{moves}”."


def _words(problem: Problem) -> Iterator[str]:
    options = problem.options
    named = {"new people": options.new_people, "stay": options.stay, "preferred": options.preferred}
    for name, word in {**options.mix, **options.share, **named}.items():
        if word not in WEIGHTS:
            yield f"“{word}” is not a weight for {name}: one of {', '.join(WEIGHTS)}."


def _people(problem: Problem) -> Iterator[str]:
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
    both = {tuple(sorted(pair)) for pair in problem.together} & {tuple(sorted(pair)) for pair in problem.apart}
    for first, second in sorted(both):
        yield f"{first} and {second} are asked to be together and apart at once."


def _locks(problem: Problem) -> Iterator[str]:
    people = {person.key: person for person in problem.people}
    options = problem.options
    for key in options.locked_people:
        if key not in people:
            yield f"{key}, who is locked, is not in the list."
    for circle_id, times in Counter(circle.id for circle in options.locked_circles).items():
        if times > 1:
            yield f"Circle {circle_id} is locked {times} times."
    sound = True
    for circle in options.locked_circles:
        for sentence in _locked_circle(problem, circle, people):
            sound = False
            yield sentence
    if sound:
        yield from _across_locks(problem, people)


def _locked_circle(problem: Problem, circle: LockedCircle, people: dict[str, Person]) -> Iterator[str]:
    options = problem.options
    unknown = [key for key in (*circle.people, *circle.facilitators) if key not in people]
    if unknown:
        yield f"Circle {circle.id} is locked with {', '.join(sorted(set(unknown)))}, who is not in the list."
        return
    table = seated(problem, circle)
    if len(set(circle.people)) < len(circle.people):
        yield f"Circle {circle.id} is locked with the same person twice."
    for key in sorted(set(circle.facilitators) - set(circle.people)):
        yield f"{key} facilitates the locked circle {circle.id} without sitting in it."
    if len(table) > options.size[1]:
        yield f"Circle {circle.id} is locked with {len(table)} people: at most {options.size[1]}."
    if len(circle.facilitators) > options.facilitators[1]:
        yield f"Circle {circle.id} is locked with {len(circle.facilitators)} facilitators: at most {options.facilitators[1]}."
    for key in table:
        yield from _locked_person(people[key], circle, options.without_slots == "any")
    for name in options.same:
        accepted = [set(people[key].values.get(name, ())) for key in table]
        if accepted and not set.intersection(*accepted):
            yield f"The people locked in circle {circle.id} accept no common value of {name}."
    for first, second in sorted(problem.apart):
        if first in table and second in table:
            yield f"{first} and {second} must be apart and are locked in circle {circle.id}."


def _locked_person(person: Person, circle: LockedCircle, any_slot: bool) -> Iterator[str]:
    if circle.language not in person.languages:
        yield f"{person.key} is locked in circle {circle.id} and does not speak {circle.language}."
    if person.possible is None and not any_slot:
        yield f"{person.key} is locked in circle {circle.id} and their slots are unknown."
    elif person.possible is not None and circle.slot not in person.possible:
        yield f"{person.key} is locked in circle {circle.id} and cannot be there on {circle.slot}."


def _across_locks(problem: Problem, people: dict[str, Person]) -> Iterator[str]:
    options = problem.options
    leading: dict[str, list[LockedCircle]] = {}
    sitting: dict[str, list[LockedCircle]] = {}
    for circle in options.locked_circles:
        for key in seated(problem, circle):
            side = leading if key in circle.facilitators else sitting
            side.setdefault(key, []).append(circle)
    for key, circles in sorted(sitting.items()):
        if len(circles) + len(leading.get(key, [])) > 1:
            yield f"{key} is locked in two circles."
    at_once = 2 if options.alternate_weeks else 1
    for key, circles in sorted(leading.items()):
        if len(circles) > people[key].facilitates:
            yield f"{key} is locked as facilitator of {len(circles)} circles and offers {people[key].facilitates}."
        if max(Counter(circle.slot for circle in circles).values()) > at_once:
            yield f"{key} is locked as facilitator of several circles at one slot."
    seats = {key: {c.id for c in (*leading.get(key, []), *sitting.get(key, []))} for key in people}
    for first, second in sorted(problem.together):
        if seats[first] and seats[second] and not seats[first] & seats[second]:
            yield f"{first} and {second} must be together and are locked in different circles."


def seated(problem: Problem, circle: LockedCircle) -> list[str]:
    """Everyone who must sit in a locked circle: its own people, then those locked to its id."""
    locked = problem.options.locked_people
    more = sorted(key for key, name in locked.items() if name == circle.id and key not in circle.people)
    return [*circle.people, *more]
