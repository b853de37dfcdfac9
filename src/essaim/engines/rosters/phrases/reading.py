"""Tokens to statements, and statements to the slots on offer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.phrases.lexicon import EVERY_DAY
from essaim.engines.rosters.phrases.tokens import Text, Token
from essaim.engines.rosters.phrases.windows import tokens

Confidence = Literal["sure", "check", "not understood"]
Strength = Literal["plain", "preferred", "weak"]
FINAL_SIGNS = re.compile(r"[\s.,;:!?…]+$")
HALF_AN_HOUR = 30
LONGEST = 400  # characters; beyond, it is a letter rather than a phrase
ATOMS = ("days", "window", "any")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase proposes.

    `key` is the same for writings of one phrase. `leftover` holds the words that no slot can say or that
    are not known, as written ("sauf vacances"). `confidence`: *sure* where every word was understood and
    leaves no doubt; *check* where a person should look; *not understood* where nothing can be proposed.
    """

    key: str
    possible: frozenset[Slot]
    preferred: frozenset[Slot]
    leftover: tuple[str, ...]
    confidence: Confidence


@dataclass(slots=True)
class Statement:
    """Days and windows that go together: "mardi ou jeudi soir"."""

    excluded: bool
    strength: Strength
    days: set[int] = field(default_factory=set)
    every_day: bool = False
    windows: list[Token] = field(default_factory=list)
    days_first: bool | None = None
    starred: bool = False
    recent: set[int] = field(default_factory=set)  # days said since the last comma

    def takes(self, token: Token) -> bool:
        """False when the token can only begin another statement: "jeudi" after "mardi soir"."""
        if token.kind == "window":
            return self.days_first is not False or not self.has_days
        return self.days_first is not True or not self.windows

    @property
    def has_days(self) -> bool:
        return bool(self.days) or self.every_day

    def add(self, token: Token) -> None:
        if self.days_first is None:
            self.days_first = token.kind != "window"
        if token.kind == "window":
            self.windows.append(token)
        elif token.kind == "any":
            self.every_day = True
        else:
            self.days |= token.days
            self.recent |= token.days

    def last_part(self) -> Statement | None:
        """What was said since the last comma, taken out as a statement; None if that is all of it."""
        if not self.recent or self.recent == self.days:
            return None
        self.days -= self.recent
        return Statement(self.excluded, self.strength, self.recent, windows=list(self.windows))

    def slots(self, offered: frozenset[Slot]) -> frozenset[Slot]:
        days = self.days or EVERY_DAY
        there = [slot for slot in offered if slot.day in days]
        if not self.windows:
            return frozenset(there)
        return frozenset(slot for window in self.windows for slot in starting_in(window, there))

    def is_loose(self, offered: frozenset[Slot]) -> bool:
        """True when a time was only met by slots near it."""
        there = [slot for slot in offered if slot.day in (self.days or EVERY_DAY)]
        return any(
            window.precision == "about" or (not within(window, there) and starting_in(window, there))
            for window in self.windows
        )


def within(window: Token, slots: list[Slot]) -> list[Slot]:
    low, high = window.window
    return [slot for slot in slots if low <= slot.minute < high]


def starting_in(window: Token, slots: list[Slot]) -> list[Slot]:
    """The slots that start in a window; for one exact time, failing that, those within half an hour of it."""
    found = within(window, slots)
    low, high = window.window
    if found or high - low > 1:
        return found
    return [slot for slot in slots if abs(slot.minute - low) <= HALF_AN_HOUR]


def phrase_key(text: str) -> str:
    """One key for all the writings of a phrase: case, accents, spaces and final signs aside."""
    return FINAL_SIGNS.sub("", fold(text))


def read_phrase(text: str, offered: Iterable[Slot]) -> Phrase:
    """The slots that a phrase proposes among those on offer (in the community's time zone, as they are)."""
    if len(text) > LONGEST:
        return Phrase(phrase_key(text), frozenset(), frozenset(), (text,), "not understood")
    return _read_phrase(text, frozenset(offered))


