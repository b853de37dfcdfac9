"""Surveys that are ready to send, in English and French, in our own words: a file each.

A file holds `titles`, `intros`, `thanks` and `questions`, as the models keep them; the `statements` of a
question are those it begins with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Start:
    """One of them, with the words by which a pilot chooses it."""

    name: str
    title: Promise
    note: Promise


STARTS = {
    one.name: one
    for one in (
        Start(
            "first-needs",
            pgettext_lazy("surveys", "A first needs survey"),
            pgettext_lazy(
                "surveys", "Eight questions: what matters, what is missing, what they suggest. Ready to send."
            ),
        ),
        Start(
            "network",
            pgettext_lazy("surveys", "A network of practice in a company"),
            pgettext_lazy(
                "surveys", "Preferences, opinions with sentences to agree with or not, needs, suggestions."
            ),
        ),
        Start(
            "pulse",
            pgettext_lazy("surveys", "A short pulse"),
            pgettext_lazy("surveys", "Four sentences on how we are together, to be asked again in time."),
        ),
        Start(
            "workshop",
            pgettext_lazy("surveys", "Before a workshop"),
            pgettext_lazy("surveys", "What people expect, what they know, the cases they would bring."),
        ),
    )
}
FIRST = "first-needs"


@cache
def read(name: str) -> Mapping[str, Any]:
    """What the file of this start holds. Raises KeyError where there is none."""
    start: Mapping[str, Any] = json.loads((HERE / f"{STARTS[name].name}.json").read_text("utf-8"))
    return start


def in_languages(texts: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    """Only the languages of the community; all there are where it speaks none of them."""
    return {key: words for key, words in texts.items() if key in languages} or dict(texts)
