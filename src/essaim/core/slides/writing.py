"""From what is said to a PPTX file: the slides one by one, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.http import FileResponse

from . import room
from .cards import add_boxes
from .charts import add_bars
from .dressing import dressed
from .said import Bars, Boxes, Deck, Opening, Points, Rows
from .tables import add_rows
from .texts import Pen, add_opening, add_points

TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
TAGS = {"fr": "fr-FR", "en": "en-GB"}
"""English as our dates and our spelling have it."""

WRITE: dict[type, Callable[[Pen, Any], None]] = {
    Opening: add_opening,
    Points: add_points,
    Bars: add_bars,
    Boxes: add_boxes,
    Rows: add_rows,
}


def slides_file(name: str, deck: Deck) -> FileResponse:
    """The slides as a download."""
    return FileResponse(written(deck), as_attachment=True, filename=name, content_type=TYPE)


def written(deck: Deck) -> BytesIO:
    """The file, ready to be read from its beginning."""
    made = dressed()
    pen = Pen(made, TAGS[deck.language], room.clean(deck.foot, 120))
    for slide in deck.slides:
        WRITE[type(slide)](pen, slide)
    for slide in list(made.slides)[1:]:
        pen.sign(slide)
    _of_itself(made.core_properties, deck)
    stream = BytesIO()
    made.save(stream)
    stream.seek(0)
    return stream


def _of_itself(told: Any, deck: Deck) -> None:
    told.title = room.clean(deck.title, 200)
    told.author = told.last_modified_by = room.clean(deck.by, 200)
    told.language = TAGS[deck.language]
    told.comments = told.subject = told.keywords = told.category = ""
    told.created = told.modified = datetime.now(UTC).replace(tzinfo=None)
