"""The kinds of questions, and the shape of an answer to each, as a sheet keeps it.

single        "choice"                      one key of the choices; "other" when people may write another
multiple      ["choice", …]                 keys, in the order of the choices
scale         1 … 5, or "none"              1 is the lowest; "none" is *no opinion*: an answer
needs         {"row": [4, 2], …}            importance and satisfaction of each row, 1 … 5 or null
grades        {"row": 4, …}                 0 (to reject) … 5 (excellent)
points        {"row": 3, …}                 at most `options["points"]` in all
recommend     0 … 10
ranking       ["choice", …]                 the best first; what is left out comes after all
availability  {"possible": [12], "preferred": [14]}   keys of weekly slots
statements    {"31": 1, "32": 0, "33": -1}  agree, pass, disagree, by key of the statement
consent       true
text          nothing: an open answer, kept apart from the sheet
suggestions   nothing: up to three open answers
note          nothing is asked
section       nothing is asked: what follows is on a page of its own
"""

from __future__ import annotations

from django.db.models import TextChoices


class Kind(TextChoices):
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NEEDS = "needs"
    GRADES = "grades"
    POINTS = "points"
    RECOMMEND = "recommend"
    TEXT = "text"
    SUGGESTIONS = "suggestions"
    RANKING = "ranking"
    AVAILABILITY = "availability"
    STATEMENTS = "statements"
    NOTE = "note"
    CONSENT = "consent"
    SECTION = "section"


ASKED_NOTHING = frozenset({Kind.NOTE, Kind.SECTION})
OPEN = frozenset({Kind.TEXT, Kind.SUGGESTIONS})
OTHER = "other"
WITH_OTHER = frozenset({Kind.SINGLE, Kind.MULTIPLE})
WITH_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING})
WITH_ROWS = frozenset({Kind.NEEDS, Kind.GRADES, Kind.POINTS})
CAN_BE_A_CONDITION = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.RECOMMEND, Kind.CONSENT})
