"""What must hold for any problem and any circles, impossible ones included."""

from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.engines.grouping.answer import COSTS
from essaim.engines.grouping.board import Board, apply, settle
from essaim.engines.grouping.problem import WEIGHTS
from essaim.engines.grouping.weigh import broken, weigh
from factories.grouping import SLOTS, boards, changes, problems


@settings(max_examples=200, deadline=None)
@given(problems(), boards(), some.data())
def test_what_the_board_says_of_a_change_is_what_weighing_everything_says(problem, circles, data):
    circles = settle(problem, circles)
    change = data.draw(changes(circles))
    seen = Board(problem, circles).consequences(change)
    after = settle(problem, apply(circles, change))

    bare = [(c.id, c.slot, c.language, c.facilitators, c.people, c.same, c.to_confirm) for c in seen.circles]
    assert bare == [(c.id, c.slot, c.language, c.facilitators, c.people, c.same, c.to_confirm) for c in after]

    was, now = weigh(problem, circles), weigh(problem, after)
    assert seen.difference == {part: now.parts[part] - was.parts[part] for part in COSTS}
    assert seen.cost == now.total - was.total
    assert len(seen.unplaced) - len(seen.placed) == now.unplaced - was.unplaced

    before = {rule.key for rule in broken(problem, circles)}
    later = {rule.key for rule in broken(problem, after)}
    assert {rule.key for rule in seen.broken} == later - before
    assert {rule.key for rule in seen.mended} == before - later


@settings(max_examples=100, deadline=None)
@given(problems(), boards())
def test_the_cost_is_that_of_the_formula_written_pair_by_pair(problem, circles):
    assert weigh(problem, circles).total == _cost_pair_by_pair(problem, circles)


@settings(max_examples=100, deadline=None)
@given(problems(), boards())
def test_a_rule_is_said_to_be_broken_exactly_when_it_is(problem, circles):
    circles = settle(problem, circles)
    told = {(rule.code, rule.circle, rule.people) for rule in broken(problem, circles)}
    assert told == set(_breaches(problem, circles))


def _cost_pair_by_pair(problem, circles):
    options, people = problem.options, {person.key: person for person in problem.people}
    total = 0
    for circle in circles:
        table = [people[key] for key in circle.people]
        for i, one in enumerate(table):
            for other in table[i + 1 :]:
                for name, word in options.mix.items():
                    if (
                        one.values[name]
                        and other.values[name]
                        and set(one.values[name]) == set(other.values[name])
                    ):
                        total += WEIGHTS[word]
                for name, word in options.share.items():
                    if (
                        one.values[name]
                        and other.values[name]
                        and set(one.values[name]) != set(other.values[name])
                    ):
                        total += WEIGHTS[word]
                total += WEIGHTS[options.new_people] * len(one.met & other.met)
        for name in options.never_alone:
            held = [tuple(sorted(p.values[name])) for p in table if p.values[name]]
            total += 3 * len([value for value in held if held.count(value) == 1])
        total += (len(table) - options.target) ** 2
        for p in table:
            can = options.without_slots == "any" if p.possible is None else circle.slot in p.possible
            if can and p.preferred and circle.slot not in p.preferred:
                total += WEIGHTS[options.preferred]
    for name in {p.circle for p in problem.people} - {None}:
        held = [[k for k in circle.people if people[k].circle == name] for circle in circles]
        largest = max(held, key=len, default=[])
        seated = {k for keys in held for k in keys}
        total += WEIGHTS[options.stay] * len(seated - set(largest))
    return total


def _breaches(problem, circles):
    options, people = problem.options, {person.key: person for person in problem.people}
    where = {k: [c for c in circles if k in c.people] for k in people}
    for c in circles:
        if not options.size[0] <= len(c.people) <= options.size[1]:
            yield "size", c.id, ()
        if not options.facilitators[0] <= len(c.facilitators) <= options.facilitators[1]:
            yield "facilitators", c.id, ()
        for k in c.people:
            possible = people[k].possible
            if (possible is None and options.without_slots == "leave") or (
                possible is not None and c.slot not in possible
            ):
                yield "slot", c.id, (k,)
            if c.language not in people[k].languages:
                yield "language", c.id, (k,)
        for name in options.same:
            accepted = [v for v in "xyz" if all(v in people[k].values[name] for k in c.people)]
            if c.people and not accepted:
                yield "same", c.id, ()
        for a, b in problem.apart:
            if a in c.people and b in c.people:
                yield "apart", c.id, (a, b)
    for a, b in problem.together:
        if (where[a] or where[b]) and not any(c in where[b] for c in where[a]):
            yield "together", None, (a, b)
    for k, tables in where.items():
        led = [c for c in tables if k in c.facilitators]
        if len(led) > people[k].facilitates:
            yield "facilitator-load", None, (k,)
        for slot in SLOTS:
            if len([c for c in led if c.slot == slot]) > (2 if options.alternate_weeks else 1):
                yield "facilitator-clash", None, (k,)
        for c in tables:
            if led and c not in led:
                yield "facilitator-seat", c.id, (k,)
        if not led and len(tables) > 1:
            yield "duplicate", None, (k,)
    for k, name in options.locked_people.items():
        if name not in [c.id for c in where[k]]:
            yield "locked", name, (k,)
    for lock in options.locked_circles:
        for k in lock.people:
            if lock.id not in [c.id for c in where[k]]:
                yield "locked", lock.id, (k,)
        kept = [c for c in circles if c.id == lock.id]
        if not kept or (kept[0].slot, kept[0].language) != (lock.slot, lock.language):
            yield "locked", lock.id, ()
        for k in lock.facilitators:
            if kept and k not in kept[0].facilitators:
                yield "locked", lock.id, (k,)
