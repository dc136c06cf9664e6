"""A form with a fault: file, sheet, cell, value and rule are named, all faults at once, and nothing is written."""

import pytest
from openpyxl import load_workbook

from data_access.shared.engine import open_writer
from data_access.shared.tables import metadata
from data_access.workbook.form_layout import CODE_ROW, ENTRY_SHEET, FIRST_ROW, HEADING_ROW
from data_access.workbook.reports import show_value
from supervision.periods import Quarter
from tests.data_access.form_filling import (
    REPORTED_AT,
    SCHEME,
    SOUND,
    cell_of,
    change,
    fill,
    import_into,
    new_form,
    stored,
    told,
)


@pytest.fixture
def contract_url(tmp_path):
    """Return one SQLite database: what a file must satisfy does not depend on the engine."""
    url = f"sqlite:///{tmp_path / 'contract.sqlite'}"
    engine = open_writer(url)
    metadata.create_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def form(contract_url, places, tmp_path):
    return new_form(contract_url, tmp_path / "form.xlsx")


def refuse(contract_url, form, *parts):
    """Import a form that has one fault and check that it names file, sheet, and all the parts, and writes nothing."""
    before = stored(contract_url)
    imported = import_into(contract_url, form)
    assert len(imported.faults) == 1, told(imported.faults)
    for part in ("form.xlsx", f"工作表“{ENTRY_SHEET}”", *parts):
        assert part in str(imported.faults[0])
    assert imported.written == ()
    assert stored(contract_url) == before


# ---- faults of single cells


@pytest.mark.parametrize(
    ("value", "shown", "rule"),
    [
        (-3, "-3", "不得为负数"),
        (3.5, "3.5", "不得为小数"),
        ("三十", "三十", "不得为文字"),
        ("40", "40", "现为文本格式的数字"),
        ("无", "无", "没有数据请留空，确为零请填0"),
        ("=20+20", "=20+20", "不得为公式"),
        ("#DIV/0!", "#DIV/0!", "不得为错误值"),
        (True, "True", "不得为日期或逻辑值"),
        (REPORTED_AT.replace(tzinfo=None), "2022-12-19 10:30:00", "不得为日期或逻辑值"),
        (2_147_483_648, "2147483648", "数值过大"),
    ],
)
def test_a_value_that_is_no_count_is_refused_with_its_cell(contract_url, form, value, shown, rule):
    fill(form, "410102", {**SOUND, "adverts_punished": value})
    refuse(contract_url, form, cell_of(form, "410102", "adverts_punished"), f"值：{shown}", rule)


def test_control_signs_of_a_value_never_reach_the_terminal(contract_url, form):
    fill(form, "410102", {**SOUND, "adverts_punished": "一\t二\n三\u202e" + "长" * 200})
    imported = import_into(contract_url, form)
    assert "值：一 二 三�长" in str(imported.faults[0])
    assert len(str(imported.faults[0])) < 160
    assert show_value("\x1b[2J清屏") == "�[2J清屏"


def test_a_part_above_its_whole_is_refused(contract_url, form):
    fill(form, "410102", {**SOUND, "schools_homework_public": 41})
    whole = cell_of(form, "410102", "schools")
    address = cell_of(form, "410102", "schools_homework_public")
    refuse(contract_url, form, address, "值：41", f"不应大于“义务教育阶段学校总数”（40，{whole}）")


def test_a_broken_balance_is_refused_with_its_sum(contract_url, form):
    fill(form, "410102", {**SOUND, "untreated_reported": 5})
    address = cell_of(form, "410102", "baseline_reported")
    refuse(contract_url, form, address, "值：60", "40＋10＋8＋5＝63，总数为60")


def test_all_faults_are_told_at_once(contract_url, form):
    fill(form, "410102", {**SOUND, "schools": "x", "pupils": -1, "adverts_punished": 0.5})
    fill(form, "410103", {**SOUND, "survey_satisfied": 901})
    assert len(import_into(contract_url, form).faults) == 4
    assert stored(contract_url) == []


# ---- faults of rows


def test_an_unknown_area_is_refused(contract_url, form):
    fill(form, "410102", SOUND)
    change(form, f"A{FIRST_ROW}", "419999")
    refuse(contract_url, form, f"A{FIRST_ROW}", "值：419999", "区划表中没有此地区")


