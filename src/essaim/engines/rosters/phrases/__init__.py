"""Availability in prose, French or English, to slots on offer: proposed, for a person to correct."""

from __future__ import annotations

from essaim.engines.rosters.phrases.reading import Confidence, Phrase, phrase_key, read_phrase

__all__ = ["Confidence", "Phrase", "phrase_key", "read_phrase"]
