"""The one door by which files leave: who may, made on a click, recorded, marked; and rows as an Excel file.

A file is made in a thread of Streamlit's server after the page has run, as the account that the page was drawn for.
What cannot be recorded in the audit log is not handed out.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from io import BytesIO
from typing import Literal

import pandas as pd
import streamlit as st
import xlsxwriter

from components import audit_store
from components.escaping import cell_escape, header_escape
from components.sign_in import for_later, may
from components.watermark import current_mark
from supervision.auditing import Kind
from supervision.permissions import Act
from supervision.watermarks import Medium

Marked = Callable[[str], bytes]
"""Makes a file with a mark; the mark is empty where none is due."""
SAFE_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_file(
    label: str,
    make: Marked,
    medium: Medium | None,
    *,
    file_name: str,
    mime: str,
    key: str,
    rows: int | None = None,
    act: Act = Act.EXPORT,
    look: Literal["primary", "secondary"] = "secondary",
    disabled: bool = False,
) -> None:
    """Offer a file that is made when the button is clicked, not before; nothing is drawn for who may not have it.

    `medium` says where a mark is due; None is a file that is kept byte by byte and never gets one.
    """
    if not may(act):
        return
    st.download_button(
        label,
        data=for_later(partial(_hand_out, make, medium, file_name, rows), act),
        file_name=file_name,
        mime=mime,
        type=look,
        on_click="ignore",
        key=key,
        disabled=disabled,
    )


def _hand_out(make: Marked, medium: Medium | None, file_name: str, rows: int | None) -> bytes:
    """Return the file once its event is in the audit log."""
    mark = current_mark(medium) if medium else ""
    content = make(mark)
    told = [f"SHA-256 {hashlib.sha256(content).hexdigest()}"]
    told += [] if rows is None else [f"{rows}行"]
    told += [f"水印 {mark}"] if mark else []
    audit_store.record(Kind.EXPORT, file_name, "；".join(told))
    return content


def offer_workbook(
    label: str,
    make: Callable[[], pd.DataFrame],
    headings: Mapping[str, str],
    title: str,
    notes: Mapping[str, str],
    *,
    file_name: str,
    key: str,
    rows: int,
    act: Act = Act.EXPORT,
) -> None:
    """Offer rows as a workbook, marked where the account's roles ask for it; without rows the button is off."""

    def write(mark: str) -> bytes:
        return write_workbook(make(), headings, title, notes, mark)

    offer_file(
        label, write, Medium.EXCEL, file_name=file_name, mime=XLSX, key=key, rows=rows, act=act, disabled=not rows
    )


def write_workbook(
    rows: pd.DataFrame, headings: Mapping[str, str], title: str, notes: Mapping[str, str], mark: str = ""
) -> bytes:
    """Return an .xlsx of the rows under Chinese headings (column name → heading, in this order) with notes beside.

    A mark stands on each printed page of both sheets and among the notes.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE_OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet("数据")
        sheet.freeze_panes(1, 0)
        for column, (name, heading) in enumerate(headings.items()):
            values = [_cell(value) for value in rows[name]]
            sheet.write_string(0, column, cell_escape(heading), bold)
            for row, value in enumerate(values, start=1):
                sheet.write(row, column, value, day if isinstance(value, date) else None)
            sheet.set_column(column, column, _width([heading, *values]))
        about = book.add_worksheet("说明")
        about_text = {"标题": title, **notes, **({"水印": mark} if mark else {})}
        for row, (name, text) in enumerate(about_text.items()):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, cell_escape(text))
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 90)
        for each in (sheet, about) if mark else ():
            each.set_header(f"&R{header_escape(mark)}")
            each.set_footer(f"&C{header_escape(mark)}")
    return buffer.getvalue()


def _cell(value: object) -> object:
    """Return a value for a cell: missing ones empty, numbers as numbers, all else as text."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return cell_escape(value)
    return value if isinstance(value, date) else getattr(value, "item", lambda: value)()


def _width(values: list[object]) -> float:
    """Return a column width in which nothing is cut: a Chinese character takes two."""
    longest = max(sum(2 if ord(sign) > 255 else 1 for sign in str(value)) for value in values)
    return float(min(max(longest + 2, 10), 60))
