"""The whole text of the documents, readable, as it was last approved by a person."""

import os
from pathlib import Path

from bulletin.background import Background
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.writing import render_unit
from supervision.assessment import Assessment
from tests.bulletin.reading import lines_of

GOLDEN = Path(__file__).parent / "golden"


def test_text_is_the_approved_one(docx: bytes, kind: Kind) -> None:
    _compare(docx, kind)


def test_text_for_one_place_is_the_approved_one(assessment: Assessment, background: Background) -> None:
    _compare(render_unit(Facts(assessment, background), "411600", is_demo=True), Kind.UNIT)


def _compare(docx: bytes, kind: Kind) -> None:
    approved, lines = GOLDEN / f"{kind}.txt", lines_of(docx)
    if os.environ.get("APPROVE_GOLDEN"):
        approved.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == approved.read_text(encoding="utf-8").splitlines(), "改动属实时，用 APPROVE_GOLDEN=1 重写并复核差异"
