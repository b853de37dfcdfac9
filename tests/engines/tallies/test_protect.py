"""No hidden segment can be derived: by subtraction, over breakdowns, over time, or from the rule itself."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from scipy.optimize import linprog

from essaim.engines.tallies import fewest_apart, may_follow, protect
from essaim.surveys.findings.cuts import may_come_after

K = 5
THRESHOLDS = some.integers(3, 6)


def vectors(most: int = 6, top: int = 14) -> some.SearchStrategy[list[int]]:
    """Counts by segment; small ones are likelier, so that there is something to hide."""
    return some.lists(some.one_of(some.integers(0, 6), some.integers(0, top)), min_size=1, max_size=most)


def named(counts, letter: str = "s") -> dict[str, int]:
    return {f"{letter}{i}": n for i, n in enumerate(counts)}


def seen(counts, k: int = K):
    """(shown, names of the others) of one breakdown."""
    breakdown = protect(counts, k=k)
    return breakdown and (breakdown.shown, breakdown.others)


@pytest.mark.parametrize(
    ("counts", "shown", "others"),
    [
        ({"a": 40, "b": 25, "c": 18, "d": 3}, {"a": 40, "b": 25}, ("c", "d")),
        ({"a": 40, "b": 25, "c": 3, "d": 4}, {"a": 40, "b": 25}, ("c", "d")),
        ({"a": 40, "b": 25, "c": 1, "d": 2}, {"a": 40}, ("b", "c", "d")),
        ({"a": 40, "b": 25, "c": 4, "d": 4}, {"a": 40}, ("b", "c", "d")),
        ({"a": 40, "b": 25, "c": 25, "d": 4}, {"a": 40}, ("b", "c", "d")),
        ({"a": 95, "b": 1}, {}, ("a", "b")),
        ({"a": 40, "b": 25}, {"a": 40, "b": 25}, ()),
        ({"a": 40, "b": 0}, {"a": 40}, ("b",)),
        ({"a": 40, "b": 0, "c": 2}, {}, ("a", "b", "c")),
        ({"a": 40, "b": 20, None: 2}, {"a": 40}, ("b", None)),
        ({"a": 5}, {"a": 5}, ()),
    ],
    ids=["the next smallest too", "two small ones are enough", "two that are fewer than k are not",
         "nor two that are alike", "equal ones go together", "all but one", "nothing to hide", "nobody",
         "nobody hides nobody", "whoever did not say is a segment", "just enough"],
)  # fmt: skip
def test_what_a_breakdown_shows(counts, shown, others):
    assert seen(counts) == (shown, others)


def test_below_the_threshold_there_is_nothing_at_all():
    assert protect({"a": 4}, k=5) is None
    assert protect({"a": 2, "b": 2}, k=5) is None
    assert protect({}, k=5) is None


def test_what_is_hidden_for_one_question_is_hidden_for_the_others():
    counts = {"a": 12, "b": 9, "c": 8}
    assert protect(counts, k=5, hidden=("a", "b")).shown == {"c": 8}
    assert protect(counts, k=5, hidden=("c",)).shown == {"a": 12}


@pytest.mark.parametrize("k", [-1, 0, 2])
def test_a_threshold_that_protects_nobody_is_refused(k):
    with pytest.raises(ValueError, match="protects anybody"):
        protect({"a": 10}, k=k)


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        protect({"a": 10, "b": -1}, k=5)


@settings(max_examples=200, deadline=None)
@given(vectors(), THRESHOLDS)
def test_nothing_shown_is_small_and_nothing_hidden_is_few(counts, k):
    breakdown = protect(named(counts), k=k)
    if breakdown is None:
        assert sum(counts) < k
        return
    assert breakdown.total == sum(counts)
    assert all(n >= k for n in breakdown.shown.values())
    assert breakdown.in_others == 0 or breakdown.in_others >= k
    people = [named(counts)[s] for s in breakdown.others if named(counts)[s]]
    assert not people or len(people) >= 2 or not breakdown.shown


@settings(max_examples=60, deadline=None)
@given(vectors(most=4, top=9), THRESHOLDS)
@example([2, 2, 2, 3], 3)
def test_whoever_knows_the_rule_by_heart_pins_no_hidden_segment(counts, k):
    """Every other world that shows the same is listed: in one of them the segment has another count."""
    truth = named(counts)
    breakdown = protect(truth, k=k)
    if breakdown is None or not breakdown.in_others:
        return
    worlds = [
        dict(zip(breakdown.others, split, strict=True))
        for split in itertools.product(range(breakdown.in_others + 1), repeat=len(breakdown.others))
        if sum(split) == breakdown.in_others
    ]
    same = [world for world in worlds if protect({**truth, **world}, k=k) == breakdown]
    for segment in breakdown.others:
        if truth[segment] and sum(n > 0 for n in counts) > 1:
            assert len({world[segment] for world in same}) > 1


class Attacker:
    """Knows every total and figure ever shown, that counts only grow, and solves for the rest."""

    def __init__(self, releases: list, segments: list[str]) -> None:
        self.segments, self.times = segments, releases
        equal, right = [], []
        for t, release in enumerate(releases):
            equal.append([float(time == t) for time in range(len(releases)) for _ in segments])
            right.append(release.total)
            for segment, n in release.shown.items():
                equal.append(self._row({(t, segment): 1}))
                right.append(n)
        grown = [
            self._row({(t, segment): 1, (t + 1, segment): -1})
            for t in range(len(releases) - 1)
            for segment in segments
        ]
        self.known = {"A_eq": np.array(equal), "b_eq": np.array(right)}
        if grown:
            self.known |= {"A_ub": np.array(grown), "b_ub": np.zeros(len(grown))}

    def _row(self, parts: dict) -> list[float]:
        return [
            float(parts.get((t, segment), 0)) for t in range(len(self.times)) for segment in self.segments
        ]

    def range_of(self, t: int, segment: str) -> tuple[float, float]:
        aim = np.array(self._row({(t, segment): 1}))
        low, high = (linprog(sign * aim, **self.known, method="highs") for sign in (1, -1))
        assert low.status == high.status == 0
        return low.fun, -high.fun


def told(steps: list[list[int]], k: int) -> tuple[list, list[dict[str, int]]]:
    """The breakdowns shown while sheets come in, as reports show them, and the true counts at each."""
    counts, breakdowns, truths = [0] * len(steps[0]), [], []
    for step in steps:
        counts = [a + b for a, b in zip(counts, step, strict=True)]
        now = protect(named(counts), k=k)
        if now and now.shown and (not breakdowns or _may_come(breakdowns[-1], now, k)):
            breakdowns.append(now)
            truths.append(named(counts))
    return breakdowns, truths


def _may_come(before, now, k: int) -> bool:
    shown, others = ([list(each) for each in one.shown.items()] for one in (before, now))
    return may_come_after(shown, before.in_others, others, now.in_others, k)


@some.composite
def batches(draw) -> list[list[int]]:
    number = draw(some.integers(2, 5))
    gain = some.one_of(some.just(0), some.integers(0, 3), some.integers(4, 12))
    return draw(some.lists(some.lists(gain, min_size=number, max_size=number), min_size=1, max_size=5))


@settings(max_examples=150, deadline=None)
@given(batches(), THRESHOLDS)
def test_over_time_no_hidden_segment_is_pinned(steps, k):
    """Between what a hidden segment may have at least and at most, there are always k people."""
    breakdowns, truths = told(steps, k)
    if not breakdowns:
        return
    attacker = Attacker(breakdowns, list(truths[0]))
    for t, (breakdown, truth) in enumerate(zip(breakdowns, truths, strict=True)):
        for segment in breakdown.others:
            if truth[segment] and sum(n > 0 for n in truth.values()) > 1:
                low, high = attacker.range_of(t, segment)
                assert low - 1e-6 <= truth[segment] <= high + 1e-6
                assert high - low >= k - 1e-6, (segment, low, high)


@settings(max_examples=200, deadline=None)
@given(batches(), THRESHOLDS)
def test_over_time_no_difference_is_of_fewer_than_k_people(steps, k):
    """Neither of what is shown twice nor of all that is hidden."""
    breakdowns, _ = told(steps, k)
    for before, after in itertools.pairwise(breakdowns):
        for segment in before.shown.keys() & after.shown.keys():
            gained = after.shown[segment] - before.shown[segment]
            assert gained == 0 or gained >= k
        both = before.shown.keys() & after.shown.keys()
        rest = [b.total - sum(b.shown[s] for s in both) for b in (before, after)]
        assert not before.shown or rest[1] == rest[0] or rest[1] - rest[0] >= k


def test_several_breakdowns_of_one_question_say_nothing_of_each_other():
    """Any two margins of one total fit together: what is shown by site adds nothing by trade."""
    sites, trades = {"lyon": 12, "lille": 3, "brest": 5}, {"care": 9, "office": 2, "field": 9}
    shown = [protect(counts, k=5) for counts in (sites, trades)]
    cells = list(itertools.product(sites, trades))

    def row(names, place):
        return [float(cell[place] in names) for cell in cells]

    equal = [row(sites, 0)]
    right = [20]
    for place, breakdown in enumerate(shown):
        for segment, n in breakdown.shown.items():
            equal.append(row((segment,), place))
            right.append(n)
    for place, breakdown in enumerate(shown):
        for segment in breakdown.others:
            aim = np.array(row((segment,), place))
            low, high = (linprog(s * aim, A_eq=np.array(equal), b_eq=right, method="highs") for s in (1, -1))
            assert (round(low.fun), round(-high.fun)) == (0, breakdown.in_others)


@pytest.mark.parametrize(
    ("before", "now", "people"),
    [({}, {"yes": 3}, 3), ({"yes": 3}, {"yes": 3}, 0), ({"yes": 3}, {"yes": 2, "no": 1}, 1),
     ({"yes": 3}, {"no": 5}, 5), ({"yes": 3, "no": 4}, {"yes": 1, "no": 2}, 4)],
    ids=["they came", "nobody", "one changed", "three changed, two came", "four went"],
)  # fmt: skip
def test_a_difference_is_of_so_many_people_at_least(before, now, people):
    assert fewest_apart(before, now) == fewest_apart(now, before) == people


@pytest.mark.parametrize(
    ("told", "now", "may"),
    [([], {"yes": 4}, False), ([], {"yes": 5}, True), ([{"yes": 5}], {"yes": 5}, True),
     ([{"yes": 5}], {"yes": 5, "no": 4}, False), ([{"yes": 5}], {"yes": 5, "no": 5}, True),
     ([{"yes": 9}], {"yes": 8, "no": 1}, False), ([{"yes": 9}], {"yes": 4, "no": 5}, True),
     ([{"yes": 9}, {"no": 9}], {"yes": 8, "no": 1}, False)],
)  # fmt: skip
def test_counts_follow_all_that_was_told_before(told, now, may):
    assert may_follow(told, now, k=5) is may


@settings(max_examples=150, deadline=None)
@given(vectors(most=5), some.data(), THRESHOLDS)
def test_a_question_some_left_out_pins_nobody_beside_one_that_all_answered(counts, data, k):
    """Whoever answered the one answered the other: that is two moments, the fewer first."""
    fewer = [data.draw(some.integers(max(0, n - 4), n)) for n in counts]
    whole = protect(named(counts), k=k)
    part = whole and protect(named(fewer), k=k, hidden=[s for s in whole.others if named(counts)[s]])
    if part is None:
        return
    attacker = Attacker([part, whole], list(named(counts)))
    for t, (breakdown, truth) in enumerate(((part, named(fewer)), (whole, named(counts)))):
        for segment in breakdown.others:
            if truth[segment] and sum(n > 0 for n in truth.values()) > 1:
                low, high = attacker.range_of(t, segment)
                assert high - low >= 1 - 1e-6, (segment, low, high)
