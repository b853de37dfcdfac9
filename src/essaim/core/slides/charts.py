"""Bars that a pilot edits like those made by hand: a native chart, its numbers in a plain workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from ..words import counted
from ..workbooks import Cell, TableSheet, workbook
from . import room
from .dressing import emu
from .said import Bars, Series
from .texts import Pen, points

SHEET = "Sheet1"
"""As python-pptx refers to it."""
LABELS = 0.4
"""The share of the chart that its labels take."""
LEGEND_HIGH = 0.5
GAP = 0.15
HUES = (5, 6)
"""Theme colours: honey, then pond (`MSO_THEME_COLOR.ACCENT_1` and `ACCENT_2`)."""


def add_bars(pen: Pen, told: Bars) -> None:
    slide = pen.slide("free", told.title, [told.notes])
    sentence = room.in_lines(room.clean(told.sentence), room.ACROSS, room.LEAD, 2) if told.sentence else ""
    top = room.TOP
    if sentence:
        tall = room.high(sentence, room.ACROSS, room.LEAD)
        _sentence(pen, slide, sentence, tall)
        top += tall + GAP
    names = _names(told, room.BOTTOM - top)
    chart = _chart(pen, slide, told, names, top)
    _plain_cells(chart, told, names)


def _sentence(pen: Pen, slide: Any, sentence: str, tall: float) -> None:
    at = map(emu, (room.MARGIN, room.TOP, room.ACROSS, tall))
    box = slide.shapes.add_textbox(*at)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    pen.write(frame.paragraphs[0], sentence, size=points(room.LEAD))


def _names(told: Bars, space: float) -> list[str]:
    """Categories cut to the lines there is room for."""
    each = (space - LEGEND_HIGH) / max(len(told.categories), 1)
    most = max(int(each / room.line(room.SMALL)), 1)
    wide = room.ACROSS * LABELS - 0.3
    return [room.in_lines(room.clean(name), wide, room.SMALL, min(most, 3)) for name in told.categories]


def _chart(pen: Pen, slide: Any, told: Bars, names: Sequence[str], top: float) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData(number_format=told.number)
    data.categories = names
    for series in told.series:
        data.add_series(room.clean(series.name, 80), series.values)
    at = map(emu, (room.MARGIN, top, room.ACROSS, room.BOTTOM - top))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *at, data)
    frame.name = room.clean(told.title, 60)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", in_words(told, names))
    _look(frame.chart, told)
    return frame.chart


def in_words(told: Bars, names: Sequence[str]) -> str:
    """The chart for who does not see it: its title and every number."""
    rows = (
        pgettext("core", "%(name)s: %(values)s")
        % {"name": name, "values": ", ".join(_value(series, at) for series in told.series)}
        for at, name in enumerate(names)
    )
    return room.clean(". ".join([told.title, *rows]), 4000)


def _value(series: Series, at: int) -> str:
    return f"{series.name} {counted(series.values[at])}"


def _look(chart: Any, told: Bars) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR

    chart.has_title = False
    chart.font.size = points(room.SMALL)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.has_legend = len(told.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6
    values.minimum_scale, values.maximum_scale = 0, told.most
    values.has_major_gridlines = False
    values.visible = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 0
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = told.number, False
    for series, hue in zip(plot.series, HUES * len(told.series), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = MSO_THEME_COLOR(hue)
    _room_for_labels(chart, legend=chart.has_legend)


def _room_for_labels(chart: Any, *, legend: bool) -> None:
    """The bars take what the labels leave: programs differ in how much they would give by themselves."""
    from pptx.oxml import parse_xml

    tall = 0.88 if legend else 0.98
    layout = parse_xml(
        '<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>'
        '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{LABELS}"/><c:y val="0.01"/><c:w val="{1 - LABELS - 0.08:.2f}"/><c:h val="{tall}"/>'
        "</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(layout.tag):
        area.remove(old)
    area.insert(0, layout)


def _plain_cells(chart: Any, told: Bars, names: Sequence[str]) -> None:
    """The workbook behind the chart again, by our own hand: python-pptx's takes "=1+1" for a formula."""
    head = ["", *(room.clean(series.name, 80) for series in told.series)]
    rows: list[list[Cell]] = [
        [name, *(series.values[at] for series in told.series)] for at, name in enumerate(names)
    ]
    cells = workbook([TableSheet(SHEET, head, rows)])
    chart.part.chart_workbook.update_from_xlsx_blob(cells.getvalue())
