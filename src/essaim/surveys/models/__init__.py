"""What listening keeps: surveys and their questions, sheets and open answers, reports, interviews."""

from .files import AnswersFile
from .interviews import Finding, Interview
from .sheets import Invitee, OpenAnswer, Report, Sheet, Statement, Theme, WaitingSheet
from .survey import Closing, Correction, Moderator, Opening, Publication, Question, Survey

__all__ = [
    "AnswersFile",
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
