"""A file is written in the language and the hours of whoever asked for it, though the request is over."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from essaim.core.downloads import csv_file


def test_rows_made_after_the_request_speak_its_language_and_keep_its_hours():
    def rows():
        yield [str(gettext_lazy("Monday")), str(timezone.get_current_timezone())]
        yield [translation.get_language(), 2]

    with translation.override("fr"), timezone.override(ZoneInfo("Indian/Reunion")):
        file = csv_file("jours.csv", ["jour", "lieu"], rows())
    with translation.override("en"):
        told = [piece.decode() for piece in file.streaming_content]
        assert translation.get_language() == "en"
    assert told == ["\ufeff", "jour;lieu\r\n", "lundi;Indian/Reunion\r\n", "fr;2\r\n"]
