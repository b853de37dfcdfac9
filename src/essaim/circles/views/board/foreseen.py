"""What a change would bring, in the words a page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import pgettext

from essaim.core.words import first_upper, listed

from ...queries.standing import Foreseen
from ...sentences.quality import quality_words, verdict_of, verdict_words
from ...sentences.rules import rule_sentence
from ...sentences.who import Who


@dataclass(frozen=True)
class Said:
    """A consequence in words. `rules` are why it cannot be; `touched` whom else it concerns."""

    possible: bool
    verdict: str
    verdict_words: str
    quality: str
    rules: list[str]
    touched: list[str]

    @property
    def text(self) -> str:
        """Everything in one line, the reason first when it cannot be."""
        parts = self.rules[:1] if self.rules else [self.quality, *self.touched]
        return " ".join(part for part in parts if part)


def foreseen_words(seen: Foreseen, who: Who) -> Said:
    seated = len(seen.placed) - len(seen.unplaced)
    quality = quality_words(seen.difference) if seated >= 0 else []
    return Said(
        possible=seen.possible,
        verdict=verdict_of(possible=seen.possible, cost=seen.cost, seated=seated),
        verdict_words=verdict_words(possible=seen.possible, cost=seen.cost, seated=seated),
        quality=first_upper(listed([*quality])) + "." if quality else "",
        rules=[rule_sentence(rule, who) for rule in seen.broken],
        touched=[] if seen.broken else _touched(seen, who),
    )


def _touched(seen: Foreseen, who: Who) -> list[str]:
    """Whom else it concerns: who gains or loses a circle, who would still have to say whether it suits."""
    told = []
    for keys, words in (
        (seen.placed, pgettext("circles", "Gains a circle: %(people)s.")),
        (seen.unplaced, pgettext("circles", "Would have no circle: %(people)s.")),
        (seen.to_confirm, pgettext("circles", "To be confirmed: %(people)s.")),
        (seen.not_preferred, pgettext("circles", "Can, but would rather another slot: %(people)s.")),
    ):
        if keys:
            told.append(words % {"people": listed([who.person(key) for key in keys])})
    return told
