"""write_form(): the counties' quarterly form as a workbook, one row per county and one column per reported measure."""

import math
from datetime import timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.workbook.form_layout import (
    CODE_ROW,
    ENTRY_SHEET,
    FILLED_CHOICES,
    FIRST_ROW,
    FIXED_COLUMNS,
    HEADING_ROW,
    LARGEST_COUNT,
    QUARTER_NAME,
    QUARTER_ROW,
    TITLE_ROW,
)
from data_access.workbook.form_notes import write_notes
from data_access.workbook.form_styles import Styles, make_styles
from supervision.areas import Area, Areas
from supervision.faults import InputRejected
from supervision.periods import Quarter, print_date
from supervision.scheme import Measure, Scheme
from supervision.texts import shorten

_FIXED_WIDTHS = (11, 15, 20, 13)
_MEASURE_WIDTH = 20
_LINE_POINTS = 15
_ROW_POINTS = 20
_PROMPT_TITLE, _PROMPT_TEXT = 32, 255
"""The longest title and text a spreadsheet program shows beside a cell."""


def write_form(path: Path, quarter: Quarter, areas: Areas, scheme: Scheme, *, is_demo: bool = False) -> int:
    """Write the form of a quarter for all counties of the province and return the number of counties.

    Raises InputRejected where there is no county, or the file cannot be written.
    """
    counties = counties_in_order(areas)
    if not counties:
        raise InputRejected(f"区划表中没有{quarter.name}有效的县（市、区），无法生成填报表。")
    # A name that starts with "=" or looks like an address stays text.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(path, options)
    styles = make_styles(workbook)
    sheet = workbook.add_worksheet(ENTRY_SHEET)
    _write_heading(workbook, sheet, styles, quarter, scheme, is_demo=is_demo)
    _write_columns(sheet, styles, scheme.reported_measures)
    _write_counties(sheet, styles, counties, areas, len(scheme.reported_measures))
    _add_rules(sheet, styles, scheme.reported_measures, len(counties))
    _finish_page(sheet, quarter, len(scheme.reported_measures))
    write_notes(workbook, styles, quarter, scheme)
    try:
        workbook.close()
    except (xlsxwriter.exceptions.FileCreateError, OSError) as cause:
        raise InputRejected(f"无法写入文件 {path.name}，请核对文件夹是否存在、文件是否正被打开。") from cause
    return len(counties)


def counties_in_order(areas: Areas) -> tuple[Area, ...]:
    """Return the counties unit by unit in statistical order, counties that are units among them."""
    found: list[Area] = []
    for unit in areas.units:
        own = (unit,) if unit.level == "county" else ()
        found += [*own, *(area for area in areas.children(unit.area_code) if area.level == "county")]
    return tuple(found)


def _write_heading(
    workbook: Workbook, sheet: Worksheet, styles: Styles, quarter: Quarter, scheme: Scheme, *, is_demo: bool
) -> None:
    mark = "（演示数据）" if is_demo else ""
    sheet.set_row(TITLE_ROW - 1, 30)
    sheet.write_string(TITLE_ROW - 1, 0, f"{scheme.office.province}“双减”督导工作季度填报表{mark}", styles.title)
    sheet.set_row(QUARTER_ROW - 1, _ROW_POINTS)
    sheet.write_string(QUARTER_ROW - 1, 0, "填报季度", styles.label)
    sheet.write_string(QUARTER_ROW - 1, 1, str(quarter), styles.locked)
    sheet.write_string(QUARTER_ROW - 1, 2, f"{_deadline(quarter, scheme)}白色单元格填写，灰色单元格锁定。", styles.note)
    cell = xl_rowcol_to_cell(QUARTER_ROW - 1, 1, row_abs=True, col_abs=True)
    workbook.define_name(QUARTER_NAME, f"='{ENTRY_SHEET}'!{cell}")


def _deadline(quarter: Quarter, scheme: Scheme) -> str:
    days = scheme.deadline_for("季度情况").days_after_quarter
    return "" if days is None else f"请于{print_date(quarter.ends_on + timedelta(days=days))}前报送。"


