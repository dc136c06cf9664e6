"""Opening a filled-in form: its sheet, its rows within bounds, and the quarter and scheme it was made for."""

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from data_access.workbook.file_limits import MOST_ROWS
from data_access.workbook.form_layout import ENTRY_SHEET, FIRST_ROW, QUARTER_NAME, SCHEME_NAME
from data_access.workbook.reports import Remark, show_value
from supervision.faults import InputRejected
from supervision.periods import Quarter
from supervision.scheme import Scheme

_BROKEN_PARTS = (
    InvalidFileException,
    BadZipFile,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    zlib.error,
    OSError,
)
"""What openpyxl raises on parts that are missing, cut or of another shape (XML errors are SyntaxErrors)."""


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """Open a workbook for reading; parts are parsed as they are asked for, so any error until the end means broken."""
    # The reader leaves a file open that it fails on, so it is given one that we close.
    with path.open("rb") as file, warnings.catch_warnings():
        # It warns, in English, of styles and extensions that other programs add and that hold no figures.
        warnings.filterwarnings("ignore", module="openpyxl")
        try:
            workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            try:
                yield workbook
            finally:
                workbook.close()
        except _BROKEN_PARTS as cause:
            raise _broken(path.name) from cause


def _broken(name: str) -> InputRejected:
    return InputRejected(f"文件 {name} 已损坏，不是完整的 .xlsx 工作簿，请重新保存后再导入。")


def read_rows(workbook: Workbook, name: str) -> list[tuple[Any, ...]]:
    """Return the cells of the entry sheet, rows beyond the limit refused."""
    worksheet = workbook[ENTRY_SHEET]
    # Some programs write a wrong extent into the sheet; without it the cells themselves are read.
    worksheet.reset_dimensions()
    rows = list(worksheet.iter_rows(max_row=MOST_ROWS + FIRST_ROW))
    if len(rows) >= MOST_ROWS + FIRST_ROW:
        raise InputRejected(f"文件 {name} 的工作表“{ENTRY_SHEET}”超过{MOST_ROWS:,}行，不予读取。请删除多余的行。")
    return rows


def find_foreign_form(workbook: Workbook, file: str, quarter: Quarter, scheme: Scheme) -> Iterator[Remark]:
    """Yield a fault where the form was made for another quarter or by another scheme."""
    expected = {QUARTER_NAME: ("填报季度", str(quarter)), SCHEME_NAME: ("评分方案", scheme.id)}
    for name, (label, wanted) in expected.items():
        place, found = _defined_cell(workbook, name)
        if found != wanted:
            yield Remark(file, place, show_value(found), f"{label}应为{wanted}，请核对 --quarter，或重新生成填报表")


def _defined_cell(workbook: Workbook, name: str) -> tuple[str, str]:
    """Return place and text of the cell a defined name points to."""
    defined = workbook.defined_names.get(name)
    for sheet, address in defined.destinations if defined is not None else ():
        if sheet in workbook.sheetnames and ":" not in address:
            plain = address.replace("$", "")
            value = workbook[sheet][plain].value
            return f"工作表“{sheet}”{plain}", "" if value is None else str(value).strip()
    return f"名称“{name}”", ""
