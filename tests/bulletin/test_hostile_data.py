"""Documents of a database whose every name and text tries to do something: valid, complete, and without any life."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bulletin.checking import check_document
from bulletin.command_reading import read_facts
from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.writing import render_contents, render_unit
from supervision.texts import LONGEST_NAME
from tests.bulletin.reading import lines_of
from tests.hostile import CUTOFF, EXPRESSION, MARKUP, QUARTER, with_hostile_texts

JUDGES = (("openxml-audit", "-f", "office2019"), ("ooxml-integrity", "check", "--fail-on", "warn"))
KINDS = (Kind.CIRCULAR, Kind.UNIT)


@pytest.fixture(scope="module")
def facts(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    found, _ = read_facts(
        with_hostile_texts(demo_url, tmp_path_factory.mktemp("hostile") / "demo.sqlite"), QUARTER, CUTOFF
    )
    return found


def written(facts: Facts, kind: Kind) -> bytes:
    if kind is Kind.UNIT:
        return render_unit(facts, "410300", is_demo=True)
    return render_contents(Contents(kind, facts, True), stamps_faults=True)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_document_holds_the_texts_as_letters_and_nothing_of_them_lives(facts: Facts, kind: Kind, tmp_path: Path):
    docx = written(facts, kind)
    file = tmp_path / "file.docx"
    file.write_bytes(docx)
    for judge in JUDGES:
        command = [Path(sys.executable).parent / judge[0], *judge[1:], file]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    assert check_document(docx) == ()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}
    assert [name for name, part in parts.items() if name.endswith(".rels") and "foreign" in part] == []
    fields = re.findall(r"<w:instrText[^>]*>[^<]*|<w:fldSimple[^>]*>", parts["word/document.xml"])
    assert [field for field in fields if "foreign" in field or "INCLUDETEXT" in field] == []
    text = "\n".join(lines_of(docx))
    assert EXPRESSION in text
    assert MARKUP[: LONGEST_NAME - 1] + "…" in text
    # Cut in sight, and before it fills pages.
    assert not re.search("长{301}|W{301}", text)
