"""Options as a person writes them in a JSON file: everything that cannot be read is said at once."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from ..problem import DAYS, WEIGHTS, LockedCircle, Options, ProblemError, Slot
from ..stop import FirstOf, Rounds, Seconds, Stop

DEFAULT_SECONDS = 10.0
SLOT = rf"({'|'.join(DAYS)}) ([01]?\d|2[0-3]):[0-5]\d"

Found = TypeVar("Found")


class OptionsRefused(ProblemError):  # noqa: N818 - a refusal is an answer, not a failure
    """The options cannot be read; `sentences` says each thing to mend."""


@dataclass(frozen=True, slots=True)
class OptionsRead:
    """Options, and how the search is run: its seed, and its stop in `rounds` or in `seconds`."""

    options: Options
    seed: int = 0
    seconds: float | None = None
    rounds: int | None = None

    @property
    def stop(self) -> Stop:
        """Rounds where they are asked (within the seconds, if those are too), ten seconds by default."""
        if self.rounds is None:
            return Seconds(DEFAULT_SECONDS if self.seconds is None else self.seconds)
        if self.seconds is None:
            return Rounds(self.rounds)
        return FirstOf(Rounds(self.rounds), Seconds(self.seconds))


def read_options(data: object, *, attributes: Iterable[str] = ()) -> OptionsRead:
    """Read options from parsed JSON, for a list of people that has these attributes.

    Attributes are compared without case and accents and returned as the list writes them; keys of people are
    trimmed and lower-cased. Without a `target`, it is 10 where the sizes allow it and their middle otherwise.
    Raises OptionsRefused with every refusal.
    """
    if not isinstance(data, dict):
        raise OptionsRefused(['Options are written as an object: {"size": [8, 12], …}.'])
    reader = _Reader(attributes)
    known: dict[str, Any] = {}
    for name, value in data.items():
        if name not in READERS:
            close = difflib.get_close_matches(str(name), READERS, 1)
            hint = f": did you mean “{close[0]}”?" if close else f": the options are {', '.join(READERS)}."
            reader.refuse(f"“{name}” is not an option{hint}")
            continue
        found = reader.attempt(READERS[name], name, value)
        if found is not None:
            known[name] = found
    if reader.sentences:
        raise OptionsRefused(reader.sentences)
    run = {name: known.pop(name) for name in ("seed", "seconds", "rounds") if name in known}
    if "size" in known and "target" not in known:
        low, high = known["size"]
        known["target"] = 10 if low <= 10 <= high else (low + high) // 2
    return OptionsRead(Options(**known), **run)


def options_to_json(options: Options) -> dict[str, Any]:
    """The options as `read_options` reads them back, every one written out."""
    return {
        "size": list(options.size),
        "target": options.target,
        "facilitators": list(options.facilitators),
        "alternate_weeks": options.alternate_weeks,
        "mix": dict(options.mix),
        "share": dict(options.share),
        "never_alone": list(options.never_alone),
        "same": list(options.same),
        "new_people": options.new_people,
        "stay": options.stay,
        "preferred": options.preferred,
        "without_slots": options.without_slots,
        "moves": options.moves,
        "locked_people": dict(options.locked_people),
        "locked_circles": [_locked_to_json(circle) for circle in options.locked_circles],
    }


def _locked_to_json(circle: LockedCircle) -> dict[str, Any]:
    return {
        "id": circle.id,
        "slot": str(circle.slot),
        "language": circle.language,
        "facilitators": list(circle.facilitators),
        "people": list(circle.people),
    }


def plain(text: str) -> str:
    """The form under which two writings of one word are equal: without case, accents or outer spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


class _Refused(Exception):  # noqa: N818 - a refusal is an answer, not a failure
    """One thing to mend."""


