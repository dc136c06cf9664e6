"""Rows as an Excel file: the rows on the first sheet, what they are and of when on the second; never a formula."""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

import pandas as pd
import xlsxwriter

SAFE_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_workbook(rows: pd.DataFrame, headings: Mapping[str, str], title: str, notes: Mapping[str, str]) -> bytes:
    """Return an .xlsx of the rows under Chinese headings (column name → heading, in this order) with notes beside."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE_OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet("数据")
        sheet.freeze_panes(1, 0)
        for column, (name, heading) in enumerate(headings.items()):
            values = [_cell(value) for value in rows[name]]
            sheet.write_string(0, column, heading, bold)
            for row, value in enumerate(values, start=1):
                sheet.write(row, column, value, day if isinstance(value, date) else None)
            sheet.set_column(column, column, _width([heading, *values]))
        about = book.add_worksheet("说明")
        for row, (name, text) in enumerate({"标题": title, **notes}.items()):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, text)
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 90)
    return buffer.getvalue()


def _cell(value: object) -> object:
    """Return a value for a cell: missing ones empty, numbers as numbers, all else as text."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, str | date) else getattr(value, "item", lambda: value)()


def _width(values: list[object]) -> float:
    """Return a column width in which nothing is cut: a Chinese character takes two."""
    longest = max(sum(2 if ord(sign) > 255 else 1 for sign in str(value)) for value in values)
    return float(min(max(longest + 2, 10), 60))
