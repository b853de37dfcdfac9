"""The scales that surveys use, in French and in English: from the words of an answer to a level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from essaim.engines.rosters.folding import fold

NONE, SKIP = "none", "skip"
"""*No opinion*, which is an answer; and no answer at all."""

# One scale a line, the lowest level first; between bars, the words of a level; an empty level is never said.
# A scale of four has no middle: it takes the levels 1, 2, 4 and 5.
SCALES = tuple(
    tuple(tuple(level.split("|")) if level else () for level in line.split(" < "))
    for line in (
        "pas du tout d'accord|totalement en desaccord|tout a fait en desaccord|fortement en desaccord"
        "|absolument pas d'accord|en total desaccord"
        " < plutot pas d'accord|pas d'accord|en desaccord|plutot en desaccord"
        "|pas vraiment d'accord|peu d'accord"
        " < ni d'accord ni pas d'accord|ni d'accord, ni pas d'accord|ni en accord ni en desaccord"
        "|neutre|mitige"
        "|ni d'accord ni en desaccord|moyennement d'accord|indifferent|indecis"
        " < plutot d'accord|d'accord|assez d'accord|en accord|plutot en accord"
        " < tout a fait d'accord|totalement d'accord|fortement d'accord|entierement d'accord|tres d'accord"
        "|completement d'accord|fortement en accord",
        "strongly disagree|completely disagree|totally disagree|disagree strongly"
        " < disagree|somewhat disagree|tend to disagree|rather disagree|mostly disagree"
        " < neither agree nor disagree|neutral|undecided|neither"
        " < agree|somewhat agree|tend to agree|rather agree|mostly agree"
        " < strongly agree|completely agree|totally agree|agree strongly",
        "pas du tout satisfait|tres insatisfait|tres mecontent"
        " < plutot pas satisfait|pas satisfait|peu satisfait|insatisfait|plutot insatisfait|mecontent"
        " < ni satisfait ni insatisfait|neutre|moyennement satisfait|mitige"
        " < plutot satisfait|satisfait|assez satisfait|content"
        " < tres satisfait|tout a fait satisfait|totalement satisfait|entierement satisfait|tres content",
        "very dissatisfied|very unsatisfied|not at all satisfied|extremely dissatisfied"
        " < dissatisfied|unsatisfied|somewhat dissatisfied|slightly satisfied|not very satisfied"
        " < neither satisfied nor dissatisfied|neutral|moderately satisfied"
        " < satisfied|somewhat satisfied|fairly satisfied"
        " < very satisfied|extremely satisfied|completely satisfied",
        "jamais < rarement < parfois|quelquefois|de temps en temps|occasionnellement"
        " < souvent|regulierement|la plupart du temps|frequemment < toujours|tout le temps|tres souvent",
        "never < rarely|seldom < sometimes|occasionally < often|most of the time|frequently|usually"
        " < always|all of the time|all the time|very often",
        "pas du tout|pas du tout important|sans importance|aucunement < peu|un peu|peu important"
        "|pas tres important|plutot pas important < moyennement|moyennement important|assez|neutre"
        " < important|plutot|beaucoup|plutot important|assez important"
        " < tres|tres important|enormement|tout a fait|essentiel|indispensable|extremement important",
        "not at all|not at all important|unimportant < slightly|a little|slightly important"
        "|not very important"
        " < moderately|somewhat|moderately important|neutral|somewhat important"
        " < very|a lot|important|quite a bit|fairly important"
        " < extremely|a great deal|very important|extremely important|essential|completely",
        "tres mauvais|tres mauvaise|tres faible"
        " < mauvais|mauvaise|faible|insuffisant|insuffisante"
        " < moyen|moyenne|passable|correct|correcte < bon|bonne|bien"
        " < tres bon|tres bonne|tres bien|excellent"
        "|excellente",
        "very poor|very bad|terrible < poor|bad < fair|average|ok|acceptable < good"
        " < very good|excellent|great",
        "pas du tout probable|tres improbable < peu probable|improbable|plutot improbable"
        " < moyennement probable|neutre|peut-etre < probable|plutot probable|assez probable"
        " < tres probable|certain|certainement|tout a fait probable",
        "very unlikely|not at all likely|extremely unlikely < unlikely|somewhat unlikely|not very likely"
        " < neutral|neither likely nor unlikely|maybe|moderately likely < likely|somewhat likely"
        " < very likely|extremely likely",
        "not at all able < slightly able < neutral|somewhat able < moderately able"
        " < extremely able|very able",
    )
)
NOTHING_SAID_WORDS = (
    "ne sait pas|je ne sait pas|je ne sais pas|ne sais pas|nsp|sans opinion|pas d'opinion"
    "|sans avis|pas d'avis"
    "|aucun avis|ne se prononce pas|non concerne|non concernee|je ne suis pas concerne|pas concerne"
    "|je ne sais pas encore|no opinion|don't know|i don't know|do not know|not applicable|not sure|unsure|na"
    "|n/a|nspp|no answer|prefer not to say|prefere ne pas repondre|non applicable|sans objet"
)
NOTHING_SAID = frozenset(NOTHING_SAID_WORDS.split("|"))
OTHER_WORDS = (
    "autre|autres|other|others|autre (preciser)|autre (precisez)|other (please specify)|autre:|other:"
    "|autre, precisez|autre (veuillez preciser)|other, please specify"
)
OTHERS = frozenset(OTHER_WORDS.split("|"))
GRADE_WORDS = (
    "a rejeter|to reject|reject < insuffisant|poor|insufficient < passable|acceptable|fair"
    " < assez bien|good|assez bon < bien|very good|bon|tres bon < excellent|tres bien|excellente"
)
GRADES = tuple(tuple(level.split("|")) for level in GRADE_WORDS.split(" < "))
AGREES = frozenset(["d'accord", "je suis d'accord", "agree", "i agree"])
DISAGREES = frozenset(["pas d'accord", "je ne suis pas d'accord", "disagree", "i disagree"])
PASSES = frozenset(["passe", "passer", "je passe", "pass", "skip"])
GENDERS = re.compile(r"(?<=[a-z])(?:·e?s?|\(e\)s?|\.e?s?\b|-e\b|/[a-z]*e)(?=\s|$|,)|(?<=satisfait)e?s?\b")
NUMBER = re.compile(r"\s*(\d{1,2})(?:[.,]0+)?(?:\s*(?:[-–—:(=.)]|/\s*\d+\b).*)?\s*\Z", re.DOTALL)
OUT_OF = re.compile(r"\s*\d{1,2}\s*/\s*(\d{1,2})\s*\Z")
LEVELS_OF_SIX = {level: str(number) for number, words in enumerate(GRADES) for level in words}


def said_bare(value: str) -> str:
    """A value as scales write it: folded, without gender marks or a number before ("4 - Plutôt d'accord")."""
    words = fold(value)
    bare = re.sub(r"^\d{1,2}\s*[-–—:.)=]\s*", "", words)
    return GENDERS.sub("", bare or words).strip(" .!")


def out_of(values: Iterable[str]) -> int:
    """The highest level there is, where every value says it ("3/4"); else 0."""
    found = {int(said[1]) if (said := OUT_OF.match(value)) else 0 for value in values}
    return found.pop() if len(found) == 1 else 0


def number_in(value: str) -> int | None:
    """The number a value begins with ("10", "4.0", "5 - Très satisfait", "3/5"), else None."""
    found = NUMBER.match(value)
    return int(found[1]) if found else None


def is_other(value: str) -> bool:
    return fold(value) in OTHERS or said_bare(value) in OTHERS


def on_a_scale(values: Iterable[str]) -> dict[str, str]:
    """{value: "1" … "5" or "none"} by the scale that knows the most of them, without those it does not."""
    bare = {value: said_bare(value) for value in values}
    found = max((_on(scale, bare) for scale in SCALES), key=len)
    return found | {
        value: NONE for value, words in bare.items() if value not in found and says_nothing(words)
    }


def _on(scale: tuple[tuple[str, ...], ...], bare: dict[str, str]) -> dict[str, str]:
    known = {word: str(level) for level, words in enumerate(scale, start=1) for word in words}
    return {value: known[words] for value, words in bare.items() if words in known}


def on_votes(values: Iterable[str]) -> dict[str, str]:
    """{value: "agree", "disagree" or "pass"} for those that are such a vote."""
    read = {}
    for value in values:
        words = said_bare(value)
        if words in AGREES or words in DISAGREES:
            read[value] = "agree" if words in AGREES else "disagree"
        elif words in PASSES or says_nothing(words):
            read[value] = "pass"
    return read


def are_votes(values: Iterable[str]) -> bool:
    """Whether each is a vote, and some agree and some do not."""
    told = list(values)
    read = on_votes(told)
    return len(read) == len(told) and {"agree", "disagree"} <= set(read.values())


def says_nothing(words: str) -> bool:
    return words in NOTHING_SAID


def on_numbers(values: Iterable[str], lowest: int, highest: int) -> dict[str, str]:
    """{value: number} for those from `lowest` to `highest`, and *no opinion* where that is said."""
    read = {}
    for value in values:
        number = number_in(value)
        if number is not None and lowest <= number <= highest:
            read[value] = str(number)
        elif says_nothing(fold(value)):
            read[value] = NONE
    return read


def on_grades(values: Iterable[str]) -> dict[str, str]:
    """{value: "0" … "5"}: the six words of majority judgment, or numbers."""
    values = list(values)
    words = {value: LEVELS_OF_SIX[said_bare(value)] for value in values if said_bare(value) in LEVELS_OF_SIX}
    return words or {value: read for value, read in on_numbers(values, 0, 5).items() if read != NONE}
