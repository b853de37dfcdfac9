"""How each kind of question is read. A reader gives what a sheet keeps, or None when nothing was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import npgettext, pgettext

from essaim.core.words import counted
from essaim.engines.rosters.folding import clean, fold

from ..kinds import OTHER, Kind
from ..models import Question

LONGEST = 5000
LONGEST_OTHER = 300
LONGEST_STATEMENT = 280
MOST_SUGGESTIONS = 3
VOTES = {"agree": 1, "pass": 0, "disagree": -1}
STATES = ("possible", "preferred")


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be answered beyond the question itself: weekly slots, and statements by question."""

    slots: frozenset[int] = frozenset()
    statements: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass
class Given:
    """What was sent for one question. Readers put into `words` what goes beside the sheet."""

    question: Question
    sent: Mapping[str, Sequence[str]]
    offered: Offered
    words: list[str] = field(default_factory=list)

    def all(self, part: str = "") -> list[str]:
        name = f"q.{self.question.key}.{part}" if part else f"q.{self.question.key}"
        found = self.sent.get(name) or []
        return [clean(str(each)) for each in ([found] if isinstance(found, str) else found)]

    def one(self, part: str = "") -> str:
        return next(reversed(self.all(part)), "")

    def option(self, name: str) -> int | None:
        """A number among the options of the question; None for anything else."""
        value = self.question.options.get(name) if isinstance(self.question.options, dict) else None
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None

    @property
    def choices(self) -> list[str]:
        others = [OTHER] if self.takes_other else []
        return [*_keys(self.question.choices), *others]

    @property
    def takes_other(self) -> bool:
        return isinstance(self.question.options, dict) and bool(self.question.options.get(OTHER))

    @property
    def rows(self) -> list[str]:
        return _keys(self.question.rows)


Reader = Callable[[Given], Any]


def _keys(items: object) -> list[str]:
    if not isinstance(items, list):
        return []
    keys = [str(item.get("key", "")) for item in items if isinstance(item, dict)]
    return list(dict.fromkeys(key for key in keys if key))


