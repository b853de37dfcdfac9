"""Communities that look like real ones, for comparisons anyone can repeat: 20 to 1,000,000 people.

`community(people, seed)` draws, from the seed alone:

- *slots*: a fixed week of lunch and evening slots, some much more popular than others (a Zipf law); each
  person can make about `slots_each` of them, correlated: who can one evening can likely another; about two
  in five prefer some of theirs; `silent` of them said nothing;
- *languages*: nearly all speak the first; one in six another too, one in twenty only another;
- *site*, *topic*, *gender*, *seniority*: attributes with few or many values, sizes by a Zipf law, three in
  a hundred unknown;
- *history*: with `history`, each sat in one or two past circles of about ten, mostly of their site;
- *facilitators*: about one in eight offers one circle, one in twenty-five two, a few three; `leads` one in
  a hundred and fifty;
- *pairs*: one person in fifty is together with another, one in sixty apart from another.

Every number above is a parameter of `Shape`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from .problem import Options, Person, Problem, Slot

SLOTS = tuple(Slot(day, minute) for day in range(5) for minute in (12 * 60 + 30, 18 * 60, 20 * 60 + 30))
LANGUAGES = ("fr", "en", "es", "de")
ATTRIBUTES = ("site", "topic", "gender", "seniority")
HEADER = ("email", "languages", "slots", "facilitate", "lead", "together", "apart", "met", *ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a drawn community looks like; see the module."""

    slots: int = 12
    slots_each: float = 3.5
    silent: float = 0.02
    prefer: float = 0.4
    sites: int = 5
    topics: int = 8
    unknown: float = 0.03
    history: bool = True
    facilitators: float = 0.17
    together: float = 0.02
    apart: float = 1 / 60
    options: Options = field(
        default_factory=lambda: Options(
            mix={"site": "a lot", "gender": "normal"}, share={"topic": "normal"}, new_people="normal"
        )
    )


def community(people: int, seed: int = 0, shape: Shape | None = None) -> Problem:
    """Draw a community of `people`; the same for the same arguments."""
    shape = shape or Shape()
    drawn, together, apart = draw(people, seed, shape)
    return Problem(tuple(drawn), frozenset(together), frozenset(apart), shape.options)


Pairs = set[tuple[str, str]]


def draw(people: int, seed: int, shape: Shape) -> tuple[Iterator[Person], Pairs, Pairs]:
    """The people one by one, so that a million need not be held at once, and the pairs together and apart."""
    rng = np.random.default_rng(np.random.SeedSequence([people, seed]))
    keys = [f"p{i:0{len(str(people))}d}@example.org" for i in range(people)]
    possible, preferred = _slots(rng, people, shape)
    speaking = _languages(rng, people)
    values = _values(rng, people, shape)
    met = _history(rng, values, shape)
    facilitates = _offers(rng, people, shape)
    leads = np.where(rng.random(people) < 1 / 150, 8, 0)
    together = _pairs(rng, keys, shape.together, set())
    apart = _pairs(rng, keys, shape.apart, together)
    persons = (
        Person(
            key=keys[i],
            languages=speaking[i],
            possible=possible[i],
            preferred=preferred[i],
            values=values[i],
            facilitates=int(facilitates[i]),
            leads=int(leads[i]),
            met=met[i],
        )
        for i in range(people)
    )
    return persons, together, apart


def community_csv(people: int, seed: int = 0, shape: Shape | None = None) -> Iterator[list[str]]:
    """The same community as the rows of a list that `essaim form` reads, its header first."""
    drawn, together, apart = draw(people, seed, shape or Shape())
    beside, away = _partners(together), _partners(apart)
    yield list(HEADER)
    for person in drawn:
        slots = [f"{slot}{'!' * (slot in person.preferred)}" for slot in sorted(person.possible or ())]
        yield [
            person.key,
            " ".join(sorted(person.languages)),
            "; ".join(slots),
            str(person.facilitates or ""),
            str(person.leads or ""),
            "; ".join(sorted(beside.get(person.key, ()))),
            "; ".join(sorted(away.get(person.key, ()))),
            "; ".join(sorted(person.met)),
            *(person.values.get(name, ("",))[0] for name in ATTRIBUTES),
        ]


def _partners(pairs: Pairs) -> dict[str, set[str]]:
    """Whom each is paired with, written on one of the two lines only."""
    partners: dict[str, set[str]] = {}
    for first, second in pairs:
        partners.setdefault(first, set()).add(second)
    return partners


def _zipf(count: int, power: float = 0.8) -> np.ndarray:
    weights = 1.0 / np.arange(1, count + 1) ** power
    return np.asarray(weights / weights.sum())