def test_a_city_is_no_row_of_the_form(contract_url, form):
    fill(form, "410102", SOUND)
    change(form, f"A{FIRST_ROW}", "410100")
    refuse(contract_url, form, f"A{FIRST_ROW}", "值：410100", "“郑州市”不是县（市、区）")


def test_a_county_twice_is_refused(contract_url, form):
    fill(form, "410102", SOUND)
    change(form, f"A{FIRST_ROW + 1}", "410102")
    change(form, f"C{FIRST_ROW + 1}", "中原区")
    refuse(contract_url, form, f"A{FIRST_ROW + 1}", "值：410102", f"重复出现，第{FIRST_ROW}行已有")


def test_figures_in_the_row_of_another_county_are_refused(contract_url, form):
    fill(form, "410102", SOUND)
    change(form, f"C{FIRST_ROW}", "二七区")
    refuse(contract_url, form, f"C{FIRST_ROW}", "值：二七区", "与地区代码410102（中原区）不符")


def test_figures_without_an_area_are_refused(contract_url, form):
    fill(form, "410102", SOUND)
    change(form, f"A{FIRST_ROW}", None)
    refuse(contract_url, form, f"A{FIRST_ROW}", "缺少地区代码")


@pytest.mark.parametrize(
    ("filled", "counts", "rule"),
    [
        ("本季度未报", {"schools": 3}, "选了“本季度未报”，但本行填有数字"),
        ("已填报", {"schools": 3}, "选了“已填报”，但本行有36项空缺"),
        ("部分暂缺", {}, "选了“部分暂缺”，但本行没有填任何数字"),
        ("填好了", {"schools": 3}, "应为下拉列表中的一项"),
    ],
)
def test_what_a_county_says_of_its_row_must_fit_the_row(contract_url, form, filled, counts, rule):
    fill(form, "410103", {**counts, "filled": filled})
    refuse(contract_url, form, cell_of(form, "410103", "filled"), f"值：{filled}", rule)


# ---- faults of the whole form


def test_a_form_of_another_quarter_is_refused(contract_url, places, tmp_path):
    form = fill(new_form(contract_url, tmp_path / "form.xlsx", Quarter(2022, 3)), "410102", SOUND)
    refuse(contract_url, form, "B2", "值：2022Q3", "填报季度应为2022Q4")


def test_a_form_of_another_scheme_is_refused(contract_url, form):
    workbook = load_workbook(form)
    ((sheet, address),) = workbook.defined_names["form_scheme"].destinations
    change(form, address.replace("$", ""), "henan-2030-v9", sheet)
    imported = import_into(contract_url, form)
    assert f"评分方案应为{SCHEME.id}" in str(imported.faults[0])


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("schools_unknown", ["方案中没有这一列", "缺少“义务教育阶段学校总数（所）”一列"]),
        ("pupils", ["“义务教育阶段在校学生数（人）”出现两次", "缺少“义务教育阶段学校总数（所）”一列"]),
        (None, ["缺少“义务教育阶段学校总数（所）”一列"]),
    ],
)
def test_changed_codes_of_the_heading_are_refused(contract_url, form, code, rules):
    fill(form, "410102", SOUND)
    column = cell_of(form, "410102", "schools").rstrip("0123456789")
    change(form, f"{column}{CODE_ROW}", code)
    imported = import_into(contract_url, form)
    assert len(imported.faults) == len(rules)
    for rule in rules:
        assert rule in told(imported.faults)
    assert stored(contract_url) == []


def test_headings_that_changed_places_are_refused(contract_url, form):
    fill(form, "410102", SOUND)
    column = cell_of(form, "410102", "schools").rstrip("0123456789")
    change(form, f"{column}{HEADING_ROW}", "义务教育阶段在校学生数（人）")
    refuse(contract_url, form, f"{column}{HEADING_ROW}", "表头已被改动：此列应为“义务教育阶段学校总数（所）”")


def test_a_refused_cell_is_no_empty_cell(contract_url, form):
    fill(form, "410102", {**SOUND, "adverts_punished": "三"})
    assert import_into(contract_url, form).warnings == ()
