"""The whole text of both documents, readable, as it was last approved by a person."""

import os
from pathlib import Path

from bulletin.kinds import Kind
from tests.bulletin.reading import lines_of

GOLDEN = Path(__file__).parent / "golden"


def test_text_is_the_approved_one(docx: bytes, kind: Kind) -> None:
    approved, lines = GOLDEN / f"{kind}.txt", lines_of(docx)
    if os.environ.get("APPROVE_GOLDEN"):
        approved.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == approved.read_text(encoding="utf-8").splitlines(), "改动属实时，用 APPROVE_GOLDEN=1 重写并复核差异"
