"""One finding as one sentence, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import npgettext, pgettext

from essaim.core.words import counted, locale

from ..grades import GRADES
from ..kinds import Kind
from ..words import said

Finding = Mapping[str, Any]
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the findings of one document; `default` is the first language of its community."""

    questions: Mapping[str, Mapping[str, Any]]
    default: str = ""

    @classmethod
    def of(cls, document: Mapping[str, Any], default: str = "") -> Speaker:
        return cls({question["key"]: question for question in document["questions"]}, default)

    def sentence(self, finding: Finding) -> str:
        return SAID[finding["code"]](self, finding)

    def question(self, finding: Finding) -> str:
        return said(self.questions[finding["question"]]["texts"], self.default)

    def choice(self, question: str, key: object) -> str:
        return named(self.questions[question]["choices"], key, self.default)

    def row(self, question: str, key: object) -> str:
        return named(self.questions[question].get("named", []), key, self.default)


def named(choices: list[Mapping[str, Any]], key: object, default: str = "") -> str:
    """What a choice, a row or a segment is called."""
    if key is None:
        return pgettext("surveys", "Not said")
    texts = next((choice["texts"] for choice in choices if choice["key"] == key), None)
    if texts is None:
        return pgettext("surveys", "Other answers") if key == "other" else str(key)
    return said(texts, default) or str(key)


def tenths(number: float, *, sign: bool = False) -> str:
    """A number with one decimal: "3,6", with its sign "+0,5"; a true minus sign."""
    pattern = "+#,##0.0;−#,##0.0" if sign else "#,##0.0;−#,##0.0"
    return str(format_decimal(round(number, 1) + 0.0, pattern, locale=locale()))


def percent(part: float) -> str:
    """A share from 0 to 1 as whole percents, "62 %"."""
    number = str(format_decimal(round(100 * part), locale=locale()))
    return pgettext("surveys", "%(number)s%%") % {"number": number}


def of_all(n: int, of: int) -> str:
    """ "58 of 91"."""
    return pgettext("surveys", "%(n)s of %(of)s") % {"n": counted(n), "of": counted(of)}


def _choice(speak: Speaker, one: Finding) -> str:
    told = {"choice": speak.choice(one["question"], one["choice"]), "n": of_all(one["n"], one["of"])}
    return pgettext("surveys", "The most given answer: “%(choice)s” (%(n)s).") % told


def _consent(speak: Speaker, one: Finding) -> str:
    return pgettext("surveys", "%(n)s agree.") % {"n": of_all(one["n"], one["of"])}


def _scale(speak: Speaker, one: Finding) -> str:
    told = {"mean": tenths(one["mean"]), "n": of_all(one["high"], one["of"]), "question": speak.question(one)}
    return pgettext("surveys", "“%(question)s”: %(mean)s out of 5 on average; %(n)s answer 4 or 5.") % told


def _need(speak: Speaker, one: Finding) -> str:
    told = {
        "row": speak.row(one["question"], one["row"]),
        "importance": tenths(one["importance"]),
        "satisfaction": tenths(one["satisfaction"]),
    }
    words = {
        "act": pgettext(
            "surveys",
            "“%(row)s” matters and does not work yet: importance %(importance)s, "
            "satisfaction %(satisfaction)s.",
        ),
        "keep": pgettext(
            "surveys",
            "“%(row)s” matters and works: importance %(importance)s, satisfaction %(satisfaction)s.",
        ),
        "watch": pgettext(
            "surveys",
            "“%(row)s” matters less and does not work: importance %(importance)s, "
            "satisfaction %(satisfaction)s.",
        ),
        "enough": pgettext(
            "surveys",
            "“%(row)s” works and matters less: importance %(importance)s, satisfaction %(satisfaction)s.",
        ),
    }
    return words[one["quadrant"]] % told


def _grade(speak: Speaker, one: Finding) -> str:
    told = {"row": speak.row(one["question"], one["row"]), "grade": GRADES[one["median"]]}
    return pgettext("surveys", "“%(row)s”: half of the people or more say “%(grade)s” or better.") % told


def _points(speak: Speaker, one: Finding) -> str:
    told = {"row": speak.row(one["question"], one["row"]), "points": _points_words(one["points"])}
    words = npgettext(
        "surveys",
        "“%(row)s” receives %(points)s, from %(n)s person.",
        "“%(row)s” receives %(points)s, from %(n)s people.",
        one["n"],
    )
    return words % {**told, "n": counted(one["n"])}


def _points_words(points: int) -> str:
    return npgettext("surveys", "%(n)s point", "%(n)s points", points) % {"n": counted(points)}


