from __future__ import annotations

import pytest

from essaim.circles.sentences.quality import verdict_of, verdict_words


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
