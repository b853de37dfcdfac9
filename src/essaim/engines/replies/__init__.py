"""Answers to a survey made elsewhere: what each column asks, how each value is read, the sheets it gives
(French: *réponses venues d’ailleurs*).

A plain instrument in three steps after `rosters.read_table`: `guess_columns` (what each column is, with a
reading of each distinct value), `asked_in` (the questions that makes), `read_replies` (sheets and refused
cells). Nothing is guessed twice: a person corrects `Column`s, and reading follows them.
"""

from .asking import Asked, asked_in
from .columns import CHOSEN, KINDS, LEAST_TO_READ, MATRIX, Column, Kind, distinct
from .guessing import guess_columns, read_column_as, with_questions
from .reading import REFUSALS, Replies, Reply, Unread, read_replies
from .scales import is_other

__all__ = [
    "CHOSEN",
    "KINDS",
    "LEAST_TO_READ",
    "MATRIX",
    "REFUSALS",
    "Asked",
    "Column",
    "Kind",
    "Replies",
    "Reply",
    "Unread",
    "asked_in",
    "distinct",
    "guess_columns",
    "is_other",
    "read_column_as",
    "read_replies",
    "with_questions",
]
