"""An Excel file of rows: text stays text, numbers stay numbers, and the second sheet says what they are."""

from datetime import date
from io import BytesIO

import pandas as pd
from openpyxl import load_workbook

from components.download import write_workbook

HEADINGS = {"name": "学校名称", "pupils": "在校生（人）", "seen_on": "上次到校日期"}
NOTES = {"数据截止日": "2022年12月20日", "评分方案": "henan-2022-v1"}


def written(rows: pd.DataFrame):
    return load_workbook(BytesIO(write_workbook(rows, HEADINGS, "未到校学校", NOTES)))


def test_names_that_look_like_formulas_links_or_numbers_stay_text():
    names = ["=1+1", '=HYPERLINK("http://e")', "@SUM(A1)", "+1", "-1", "http://e/x", "0012"]
    rows = pd.DataFrame({"name": names, "pupils": [1] * len(names), "seen_on": [None] * len(names)})
    sheet = written(rows)["数据"]
    cells = [sheet.cell(row, 1) for row in range(2, len(names) + 2)]
    assert [cell.value for cell in cells] == names
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_numbers_dates_and_missing_values_keep_their_kind():
    rows = pd.DataFrame({"name": ["一小", None], "pupils": [486, float("nan")], "seen_on": [date(2022, 11, 3), None]})
    sheet = written(rows)["数据"]
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    assert sheet["B2"].value == 486
    assert sheet["C2"].value.date() == date(2022, 11, 3)
    assert [sheet["A3"].value, sheet["B3"].value, sheet["C3"].value] == [None, None, None]


def test_the_second_sheet_says_what_the_rows_are_and_of_when():
    rows = pd.DataFrame({"name": ["一小"], "pupils": [1], "seen_on": [None]})
    about = written(rows)["说明"]
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said == {"标题": "未到校学校", **NOTES}


def test_no_rows_still_make_a_file_with_headings():
    book = written(pd.DataFrame({name: [] for name in HEADINGS}))
    assert [cell.value for cell in book["数据"][1]] == list(HEADINGS.values())
    assert book["数据"].max_row == 1
