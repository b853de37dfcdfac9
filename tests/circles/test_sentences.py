from __future__ import annotations

import pytest

from essaim.circles.sentences.quality import proved_sentences, verdict_of, verdict_words


@pytest.mark.parametrize(
    ("cost", "seated", "verdict"),
    [(0, 0, "same"), (-1, 0, "better"), (1, 0, "worse"), (-50, -1, "worse"), (50, 1, "better")],
)
def test_a_seat_lost_or_won_comes_before_any_mix(cost, seated, verdict):
    assert verdict_of(possible=True, cost=cost, seated=seated) == verdict
    assert verdict_of(possible=False, cost=cost, seated=seated) == "no"


def test_a_lost_seat_is_said_plainly():
    assert verdict_words(possible=True, cost=-50, seated=-1) == "Less good"
    assert verdict_words(possible=True, cost=50, seated=1) == "Better"
    assert verdict_words(possible=True, cost=1) == "A little less good"


NO_MORE = "It is proved that no circles could place more people."


@pytest.mark.parametrize(
    ("out", "fewest", "cost", "bound", "said"),
    [
        (0, 0, 104, 100, ["On what you wished for, at most 4% could still be gained: that is proved."]),
        (3, 3, 40, 40, [NO_MORE, "What you wished for is met as well as it can be: that is proved."]),
        (3, 2, 0, 0, ["What you wished for is met as well as it can be: that is proved."]),
        (3, 3, 201, 100, [NO_MORE]),
        (3, 3, 7, 0, [NO_MORE]),
        (1, None, 50, None, []),
    ],
)
def test_what_is_proved_is_said_and_nothing_else(out, fewest, cost, bound, said):
    figures = {"people": 20, "placed": 20 - out, "unplaced_bound": fewest, "cost": cost, "bound": bound}
    assert proved_sentences(figures) == said
