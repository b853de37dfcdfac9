"""What a board says to its pilots, in words: reasons, consequences, refusals, what was done."""

from .changes import done_sentence, refusal_sentence, wish_sentence
from .circles import reason_under, state_of
from .people import unplaced_help, unplaced_sentence, why_here, would_bring_sentence
from .quality import proved_sentences, quality_words, verdict_of
from .rules import rule_sentence
from .who import Who

__all__ = [
    "Who",
    "done_sentence",
    "proved_sentences",
    "quality_words",
    "reason_under",
    "refusal_sentence",
    "rule_sentence",
    "state_of",
    "unplaced_help",
    "unplaced_sentence",
    "verdict_of",
    "why_here",
    "wish_sentence",
    "would_bring_sentence",
]
