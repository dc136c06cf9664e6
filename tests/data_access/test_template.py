"""The counties' form as a person and a spreadsheet program see it."""

import zipfile
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from data_access.shared.tables import area
from data_access.workbook.form_layout import (
    CODE_ROW,
    ENTRY_SHEET,
    FILLED_CHOICES,
    FIRST_ROW,
    FIXED_COLUMNS,
    HEADING_ROW,
    NOTES_SHEET,
)
from data_access.workbook.template import write_form
from supervision.areas import Areas
from supervision.faults import InputRejected
from supervision.periods import Quarter
from tests.data_access.form_filling import QUARTER, SCHEME, new_form

FIRST_MEASURE = len(FIXED_COLUMNS) + 1


@pytest.fixture
def form(contract_url, places, tmp_path):
    return load_workbook(new_form(contract_url, tmp_path / "form.xlsx"))


def test_one_row_per_county_in_statistical_order_and_no_city(form):
    sheet = form[ENTRY_SHEET]
    rows = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(min_row=FIRST_ROW)]
    assert rows == [
        ("410102", "郑州市", "中原区"),
        ("410103", "郑州市", "二七区"),
        ("410181", "巩义市", "巩义市"),
    ]


def test_counties_are_those_valid_in_the_quarter(contract_url, places, write, tmp_path):
    gone = {"area_code": "410106", "name": "上街区", "short_name": "上街", "level": "county", "kind": "市辖区"}
    days = {"valid_from": date(2014, 1, 1), "valid_to": date(2022, 9, 30)}
    write(area, gone | days | {"parent_code": "410100", "map_code": None, "sort_order": 9})
    codes = {
        str(quarter): {
            row[0].value
            for row in load_workbook(new_form(contract_url, tmp_path / f"{quarter}.xlsx", quarter))[
                ENTRY_SHEET
            ].iter_rows(min_row=FIRST_ROW)
        }
        for quarter in (Quarter(2022, 3), QUARTER)
    }
    assert codes["2022Q3"] - codes["2022Q4"] == {"410106"}


def test_one_column_per_reported_measure_with_name_unit_and_hidden_code(form):
    sheet = form[ENTRY_SHEET]
    headings = [cell.value for cell in sheet[HEADING_ROW]][FIRST_MEASURE - 1 :]
    codes = [cell.value for cell in sheet[CODE_ROW]][FIRST_MEASURE - 1 :]
    assert codes == [measure.code for measure in SCHEME.reported_measures]
    assert headings == [f"{measure.name}\n（{measure.unit}）" for measure in SCHEME.reported_measures]
    assert sheet.row_dimensions[CODE_ROW].hidden


def test_only_the_cells_for_entry_are_unlocked(form):
    sheet = form[ENTRY_SHEET]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    last = get_column_letter(FIRST_MEASURE + len(SCHEME.reported_measures) - 1)
    expected = {cell.coordinate for row in sheet[f"D{FIRST_ROW}:{last}{FIRST_ROW + 2}"] for cell in row}
    assert unlocked == expected
    assert form[NOTES_SHEET].protection.sheet


def test_every_cell_for_entry_takes_whole_numbers_from_zero_with_a_chinese_error(form):
    rules = {str(rule.sqref): rule for rule in form[ENTRY_SHEET].data_validations.dataValidation}
    for position, measure in enumerate(SCHEME.reported_measures, FIRST_MEASURE):
        column = get_column_letter(position)
        rule = rules[f"{column}{FIRST_ROW}:{column}{FIRST_ROW + 2}"]
        assert (rule.type, rule.operator or "between", rule.formula1) == ("whole", "between", "0")
        assert "不小于0的整数" in rule.error
        assert rule.prompt == measure.definition
        assert len(rule.promptTitle) <= 32


def test_the_state_of_a_row_is_chosen_from_a_list(form):
    rules = {str(rule.sqref): rule for rule in form[ENTRY_SHEET].data_validations.dataValidation}
    assert rules[f"D{FIRST_ROW}:D{FIRST_ROW + 2}"].formula1 == f'"{",".join(FILLED_CHOICES)}"'


def test_names_and_headings_stay_in_sight(form):
    assert form[ENTRY_SHEET].freeze_panes == f"D{FIRST_ROW}"


