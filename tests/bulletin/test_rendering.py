"""Hostile data and hostile templates: nothing runs, nothing is lost, every refusal is a sentence in Chinese."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.checking import check_document
from bulletin.cleaning import clean_text
from bulletin.kinds import Kind
from bulletin.rendering import TemplateBroken, render
from bulletin.writing import TEMPLATE_FOLDER, render_bulletin, write_bulletin
from supervision.assessment import Assessment
from tests.bulletin.conftest import Province
from tests.bulletin.reading import lines_of

_FIELD = '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT</w:instrText></w:r>'
HOSTILE = (
    "A & B <C> {{x}}",
    "{% raw %}甲市",
    "{{ 7*7 }}{# 注 #}乙市",
    f"丙市{_FIELD}",
    "丁\x00\x0b市\ufffe",
    "戊市\a\f己",
    "庚{_{x}_}市",
    "{不配对}}%}{%",
)


def _named(name: str) -> Assessment:
    """Return an assessment in which 洛阳市, late and named in several places, has another name."""
    province = Province()
    province.areas = [replace(a, name=name) if a.area_code == "410300" else a for a in province.areas]
    return province.assess()


def _parts(docx: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:24])
def test_hostile_name_is_printed_as_text_and_nothing_after_it_is_lost(name: str) -> None:
    docx = render_bulletin(_named(name), Kind.CIRCULAR, is_demo=False)
    lines = lines_of(docx)
    assert check_document(docx) == ()
    assert any(line.startswith(f"未按时报送材料的有：{clean_text(name)}（应报1份") for line in lines)
    assert any(line.startswith("0.4 | ") for line in lines)
    assert _fields(docx) == {" PAGE "}


def _fields(docx: bytes) -> set[str]:
    """Return the codes of all live fields; text that merely looks like one is not among them."""
    return {code for part in _parts(docx).values() for code in re.findall("<w:instrText[^>]*>([^<]*)<", part)}


def test_hostile_name_reads_as_it_was_written() -> None:
    text = "\n".join(lines_of(render_bulletin(_named("A & B <C> {{x}}"), Kind.REPORT, is_demo=False)))
    assert "A & B <C> {{x}}" in text.replace("\u200b", "")


def test_lone_surrogate_is_removed_before_it_can_swallow_the_rest() -> None:
    assert clean_text("甲\ud800市") == "甲市"


def test_breaks_in_names_become_spaces() -> None:
    assert clean_text("甲\n市\t乙\u2028丙") == "甲 市 乙 丙"


def _template_with(text: str, folder: Path) -> Path:
    """Return a copy of the report template with this text in place of the office's name."""
    changed = folder / "changed.docx"
    with zipfile.ZipFile(TEMPLATE_FOLDER / "report.docx") as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"{{ office_name }}", text.encode())
            target.writestr(name, part)
    return changed


ATTACKS = (
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self.__init__ }}",
    "{{ pictures[0].image.tpl.docx.save('/tmp/x.docx') }}",
    "{{ pictures[0].image.tpl }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ office_name.upper() }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ range(100000) }}",
    "{{ lipsum() }}",
    "{{ namespace() }}",
    "{{ categories.append('x') }}",
    "{{ joiner() }}",
    "{{ dict() }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_template_can_only_print_given_values(attack: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateBroken) as refused:
        render(_template_with(attack, tmp_path), _some_context(), ())
    assert re.search("含有不允许的写法|系统没有提供的名称", refused.value.sentence), refused.value.sentence


def _some_context() -> dict[str, object]:
    return {"office_name": "办公室", "title": "题", "problems": [], "categories": ["甲"]}


def test_unknown_name_in_a_template_is_named_in_the_message(assessment: Assessment, tmp_path: Path) -> None:
    _template_with("{{ ofice_name }}", tmp_path).rename(tmp_path / "report.docx")
    with pytest.raises(TemplateBroken, match="系统没有提供的名称：“ofice_name”"):
        render_bulletin(assessment, Kind.REPORT, is_demo=True, templates=tmp_path)


@pytest.mark.parametrize("broken", ["{{ title", "{% if x %}", "{{ title|nosuch }}", "{{ title ｝｝"])
def test_broken_tag_is_refused(assessment: Assessment, tmp_path: Path, broken: str) -> None:
    _template_with(broken, tmp_path).rename(tmp_path / "report.docx")
    with pytest.raises(TemplateBroken, match="模板"):
        render_bulletin(assessment, Kind.REPORT, is_demo=True, templates=tmp_path)


def test_missing_template_says_which(assessment: Assessment, tmp_path: Path) -> None:
    with pytest.raises(TemplateBroken, match=r"找不到模板文件 report\.docx"):
        render_bulletin(assessment, Kind.REPORT, is_demo=True, templates=tmp_path)


def test_template_that_is_no_word_file_is_refused(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"not a word file")
    with pytest.raises(TemplateBroken, match="不是可用的 Word"):
        render_bulletin(assessment, Kind.REPORT, is_demo=True, templates=tmp_path)


def test_file_appears_whole_and_leaves_nothing_beside_it(assessment: Assessment, tmp_path: Path) -> None:
    out = tmp_path / "通报.docx"
    out.write_text("旧文件", encoding="utf-8")
    write_bulletin(assessment, Kind.REPORT, is_demo=True, out=out)
    assert out.read_bytes()[:2] == b"PK"
    assert [path.name for path in tmp_path.iterdir()] == ["通报.docx"]


def test_row_wider_than_its_table_is_found(docx: bytes) -> None:
    cell = '<w:tcPr><w:tcW w:w="1460" w:type="dxa"/>'
    document = _parts(docx)["word/document.xml"].replace(cell, f'{cell}<w:gridSpan w:val="2"/>', 1)
    assert any("列，表格为" in found for found in check_document(_with_document(docx, document)))


def test_leftover_of_the_template_is_found_even_when_split_over_runs(docx: bytes) -> None:
    split = '附件{</w:t></w:r><w:r><w:t xml:space="preserve">{ 1'
    document = _parts(docx)["word/document.xml"].replace("附件1", split, 1)
    assert any("残留模板标记" in found for found in check_document(_with_document(docx, document)))


def test_repeated_drawing_id_is_found(docx: bytes) -> None:
    document = _parts(docx)["word/document.xml"].replace('<wp:docPr id="2"', '<wp:docPr id="1"')
    assert any("重复" in found for found in check_document(_with_document(docx, document)))


def _with_document(docx: bytes, document: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            target.writestr(name, document.encode() if name == "word/document.xml" else source.read(name))
    return written.getvalue()
