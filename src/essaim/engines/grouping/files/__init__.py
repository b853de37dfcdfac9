"""The files of forming: options, problems and answers as JSON, circles as CSV. Plain Python."""

from .answers import FORMAT, answer_from_json, answer_to_json
from .options import OptionsRead, OptionsRefused, options_to_json, read_options
from .problems import problem_from_json, problem_to_json
from .table import circles_csv
from .why import help_words, why_csv

__all__ = [
    "FORMAT",
    "OptionsRead",
    "OptionsRefused",
    "answer_from_json",
    "answer_to_json",
    "circles_csv",
    "help_words",
    "options_to_json",
    "problem_from_json",
    "problem_to_json",
    "read_options",
    "why_csv",
]
