"""A finished file held against its own list and against today's data, also after a real office program saved it."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from bulletin.__main__ import main
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.manifest import hash_snapshot
from bulletin.proof.findings import Proof, Verdict, check_file
from bulletin.proof.opening import open_document
from bulletin.proof.today import figures_today
from bulletin.proof.words import explain, report_lines
from bulletin.writing import render_bulletin, render_unit
from supervision.faults import InputRejected
from tests.bulletin.conftest import Province
from tests.bulletin.reading import lines_of

COVERAGE = "indicator/coverage@410000/2022Q4#2022-12-20"


@pytest.fixture(scope="module")
def circular(assessment, background) -> bytes:
    return render_bulletin(assessment, Kind.CIRCULAR, is_demo=True, background=background)


@pytest.fixture(scope="module")
def resaved(circular: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the circular as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("resaved")
    (folder / "circular.docx").write_bytes(circular)
    office = shutil.which("soffice")
    assert office, "须安装 LibreOffice Writer（libreoffice-writer）"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(folder / "circular.docx")],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return (folder / "out" / "circular.docx").read_bytes()


@pytest.fixture(params=["as made", "resaved"])
def file(request: pytest.FixtureRequest, circular: bytes, resaved: bytes) -> bytes:
    """Return the circular with its tags, and without them as LibreOffice leaves it."""
    return circular if request.param == "as made" else resaved


def edited(docx: bytes, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """Return a file with some texts replaced once, as an editor would; a text with `>` or `<` is replaced as XML."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes if name == part else ():
                content = _replaced(content, before, after)
            new.writestr(name, content)
    return written.getvalue()


def _replaced(content: bytes, before: str, after: str) -> bytes:
    if set("<>") & set(before):
        assert before.encode() in content, before
        return content.replace(before.encode(), after.encode(), 1)
    root = etree.fromstring(content)
    paragraphs = [list(paragraph.iter(qn("w:t"))) for paragraph in root.iter(qn("w:p"))]
    texts = next(each for each in paragraphs if before in "".join(text.text or "" for text in each))
    start = "".join(text.text or "" for text in texts).index(before)
    end, position = start + len(before), 0
    for text in texts:
        own = text.text or ""
        first, last = max(start - position, 0), min(max(end - position, 0), len(own))
        if first < last:
            text.text, after = own[:first] + after + own[last:], ""
        position += len(own)
    return etree.tostring(root)


def proof_of(docx: bytes) -> Proof:
    return check_file(open_document(docx))


def test_a_file_that_nobody_touched_has_nothing_found(file: bytes) -> None:
    proof = proof_of(file)
    assert (proof.findings, proof.figures > 900, proof.unchanged) == ((), True, proof.figures)


def test_libreoffice_drops_the_tags_and_every_figure_is_found_by_its_place(circular: bytes, resaved: bytes) -> None:
    assert proof_of(circular).by_position == 0
    assert proof_of(resaved).by_position == proof_of(resaved).figures


def test_a_figure_changed_by_hand_is_named(file: bytes) -> None:
    printed = open_document(file).listed.figures[COVERAGE].text
    (finding,) = proof_of(edited(file, (f">{printed}<", ">99.9%<"))).findings
    assert (finding.verdict, finding.name, finding.was, finding.now) == (Verdict.CHANGED, COVERAGE, printed, "99.9%")
    assert "覆盖率" in finding.around


def test_a_figure_changed_in_a_table_is_named_with_its_place(file: bytes) -> None:
    name = "total/score@410300/2022Q4#2022-12-20"
    printed = open_document(file).listed.figures[name].text
    row = next(line for line in lines_of(file) if line.startswith("洛阳市") and printed in line)
    text = edited(file, (f">{row.split(' | ')[-2]}<", ">99.9▲<"))
    assert (Verdict.CHANGED, name) in {(finding.verdict, finding.name) for finding in proof_of(text).findings}


def test_a_number_that_belongs_to_no_figure_is_found(file: bytes) -> None:
    proof = proof_of(edited(file, ("全省责任督学", "全省约30名责任督学")))
    assert [(finding.verdict, finding.now) for finding in proof.findings] == [(Verdict.LOOSE, "30")]


def test_dates_and_the_number_of_the_document_are_not_figures(file: bytes) -> None:
    changes = (("〔2022〕×号", "〔2022〕17号"), ("2022年×月×日", "2022年12月26日"))
    assert proof_of(edited(file, *changes)).findings == ()