def number_in(text: str, low: int, high: int) -> int | None:
    """A whole number within these bounds; None for nothing. Raises ValidationError."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high):
        said = {"text": text[:40], "low": low, "high": high}
        sentence = pgettext("surveys", "“%(text)s” is not a whole number from %(low)s to %(high)s.")
        raise ValidationError(sentence % said)
    return int(text)


def written(text: str, longest: int) -> str:
    """Words, if they are not too long. Raises ValidationError."""
    text = text.replace("\r\n", "\n")
    if len(text) > longest:
        sentence = pgettext("surveys", "This text has %(n)s characters; at most %(most)s can be kept.")
        raise ValidationError(sentence % {"n": counted(len(text)), "most": counted(longest)})
    return text


def _known(chosen: Iterable[str], choices: Sequence[str]) -> None:
    if any(each not in choices for each in chosen):
        raise ValidationError(pgettext("surveys", "One of the answers is not among those offered."))


def single(given: Given) -> str | None:
    chosen, other = given.one(), _other(given)
    if other and not chosen:
        chosen = OTHER
    if not chosen:
        return None
    _known([chosen], given.choices)
    if chosen == OTHER and other and given.takes_other:
        given.words.append(other)
    return chosen


def multiple(given: Given) -> list[str] | None:
    chosen, other = {each for each in given.all() if each}, _other(given)
    if other:
        chosen.add(OTHER)
    _known(chosen, given.choices)
    _enough(given, len(chosen))
    if other:
        given.words.append(other)
    return [each for each in given.choices if each in chosen] or None


def _other(given: Given) -> str:
    return written(given.one(OTHER), LONGEST_OTHER) if given.takes_other else ""


def _enough(given: Given, count: int) -> None:
    least, most = given.option("min"), given.option("max")
    if most and count > most:
        sentence = npgettext(
            "surveys",
            "At most %(most)s answer can be chosen; %(n)s are.",
            "At most %(most)s answers can be chosen; %(n)s are.",
            most,
        )
        raise ValidationError(sentence % {"most": most, "n": count})
    if count and least and count < least:
        sentence = npgettext(
            "surveys",
            "At least %(least)s answer is asked for; %(n)s chosen.",
            "At least %(least)s answers are asked for; %(n)s chosen.",
            least,
        )
        raise ValidationError(sentence % {"least": least, "n": count})


def scale(given: Given) -> int | str | None:
    return "none" if given.one() == "none" else number_in(given.one(), 1, 5)


def recommend(given: Given) -> int | None:
    return number_in(given.one(), 0, 10)


def needs(given: Given) -> dict[str, list[int | None]] | None:
    read = {
        row: [number_in(given.one(f"{row}.{part}"), 1, 5) for part in ("importance", "satisfaction")]
        for row in given.rows
    }
    return {row: pair for row, pair in read.items() if pair != [None, None]} or None


def grades(given: Given) -> dict[str, int] | None:
    return _by_row(given, 5) or None


def points(given: Given) -> dict[str, int] | None:
    total = given.option("points") or 10
    read = {row: number for row, number in _by_row(given, 10**9 - 1).items() if number}
    spent = sum(read.values())
    if spent > total:
        sentence = npgettext(
            "surveys",
            "There is %(total)s point to give; %(spent)s are given. Take back %(over)s.",
            "There are %(total)s points to give; %(spent)s are given. Take back %(over)s.",
            total,
        )
        raise ValidationError(sentence % {"total": total, "spent": spent, "over": spent - total})
    return read or None


def _by_row(given: Given, most: int) -> dict[str, int]:
    read = {row: number_in(given.one(row), 0, most) for row in given.rows}
    return {row: number for row, number in read.items() if number is not None}


def ranking(given: Given) -> list[str] | None:
    keys = _keys(given.question.choices)
    places = {key: number_in(given.one(key), 1, max(len(keys), 1)) for key in keys}
    ranked = {key: place for key, place in places.items() if place is not None}
    if len(set(ranked.values())) < len(ranked):
        raise ValidationError(pgettext("surveys", "Two answers have the same place. Give each its own."))
    return sorted(ranked, key=lambda key: ranked[key]) or None


def availability(given: Given) -> dict[str, list[int]] | None:
    """Nothing said is unknown; that no slot suits is said by itself ("none")."""
    states = {slot: given.one(f"slot-{slot}") for slot in sorted(given.offered.slots)}
    read = {state: [slot for slot, said in states.items() if said == state] for state in STATES}
    return read if any(read.values()) or given.one("none") == "yes" else None


def statements(given: Given) -> dict[str, int] | None:
    known = given.offered.statements.get(given.question.key, frozenset())
    votes = {str(pk): VOTES[said] for pk in sorted(known) if (said := given.one(str(pk))) in VOTES}
    added = (" ".join(written(text, LONGEST_STATEMENT).split()) for text in given.all("new"))
    given.words += [text for text in dict.fromkeys(added) if text][:MOST_SUGGESTIONS]
    return votes or None


def consent(given: Given) -> bool | None:
    return True if given.one() in ("yes", "true", "on", "1") else None


def text(given: Given) -> None:
    words = written(given.one(), LONGEST)
    if words:
        given.words.append(words)


def suggestions(given: Given) -> None:
    """Up to three, each once."""
    most = min(given.option("count") or MOST_SUGGESTIONS, MOST_SUGGESTIONS)
    once = {fold(each): written(each, LONGEST) for each in reversed(given.all()) if each}
    found = list(reversed(once.values()))
    if len(found) > most:
        sentence = npgettext(
            "surveys",
            "%(most)s suggestion can be made; there are %(n)s.",
            "%(most)s suggestions can be made; there are %(n)s.",
            most,
        )
        raise ValidationError(sentence % {"most": most, "n": len(found)})
    given.words += found


READERS: dict[str, Reader] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.SCALE: scale,
    Kind.NEEDS: needs,
    Kind.GRADES: grades,
    Kind.POINTS: points,
    Kind.RECOMMEND: recommend,
    Kind.TEXT: text,
    Kind.SUGGESTIONS: suggestions,
    Kind.RANKING: ranking,
    Kind.AVAILABILITY: availability,
    Kind.STATEMENTS: statements,
    Kind.CONSENT: consent,
}