def test_no_heading_and_no_name_is_cut(form):
    sheet = form[ENTRY_SHEET]
    height = sheet.row_dimensions[HEADING_ROW].height
    for cell in sheet[HEADING_ROW]:
        # A Chinese character is as wide as two digits; a line of 11 points is 15 points high.
        room = int((sheet.column_dimensions[_group(sheet, cell.column)].width - 2) // 2)
        lines = sum(-(-len(line) // room) for line in cell.value.split("\n"))
        assert lines * 15 <= height, cell.value
    for row in sheet.iter_rows(min_row=FIRST_ROW, max_col=3):
        for cell in row:
            digits = sum(1 if sign.isascii() else 2 for sign in cell.value)
            # An indent takes about two digits.
            assert digits + 2 <= sheet.column_dimensions[_group(sheet, cell.column)].width, cell.value


def _group(sheet, column):
    """Return the letter under which openpyxl keeps the width of a column (it groups equal neighbours)."""
    return next(key for key, value in sheet.column_dimensions.items() if value.min <= column <= value.max)


def test_quarter_and_scheme_stand_in_named_cells(form):
    found = {}
    for name in ("form_quarter", "form_scheme"):
        ((sheet, address),) = form.defined_names[name].destinations
        found[name] = form[sheet][address.replace("$", "")].value
    assert found == {"form_quarter": "2022Q4", "form_scheme": SCHEME.id}


def test_the_second_sheet_defines_every_measure_with_its_source_and_limit(form):
    rows = [[cell.value for cell in row] for row in form[NOTES_SHEET].iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == "序号")
    by_name = {row[1]: row for row in rows[start + 1 :]}
    for measure in SCHEME.reported_measures:
        _, _, unit, definition, limit, source = by_name[measure.name]
        assert (unit, definition) == (measure.unit, measure.definition)
        assert (limit or "") == (SCHEME.measures[measure.not_more_than].name if measure.not_more_than else "")
        assert source
        assert "[P]" not in source


def test_names_that_look_like_formulas_or_addresses_stay_text(tmp_path):
    province = ("410000", "河南省", "河南", "province", "省", None, None, 0)
    names = ["=1+1", "+2", "@SUM(A1)", "-3", "http://某地", "A & B <C> {{x}}"]
    counties = [
        (f"41010{place}", name, name, "county", "县", "410000", None, place) for place, name in enumerate(names, 1)
    ]
    write_form(tmp_path / "f.xlsx", QUARTER, Areas.from_frame(_frame([province, *counties])), SCHEME)
    sheet = load_workbook(tmp_path / "f.xlsx")[ENTRY_SHEET]
    cells = [sheet.cell(row, 3) for row in range(FIRST_ROW, FIRST_ROW + len(names))]
    assert [cell.value for cell in cells] == names
    # openpyxl calls any text that starts with "=" a formula; the file itself must hold none.
    assert (
        "<f>"
        not in _part(tmp_path / "f.xlsx", "xl/worksheets/sheet1.xml").split("<sheetData>")[1].split("</sheetData>")[0]
    )
    assert not sheet._hyperlinks


def _part(path, name):
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def _frame(rows):
    names = ["area_code", "name", "short_name", "level", "kind", "parent_code", "map_code", "sort_order"]
    return pd.DataFrame(rows, columns=names)


def test_a_demo_form_says_so_and_another_does_not(contract_url, places, tmp_path):
    form = load_workbook(new_form(contract_url, tmp_path / "form.xlsx"))
    assert "演示数据" not in form[ENTRY_SHEET]["A1"].value
    province = ("410000", "河南省", "河南", "province", "省", None, None, 0)
    county = ("410102", "中原区", "中原", "county", "市辖区", "410000", None, 1)
    areas = Areas.from_frame(_frame([province, county]))
    write_form(tmp_path / "demo.xlsx", QUARTER, areas, SCHEME, is_demo=True)
    assert "演示数据" in load_workbook(tmp_path / "demo.xlsx")[ENTRY_SHEET]["A1"].value


def test_a_province_without_counties_gives_no_form(tmp_path):
    city = ("410100", "郑州市", "郑州", "city", "省辖市", "410000", None, 1)
    areas = Areas.from_frame(_frame([("410000", "河南省", "河南", "province", "省", None, None, 0), city]))
    with pytest.raises(InputRejected, match="没有2022年第四季度有效的县"):
        write_form(tmp_path / "f.xlsx", QUARTER, areas, SCHEME)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path, contract_url, places):
    with pytest.raises(InputRejected, match="无法写入文件"):
        new_form(contract_url, tmp_path / "nowhere" / "form.xlsx")
