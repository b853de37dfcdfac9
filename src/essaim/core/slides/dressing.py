"""An empty presentation that looks like the product: 16:9, our colours and faces in its theme, three layouts.

Made from python-pptx's own, whose maker, thumbnail and printer are taken out.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import pgettext

from . import room
from .look import TEXT_FACE, TITLE_FACE, colours

INCH = 914_400
OPENING, TEXT, FREE = 0, 1, 5
THEME = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "pond",
    "lt2": "sunk",
    "accent1": "honey",
    "accent2": "pond",
    "accent3": "moss",
    "accent4": "clay",
    "accent5": "lavender",
    "accent6": "edge",
    "hlink": "pond",
    "folHlink": "lavender",
}
BAND_HIGH = 0.14
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_BAND = (
    '<p:sp {spaces}><p:nvSpPr><p:cNvPr id="{number}" name="Band"/><p:cNvSpPr/>'
    '<p:nvPr userDrawn="1"/></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)


def dressed() -> Any:
    """A python-pptx Presentation without slides; its layouts are those of `layout`."""
    # Read into memory by whoever makes slides, not by every start.
    from pptx import Presentation

    made = Presentation()
    _forget_its_maker(made)
    made.slide_width, made.slide_height = emu(room.WIDE), emu(room.HIGH)
    made.element.find(_tag("p:sldSz")).attrib.pop("type", None)
    _keep_three_layouts(made)
    _theme(made.slide_master)
    _master(made.slide_master)
    _opening(made.slide_layouts[0])
    return made


def emu(inches: float) -> int:
    return round(inches * INCH)


def _tag(name: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(name))


def _forget_its_maker(made: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE as KINDS

    package = made.part.package
    for holder, kinds in (
        (package, (KINDS.THUMBNAIL, KINDS.EXTENDED_PROPERTIES)),
        (made.part, (KINDS.PRINTER_SETTINGS,)),
    ):
        held = holder._rels
        for key in [key for key, one in held.items() if one.reltype in kinds]:
            held.pop(key)


def _keep_three_layouts(made: Any) -> None:
    names = {
        OPENING: pgettext("core", "Opening"),
        TEXT: pgettext("core", "Title and text"),
        FREE: pgettext("core", "Title only"),
    }
    for number, layout in enumerate(list(made.slide_layouts)):
        if number in names:
            layout.name = names[number]
            _without_dates(layout)
        else:
            made.slide_layouts.remove(layout)


def _without_dates(holder: Any) -> None:
    """The day stands in the foot, in words."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    for shape in list(holder.placeholders):
        if shape.placeholder_format.type == PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)


def _theme(master: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE as KINDS

    part = master.part.part_related_by(KINDS.THEME)
    shown = colours()
    told = "".join(f'<a:{name}><a:srgbClr val="{shown[token]}"/></a:{name}>' for name, token in THEME.items())
    xml = part.blob.decode()
    xml = re.sub(r"(<a:clrScheme[^>]*>).*?(</a:clrScheme>)", rf"\1{told}\2", xml, flags=re.DOTALL)
    for place, face in (("major", TITLE_FACE), ("minor", TEXT_FACE)):
        xml = re.sub(rf'(<a:{place}Font><a:latin typeface=")[^"]*', rf"\g<1>{face}", xml)
    part._blob = xml.replace('name="Office Theme"', 'name="Essaim"').encode()


def _master(master: Any) -> None:
    _without_dates(master)
    title, body, foot, number = list(master.placeholders)
    place(title, room.MARGIN, room.TITLE_TOP, room.ACROSS, room.TITLE_HIGH)
    place(body, room.MARGIN, room.TOP, room.ACROSS, room.BOTTOM - room.TOP)
    place(foot, room.MARGIN, room.FOOT_TOP, room.ACROSS - 1.5, room.FOOT_HIGH)
    place(number, room.WIDE - room.MARGIN - 1.2, room.FOOT_TOP, 1.2, room.FOOT_HIGH)
    for each in (title, body, foot, number):
        _flush(each)
    title.text_frame._txBody.bodyPr.set("anchor", "b")
    styles = master.element.find(_tag("p:txStyles"))
    _style(styles, "p:titleStyle/a:lvl1pPr", room.TITLE)
    _style(styles, "p:bodyStyle/a:lvl1pPr", room.TEXT, room.GAP)
    for level in range(2, 10):
        _style(styles, f"p:bodyStyle/a:lvl{level}pPr", room.SMALL)
    for each, side in ((foot, "l"), (number, "r")):
        for level in each.element.iter(_tag("a:lvl1pPr")):
            level.set("algn", side)
            level.find(_tag("a:defRPr")).set("sz", str(100 * room.FOOT))
    _band(master, room.WIDE, BAND_HIGH)


def _flush(shape: Any) -> None:
    """Words begin where the shape does, so that titles, lists and tables stand in one line."""
    inside = shape.text_frame._txBody.bodyPr
    for side in ("lIns", "rIns", "tIns", "bIns"):
        inside.set(side, "0")


def _style(styles: Any, path: str, size: int, gap: int = 0) -> None:
    """The size of letters and the gap before a paragraph, in points."""
    for level in styles.iterfind("/".join(map(_tag, path.split("/")))):
        level.set("algn", "l")
        level.find(_tag("a:defRPr")).set("sz", str(100 * size))
        before = level.find(f"{_tag('a:spcBef')}/{_tag('a:spcPct')}")
        before.tag, before.attrib["val"] = _tag("a:spcPts"), str(100 * gap)


def _opening(layout: Any) -> None:
    title, under, *_ = list(layout.placeholders)
    place(title, 1.2, 1.9, room.WIDE - 2.4, 1.9)
    place(under, 1.2, 4.05, room.WIDE - 2.4, 2.2)
    for each in (title, under):
        _flush(each)
    title.text_frame._txBody.bodyPr.set("anchor", "b")
    for level in title.element.iter(_tag("a:lvl1pPr")):
        level.getparent().remove(level)
    for level in under.element.iter(_tag("a:lvl1pPr")):
        level.set("algn", "l")
    _band(layout, 0.45, room.HIGH)


def place(shape: Any, left: float, top: float, wide: float, high: float) -> None:
    """Put a shape, in inches."""
    shape.left, shape.top, shape.width, shape.height = map(emu, (left, top, wide, high))


def _band(holder: Any, wide: float, high: float) -> None:
    """A band of honey behind everything."""
    from pptx.oxml import parse_xml

    number = max(shape.shape_id for shape in holder.shapes) + 1
    told = _BAND.format(spaces=f"{_P} {_A}", number=number, wide=emu(wide), high=emu(high))
    holder.shapes._spTree.insert(2, parse_xml(told))
