"""A form that was filled in sound: what goes in comes out, and an earlier revision stays."""

import pytest
from openpyxl import load_workbook

from data_access.workbook.form_layout import ENTRY_SHEET, FIRST_ROW, HEADING_ROW
from tests.data_access.form_filling import (
    REPORTED_AT,
    SCHEME,
    SOUND,
    cell_of,
    change,
    fill,
    import_into,
    new_form,
    standing,
    stored,
    told,
)


@pytest.fixture
def form(contract_url, places, tmp_path):
    return new_form(contract_url, tmp_path / "form.xlsx")


def test_a_filled_form_is_what_the_dashboard_reads(contract_url, form):
    fill(form, "410102", SOUND)
    imported = import_into(contract_url, form)
    assert imported.faults == ()
    assert [(one.area_code, one.revision, one.counts) for one in imported.written] == [("410102", 1, len(SOUND))]
    assert standing(contract_url, "410102") == SOUND
    assert {row[5] for row in stored(contract_url)} == {REPORTED_AT}
    assert {row[6] for row in stored(contract_url)} == {"已报"}


def test_the_sample_report_has_every_reported_measure():
    assert set(SOUND) == {measure.code for measure in SCHEME.reported_measures}


def test_counties_left_empty_are_not_reported_and_write_nothing(contract_url, form):
    fill(form, "410102", SOUND)
    fill(form, "410103", {"filled": "本季度未报"})
    imported = import_into(contract_url, form)
    assert imported.unfilled == ("410103", "410181")
    assert {row[0] for row in stored(contract_url)} == {"410102"}


def test_cells_left_empty_are_missing_not_zero_and_are_listed(contract_url, form):
    fill(form, "410102", {**SOUND, "pupils": None, "pupils_after_school": "  ", "filled": "部分暂缺"})
    imported = import_into(contract_url, form)
    assert "有2项未填，按未报处理：“义务教育阶段在校学生数”、“参加课后服务的学生”" in told(imported.warnings)
    values = standing(contract_url, "410102")
    assert values["pupils"] != values["pupils"]
    assert values["adverts_punished"] == 0


def test_a_second_import_is_a_new_revision_and_the_first_one_stays(contract_url, form):
    import_into(contract_url, fill(form, "410102", SOUND))
    first = stored(contract_url)
    imported = import_into(contract_url, fill(form, "410102", {"schools_own_plan": 31}))
    assert imported.written[0].revision == 2
    rows = stored(contract_url)
    assert [row for row in rows if row[3] == 1] == first
    assert len(rows) == 2 * len(first)
    assert standing(contract_url, "410102")["schools_own_plan"] == 31


def test_the_same_figures_again_make_no_revision(contract_url, form):
    fill(form, "410102", SOUND)
    import_into(contract_url, form)
    before = stored(contract_url)
    fill(form, "410103", SOUND)
    imported = import_into(contract_url, form)
    assert imported.unchanged == ("410102",)
    assert [one.area_code for one in imported.written] == ["410103"]
    assert [row for row in stored(contract_url) if row[0] == "410102"] == before


def test_a_cell_emptied_after_a_report_is_told_with_the_earlier_figure(contract_url, form):
    import_into(contract_url, fill(form, "410102", SOUND))
    imported = import_into(contract_url, fill(form, "410102", {"pupils": None}))
    address = cell_of(form, "410102", "pupils")
    assert f"{address}｜值：（空）｜“义务教育阶段在校学生数”原报20,000，本次为空" in told(imported.warnings)


def test_a_number_of_counties_other_than_the_area_table_says_is_a_warning(contract_url, form):
    imported = import_into(contract_url, fill(form, "410102", {**SOUND, "counties": 2}))
    assert "与区划表（1个，含功能区）不一致" in told(imported.warnings)
    assert imported.written


def test_rows_may_be_sorted_and_deleted(contract_url, form):
    fill(form, "410181", SOUND)
    workbook = load_workbook(form)
    workbook[ENTRY_SHEET].delete_rows(FIRST_ROW, 2)
    workbook.save(form)
    assert [one.area_code for one in import_into(contract_url, form).written] == ["410181"]


def test_codes_decide_where_the_wording_of_a_heading_is_changed(contract_url, form):
    fill(form, "410102", SOUND)
    column = cell_of(form, "410102", "schools").rstrip("0123456789")
    change(form, f"{column}{HEADING_ROW}", "义务教育学校数 （所）")
    assert import_into(contract_url, form).faults == ()


def test_whole_numbers_stored_with_decimals_are_whole(contract_url, form):
    fill(form, "410102", {**SOUND, "adverts_punished": 3.0})
    import_into(contract_url, form)
    assert standing(contract_url, "410102")["adverts_punished"] == 3
