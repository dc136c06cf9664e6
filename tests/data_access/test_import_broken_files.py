"""Files that are no form of ours, broken, or made to do harm: each a sentence, and nothing is written."""

import zipfile

import pytest
from openpyxl import load_workbook

from data_access.shared.engine import open_writer
from data_access.shared.tables import metadata
from data_access.workbook.form_layout import ENTRY_SHEET, FIRST_ROW
from supervision.faults import InputRejected
from tests.data_access.form_filling import (
    QUARTER,
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


def rejected(contract_url, path):
    with pytest.raises(InputRejected) as caught:
        import_into(contract_url, path)
    assert stored(contract_url) == []
    return caught.value.sentence


def test_a_workbook_without_the_sheet_is_refused(contract_url, form):
    workbook = load_workbook(form)
    workbook[ENTRY_SHEET].title = "Sheet1"
    workbook.save(form)
    assert "没有工作表“季度填报表”（现有：Sheet1、填报说明）" in rejected(contract_url, form)


def test_a_sheet_without_rows_is_refused(contract_url, form):
    workbook = load_workbook(form)
    workbook[ENTRY_SHEET].delete_rows(FIRST_ROW, 10)
    workbook.save(form)
    assert "没有任何地区" in rejected(contract_url, form)


def test_an_empty_sheet_is_refused_by_its_heading(contract_url, form):
    workbook = load_workbook(form)
    workbook[ENTRY_SHEET].delete_rows(1, 100)
    workbook.save(form)
    imported = import_into(contract_url, form)
    assert "缺少“地区代码”一列" in told(imported.faults)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(contract_url, form, kept):
    content = form.read_bytes()
    form.write_bytes(content[: int(len(content) * kept)])
    assert "已损坏" in rejected(contract_url, form)


def test_a_text_file_called_xlsx_is_refused(contract_url, places, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_text("section,item\n", encoding="utf-8")
    assert "已损坏" in rejected(contract_url, path)


def test_a_workbook_whose_sheet_is_not_xml_is_refused(contract_url, form):
    assert "已损坏" in rejected(
        contract_url, repacked(form, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"})
    )


def test_a_package_that_is_no_workbook_is_refused(contract_url, places, tmp_path):
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("hello.txt", "x")
    assert "已损坏" in rejected(contract_url, path)


def test_an_old_workbook_or_one_with_a_password_is_told_what_to_do(contract_url, places, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    assert "请去掉密码并另存为 .xlsx" in rejected(contract_url, path)


def test_a_workbook_with_macros_is_refused(contract_url, form):
    assert "含有宏" in rejected(contract_url, repacked(form, {"xl/vbaProject.bin": b"x"}))


def test_a_workbook_with_a_document_type_is_refused(contract_url, form):
    content = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    assert "不允许的外部定义" in rejected(contract_url, repacked(form, {"xl/worksheets/sheet1.xml": content}))


def test_a_small_file_that_unpacks_to_far_too_much_is_refused(contract_url, form):
    assert "解压后过大" in rejected(contract_url, repacked(form, {"xl/media/zeros.bin": bytes(201 * 1024 * 1024)}))


def test_a_file_above_20_megabytes_is_refused(contract_url, places, tmp_path):
    path = tmp_path / "form.xlsx"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    assert "超过20 MB的上限" in rejected(contract_url, path)


def test_more_than_five_thousand_rows_are_refused(contract_url, form):
    workbook = load_workbook(form)
    workbook[ENTRY_SHEET].cell(5_006, 1).value = "x"
    workbook.save(form)
    assert "超过5,000行" in rejected(contract_url, form)


@pytest.mark.parametrize(
    ("name", "sentence"), [("none.xlsx", "找不到文件"), ("form.xls", "不是 .xlsx 填报表"), ("e.csv", "空文件")]
)
def test_a_file_that_is_no_file_of_ours_is_refused(contract_url, places, tmp_path, name, sentence):
    if name != "none.xlsx":
        (tmp_path / name).write_bytes(b"" if name == "e.csv" else b"x")
    assert sentence in rejected(contract_url, tmp_path / name)


def test_a_form_needs_no_area_from_the_command_line(contract_url, form):
    with pytest.raises(InputRejected, match="不需要 --area"):
        import_into(contract_url, form, QUARTER, "410102")


def repacked(path, parts):
    """Return the workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**contents, **parts}.items():
            package.writestr(name, content)
    return path


def test_no_damage_to_any_part_ends_in_a_traceback(contract_url, form):
    """Each part of the package is cut, emptied of sense, or removed in turn."""
    whole = form.read_bytes()
    with zipfile.ZipFile(form) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        for damaged in (content[: len(content) // 2], b"<x/>", content.replace(b"<", b"", 1)):
            form.write_bytes(whole)
            repacked(form, {name: damaged})
            try:
                # Some parts (themes, properties) are never read, and the form is as good without them.
                import_into(contract_url, form)
            except InputRejected as fault:
                assert "form.xlsx" in fault.sentence  # noqa: PT017 - either outcome is right, a traceback is not
    assert stored(contract_url) == []


@pytest.mark.parametrize("place", [0.1, 0.2, 0.3, 0.4, 0.5])
def test_bytes_changed_on_the_way_are_noticed(contract_url, form, place):
    content = bytearray(form.read_bytes())
    start = int(len(content) * place)
    content[start : start + 40] = bytes(40)
    form.write_bytes(bytes(content))
    assert "已损坏" in rejected(contract_url, form)
