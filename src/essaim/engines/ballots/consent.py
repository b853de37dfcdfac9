"""A round of consent: a proposal stands when everybody was heard and no valid objection is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

State = Literal["raised", "valid", "integrated", "withdrawn"]
OPEN = ("raised", "valid")


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objects, and where it stands: raised, found valid, integrated into the proposal, or withdrawn."""

    by: str
    state: State = "raised"


@dataclass(frozen=True, slots=True)
class Round:
    """How many consent, who is still `to_hear`, and the objections still `open`. Silence is never consent."""

    consents: int
    to_hear: tuple[str, ...]
    open: tuple[Objection, ...]

    @property
    def stands(self) -> bool:
        """Everybody was heard, somebody was there, and nothing is open."""
        return not self.to_hear and not self.open and self.consents > 0


def consent(
    circle: Collection[str], consenting: Iterable[str], objections: Iterable[Objection] = ()
) -> Round:
    """Where a round stands among the people of a `circle`; there is no abstention.

    Whoever objected is heard; once their last objection is integrated or withdrawn they consent, unless
    another of theirs is open. Voices from outside of the circle are left out.
    """
    raised = [one for one in objections if one.by in circle]
    against = tuple(one for one in raised if one.state in OPEN)
    heard = {person for person in consenting if person in circle} | {one.by for one in raised}
    to_hear = tuple(person for person in circle if person not in heard)
    return Round(len(heard - {one.by for one in against}), to_hear, against)
