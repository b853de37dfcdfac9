"""As many circles served as can be, and nobody asked for more than they offered."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.engines.grouping.serving import serve

CELLS, PEOPLE, SLOTS = st.integers(0, 6), st.integers(0, 7), st.integers(1, 3)


@st.composite
def situations(draw):
    cells, people, slots = draw(CELLS), draw(PEOPLE), draw(SLOTS)
    slot = np.array(draw(st.lists(st.integers(0, slots - 1), min_size=cells, max_size=cells)), np.int64)
    wanted = np.array(draw(st.lists(st.integers(0, 3), min_size=cells, max_size=cells)), np.int64)
    times = np.array(draw(st.lists(st.integers(0, 3), min_size=people, max_size=people)), np.int64)
    at_slot = draw(
        st.lists(
            st.lists(st.integers(0, 2), min_size=slots, max_size=slots), min_size=people, max_size=people
        )
    )
    can = draw(
        st.lists(st.lists(st.booleans(), min_size=cells, max_size=cells), min_size=people, max_size=people)
    )
    free = np.array(at_slot, np.int64).reshape(people, slots)
    often = np.where(np.array(can, bool).reshape(people, cells), free[:, slot], 0)
    return wanted, slot, often, times


def most(wanted, slot, often, times):
    """The most circles, by augmenting paths over people one by one: no kinds, no library."""
    room = Counter()
    for i, n in enumerate(times.tolist()):
        room["from", i] = n
        for k in np.nonzero(often[i])[0].tolist():
            room[i, (i, slot[k])] = room[(i, slot[k]), ("cell", k)] = int(often[i, k])
    for k, n in enumerate(wanted.tolist()):
        room[("cell", k), "to"] = n

    def pushed(here, seen):
        if here == "to":
            return True
        seen.add(here)
        for there in {two for one, two in list(room) if one == here and two not in seen}:
            if room[here, there] > 0 and pushed(there, seen):
                room[here, there] -= 1
                room[there, here] += 1
                return True
        return False

    served = 0
    while pushed("from", set()):
        served += 1
    return served


@settings(max_examples=150, deadline=None)
@given(situations())
def test_no_way_serves_more_and_nobody_leads_more_than_they_can(situation):
    wanted, slot, often, times = situation
    leads = serve(*situation)
    assert len(leads) == most(*situation)
    for i, n in Counter(i for i, _ in leads).items():
        assert n <= times[i]
    for (i, s), n in Counter((i, int(slot[k])) for i, k in leads).items():
        assert n <= max(often[i, slot == s])
    assert all(often[i, k] for i, k in leads)
    assert all(n <= wanted[k] for k, n in Counter(k for _, k in leads).items())


def test_the_rare_one_is_kept_for_the_slot_that_only_they_can():
    """Two slots: one person can both, the other only the first."""
    leads = serve(np.array([1, 1]), np.array([0, 1]), np.array([[1, 1], [1, 0]]), np.array([1, 1]))
    assert sorted(leads) == [(0, 1), (1, 0)]
