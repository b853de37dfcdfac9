from __future__ import annotations

from essaim.communities.queries import offered_slots
from essaim.communities.readings import proposed


def test_a_phrase_proposes_slots_on_offer_and_leaves_words_aside(cast):
    read = proposed("plutôt mardi soir, sauf vacances", offered_slots(cast.community))
    assert (read.can, read.likes) == ([cast.tuesday.pk], [cast.tuesday.pk])
    assert read.leftover == ("sauf vacances",)
    assert read.confidence == "check"


def test_words_that_tell_nothing_propose_nothing(cast):
    read = proposed("ça dépend", offered_slots(cast.community))
    assert (read.can, read.likes, read.confidence) == ([], [], "not understood")