class _Reader:
    """Reads one option at a time, and keeps a sentence for each that is refused."""

    def __init__(self, attributes: Iterable[str]) -> None:
        self.attributes = {plain(name): name for name in attributes}
        self.sentences: list[str] = []

    def refuse(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def attempt(self, read: Callable[[_Reader, str, Any], Found], name: str, value: Any) -> Found | None:
        """What is read, or None once the refusal is kept."""
        try:
            return read(self, name, value)
        except _Refused as refused:
            self.refuse(str(refused))
            return None

    def range(self, name: str, value: Any) -> tuple[int, int]:
        if not (isinstance(value, list) and len(value) == 2 and all(map(_whole, value))):
            raise _Refused(f"“{name}” is a pair of whole numbers such as [8, 12], not {_shown(value)}.")
        low, high = value
        least = 0 if name == "facilitators" else 1
        if low > high or low < least:
            raise _Refused(
                f"“{name}” goes from a smaller number, at least {least}, to a larger: not {_shown(value)}."
            )
        return low, high

    def number(self, name: str, value: Any) -> int:
        if _whole(value) and value >= (0 if name == "seed" else 1):
            return int(value)
        raise _Refused(f"“{name}” is a whole number, not {_shown(value)}.")

    def seconds(self, name: str, value: Any) -> float:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < float("inf"):
            return float(value)
        raise _Refused(f"“{name}” is a time in seconds, not {_shown(value)}.")

    def yes(self, name: str, value: Any) -> bool:
        if isinstance(value, bool):
            return value
        raise _Refused(f"“{name}” is true or false, not {_shown(value)}.")

    def word(self, name: str, value: Any) -> str:
        found = plain(value).replace("-", " ") if isinstance(value, str) else None
        if found in WEIGHTS:
            return found
        raise _Refused(f"“{name}” is one of {', '.join(WEIGHTS)}; {_shown(value)} is not.")

    def weighted(self, name: str, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise _Refused(f'“{name}” gives a word for each attribute, such as {{"site": "a lot"}}.')
        read = {}
        for attribute, word in value.items():
            column = self.attempt(_Reader.attribute, name, attribute)
            weight = self.attempt(_Reader.word, f"{name}: {attribute}", word)
            if column is not None and weight is not None:
                read[column] = weight
        return read

    def names(self, name: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise _Refused(f"“{name}” is a list of attributes, not {_shown(value)}.")
        columns = [self.attempt(_Reader.attribute, name, attribute) for attribute in value]
        return tuple(dict.fromkeys(column for column in columns if column is not None))

    def attribute(self, name: str, value: Any) -> str:
        found = self.attributes.get(plain(value)) if isinstance(value, str) else None
        if found is None:
            there = ", ".join(self.attributes.values()) or "none"
            raise _Refused(f"“{name}”: no column is called {_shown(value)}. The attributes are: {there}.")
        return found

    def without_slots(self, name: str, value: Any) -> str:
        if value in ("leave", "any"):
            return str(value)
        raise _Refused(f"“{name}” is leave or any, not {_shown(value)}.")

    def moves(self, name: str, value: Any) -> int | str | None:
        if value is None or value == "fewest" or (_whole(value) and value >= 0):
            return value  # type: ignore[no-any-return]
        raise _Refused(f"“{name}” is a whole number, fewest or null, not {_shown(value)}.")

    def locked_people(self, name: str, value: Any) -> dict[str, str]:
        if not isinstance(value, dict) or not all(isinstance(circle, str) for circle in value.values()):
            raise _Refused(f'“{name}” gives a circle for each person, such as {{"a@x.fr": "c1"}}.')
        return {key_of(key): circle for key, circle in value.items()}

    def locked_circles(self, name: str, value: Any) -> tuple[LockedCircle, ...]:
        if not isinstance(value, list):
            raise _Refused(f"“{name}” is a list of circles, not {_shown(value)}.")
        places = [f"{name}, number {number}" for number in range(1, len(value) + 1)]
        read = [
            self.attempt(_Reader.locked_circle, place, one) for place, one in zip(places, value, strict=True)
        ]
        return tuple(circle for circle in read if circle is not None)

    def locked_circle(self, name: str, value: Any) -> LockedCircle | None:
        parts = ("id", "slot", "language", "facilitators", "people")
        if not isinstance(value, dict) or set(value) != set(parts) or not isinstance(value["id"], str):
            raise _Refused(f"“{name}”: a circle has {', '.join(parts)}, and nothing else.")
        slot = self.attempt(_Reader.slot, name, value["slot"])
        language = self.attempt(_Reader.language, name, value["language"])
        facilitators = self.attempt(_Reader.keys, f"{name}: facilitators", value["facilitators"])
        people = self.attempt(_Reader.keys, f"{name}: people", value["people"])
        if slot is None or language is None or facilitators is None or people is None:
            return None
        everyone = tuple(dict.fromkeys((*facilitators, *people)))
        return LockedCircle(value["id"], slot, language, facilitators, everyone)

    def slot(self, name: str, value: Any) -> Slot:
        if isinstance(value, str) and re.fullmatch(SLOT, plain(value)):
            return Slot.read(plain(value))
        raise _Refused(f"“{name}”: {_shown(value)} is not a slot such as “tue 18:00”.")

    def language(self, name: str, value: Any) -> str:
        if isinstance(value, str) and re.fullmatch("[a-z]{2}", plain(value)):
            return plain(value)
        raise _Refused(f"“{name}”: {_shown(value)} is not a language code of two letters.")

    def keys(self, name: str, value: Any) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(key, str) for key in value):
            return tuple(map(key_of, value))
        raise _Refused(f"“{name}” is a list of keys, not {_shown(value)}.")


READERS: dict[str, Callable[[_Reader, str, Any], Any]] = {
    "size": _Reader.range,
    "target": _Reader.number,
    "facilitators": _Reader.range,
    "alternate_weeks": _Reader.yes,
    "mix": _Reader.weighted,
    "share": _Reader.weighted,
    "never_alone": _Reader.names,
    "same": _Reader.names,
    "new_people": _Reader.word,
    "stay": _Reader.word,
    "preferred": _Reader.word,
    "without_slots": _Reader.without_slots,
    "moves": _Reader.moves,
    "locked_people": _Reader.locked_people,
    "locked_circles": _Reader.locked_circles,
    "seed": _Reader.number,
    "seconds": _Reader.seconds,
    "rounds": _Reader.number,
}


def key_of(text: str) -> str:
    """A person's key as lists read it: trimmed and lower-cased."""
    return text.strip().lower()


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
