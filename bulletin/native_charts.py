"""Charts that Word itself draws: staff change a number in the sheet behind them and the picture follows."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from bulletin.cleaning import clean_text
from bulletin.layout.styles import BLACK, LATIN

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Sheet1"
"""The sheet that the chart's formulas name."""

# Dark to light by more than a grey print blurs; markers and dashes tell lines apart without any colour.
INKS = ("0F4C5C", "822B26", "5B6B72", "C67A2E")
MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE, XL_MARKER_STYLE.DIAMOND)
DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.SQUARE_DOT, MSO_LINE.DASH_DOT)
GRID = "D5DDE0"
SHEET_MADE_AT = datetime(2022, 3, 20, tzinfo=UTC)
"""Fixed, so that the same figures always make the same file."""
LETTER_POINTS = 9


@dataclass(frozen=True)
class Series:
    """One row of bars or one line; None is a gap, never a zero."""

    name: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True)
class NativeChart:
    """What a chart shows: labels along its axis and the numbers of each series, as the tables print them."""

    kind: XL_CHART_TYPE
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    height_mm: float
    lowest: float
    highest: float


def bars(labels: Sequence[str], series: Series, *, highest: float) -> NativeChart:
    """Return horizontal bars, the first label on top, high enough for each to be read."""
    height = min(14 + 6.2 * len(labels), 190)
    return NativeChart(XL_CHART_TYPE.BAR_CLUSTERED, tuple(labels), (series,), height, 0, highest)


def lines(labels: Sequence[str], series: Sequence[Series], *, lowest: float, highest: float) -> NativeChart:
    """Return lines over time, oldest first."""
    return NativeChart(XL_CHART_TYPE.LINE_MARKERS, tuple(labels), tuple(series), 80, lowest, highest)


def attach_chart(chart: NativeChart, document_part: Part) -> str:
    """Add a chart and the sheet behind it to a document; return the relationship id of the chart."""
    package = document_part.package
    workbook = Part(
        _free_name(document_part, "/word/embeddings/sheet%d.xlsx"), WORKBOOK_TYPE, write_sheet(chart), package
    )
    part = Part(_free_name(document_part, "/word/charts/chart%d.xml"), CHART_TYPE, b"", package)
    sheet_id = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = write_chart(chart, sheet_id)
    return document_part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def chart_drawing(key: str, alt: str, width: int, height: int) -> str:
    """Return the drawing that shows a chart in the line; sizes in English metric units."""
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:drawing><wp:inline xmlns:wp="{space}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="1" name="图表" descr={quoteattr(alt)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{space}/main"><a:graphicData uri="{space}/chart">'
        f'<c:chart xmlns:c="{space}/chart" '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{key}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _free_name(document_part: Part, pattern: str) -> PackURI:
    """Return the next free name of a part; parts that nothing relates to yet are not counted by the package."""
    taken = {str(part.partname) for part in document_part.package.iter_parts()}
    number = next(number for number in range(1, 1000) if pattern % number not in taken)
    return PackURI(pattern % number)


def write_sheet(chart: NativeChart) -> bytes:
    """Return the workbook behind a chart; names of places are text in it, never formulas."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": SHEET_MADE_AT})
        sheet, number = book.add_worksheet(SHEET), book.add_format({"num_format": "0.0"})
        sheet.set_column(0, 0, 20)
        sheet.write_column(1, 0, [clean_text(label) for label in chart.labels])
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, clean_text(series.name))
            for row, value in enumerate(series.numbers, 1):
                if value is not None:
                    sheet.write_number(row, column, value, number)
    return written.getvalue()


def write_chart(chart: NativeChart, sheet_id: str) -> bytes:
    """Return the chart's own part."""
    figures = CategoryChartData(number_format="0.0")
    figures.categories = [clean_text(label) for label in chart.labels]
    for series in chart.series:
        figures.add_series(clean_text(series.name), series.numbers)
    space = parse_xml(ChartXmlWriter(chart.kind, figures).xml.encode())
    drawn = Chart(space, None)
    _set_letters(drawn)
    _set_axes(drawn, chart)
    (_colour_bars if chart.kind == XL_CHART_TYPE.BAR_CLUSTERED else _tell_lines_apart)(drawn)
    _finish(space, sheet_id)
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_letters(drawn: Chart) -> None:
    drawn.font.size, drawn.font.name = Pt(LETTER_POINTS), LATIN
    latin = drawn.font._rPr.find(qn("a:latin"))
    latin.addnext(latin.makeelement(qn("a:ea"), {"typeface": BLACK}))
    drawn.has_title = False


def _set_axes(drawn: Chart, chart: NativeChart) -> None:
    is_bar = chart.kind == XL_CHART_TYPE.BAR_CLUSTERED
    places, values = drawn.category_axis, drawn.value_axis
    places.reverse_order, places.has_major_gridlines = is_bar, False
    places.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    values.minimum_scale, values.maximum_scale = chart.lowest, chart.highest
    values.visible, values.has_major_gridlines = not is_bar, not is_bar
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = _colour(GRID)
        values.major_unit = 10
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0", False


def _colour_bars(drawn: Chart) -> None:
    plot = drawn.plots[0]
    plot.gap_width, plot.vary_by_categories = 40, False
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = _colour(INKS[0])
    _show_numbers(plot.series[0], XL_LABEL_POSITION.OUTSIDE_END)


def _tell_lines_apart(drawn: Chart) -> None:
    plot = drawn.plots[0]
    for place, series in enumerate(plot.series):
        ink = _colour(INKS[place % len(INKS)])
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = ink, Pt(1.75)
        series.format.line.dash_style = DASHES[place % len(DASHES)]
        series.marker.style, series.marker.size = MARKERS[place % len(MARKERS)], 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = ink
        series.marker.format.line.color.rgb = ink
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    # Of the first line only: numbers of lines that run close together would cover each other.
    _show_numbers(plot.series[0], XL_LABEL_POSITION.ABOVE)


def _show_numbers(series: Any, position: XL_LABEL_POSITION) -> None:
    labels = series.data_labels
    labels.show_value, labels.position = True, position
    labels.number_format, labels.number_format_is_linked = "0.0", False


def _finish(space: Any, sheet_id: str) -> None:
    """Make the part what Word writes: square corners, no frame, positive axis ids, the sheet behind it."""
    names = f'xmlns:c="{space.nsmap["c"]}" xmlns:a="{space.nsmap["a"]}"'
    frame = etree.fromstring(f"<c:spPr {names}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    space.find(qn("c:date1904")).addnext(space.makeelement(qn("c:roundedCorners"), {"val": "0"}))
    space.find(qn("c:chart")).addnext(frame)
    for tag in ("c:axId", "c:crossAx"):
        for element in space.iter(qn(tag)):
            element.set("val", element.get("val").lstrip("-"))
    outside = space.makeelement(qn("c:externalData"), {qn("r:id"): sheet_id})
    outside.append(outside.makeelement(qn("c:autoUpdate"), {"val": "0"}))
    space.find(qn("c:txPr")).addnext(outside)


def _colour(ink: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(ink))
