"""Random problems of forming, impossible ones included, and circles that a person made by hand."""

from hypothesis import strategies as some

from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.board import (
    ChangeLanguage,
    ChangeSlot,
    Close,
    Facilitate,
    Move,
    Open,
    StopFacilitating,
    Swap,
)
from essaim.engines.grouping.problem import WEIGHTS, LockedCircle, Options, Person, Problem, Slot

SLOTS = [Slot(1, 1080), Slot(2, 750), Slot(3, 1080)]
LANGUAGES = ["fr", "en"]
SPOKEN = [frozenset(spoken) for spoken in (["fr"], ["fr"], ["fr", "en"], ["en"], [])]
KNOWN = [True, True, True, True, None]
ATLEAST = [1, 2, 1, 2, 0]
KEYS = [f"p{number}" for number in range(9)]
CIRCLES = ["c1", "c2", "c3"]

words = some.sampled_from(list(WEIGHTS))
slots = some.sampled_from(SLOTS)
languages = some.sampled_from(LANGUAGES)
values = some.lists(some.sampled_from("xyz"), max_size=2, unique=True).map(tuple)


@some.composite
def persons(draw, key):
    possible = draw(some.sampled_from(KNOWN)) and draw(
        some.frozensets(slots, min_size=draw(some.sampled_from(ATLEAST)))
    )
    preferred = draw(some.frozensets(some.sampled_from(sorted(possible)))) if possible else frozenset()
    return Person(
        key,
        draw(some.sampled_from(SPOKEN)),
        possible,
        preferred,
        {"site": draw(values), "topic": draw(values)},
        facilitates=draw(some.integers(0, 2)),
        met=draw(some.frozensets(some.sampled_from("mn"))),
        circle=draw(some.sampled_from(["old", "old", "older", None])),
    )


pairs = some.frozensets(
    some.tuples(some.sampled_from(KEYS), some.sampled_from(KEYS)).filter(lambda pair: pair[0] < pair[1]),
    min_size=1,
    max_size=5,
)


@some.composite
def locked(draw, name):
    people = draw(some.lists(some.sampled_from(KEYS), max_size=3, unique=True))
    return LockedCircle(name, draw(slots), draw(languages), tuple(people[:1]), tuple(people))


@some.composite
def problems(draw):
    low = draw(some.integers(1, 4))
    options = Options(
        size=(low, low + draw(some.integers(0, 3))),
        target=low,
        facilitators=draw(some.sampled_from([(0, 1), (1, 1), (1, 2)])),
        alternate_weeks=draw(some.booleans()),
        mix={"site": draw(words)},
        share={"topic": draw(words)},
        never_alone=draw(some.sampled_from([(), ("site",)])),
        same=draw(some.sampled_from([(), ("topic",)])),
        new_people=draw(words),
        stay=draw(some.sampled_from(["a little", "a lot", "not at all"])),
        preferred=draw(words),
        without_slots=draw(some.sampled_from(["leave", "any"])),
        locked_people=draw(
            some.dictionaries(some.sampled_from(KEYS), some.sampled_from(CIRCLES), max_size=2)
        ),
        locked_circles=draw(some.sampled_from([(), (draw(locked("c1")),)])),
    )
    people = tuple(draw(persons(key)) for key in KEYS)
    return Problem(people, draw(pairs), draw(pairs), options)


@some.composite
def boards(draw):
    """Circles that a person could have made by hand: any people, at most some rules held."""
    made = []
    for name in CIRCLES[: draw(some.sampled_from([3, 2, 3, 1, 0]))]:
        people = draw(
            some.lists(some.sampled_from(KEYS), min_size=draw(some.integers(0, 3)), max_size=5, unique=True)
        )
        led = draw(some.integers(0, min(2, len(people))))
        made.append(Circle(name, draw(slots), draw(languages), tuple(people[:led]), tuple(people)))
    return tuple(made)


def changes(circles):
    people = some.sampled_from(KEYS)
    kinds = [
        some.builds(Move, people, some.none()),
        some.builds(Swap, people, people),
        some.just(Open("new", SLOTS[0], "fr")),
    ]
    if circles:
        names = some.sampled_from([circle.id for circle in circles])
        kinds += [
            some.builds(Move, people, names, some.none() | names),
            some.builds(Facilitate, people, names),
            some.builds(StopFacilitating, people, names),
            some.builds(ChangeSlot, names, slots),
            some.builds(ChangeLanguage, names, languages),
            some.builds(Close, names),
        ]
    return some.one_of(kinds)
