"""People sort, the machine helps."""

from __future__ import annotations

from math import hypot, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.opinions import (
    Near,
    NearTheme,
    OpinionsRefused,
    Pair,
    merge_proposals,
    nearest_themes,
    similar,
)
from essaim.engines.opinions.themes import Rarity, cosine
from essaim.engines.opinions.words import bags

IDEAS = [
    "Des réunions plus courtes",
    "Raccourcir la réunion du lundi",
    "Une salle de repos",
    "reunion courte",
    "More bicycles at the station",
    "Bicycle at stations",
    "Une vraie salle pour le repos !",
]


def test_stems_have_neither_case_nor_accents_nor_small_words():
    assert [dict(bag) for bag in bags(IDEAS[:4])] == [
        {"reunion": 1, "court": 1},
        {"raccourc": 1, "reunion": 1, "lund": 1},
        {"sall": 1, "repo": 1},
        {"reunion": 1, "court": 1},
    ]


def test_a_text_is_read_in_the_language_its_small_words_tell():
    french, english = bags(["l’organisation des réunions", "the meetings of the boards"])
    assert dict(french) == {"organis": 1, "reunion": 1}
    assert dict(english) == {"meet": 1, "board": 1}
    assert dict(bags(["meetings"], "en")[0]) == {"meet": 1}
    assert dict(bags(["the one of the many", "meetings"])[1]) == {"meet": 1}


def test_a_text_of_small_words_only_keeps_them():
    assert dict(bags(["Pourquoi pas nous ?"])[0]) == {"pourquoi": 1}
    assert dict(bags(["pas nous"])[0]) == {"pas": 1, "nou": 1}
    assert dict(bags(["👍 …"])[0]) == {}


def test_inclusive_writing_is_the_same_word():
    assert similar(["accompagner les référent·e·s, vélo"], "accompagner les référents, vélos") == [
        Near(0, pytest.approx(1))
    ]


def test_near_ideas_come_while_typing():
    assert [near.place for near in similar(IDEAS, "la réunion courte")] == [0, 3]
    assert [near.place for near in similar(IDEAS, "bicycles of the stations")] == [4, 5]
    assert [near.place for near in similar(IDEAS, "la réunion courte", most=1)] == [0]
    assert similar(IDEAS, "") == similar([], "réunion") == []


def test_a_word_that_nobody_used_counts_against():
    (alone,) = similar(["le vélo"], "vélo")
    (among,) = similar(["le vélo"], "vélo cargo électrique", at_least=0.01)
    assert alone.likeness == pytest.approx(1)
    unseen = log(2 / 1) + 1
    assert among.likeness == pytest.approx(1 / sqrt(1 + 2 * unseen**2))


def test_proposals_for_merging():
    assert [(pair.first, pair.second) for pair in merge_proposals(IDEAS)] == [(0, 3), (4, 5), (2, 6)]
    assert merge_proposals(IDEAS, most=1) == [Pair(0, 3, 1.0)]


def test_the_same_words_are_paired_with_the_first_only():
    assert merge_proposals(["du thé", "le thé", "THÉ", "un café"]) == [Pair(0, 1, 1.0), Pair(0, 2, 1.0)]


def test_themes_that_people_made():
    # Of seven texts, "vélo" is in two and "garer" in one: the mean of (v) and (v, g), each of length 1.
    bike, park = log(8 / 3) + 1, log(8 / 2) + 1
    along, aside = 1 + bike / hypot(bike, park), park / hypot(bike, park)
    themes = {"Réunions": [IDEAS[0], IDEAS[1]], "Locaux": [IDEAS[2]], "Vélo": ["garer les vélos"]}
    assert [near.theme for near in nearest_themes(themes, "une salle de réunion plus courte")] == [
        "Réunions",
        "Locaux",
    ]
    assert nearest_themes(themes, "vélo") == [NearTheme("Vélo", pytest.approx(along / hypot(along, aside)))]
    assert nearest_themes({"Accueil": []}, "un bel accueil")[0].theme == "Accueil"
    assert nearest_themes(themes, "la cantine") == nearest_themes({}, "la cantine") == []


def test_a_likeness_goes_from_above_nought_to_one():
    for ask in (lambda: similar([], "a", at_least=0), lambda: merge_proposals([], at_least=1.1)):
        with pytest.raises(OpinionsRefused, match="A likeness goes from above 0 to 1"):
            ask()


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 100_000, "‮אבג", "ﷺ", "İ"])
def test_hostile_texts_are_texts(text):
    assert len(similar(IDEAS, text)) <= 5
    merge_proposals([*IDEAS, text])
    nearest_themes({text: [text]}, text)


WORDS = some.lists(some.sampled_from(["vélo", "train", "salle", "réunion", "café", "thé"]), max_size=6)


@given(some.lists(WORDS.map(" ".join), max_size=25), some.sampled_from([0.3, 0.5, 0.8]))
def test_no_pair_is_missed_and_none_is_invented(texts, at_least):
    """The index finds what comparing each with each finds, identical texts counted once."""
    found = {(p.first, p.second): p.likeness for p in merge_proposals(texts, at_least=at_least)}
    counted = bags(texts)
    rarity = Rarity(counted)
    vectors = [rarity.vector(bag) for bag in counted]
    firsts = [n for n, bag in enumerate(counted) if bag and bag not in counted[:n]]
    for place, second in enumerate(firsts):
        for first in firsts[:place]:
            likeness = cosine(vectors[first], vectors[second])
            if abs(likeness - at_least) > 1e-9:
                assert ((first, second) in found) == (likeness >= at_least)
    assert sum(first in firsts and second in firsts for first, second in found) <= len(found)


def test_five_thousand_alike_end():
    texts = [f"la réunion du soir est trop longue pour le groupe {n % 1250}" for n in range(5_000)]
    found = merge_proposals(texts)
    assert len(found) == 500
    assert all(pair.likeness == 1.0 for pair in found)
