"""核对稿: a comment on every figure that says what is behind it; the document under it stays the same."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from bulletin.facts import Facts
from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document
from bulletin.review_copy import annotate
from bulletin.unit_contents import compose_unit
from bulletin.writing import render_unit
from tests.bulletin.reading import lines_of

SCRIPTS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def pair(assessment, background) -> tuple[bytes, bytes]:
    """Return the document for one place, and its copy for checking."""
    facts = Facts(assessment, background)
    docx = render_unit(facts, "411600", is_demo=True)
    return docx, annotate(docx, compose_unit(facts, "411600", is_demo=True))


def test_every_figure_has_a_comment_and_the_text_stays(pair):
    docx, copy = pair
    assert lines_of(copy) == lines_of(docx)
    figures = sum(len(block.marks) for block in open_document(docx).blocks)
    assert len(list(Document(io.BytesIO(copy)).comments)) == figures > 250
    assert check_file(open_document(copy)).findings == ()


def test_a_comment_says_whose_of_what_from_which_counts(pair):
    texts = [comment.text for comment in Document(io.BytesIO(pair[1])).comments]
    said = next(text for text in texts if "homework_time_visited@411600/2022Q4#2022-12-20" in text and "÷" in text)
    assert said.startswith("周口市　到校核查作业时间达标率：50.0%；数值 0.5；60÷120；口径 ")
    assert "依据 到校核查；逐件数据见“明细”页，指标 3.3" in said


def test_the_copy_passes_both_validators(pair, tmp_path):
    path = tmp_path / "copy.docx"
    path.write_bytes(pair[1])
    audit = [SCRIPTS / "openxml-audit", "-f", "office2019", "-o", "json", path]
    assert subprocess.run(audit, capture_output=True, check=False).returncode == 0
    command = [SCRIPTS / "ooxml-integrity", "check", "--json", "--fail-on", "warn", path]
    checked = subprocess.run(command, capture_output=True, check=False)
    assert (checked.returncode, json.loads(checked.stdout)["files"][0]["summary"]["warn"]) == (0, 0)
