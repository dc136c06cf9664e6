"""read_form(): the filled-in form as reports of areas, every fault with its cell."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from data_access.workbook.cell_values import NotACount, count_in_cell
from data_access.workbook.file_limits import check_package
from data_access.workbook.form_headings import read_columns
from data_access.workbook.form_layout import (
    ENTRY_SHEET,
    FILLED,
    FILLED_CHOICES,
    FIRST_ROW,
    NOT_REPORTED,
    PARTLY,
)
from data_access.workbook.form_opening import find_foreign_form, opened, read_rows
from data_access.workbook.item_names import normalise
from data_access.workbook.reports import AreaReport, Entry, Reading, Remark, show_value
from supervision.areas import Areas
from supervision.faults import InputRejected
from supervision.periods import Quarter
from supervision.scheme import Scheme


@dataclass
class _Sheet:
    """What is gathered while the rows of one sheet are read."""

    file: str
    columns: dict[str, int]
    areas: Areas
    quarter: Quarter
    faults: list[Remark] = field(default_factory=list)
    reports: list[AreaReport] = field(default_factory=list)
    unfilled: list[str] = field(default_factory=list)
    rows_of_areas: dict[str, int] = field(default_factory=dict)

    def fault(self, column: str, row: int, value: object, rule: str) -> None:
        place = _place(self.columns[column], row)
        self.faults.append(Remark(self.file, place, show_value(value), rule))


def read_form(path: Path, quarter: Quarter, areas: Areas, scheme: Scheme) -> Reading:
    """Return the reports of a filled-in form, with a fault for each cell, heading or row that breaks a rule.

    Raises InputRejected where the file is no workbook or no form of ours.
    """
    check_package(path)
    with opened(path) as workbook:
        if ENTRY_SHEET not in workbook.sheetnames:
            names = "、".join(show_value(name) for name in workbook.sheetnames[:5])
            raise InputRejected(
                f"文件 {path.name} 中没有工作表“{ENTRY_SHEET}”（现有：{names}），请使用系统生成的填报表。"
            )
        faults = list(find_foreign_form(workbook, path.name, quarter, scheme))
        rows = read_rows(workbook, path.name)
    columns, heading_faults = read_columns(path.name, rows, scheme)
    faults += heading_faults
    if heading_faults:
        return Reading(path.name, faults=tuple(faults))
    sheet = _Sheet(path.name, columns, areas, quarter, faults)
    for number, cells in enumerate(rows[FIRST_ROW - 1 :], FIRST_ROW):
        _read_row(sheet, number, cells, scheme)
    if not sheet.rows_of_areas and not sheet.faults:
        raise InputRejected(f"文件 {path.name} 的工作表“{ENTRY_SHEET}”中没有任何地区，请使用系统生成的填报表。")
    return Reading(path.name, tuple(sheet.reports), tuple(sheet.faults), unfilled=tuple(sheet.unfilled))


def _read_row(sheet: _Sheet, number: int, cells: tuple[Any, ...], scheme: Scheme) -> None:
    values = {column: cells[index] for column, index in sheet.columns.items() if index < len(cells)}
    if all(cell.value is None or str(cell.value).strip() == "" for cell in values.values()):
        return
    area_code = _read_area(sheet, number, values)
    entries = tuple(_read_entry(sheet, number, measure.code, values) for measure in scheme.reported_measures)
    filled = _read_filled(sheet, number, values)
    written = [measure for measure in scheme.reported_measures if _text(values.get(measure.code))]
    _check_filled(sheet, number, filled, len(entries) - len(written), bool(written))
    if area_code is None:
        return
    if written:
        sheet.reports.append(AreaReport(area_code, _place(sheet.columns["area_code"], number), entries))
    else:
        sheet.unfilled.append(area_code)


def _read_area(sheet: _Sheet, number: int, values: dict[str, Any]) -> str | None:
    """Return the code of the row's county, or None after noting what is wrong with it."""
    code = _text(values.get("area_code"))
    area = sheet.areas.by_code.get(code)
    if area is None:
        rule = f"区划表中没有此地区，或其在{sheet.quarter.name}无效" if code else "缺少地区代码，请勿改动地区各列"
        sheet.fault("area_code", number, code, rule)
        return None
    if area.level != "county":
        sheet.fault("area_code", number, code, f"“{area.name}”不是县（市、区），填报表每行应为一个县（市、区）")
        return None
    name = _text(values.get("area_name"))
    if normalise(name) != normalise(area.name):
        sheet.fault("area_name", number, name, f"与地区代码{code}（{area.name}）不符，请检查是否错行")
    if code in sheet.rows_of_areas:
        first = f"第{sheet.rows_of_areas[code]}行"
        sheet.fault("area_code", number, code, f"“{area.name}”重复出现，{first}已有")
        return None
    sheet.rows_of_areas[code] = number
    return code


def _read_entry(sheet: _Sheet, number: int, measure: str, values: dict[str, Any]) -> Entry:
    cell, column = values.get(measure), sheet.columns[measure]
    place, spot = _place(column, number), f"{get_column_letter(column + 1)}{number}"
    if cell is None:
        return Entry(measure, None, place, spot)
    try:
        return Entry(measure, count_in_cell(cell.value, cell.data_type), place, spot)
    except NotACount as broken:
        sheet.fault(measure, number, cell.value, str(broken))
        return Entry(measure, None, place, spot, refused=True)


def _read_filled(sheet: _Sheet, number: int, values: dict[str, Any]) -> str:
    filled = _text(values.get("filled"))
    if filled and filled not in FILLED_CHOICES:
        sheet.fault("filled", number, filled, f"应为下拉列表中的一项：{'、'.join(FILLED_CHOICES)}")
    return filled


def _check_filled(sheet: _Sheet, number: int, filled: str, empty: int, written: bool) -> None:
    """Hold what the county says of its row against the row."""
    if filled == NOT_REPORTED and written:
        sheet.fault("filled", number, filled, "选了“本季度未报”，但本行填有数字")
    if filled == FILLED and empty:
        sheet.fault("filled", number, filled, f"选了“{FILLED}”，但本行有{empty}项空缺；确无数据请改选“{PARTLY}”")
    if filled == PARTLY and not written:
        sheet.fault("filled", number, filled, f"选了“{PARTLY}”，但本行没有填任何数字；整行不报请改选“{NOT_REPORTED}”")


def _text(cell: Any) -> str:
    """Return a cell's value as text; a code typed as a number loses its decimal point."""
    value = getattr(cell, "value", None)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()


def _place(column: int, row: int) -> str:
    return f"工作表“{ENTRY_SHEET}”{get_column_letter(column + 1)}{row}"
