"""Charts that Word draws: their numbers are the tables', in the part and in the sheet behind it."""

import io
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from docx import Document
from docx.opc.part import Part
from lxml import etree

from bulletin.native_charts import Series, bars, lines, write_chart, write_sheet
from tests.bulletin.reading import cell_text

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Numbers = dict[str, dict[str, float | None]]


def chart_parts(docx: bytes) -> Iterator[Part]:
    document = Document(io.BytesIO(docx)).part
    for drawing in document.element.iter(f"{C}chart"):
        yield document.related_parts[drawing.get(f"{R}id")]


def drawn(part: bytes) -> Numbers:
    """Return what a chart draws: number by series and label; None where a line is broken."""
    space = etree.fromstring(part)
    found: Numbers = {}
    for series in space.iter(f"{C}ser"):
        labels = [point.findtext(f"{C}v") or "" for point in series.iterfind(f"{C}cat//{C}pt")]
        points = {int(p.get("idx", "")): float(p.findtext(f"{C}v") or "") for p in series.iterfind(f"{C}val//{C}pt")}
        name = series.findtext(f"{C}tx//{C}v") or ""
        found[name] = {label: points.get(place) for place, label in enumerate(labels)}
    return found


def kept(workbook: bytes) -> Numbers:
    """Return what the sheet behind a chart holds."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    heads, *rows = sheet.iter_rows(values_only=True)
    return {str(name): {str(row[0]): row[place] for row in rows} for place, name in enumerate(heads) if place}


def tables(docx: bytes) -> list[list[list[str]]]:
    return [
        [[cell_text(cell) for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(docx)).tables
    ]


def test_rankings_are_drawn_as_the_tables_rank(docx: bytes) -> None:
    ranked = [
        {f"{row[0]}　{row[1]}": float(row[2]) for row in table[1:] if row[0] not in ("不排名", "—")}
        for table in tables(docx)
        if table[0][:3] == ["名次", "地方", "综合得分"]
    ]
    assert [len(rows) for rows in ranked] == [17, 10]
    charts = [drawn(part.blob) for part in chart_parts(docx)]
    assert [chart["综合得分"] for chart in charts[:2]] == ranked
    assert [list(chart["综合得分"]) for chart in charts[:2]] == [list(rows) for rows in ranked]


def test_trend_is_drawn_as_its_table_says(docx: bytes) -> None:
    (head, *rows) = next(table for table in tables(docx) if table[0][0] == "类别")
    table = {name: dict(zip(head[1:], map(float, cells), strict=True)) for name, *cells in rows}
    trend = [drawn(part.blob) for part in chart_parts(docx)][-1]
    assert len(head) == 6
    assert len(trend) == 4
    assert trend == {name: table[name] for name in trend}
    weakest = sorted(table, key=lambda name: table[name][head[-1]] if name != "综合得分" else 999)[:3]
    assert set(trend) == {"综合得分", *weakest}


def test_the_sheet_that_staff_edit_holds_what_is_drawn(docx: bytes) -> None:
    parts = list(chart_parts(docx))
    assert len(parts) == 3
    for part in parts:
        outside = etree.fromstring(part.blob).find(f"{C}externalData")
        assert kept(part.related_parts[outside.get(f"{R}id")].blob) == drawn(part.blob)


def test_every_chart_has_a_description_and_a_chinese_font(docx: bytes) -> None:
    document = Document(io.BytesIO(docx))
    described = [properties.get("descr") for properties in document.element.body.xpath(".//wp:docPr")]
    assert len(described) == 4
    assert all(len(text) > 15 for text in described)
    for part in chart_parts(docx):
        assert 'a:ea typeface="黑体"' in part.blob.decode()


def test_a_missing_score_is_a_gap_and_never_a_zero() -> None:
    chart = lines(["一季度", "二季度"], [Series("全省", (80.0, None))], lowest=0, highest=100)
    assert drawn(write_chart(chart, "rId1")) == {"全省": {"一季度": 80.0, "二季度": None}}
    assert kept(write_sheet(chart)) == {"全省": {"一季度": 80.0, "二季度": None}}
    assert b'dispBlanksAs val="gap"' in write_chart(chart, "rId1")


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "http://x.example/市", 'A & B <c> "d"', "123", "丁\x00市\ufffe"]
)
def test_hostile_names_are_text_in_the_chart_and_in_its_sheet(name: str) -> None:
    chart = bars([name], Series(name, (1.0,)), highest=10)
    book = write_sheet(chart)
    clean = name.replace("\x00", "").replace("\ufffe", "")
    assert drawn(write_chart(chart, "rId1")) == {clean: {clean: 1.0}}
    assert kept(book) == {clean: {clean: 1.0}}
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert "hyperlink" not in package.read("xl/worksheets/sheet1.xml").decode()


def test_same_figures_make_the_same_file() -> None:
    chart = bars(["甲市", "乙市"], Series("综合得分", (90.1, 80.2)), highest=110)
    assert (write_chart(chart, "rId1"), write_sheet(chart)) == (write_chart(chart, "rId1"), write_sheet(chart))