@lru_cache(maxsize=1 << 11)
def _read_phrase(text: str, offered: frozenset[Slot]) -> Phrase:
    written = Text(text)
    reader = Reader(tokens(written))
    leftover = tuple(filter(None, (written.original(start, end) for start, end in reader.leftover)))
    return proposal(phrase_key(text), reader, offered, leftover)


class Reader:
    """Walks the tokens once and keeps statements, leftover places, and whether anything was doubtful."""

    def __init__(self, given: list[Token]) -> None:
        self.statements: list[Statement] = []
        self.leftover: list[tuple[int, int]] = []
        self.refused_all = False
        self.doubtful = False
        self._tokens = [token for token in given if token.kind not in ("skip", "to", "only")]
        self._excluded = False
        self._strength: Strength = "plain"
        self._open: Statement | None = None
        self._denial: Token | None = None
        self._comma = False
        self._brackets: list[bool] = []
        self._place = 0
        for place, token in enumerate(self._tokens):
            self._place = place
            self._read(token, self._following(place))
        self._close_denial()

    def _following(self, place: int) -> str:
        """The kind of the next token that is not an "and"."""
        return next((token.kind for token in self._tokens[place + 1 :] if token.kind != "and"), "")

    def _read(self, token: Token, following: str) -> None:
        if token.kind in ATOMS:
            self._atom(token)
        elif token.kind in ("not", "never", "unable"):
            self._deny(token, following)
        elif token.kind in ("preferred", "weak"):
            self._stress("preferred" if token.kind == "preferred" else "weak", following)
        elif token.kind == "besides":
            self._besides(token, following)
        elif token.kind in ("hard", "but"):
            self._reset()
        elif token.kind in ("open", "close"):
            self._bracket(token, following)
        elif token.kind == "comma":
            self._comma = True
            if self._open:
                self._open.recent = set()
        elif token.kind == "bang":
            if self._open:
                self._open.starred = True
        elif token.kind != "and":
            self._leave(token)

    def _atom(self, token: Token) -> None:
        opened = self._open
        if opened and self._excluded and self._comma and token.kind == "window" and not opened.windows:
            # "pas le vendredi, le soir": the evening is not what is refused.
            self._reset()
            self.doubtful = True
        if self._open is None or not self._open.takes(token) or self._parts(self._open, token):
            self._open = Statement(self._excluded, self._strength)
            self.statements.append(self._open)
        self._open.add(token)
        self._denial, self._comma = None, False

    def _parts(self, opened: Statement, token: Token) -> bool:
        """True where days and times side by side are two statements.

        "le soir ou le week-end" joins them by a word; in "le soir en semaine et le samedi matin", Saturday
        has a time of its own.
        """
        mixed = opened.has_days != bool(opened.windows) and (token.kind == "window") == opened.has_days
        if mixed and self._kind_at(-1) == "and":
            return True
        return token.kind != "window" and opened.days_first is False and self._kind_at(1) == "window"

    def _kind_at(self, distance: int) -> str:
        place = self._place + distance
        return self._tokens[place].kind if 0 <= place < len(self._tokens) else ""

    def _last_said(self) -> Statement | None:
        """What a word that comes after is about: the statement under way, from its last comma on."""
        part = self._open.last_part() if self._open else None
        if part:
            self.statements.append(part)
        return part or self._open

    def _deny(self, token: Token, following: str) -> None:
        denied = self._last_said() if self._is_about_before(token, following) else None
        if denied:
            denied.excluded = True
            self._reset()
            return
        self._close_denial()
        self._reset()
        self._excluded, self._denial = True, token

    def _is_about_before(self, token: Token, following: str) -> bool:
        """True for "lundi non" and "le mercredi je ne peux pas": said after what they refuse."""
        if self._open is None or self._excluded or token.kind == "not":
            return False
        if token.kind == "unable":
            return not (following in ATOMS and self._comma)
        return following in ("", "comma", "hard", "but", "close")

    def _besides(self, token: Token, following: str) -> None:
        """English "but": an exception after "any evening", a contrast elsewhere."""
        if self._open and self._open.every_day and following in ATOMS:
            self._deny(token, following)
        else:
            self._reset()

    def _bracket(self, token: Token, following: str) -> None:
        """Brackets go on with the same statement around a day or a time ("mardi (soir)"), else they part."""
        if token.kind == "open":
            self._brackets.append(following in (*ATOMS, "preferred", "weak", "unable"))
        plain = self._strength == "plain" and not self._excluded
        if (self._brackets or [False])[-1] and (token.kind == "open" or plain):
            self._comma = token.kind == "close"
        else:
            self._reset()
        if token.kind == "close" and self._brackets:
            self._brackets.pop()

    def _stress(self, strength: Strength, following: str) -> None:
        said = None if following in ATOMS else self._last_said()
        self.doubtful = self.doubtful or (said is None and following not in ATOMS)
        if said:
            said.strength = strength
        self._reset()
        if not said:
            self._strength = strength

    def _reset(self) -> None:
        self._close_denial()
        self._open, self._excluded, self._strength, self._comma = None, False, "plain", False

    def _close_denial(self) -> None:
        """A refusal that names nothing: alone ("jamais") it refuses everything."""
        if self._denial:
            self.refused_all = not self.statements
            self.doubtful = True
        self._denial = None

    def _leave(self, token: Token) -> None:
        """Keep a word that was not understood, with the "sauf" before it and the words that it continues."""
        start = token.start
        if self._denial:
            start, self._denial = self._denial.start, None
        if self.leftover and self._continues(token):
            start = self.leftover.pop()[0]
        self.leftover.append((start, token.end))

    def _continues(self, token: Token) -> bool:
        """True when no other word with a meaning stands between the last leftover word and this one."""
        place = self._tokens.index(token)
        return place > 0 and self._tokens[place - 1].end == self.leftover[-1][1]


