"""How somebody is called, from what they wrote of themselves: for a person as for a line of a list."""

from __future__ import annotations


def called(name: str, given_name: str, email: str) -> str:
    """What friends say: the given name, else the first word of the name, else how the address begins."""
    return given_name or name.split(" ")[0] or email.split("@")[0]


def monogram(name: str, initials: str, email: str) -> str:
    """One to three letters for a seat in a ring."""
    if initials:
        return initials.upper()
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    drawn = words[0][0] + (words[-1][0] if len(words) > 1 else "") if words else email[:2]
    return drawn.upper()
