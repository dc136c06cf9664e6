"""The second sheet of the form: how to fill it in, and what each item means."""

import math

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data_access.workbook.form_layout import FILLED, NOT_REPORTED, NOTES_SHEET, PARTLY, SCHEME_NAME
from data_access.workbook.form_styles import Styles
from supervision.periods import Quarter
from supervision.scheme import Measure, Scheme

_HEADINGS = ("序号", "填报项目", "单位", "口径", "应不大于", "依据")
_WIDTHS = (7, 42, 7, 62, 34, 34)
_LINE_POINTS = 16


def write_notes(workbook: Workbook, styles: Styles, quarter: Quarter, scheme: Scheme) -> None:
    """Add the sheet of explanations, locked, with the scheme's id in a defined cell."""
    sheet = workbook.add_worksheet(NOTES_SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, f"填报说明（{quarter.name}）", styles.title)
    row = _write_lines(sheet, styles, [*_rules(), *_balances(scheme)], start=1)
    sheet.write_string(row, 1, f"评分方案：{scheme.name}", styles.note)
    sheet.write_string(row, 3, scheme.id, styles.note)
    cell = xl_rowcol_to_cell(row, 3, row_abs=True, col_abs=True)
    workbook.define_name(SCHEME_NAME, f"='{NOTES_SHEET}'!{cell}")
    _write_definitions(sheet, styles, scheme, start=row + 2)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R第&P页，共&N页")


def _rules() -> list[str]:
    return [
        "每个县（市、区）一行，每个项目一列，填写不小于0的整数。没有数据的单元格留空，确实为零的填0。",
        f"“填报情况”从下拉列表中选择：全部填完选“{FILLED}”；个别项目暂无数据选“{PARTLY}”；整行不报选“{NOT_REPORTED}”。也可以不选。",
        "请粘贴数值，不要填写文字、百分数或公式。不要增删、移动行和列，不要改动表头和地区。",
        "带“其中”的数和达标、完成类的数不应大于其总数；大于总数时单元格变色，导入时不予接收。",
        "整张表一次导入：有一处错误就全部不写入，并逐处列明单元格、填写值和原因；更正后重新导入即可。",
        "重新导入形成新的修订，原报送数保留备查。",
    ]


def _balances(scheme: Scheme) -> list[str]:
    lines = []
    for identity in scheme.identity:
        parts = "＋".join(f"“{scheme.measures[part].name}”" for part in identity.parts)
        lines.append(f"平衡关系：“{scheme.measures[identity.total].name}”＝{parts}。")
    return lines


def _write_lines(sheet: Worksheet, styles: Styles, lines: list[str], start: int) -> int:
    for number, line in enumerate(lines, 1):
        sheet.set_row(start, 20)
        sheet.write_string(start, 0, f"{number}.", styles.note)
        sheet.write_string(start, 1, line, styles.note)
        start += 1
    return start + 1


def _write_definitions(sheet: Worksheet, styles: Styles, scheme: Scheme, start: int) -> None:
    for column, heading in enumerate(_HEADINGS):
        sheet.write_string(start, column, heading, styles.heading)
    for number, measure in enumerate(scheme.reported_measures, 1):
        cells = _definition_row(number, measure, scheme)
        lines = max(math.ceil(2 * len(text) / (width - 2)) for text, width in zip(cells, _WIDTHS, strict=True))
        sheet.set_row(start + number, (lines + 0.4) * _LINE_POINTS)
        for column, text in enumerate(cells):
            sheet.write_string(start + number, column, text, styles.text)


def _definition_row(number: int, measure: Measure, scheme: Scheme) -> tuple[str, ...]:
    limit = scheme.measures[measure.not_more_than].name if measure.not_more_than else ""
    # The scheme marks its own settings, which the office has yet to confirm, by [P].
    source = measure.source.replace(" [P]", "（试行设定）").replace("[P]", "试行设定")
    return str(number), measure.name, measure.unit, measure.definition, limit, source