def proposal(key: str, reader: Reader, offered: frozenset[Slot], leftover: tuple[str, ...]) -> Phrase:
    """The proposal of the statements: those included, less those excluded, with what is preferred."""
    included = [one for one in reader.statements if not one.excluded]
    excluded = [one for one in reader.statements if one.excluded]
    if not reader.statements:
        understood: Confidence = "check" if reader.refused_all and not leftover else "not understood"
        return Phrase(key, frozenset(), frozenset(), leftover, understood)
    star(included)
    plain, liked, weak = (union(included, strength, offered) for strength in ("plain", "preferred", "weak"))
    overlap = plain & liked
    base = plain | weak if overlap else plain | liked | weak
    possible = (base if included else offered) - union(excluded, None, offered)
    preferred = (overlap or liked or (plain if weak else frozenset())) & possible
    doubtful = (
        reader.doubtful
        or bool(leftover or weak)
        or not possible
        or not included
        or (bool(liked) and not overlap)
        or uneven(included)
        or any(not one.slots(offered) for one in included)
        or any(one.is_loose(offered) for one in reader.statements)
    )
    return Phrase(key, possible, preferred, leftover, "check" if doubtful else "sure")


def star(included: list[Statement]) -> None:
    """An exclamation mark prefers, unless everything has one: then it is only a way of speaking."""
    starred = [one for one in included if one.starred]
    if len(starred) < len(included):
        for one in starred:
            one.strength = "preferred"


def union(statements: list[Statement], strength: str | None, offered: frozenset[Slot]) -> frozenset[Slot]:
    chosen = (one for one in statements if strength is None or one.strength == strength)
    return frozenset(slot for one in chosen for slot in one.slots(offered))


def uneven(included: list[Statement]) -> bool:
    """ "mardi soir et jeudi": is it Thursday evening, or the whole of Thursday?"""
    plain = [one for one in included if one.strength == "plain"]
    return any(one.windows for one in plain) and any(one.days and not one.windows for one in plain)