def _slots(
    rng: np.random.Generator, people: int, shape: Shape
) -> tuple[list[frozenset[Slot] | None], list[frozenset[Slot]]]:
    """Slots each can make and likes; a person leans to one time of day."""
    slots = SLOTS[: shape.slots]
    popularity = rng.permutation(_zipf(len(slots)))
    times = np.array([slot.minute for slot in slots])
    leaning = rng.choice(sorted(set(times.tolist())), size=people)
    wish = popularity[None, :] * np.where(times[None, :] == leaning[:, None], 3.0, 1.0)
    wish *= shape.slots_each / wish.sum(axis=1, keepdims=True)
    can = rng.random((people, len(slots))) < np.minimum(wish, 0.95)
    can[np.arange(people), np.argmax(wish + rng.random(wish.shape) * 0.3, axis=1)] = True
    silent = rng.random(people) < shape.silent
    fussy = rng.random(people) < shape.prefer
    likes = can & (rng.random(can.shape) < 0.4) & fussy[:, None]
    known: dict[bytes, frozenset[Slot]] = {}

    def names(row: np.ndarray) -> frozenset[Slot]:
        return known.setdefault(row.tobytes(), frozenset(slots[s] for s in np.nonzero(row)[0]))

    nothing: frozenset[Slot] = frozenset()
    possible = [None if silent[i] else names(can[i]) for i in range(people)]
    return possible, [nothing if silent[i] else names(likes[i]) for i in range(people)]


def _languages(rng: np.random.Generator, people: int) -> list[frozenset[str]]:
    draw, other = rng.random(people), rng.choice(LANGUAGES[1:], size=people, p=_zipf(3))
    sets = {
        (first, str(o)): frozenset({"fr", str(o)} if first else {str(o)})
        for first in (0, 1)
        for o in LANGUAGES
    }
    only_first = frozenset({"fr"})
    return [
        sets[0, str(other[i])] if draw[i] < 0.05 else sets[1, str(other[i])] if draw[i] < 0.22 else only_first
        for i in range(people)
    ]


def _values(rng: np.random.Generator, people: int, shape: Shape) -> list[dict[str, tuple[str, ...]]]:
    counts = {"site": shape.sites, "topic": shape.topics, "gender": 2, "seniority": 4}
    columns = {name: rng.choice(count, size=people, p=_zipf(count, 0.5)) for name, count in counts.items()}
    known = {name: rng.random(people) >= shape.unknown for name in counts}
    names = {name: [(f"{name} {v + 1}",) for v in range(count)] for name, count in counts.items()}
    held = np.stack([np.where(known[name], columns[name], -1) for name in counts], axis=1)
    # People alike share one dictionary: at a million, one each would weigh more than all the rest.
    alike: dict[tuple[int, ...], dict[str, tuple[str, ...]]] = {}

    def of(row: tuple[int, ...]) -> dict[str, tuple[str, ...]]:
        if row not in alike:
            alike[row] = {
                name: names[name][value] for name, value in zip(counts, row, strict=True) if value >= 0
            }
        return alike[row]

    return [of(tuple(row)) for row in held.tolist()]


def _history(
    rng: np.random.Generator, values: list[dict[str, tuple[str, ...]]], shape: Shape
) -> list[frozenset[str]]:
    people = len(values)
    if not shape.history:
        return [frozenset()] * people
    site = [value.get("site", ("?",))[0] for value in values]
    circles = max(1, people // 50)
    first, second, twice = (
        rng.integers(circles, size=people),
        rng.integers(circles, size=people),
        rng.random(people),
    )
    # Whoever met the same people shares one set, and all who sat in a circle its one name: at a million,
    # one each would weigh more than all the rest.
    names: dict[str, str] = {}
    alike: dict[frozenset[str], frozenset[str]] = {}

    def circle(i: int, number: int) -> str:
        name = f"{site[i]}/{number}"
        return names.setdefault(name, name)

    def circles_of(i: int) -> frozenset[str]:
        numbers = (first[i], second[i]) if twice[i] < 0.4 else (first[i],)
        found = frozenset(circle(i, int(number)) for number in numbers)
        return alike.setdefault(found, found)

    return [circles_of(i) for i in range(people)]


def _offers(rng: np.random.Generator, people: int, shape: Shape) -> np.ndarray:
    share = shape.facilitators
    draw = rng.random(people)
    return np.select([draw < share * 0.03, draw < share * 0.25, draw < share], [3, 2, 1], 0)


def _pairs(
    rng: np.random.Generator, keys: list[str], share: float, taken: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    count = int(len(keys) * share / 2)
    drawn = rng.integers(len(keys), size=(count, 2))
    pairs = {(keys[min(a, b)], keys[max(a, b)]) for a, b in drawn.tolist() if a != b}
    return pairs - taken
