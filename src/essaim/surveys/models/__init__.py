"""What listening keeps: surveys and their questions, sheets and open answers, reports, interviews."""

from .camps import CampSearch
from .files import AnswersFile
from .interviews import Finding, Interview
from .sheets import Invitee, OpenAnswer, Report, Sheet, Statement, Theme, WaitingSheet
from .survey import Closing, Correction, Moderator, Opening, Publication, Question, Survey

__all__ = [
    "AnswersFile",
    "CampSearch",
    "Closing",
    "Correction",
    "Finding",
    "Interview",
    "Invitee",
    "Moderator",
    "OpenAnswer",
    "Opening",
    "Publication",
    "Question",
    "Report",
    "Sheet",
    "Statement",
    "Survey",
    "Theme",
    "WaitingSheet",
]