def test_words_may_be_edited_around_figures(file: bytes) -> None:
    changes = (("全省责任督学", "全省各级各类责任督学本季度"), ("到校督导", "共开展到校督导"))
    assert proof_of(edited(file, *changes)).findings == ()


def test_a_word_that_turns_a_change_round_is_found(file: bytes) -> None:
    # The number is the same, what it says is not.
    proof = proof_of(edited(file, ("下降0.3个百分点", "上升0.3个百分点")))
    assert [finding.verdict for finding in proof.findings] == [Verdict.CHANGED]


def test_a_paragraph_taken_out_is_told_figure_by_figure(circular: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(circular)) as package:
        body = package.read("word/document.xml").decode()
    start = body.rindex("<w:p>", 0, body.index("全省责任督学"))
    paragraph = body[start : body.index("</w:p>", start) + len("</w:p>")]
    proof = proof_of(edited(circular, (paragraph, "")))
    assert {finding.verdict for finding in proof.findings} == {Verdict.REMOVED}
    assert len(proof.findings) == paragraph.count("<w:sdt>")


def test_a_paragraph_moved_elsewhere_is_still_known(file: bytes) -> None:
    written = open_document(file)
    moved = type(written)(written.listed, (*written.blocks[12:], *written.blocks[:12]))
    assert check_file(moved).findings == ()


def test_figures_behind_todays_data_are_told_old_and_new(circular: bytes, background) -> None:
    later = Province(replaced={("410300", "visits"): 4000.0}).assess()
    written = open_document(circular)
    facts = Facts(later, background)
    proof = check_file(written, figures_today(facts, written.listed), hash_snapshot(later))
    assert proof.same_data is False
    stale = {finding.name: (finding.was, finding.now) for finding in proof.of(Verdict.STALE)}
    assert stale["count/visits@410000/2022Q4#2022-12-20"] == ("18,300", "21,400")
    assert all(was != now for was, now in stale.values())


def test_todays_data_equal_to_those_of_the_file_are_said_to_be(assessment, background, kind: Kind, docx: bytes) -> None:
    written = open_document(docx)
    proof = check_file(written, figures_today(Facts(assessment, background), written.listed), hash_snapshot(assessment))
    assert (proof.findings, proof.same_data) == ((), True)
    assert "完全相同" in "".join(report_lines(proof))


def test_a_document_for_one_place_is_checked_too(assessment, background) -> None:
    facts = Facts(assessment, background)
    written = open_document(render_unit(facts, "411600", is_demo=True))
    assert check_file(written, figures_today(facts, written.listed)).findings == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "就是一段文字".encode()])
def test_what_is_no_word_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(InputRejected, match=r"\.docx"):
        open_document(content)


def test_a_word_file_of_others_is_refused_with_a_sentence(circular: bytes) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(circular)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml"):
                new.writestr(name, old.read(name))
    with pytest.raises(InputRejected, match="数字清单"):
        open_document(written.getvalue())


def test_a_hostile_file_is_neither_unpacked_nor_followed(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 250_000_000)
    with pytest.raises(InputRejected, match="过大"):
        open_document(bomb.getvalue())
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    entity = io.BytesIO()
    declared = f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    body = f'{declared}<figures xmlns="urn:shuangjian:bulletin:figures:1">&s;</figures>'
    with zipfile.ZipFile(entity, "w") as package:
        package.writestr("customXml/item1.xml", body)
    with pytest.raises(InputRejected) as refused:
        open_document(entity.getvalue())
    assert "机密" not in refused.value.sentence


def test_the_command_tells_and_its_code_says_whether_anything_was_found(circular: bytes, tmp_path, capsys) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(circular)
    assert main(["check", str(path), "--file-only"]) == 0
    assert "与生成时一致" in capsys.readouterr().out
    path.write_bytes(edited(circular, ("全省责任督学", "全省约30名责任督学")))
    assert main(["check", str(path), "--file-only"]) == 1
    assert "没有出处：30" in capsys.readouterr().out
    path.write_text("文字")
    assert main(["check", str(path)]) == 1
    assert "未完成" in capsys.readouterr().err


def test_findings_read_as_sentences(circular: bytes) -> None:
    proof = proof_of(edited(circular, ("全省责任督学", "全省约30名责任督学")))
    assert explain(proof.findings[0]).startswith("没有出处：30（")
