"""The headings of a filled-in form: which column holds which measure, and whether somebody changed them."""

from typing import Any

from openpyxl.utils import get_column_letter

from data_access.workbook.form_layout import CODE_ROW, ENTRY_SHEET, FIXED_COLUMNS, HEADING_ROW, heading_of
from data_access.workbook.item_names import normalise
from data_access.workbook.reports import Remark, show_value
from supervision.scheme import Scheme

_MOST_COLUMNS = 200


def read_columns(file: str, rows: list[tuple[Any, ...]], scheme: Scheme) -> tuple[dict[str, int], list[Remark]]:
    """Return the position of each column by its code, and a fault for each code that is unknown, missing or repeated.

    The hidden codes decide; a visible heading is a fault only where it is that of another column.
    """
    headings = FIXED_COLUMNS | {measure.code: heading_of(measure) for measure in scheme.reported_measures}
    codes = _texts(rows, CODE_ROW)
    columns: dict[str, int] = {}
    faults = []
    for position, code in enumerate(codes):
        if not code:
            continue
        if code not in headings:
            faults.append(_fault(file, position, CODE_ROW, code, "表头已被改动：方案中没有这一列"))
        elif code in columns:
            faults.append(_fault(file, position, CODE_ROW, code, f"表头已被改动：“{headings[code]}”出现两次"))
        else:
            columns[code] = position
    for code in headings.keys() - columns.keys():
        rule = f"表头已被改动：缺少“{headings[code]}”一列，请使用系统生成的填报表"
        faults.append(Remark(file, f"工作表“{ENTRY_SHEET}”第{CODE_ROW}行", "（空）", rule))
    return columns, sorted(faults, key=str) or _swapped(file, rows, columns, headings)


def _swapped(file: str, rows: list[tuple[Any, ...]], columns: dict[str, int], headings: dict[str, str]) -> list[Remark]:
    codes = {normalise(heading): code for code, heading in headings.items()}
    visible = _texts(rows, HEADING_ROW)
    faults = []
    for code, position in columns.items():
        shown = visible[position] if position < len(visible) else ""
        if codes.get(normalise(shown), code) != code:
            faults.append(_fault(file, position, HEADING_ROW, shown, f"表头已被改动：此列应为“{headings[code]}”"))
    return faults


def _texts(rows: list[tuple[Any, ...]], number: int) -> list[str]:
    cells = rows[number - 1][:_MOST_COLUMNS] if len(rows) >= number else ()
    return ["" if cell.value is None else str(cell.value).strip() for cell in cells]


def _fault(file: str, position: int, row: int, value: str, rule: str) -> Remark:
    return Remark(file, f"工作表“{ENTRY_SHEET}”{get_column_letter(position + 1)}{row}", show_value(value), rule)
