"""A refusal: one sentence that says what would make it possible."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - told to a person, not a failure
    """The act cannot be done; the sentence is for whoever asked for it."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self) -> str:
        return " ".join(self.sentences)
