"""What mails about a circle say, put into words when they are read."""

from .correction import Correction, Line
from .letter import Letter
from .message import Kind, default_message, field_names, fill, is_default, openings, unknown_fields

__all__ = [
    "Correction",
    "Kind",
    "Letter",
    "Line",
    "default_message",
    "field_names",
    "fill",
    "is_default",
    "openings",
    "unknown_fields",
]