def _recommend(speak: Speaker, one: Finding) -> str:
    told = {
        "score": tenths(one["score"]),
        "promoters": of_all(one["promoters"], one["of"]),
        "detractors": of_all(one["detractors"], one["of"]),
    }
    return (
        pgettext(
            "surveys",
            "Recommendation score: %(score)s (%(promoters)s give 9 or 10, %(detractors)s give 6 or less).",
        )
        % told
    )


def _ranking(speak: Speaker, one: Finding) -> str:
    told = {"choice": speak.choice(one["question"], one["choice"]), "n": of_all(one["n"], one["of"])}
    return pgettext("surveys", "“%(choice)s” comes first on average; %(n)s put it first.") % told


def _agree(speak: Speaker, one: Finding) -> str:
    return pgettext("surveys", "People agree: “%(row)s” (%(n)s).") % _votes(speak, one, "agree")


def _bridge(speak: Speaker, one: Finding) -> str:
    words = pgettext("surveys", "Every group that is shown agrees: “%(row)s” (%(n)s).")
    return words % _votes(speak, one, "agree")


def _refuse(speak: Speaker, one: Finding) -> str:
    return pgettext("surveys", "People do not want: “%(row)s” (%(n)s disagree).") % _votes(
        speak, one, "disagree"
    )


def _divided(speak: Speaker, one: Finding) -> str:
    told = {**_votes(speak, one, "agree"), "against": counted(one["disagree"])}
    return pgettext("surveys", "Opinions are divided: “%(row)s” (%(n)s agree, %(against)s disagree).") % told


def _clarify(speak: Speaker, one: Finding) -> str:
    return pgettext("surveys", "To clarify: “%(row)s” (%(n)s pass).") % _votes(speak, one, "passed")


def _votes(speak: Speaker, one: Finding, way: str) -> dict[str, str]:
    return {"row": speak.row(one["question"], one["row"]), "n": of_all(one[way], one["of"])}


def _theme(speak: Speaker, one: Finding) -> str:
    told = {"name": one["name"], "n": counted(one["count"]), "of": counted(one["of"])}
    words = npgettext(
        "surveys",
        "In their own words, “%(name)s”: %(n)s answer of %(of)s.",
        "In their own words, “%(name)s”: %(n)s answers of %(of)s.",
        one["count"],
    )
    return words % told


def _change(speak: Speaker, one: Finding) -> str:
    return change_words(one, what_changed(speak, one["question"], one["of_row"]))


def what_changed(speak: Speaker, question: str, row: str) -> str:
    """The choice or the row, else the question."""
    asked = speak.questions[question]
    if asked["kind"] == Kind.CONSENT:
        return said(asked["texts"], speak.default)
    if row and asked["choices"]:
        return speak.choice(question, row)
    return speak.row(question, row) if row else said(asked["texts"], speak.default)


def change_words(one: Finding, what: str) -> str:
    """What changed from one survey to the next, with how sure it is: words, no arrow."""
    as_share = one["measure"] == "share"
    number = percent if as_share else tenths
    told = {
        "what": what,
        "before": number(one["before"]),
        "after": number(one["after"]),
        "low": _signed(one["low"], as_share),
        "high": _signed(one["high"], as_share),
    }
    if not one["clear"]:
        words = pgettext(
            "surveys",
            "“%(what)s”: %(before)s, then %(after)s. The difference lies between %(low)s and %(high)s: "
            "it may be chance.",
        )
    elif one["value"] > 0:
        words = pgettext(
            "surveys",
            "“%(what)s” has gone up, from %(before)s to %(after)s: by between %(low)s and %(high)s, "
            "more than chance.",
        )
    else:
        words = pgettext(
            "surveys",
            "“%(what)s” has gone down, from %(before)s to %(after)s: by between %(low)s and %(high)s, "
            "more than chance.",
        )
    return words % told


def _signed(number: float, as_share: bool) -> str:
    if not as_share:
        return tenths(number, sign=True)
    points = str(format_decimal(round(100 * number) + 0, "+#,##0;−#,##0", locale=locale()))
    return pgettext("surveys", "%(points)s points") % {"points": points}


SAID: dict[str, Callable[[Speaker, Finding], str]] = {
    "choice": _choice,
    "consent": _consent,
    "scale": _scale,
    "need": _need,
    "grade": _grade,
    "points": _points,
    "recommend": _recommend,
    "ranking": _ranking,
    "agree": _agree,
    "bridge": _bridge,
    "refuse": _refuse,
    "divided": _divided,
    "clarify": _clarify,
    "theme": _theme,
    "change": _change,
}
