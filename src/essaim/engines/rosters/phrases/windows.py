"""Tokens side by side to windows: "entre 12h et 14h", "après 18h", "lundi au jeudi", "mardi soir 18h30"."""

from __future__ import annotations

from dataclasses import replace

from essaim.engines.rosters.phrases.lexicon import END_OF_DAY, NOON, NOON_PART
from essaim.engines.rosters.phrases.tokens import Text, Token, clock, lex


def tokens(text: Text) -> list[Token]:
    """The tokens of a phrase, with ranges, "after" and "before" made into windows."""
    return specify(windows(spread_days(list(lex(text.folded)))))


def spread_days(given: list[Token]) -> list[Token]:
    """ "du lundi au jeudi" and "Mon-Fri" to one token with all their days."""
    spread: list[Token] = []
    for token in given:
        if (
            token.kind == "days"
            and len(spread) > 1
            and bound(spread[-1]) == "to"
            and spread[-2].kind == "days"
        ):
            first, last = min(spread[-2].days), min(token.days)
            if len(spread[-2].days) == len(token.days) == 1:
                days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
                spread[-2:] = [replace(token, start=spread[-2].start, days=days)]
                continue
        if token.kind == "skip" and spread and spread[-1].kind == "to":
            continue
        spread.append(token)
    return spread


def bound(token: Token) -> str:
    return "to" if token.kind in ("to", "before") else token.kind


def is_clock(token: Token | None, bare: bool) -> bool:
    """True for a time; also for a bare number and noon where the words around make them one."""
    return token is not None and (
        token.kind in ("time", "noon") or (bare and token.kind == "number" and token.minute < END_OF_DAY)
    )


def windows(given: list[Token]) -> list[Token]:
    """Ranges and bounds to windows; times alone to exact or approximate windows."""
    made: list[Token] = []
    place = 0
    while place < len(given):
        token, place = next_window(given, place)
        made.append(token)
    return made


def at(given: list[Token], place: int) -> Token | None:
    return given[place] if place < len(given) else None


def next_window(given: list[Token], place: int) -> tuple[Token, int]:
    """The token at a place, made one window with its neighbours where they are one; and the next place."""
    token = given[place]
    bare = token.kind in ("between", "after", "before", "about")
    begin = place + 1 if bare else place
    while bare and (skipped := at(given, begin)) and skipped.kind in ("skip", "to"):
        begin += 1
    first, middle, last = at(given, begin), at(given, begin + 1), at(given, begin + 2)
    joins = ("to", "before", "and") if token.kind == "between" else ("to", "before")
    if first and middle and last and middle.kind in joins and is_range(first, last, token.kind == "between"):
        return ranged(token, first, last), begin + 3
    if first and is_clock(first, bare) and token.kind != "between":
        end = place + 1 if not bare else begin + 1
        return bounded_by(token if bare else None, first, at(given, end)), end + onwards(given, end)
    return token, place + 1


def onwards(given: list[Token], place: int) -> int:
    following = at(given, place)
    return 1 if following and following.kind == "onwards" else 0


def is_range(first: Token, last: Token, bare: bool) -> bool:
    """Two times; one of them may be a bare number ("12-14h"), both after "between"."""
    return (
        is_clock(first, True)
        and is_clock(last, True)
        and (bare or {first.kind, last.kind} & {"time", "noon"} != set())
    )


def ranged(opening: Token, first: Token, last: Token) -> Token:
    """The window from one time to another; "5 to 7pm" and "midi et 2" mean the afternoon for both."""
    low, high = in_the_day(first) if last.kind == "number" else first.minute, in_the_day(last)
    if first.kind == "number" and high >= NOON > low and low + NOON < high and low < 8 * 60:
        low += NOON
    if high <= low and high < NOON:
        high += NOON
    return Token("window", opening.start, last.end, window=(low, high), precision="exact")


def in_the_day(time: Token) -> int:
    """A bare number is an hour of the waking day: "after 5" is the afternoon, "entre 9 et 11" the morning."""
    return time.minute + NOON if time.kind == "number" and time.minute < 8 * 60 else time.minute


def bounded_by(opening: Token | None, time: Token, following: Token | None) -> Token:
    """The window of one time: from it on, up to it, around it, or itself."""
    start = opening.start if opening else time.start
    kind = opening.kind if opening else ""
    minute = in_the_day(time)
    if kind == "after" or (not kind and following and following.kind == "onwards"):
        end = following.end if following and following.kind == "onwards" else time.end
        return Token("window", start, end, window=(minute, END_OF_DAY), precision="exact")
    if kind == "before":
        return Token("window", start, time.end, window=(0, minute), precision="exact")
    if kind == "about":
        around = (minute - 60, minute + 61)
        return Token("window", start, time.end, window=around, precision="about")
    if time.kind == "noon":
        noon = (clock(NOON_PART[0]), clock(NOON_PART[1]))
        return Token("window", start, time.end, window=noon, precision="part")
    return replace(time, kind="window")


def specify(given: list[Token]) -> list[Token]:
    """A part of the day beside a time says one thing: "le soir après 19h", "6h du soir"."""
    kept: list[Token] = []
    for token in given:
        before = last_said(kept)
        part = before if before and before.precision == "part" else token
        if before and complete_each_other(before, token):
            precise = token if part is before else before
            kept[kept.index(before)] = narrowed(part, precise, before.start, token.end)
        else:
            kept.append(token)
    return kept


def complete_each_other(before: Token, token: Token) -> bool:
    """Two windows of which one is a part of the day and the other a time."""
    both = before.kind == token.kind == "window"
    return both and (before.precision == "part") != (token.precision == "part")


def last_said(kept: list[Token]) -> Token | None:
    """The token just before, words that mean nothing aside."""
    return next((token for token in reversed(kept) if token.kind not in ("skip", "to")), None)


def narrowed(part: Token, precise: Token, start: int, end: int) -> Token:
    low, high = precise.window
    if (
        precise.precision == "exact"
        and high - low == 1
        and low < NOON
        and part.window[0] <= low + NOON < part.window[1]
    ):
        low, high = low + NOON, high + NOON
    inside = (max(low, part.window[0]), min(high, part.window[1]))
    window = inside if inside[0] < inside[1] and precise.precision != "about" else (low, high)
    return replace(precise, start=start, end=end, window=window)
