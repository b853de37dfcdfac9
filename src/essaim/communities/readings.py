"""From words to slots on offer: what the instrument proposes, for a pilot to accept or correct."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaim.engines.rosters.phrases import Confidence, read_phrase

from .models import Phrase, WeeklySlot


@dataclass(frozen=True, slots=True)
class Proposal:
    """Ids of the slots a phrase seems to mean, those liked among them; `leftover`: words no slot can say."""

    can: list[int]
    likes: list[int]
    leftover: tuple[str, ...]
    confidence: Confidence

    @property
    def sure(self) -> bool:
        """Every word was understood, and means slots that are on offer."""
        return self.confidence == "sure" and bool(self.can)


def proposed(text: str, slots: Sequence[WeeklySlot]) -> Proposal:
    read = read_phrase(text, [weekly.slot for weekly in slots])
    return Proposal(
        can=[weekly.pk for weekly in slots if weekly.slot in read.possible],
        likes=[weekly.pk for weekly in slots if weekly.slot in read.preferred],
        leftover=read.leftover,
        confidence=read.confidence,
    )


def sure_among(phrases: Iterable[Phrase], slots: Sequence[WeeklySlot]) -> list[tuple[Phrase, Proposal]]:
    """The phrases whose proposal leaves no doubt."""
    read = ((phrase, proposed(phrase.text, slots)) for phrase in phrases)
    return [(phrase, proposal) for phrase, proposal in read if proposal.sure]
