"""Random problems that try everything at once, impossible ones included."""

from __future__ import annotations

import random

from essaim.engines.grouping import Options, Person, Problem, Slot

WORDS = ("not at all", "a little", "normal", "a lot")


def random_problem(seed: int, people: int | None = None) -> Problem:
    """Up to 16 people, a few slots, two languages, three attributes, pairs, history, present circles."""
    rnd = random.Random(seed)
    count = people or rnd.randint(1, 16)
    slots = [Slot(day, 18 * 60) for day in range(rnd.randint(1, 4))]
    languages = ["fr", "en"][: rnd.randint(1, 2)]
    options = _options(rnd)
    persons = tuple(_person(rnd, i, slots, languages) for i in range(count))
    together, apart = _pairs(rnd, [person.key for person in persons])
    return Problem(persons, together, apart - together, options)


def _options(rnd: random.Random) -> Options:
    low = rnd.randint(1, 4)
    high = rnd.randint(low, min(low + 3, 6))
    few, many = rnd.choice([(0, 0), (0, 1), (1, 1), (1, 1), (1, 2), (2, 2)])
    return Options(
        size=(low, high),
        target=rnd.randint(low, high),
        facilitators=(few, many) if few <= high else (1, 1),
        alternate_weeks=rnd.random() < 0.3,
        mix={"site": rnd.choice(WORDS)},
        share={"topic": rnd.choice(WORDS)} if rnd.random() < 0.6 else {},
        never_alone=("topic",) if rnd.random() < 0.4 else (),
        same=("format",) if rnd.random() < 0.4 else (),
        new_people=rnd.choice(WORDS),
        stay=rnd.choice(WORDS),
        preferred=rnd.choice(WORDS),
        without_slots=rnd.choice(["leave", "any"]),
        moves=rnd.choice([None, None, None, "fewest", 0, 2]),
    )


def _person(rnd: random.Random, number: int, slots: list[Slot], languages: list[str]) -> Person:
    possible = frozenset(slot for slot in slots if rnd.random() < 0.6)
    values: dict[str, tuple[str, ...]] = {}
    if rnd.random() < 0.9:
        values["site"] = (rnd.choice("abc"),)
    if rnd.random() < 0.9:
        values["topic"] = (rnd.choice("xy"),)
    if rnd.random() < 0.95:
        values["format"] = tuple(rnd.sample(["online", "in person"], rnd.randint(1, 2)))
    return Person(
        key=f"p{number:02d}",
        languages=frozenset(language for language in languages if rnd.random() < 0.8)
        or frozenset(languages[:1]),
        possible=None if rnd.random() < 0.05 else possible,
        preferred=frozenset(slot for slot in sorted(possible) if rnd.random() < 0.4),
        values=values,
        facilitates=rnd.choice([0, 0, 1, 1, 2, 3]),
        met=frozenset(f"m{rnd.randint(0, 5)}" for _ in range(rnd.randint(0, 2))),
        circle=rnd.choice([None, "k1", "k2", "k3"]),
    )


def _pairs(
    rnd: random.Random, keys: list[str]
) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    def drawn(most: int) -> frozenset[tuple[str, str]]:
        if len(keys) < 2:
            return frozenset()
        pairs = (sorted(rnd.sample(keys, 2)) for _ in range(rnd.randint(0, most)))
        return frozenset((first, second) for first, second in pairs)

    return drawn(2), drawn(3)
