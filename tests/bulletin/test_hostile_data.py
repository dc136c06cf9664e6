"""Documents of a database whose every name and text tries to do something: valid, complete, and without any life."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bulletin.bundle import render_all
from bulletin.checking import check_document
from bulletin.command_reading import read_facts
from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.reminder import Reminder, render_reminder
from bulletin.review_copy import annotate
from bulletin.writing import render_contents, render_unit
from supervision.deadlines import dates_of_year
from supervision.submission_states import SubmissionState
from supervision.texts import LONGEST_NAME
from tests.bulletin.reading import lines_of
from tests.hostile import CUTOFF, EXPRESSION, MARKUP, QUARTER, with_hostile_texts

JUDGES = (("openxml-audit", "-f", "office2019"), ("ooxml-integrity", "check", "--fail-on", "warn"))
KINDS = (Kind.CIRCULAR, Kind.REPORT, Kind.UNIT)


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


def living_in(docx: bytes) -> list[str]:
    """Return what a text has made of itself: links that lead out, fields."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}
    links = [name for name, part in parts.items() if name.endswith(".rels") and "foreign" in part]
    fields = re.findall(r"<w:instrText[^>]*>[^<]*|<w:fldSimple[^>]*>", "".join(parts.values()))
    return [*links, *(field for field in fields if "foreign" in field or "INCLUDETEXT" in field)]


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
    assert living_in(docx) == []
    text = "\n".join(lines_of(docx))
    assert EXPRESSION in text
    assert MARKUP[: LONGEST_NAME - 1] + "…" in text
    # Cut in sight, and before it fills pages.
    assert not re.search("长{301}|W{301}", text)


def test_nothing_lives_in_any_file_of_the_archive(facts: Facts):
    with zipfile.ZipFile(io.BytesIO(render_all(facts, is_demo=True))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert len(files) > len(facts.units)
    assert any("约谈建议材料" in name for name in files)
    assert {name: found for name, docx in files.items() if (found := [*living_in(docx), *check_document(docx)])} == {}


def test_nothing_lives_in_a_copy_for_review_and_in_a_letter_that_urges(facts: Facts):
    contents = Contents(Kind.CIRCULAR, facts, True)
    copy = annotate(written(facts, Kind.CIRCULAR), contents)
    scheme = facts.assessment.scheme
    due = next(each for each in dates_of_year(scheme, CUTOFF.year) if each.is_of_units)
    states = [
        (unit, SubmissionState.MISSING if unit.name.startswith(MARKUP[:20]) else SubmissionState.ON_TIME)
        for unit in facts.units
    ]
    letter = render_reminder(Reminder(due, CUTOFF, scheme, states), is_demo=True)
    for docx in (copy, letter):
        assert check_document(docx) == ()
        assert living_in(docx) == []
    assert MARKUP[: LONGEST_NAME - 1] in "\n".join(lines_of(letter))
