"""Open answers: people sort, the machine helps (French: *propositions de rapprochement*).

It says which ideas are near one another; it never makes the themes. Two texts are compared by the words they
share, each weighing more the rarer it is (TF-IDF with the smoothed logarithm, unit length, cosine).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from .votes import OpinionsRefused
from .words import bags

MERGE_FROM = 0.5
SIMILAR_FROM = 0.3
WINDOW = 256
MOST_PAIRS = 500

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Near:
    """A text near the one asked about: its place among those given, and how near from 0 to 1."""

    place: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that may say the same, by their places (`first` < `second`), and how near from 0 to 1."""

    first: int
    second: int
    likeness: float


@dataclass(frozen=True, slots=True)
class NearTheme:
    """A theme near a text, and how near from 0 to 1."""

    theme: str
    likeness: float


def similar(
    texts: Sequence[str],
    text: str,
    *,
    at_least: float = SIMILAR_FROM,
    most: int = 5,
    language: str | None = None,
) -> list[Near]:
    """Which of `texts` are near the one being typed, the nearest first; at most `most`.

    A word that no text has counts against all of them. `language` ("fr" or "en") is that of texts too short
    to tell theirs. Raises OpinionsRefused.
    """
    refuse_likeness(at_least)
    *counted, asked = bags([*texts, text], language)
    rarity = Rarity(counted)
    wanted = rarity.vector(asked)
    found = (Near(place, cosine(wanted, rarity.vector(bag))) for place, bag in enumerate(counted))
    return nlargest(most, (n for n in found if n.likeness >= at_least > 0), key=lambda n: n.likeness)


def merge_proposals(
    texts: Sequence[str],
    *,
    at_least: float = MERGE_FROM,
    most: int = MOST_PAIRS,
    language: str | None = None,
) -> list[Pair]:
    """Pairs of texts to propose for merging, the nearest first, then in the order of the texts.

    Texts of the same words are each paired with the first of them only. Of very many texts that share a
    telling word, a text is compared with some 256 only: five thousand alike take seconds, not minutes.
    Raises OpinionsRefused.
    """
    refuse_likeness(at_least)
    counted = bags(texts, language)
    firsts: dict[frozenset[tuple[str, int]], int] = {}
    same = []
    for place, bag in enumerate(counted):
        if bag and (first := firsts.setdefault(frozenset(bag.items()), place)) != place:
            same.append(Pair(first, place, 1.0))
    rarity = Rarity(counted)
    vectors = {place: rarity.vector(counted[place]) for place in firsts.values()}
    pairs = same + near_pairs(vectors, rarity, at_least)
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))[:most]


def nearest_themes(
    sorted_texts: Mapping[str, Sequence[str]], text: str, n: int = 3, *, language: str | None = None
) -> list[NearTheme]:
    """The `n` themes nearest to a text, among themes that people made (theme → its texts), the nearest first.

    A theme is compared by the mean of its texts, its name counted as one of them. Themes that share no word
    with the text are not proposed.
    """
    inside = [[theme, *texts] for theme, texts in sorted_texts.items()]
    *counted, asked = bags([one for texts in inside for one in texts] + [text], language)
    rarity = Rarity(counted)
    wanted = rarity.vector(asked)
    vectors = iter([rarity.vector(bag) for bag in counted])
    found = [
        NearTheme(theme, cosine(wanted, mean([next(vectors) for _ in texts])))
        for theme, texts in zip(sorted_texts, inside, strict=True)
    ]
    return nlargest(n, (near for near in found if near.likeness > 0), key=lambda near: near.likeness)


class Rarity:
    """How much each stem weighs among the texts counted: ln((1+n)/(1+texts that have it)) + 1."""

    def __init__(self, counted: Sequence[Counter[str]]) -> None:
        self.texts = len(counted)
        self.having = Counter(stem for bag in counted for stem in bag)

    def weight(self, stem: str) -> float:
        return log((1 + self.texts) / (1 + self.having[stem])) + 1

    def vector(self, bag: Counter[str]) -> Vector:
        """The bag as a vector of length 1, or empty."""
        return unit({stem: count * self.weight(stem) for stem, count in bag.items()})


def unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {stem: weight / length for stem, weight in vector.items()} if length else {}


def mean(vectors: Iterable[Vector]) -> Vector:
    """The direction between several vectors, of length 1."""
    total: Vector = {}
    for vector in vectors:
        for stem, weight in vector.items():
            total[stem] = total.get(stem, 0.0) + weight
    return unit(total)


def cosine(one: Vector, other: Vector) -> float:
    """How near two vectors of length 1 are, from 0 to 1."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    found = 0.0
    # A loop, since this is asked a million times: sum() with a generator takes twice as long.
    for stem, weight in small.items():
        if stem in large:
            found += weight * large[stem]
    return min(found, 1.0)


def near_pairs(vectors: Mapping[int, Vector], rarity: Rarity, at_least: float) -> list[Pair]:
    """All pairs at least so near, without comparing each with each (All-Pairs: Bayardo, Ma, Srikant, 2007).

    The commonest words of a text are left out of the index as long as they alone could not reach `at_least`.
    """
    heaviest: Vector = {}
    for vector in vectors.values():
        for stem, weight in vector.items():
            heaviest[stem] = max(heaviest.get(stem, 0.0), weight)
    index: dict[str, list[int]] = {}
    found = []
    for place, vector in vectors.items():
        likely = ((other, cosine(vector, vectors[other])) for other in met_before(vector, index, rarity))
        found += [Pair(other, place, likeness) for other, likeness in likely if likeness >= at_least]
        for stem in telling(vector, heaviest, rarity, at_least):
            index.setdefault(stem, []).append(place)
    return found


def met_before(vector: Vector, index: Mapping[str, list[int]], rarity: Rarity) -> set[int]:
    """The texts of the index that share a word with this one; of very many, those with the rarest words."""
    met: set[int] = set()
    for stem in sorted(vector, key=lambda stem: (rarity.having[stem], stem)):
        met.update(index.get(stem, ())[-WINDOW:])
        if len(met) >= WINDOW:
            break
    return met


def telling(vector: Vector, heaviest: Vector, rarity: Rarity, at_least: float) -> list[str]:
    """The stems by which a text is found: the rarest, down to where the rest cannot reach `at_least`."""
    commonest_first = sorted(vector, key=lambda stem: (-rarity.having[stem], stem))
    reach = 0.0
    for place, stem in enumerate(commonest_first):
        reach += vector[stem] * heaviest[stem]
        if reach >= at_least - 1e-9:
            return commonest_first[place:]
    return []


def refuse_likeness(at_least: float) -> None:
    if not 0 < at_least <= 1:
        raise OpinionsRefused(f"A likeness goes from above 0 to 1, and {at_least} was asked for.")
