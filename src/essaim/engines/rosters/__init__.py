"""Lists of people as people have them: pasted lines, CSV of any kind, XLSX (French: *listes de personnes*).

A plain instrument in four steps: `read_table` (bytes or text to a table), `guess_mapping` (what each column
is), `read_people` (people and refused rows), `Reading.problem` (what forming is asked). `read_phrase`
proposes slots for availability in prose. What cannot be read is data: `REFUSALS` is the closed list of
reasons.
"""

from essaim.engines.rosters.headers import ROLES, Column, Mapping, Role, guess_mapping
from essaim.engines.rosters.languages import read_languages
from essaim.engines.rosters.people import PersonRead, Reading, Rules, read_people
from essaim.engines.rosters.phrases import Phrase, phrase_key, read_phrase
from essaim.engines.rosters.refusals import REFUSALS, Refusal, RosterRefused
from essaim.engines.rosters.slots import SlotUnreadable, read_mark, read_slot, read_slots
from essaim.engines.rosters.tables import UPLOAD, Limits, Row, Table, read_table, refuse_weight

__all__ = [
    "REFUSALS",
    "ROLES",
    "UPLOAD",
    "Column",
    "Limits",
    "Mapping",
    "PersonRead",
    "Phrase",
    "Reading",
    "Refusal",
    "Role",
    "RosterRefused",
    "Row",
    "Rules",
    "SlotUnreadable",
    "Table",
    "guess_mapping",
    "phrase_key",
    "read_languages",
    "read_mark",
    "read_people",
    "read_phrase",
    "read_slot",
    "read_slots",
    "read_table",
    "refuse_weight",
]