def _write_columns(sheet: Worksheet, styles: Styles, measures: tuple[Measure, ...]) -> None:
    # The unit stands on a line of its own, so that no bracket is torn from it.
    headings = [*FIXED_COLUMNS.values(), *(f"{measure.name}\n（{measure.unit}）" for measure in measures)]
    codes = [*FIXED_COLUMNS, *(measure.code for measure in measures)]
    widths = [*_FIXED_WIDTHS, *(_MEASURE_WIDTH for _ in measures)]
    for column, (heading, code, width) in enumerate(zip(headings, codes, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADING_ROW - 1, column, heading, styles.heading)
        sheet.write_string(CODE_ROW - 1, column, code, styles.locked)
    lines = max(_lines(heading, width) for heading, width in zip(headings, widths, strict=True))
    sheet.set_row(HEADING_ROW - 1, (lines + 0.5) * _LINE_POINTS)
    sheet.set_row(CODE_ROW - 1, None, None, {"hidden": True})


def _lines(text: str, width: int) -> int:
    """Return the lines a wrapped heading needs; a Chinese character is as wide as two digits."""
    return sum(math.ceil(2 * len(line) / (width - 2)) for line in text.split("\n"))


def _write_counties(sheet: Worksheet, styles: Styles, counties: tuple[Area, ...], areas: Areas, measures: int) -> None:
    for row, county in enumerate(counties, FIRST_ROW - 1):
        sheet.set_row(row, _ROW_POINTS)
        names = (county.area_code, areas.unit_of(county.area_code).name, county.name)
        for column, text in enumerate(names):
            sheet.write_string(row, column, text, styles.locked)
        sheet.write_blank(row, len(names), None, styles.choice)
        for column in range(len(FIXED_COLUMNS), len(FIXED_COLUMNS) + measures):
            sheet.write_blank(row, column, None, styles.entry)


def _add_rules(sheet: Worksheet, styles: Styles, measures: tuple[Measure, ...], counties: int) -> None:
    """Let the spreadsheet program refuse what the import would refuse, and colour a part above its whole."""
    first, last = FIRST_ROW - 1, FIRST_ROW + counties - 2
    choice = len(FIXED_COLUMNS) - 1
    sheet.data_validation(first, choice, last, choice, _choice_rule())
    columns = {measure.code: place for place, measure in enumerate(measures, len(FIXED_COLUMNS))}
    for measure in measures:
        column = columns[measure.code]
        sheet.data_validation(first, column, last, column, _count_rule(measure))
        if measure.not_more_than in columns:
            part = f"{xl_col_to_name(column)}{FIRST_ROW}"
            whole = f"${xl_col_to_name(columns[measure.not_more_than])}{FIRST_ROW}"
            criteria = f"=AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})"
            sheet.conditional_format(
                first, column, last, column, {"type": "formula", "criteria": criteria, "format": styles.too_many}
            )


def _choice_rule() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(FILLED_CHOICES),
        "error_title": "填报情况有误",
        "error_message": f"请从下拉列表中选择：{'、'.join(FILLED_CHOICES)}。",
    }


def _count_rule(measure: Measure) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": LARGEST_COUNT,
        "input_title": shorten(measure.name, _PROMPT_TITLE),
        "input_message": shorten(measure.definition, _PROMPT_TEXT),
        "error_title": "填写有误",
        "error_message": "请填写不小于0的整数，不要填写文字、小数或公式。没有数据请留空，确为零请填0。",
    }


def _finish_page(sheet: Worksheet, quarter: Quarter, measures: int) -> None:
    """Freeze names and headings, lock all but the cells for entry (no password: against slips, not against people)."""
    sheet.freeze_panes(FIRST_ROW - 1, len(FIXED_COLUMNS) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": False})
    sheet.set_selection(FIRST_ROW - 1, len(FIXED_COLUMNS), FIRST_ROW - 1, len(FIXED_COLUMNS))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(4, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.repeat_columns(0, len(FIXED_COLUMNS) - 2)
    sheet.set_footer(f"&L{quarter.name}&R第&P页，共&N页")
