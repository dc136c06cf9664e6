"""Hostile templates: every one is refused with a sentence in Chinese, in time, and leaves nothing behind."""

import importlib
import io
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.background import Background
from bulletin.facts import Facts
from bulletin.filling import fill
from bulletin.rendering import TemplateBroken, render
from bulletin.templates import limited
from bulletin.templates.checking import check_template
from bulletin.templates.chosen import TEMPLATE_NAMES, Template
from bulletin.templates.job import Job, read_job
from bulletin.templates.samples import Sample, make_sample
from supervision.assessment import Assessment
from tests.bulletin.attacks import EXPRESSIONS, MARK, PACKAGES, PLACES, in_text
from tests.bulletin.templates import replaced, saved_with, shipped
from tests.bulletin.test_summons import records

WALL_SECONDS = 20
_CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def facts(assessment: Assessment, background: Background) -> Facts:
    """Return what documents may say, with places that the rules put forward."""
    return Facts(assessment, replace(background, summons=records(assessment, background.history)))


@pytest.fixture(scope="module")
def letter(facts: Facts) -> Sample:
    return make_sample("letter", facts)


@pytest.fixture(autouse=True)
def _nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Hold after every test that no file was written and no process is left."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    started = time.monotonic()
    yield
    assert time.monotonic() - started < WALL_SECONDS
    assert not Path(MARK).exists()
    assert list(tmp_path.iterdir()) == []
    own = ["ps", "-o", "args=", "--ppid", str(os.getpid())]
    left = subprocess.run(own, capture_output=True, text=True, check=True).stdout
    assert "bulletin.templates.child" not in left


def _assert_told(faults: tuple[str, ...]) -> None:
    assert faults
    for fault in faults:
        assert _CHINESE.search(fault), fault
        assert not re.search(r"Traceback|Error|Exception", fault), fault


@pytest.mark.parametrize("attack", EXPRESSIONS)
def test_an_expression_that_does_more_than_print_is_refused_before_it_runs(attack: str, letter: Sample) -> None:
    faults = check_template("改.docx", in_text(EXPRESSIONS[attack]), letter)
    _assert_told(faults)
    assert any("正文" in fault or "没有提供的名称" in fault for fault in faults), faults


@pytest.mark.parametrize("attack", EXPRESSIONS)
def test_the_environment_that_fills_templates_refuses_it_too(attack: str, letter: Sample) -> None:
    with pytest.raises(TemplateBroken) as refused:
        fill(Template("改.docx", in_text(EXPRESSIONS[attack])), letter.context, ())
    _assert_told((refused.value.sentence,))


@pytest.mark.parametrize("attack", [*PLACES, *PACKAGES])
def test_a_hostile_file_is_refused(attack: str, letter: Sample) -> None:
    _assert_told(check_template("改.docx", (PLACES | PACKAGES)[attack](), letter))


@pytest.mark.parametrize("name", ["模板.docm", "模板.doc", "模板.dotx", "模板", "模板.docx.exe"])
def test_only_docx_is_taken(name: str, letter: Sample) -> None:
    (fault,) = check_template(name, shipped("letter"), letter)
    assert "不是 .docx" in fault


@pytest.mark.parametrize("attack", ["writing by a picture", "saving by a picture", "picture internals"])
def test_a_picture_gives_no_way_to_its_file(attack: str, facts: Facts) -> None:
    hostile = replaced("unit", "word/document.xml", b"{{ recipients }}", EXPRESSIONS[attack].encode())
    sample = make_sample("unit", facts)
    _assert_told(check_template("改.docx", hostile, sample))
    with pytest.raises(TemplateBroken):
        fill(Template("改.docx", hostile), sample.context, sample.pictures)


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_the_shipped_templates_and_what_an_editor_saves_pass(name: str, facts: Facts) -> None:
    sample = make_sample(name, facts)
    assert check_template("原样.docx", shipped(name), sample) == ()
    assert check_template("改.docx", saved_with(name, "依据有关规定，增加一句。"), sample) == ()


def _looping(letter: Sample, text: str) -> Job:
    """Return a job with marks that are allowed, over values so many that it never ends."""
    loops = "{% for a in many %}{% for b in many %}{% for c in many %}" + text + "{% endfor %}" * 3
    return Job(Template("改.docx", in_text(loops)), letter.context | {"many": ["字" * 50] * 3000})


def test_what_takes_too_long_is_ended_by_the_clock(letter: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "WALL_SECONDS", 2)
    (fault,) = limited.ask_limited(_looping(letter, "")).faults
    assert "超出时间或内存限制" in fault


def test_what_takes_too_much_memory_ends_by_itself(letter: Sample) -> None:
    job = _looping(letter, "{{ long }}")
    (fault,) = limited.ask_limited(replace(job, context=job.context | {"long": "字" * 2_000_000})).faults
    assert "超出时间或内存限制" in fault


def test_a_template_that_staff_changed_never_runs_beside_the_dashboard(
    letter: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What passed its trial may still turn on other data, such as a province with more cases.
    monkeypatch.setattr(limited, "WALL_SECONDS", 2)
    job = _looping(letter, "")
    with pytest.raises(TemplateBroken, match="恢复为随软件附带的模板"):
        render(job.template, job.context, ())


def test_the_process_has_its_limits_and_writes_no_file(tmp_path: Path) -> None:
    looking = (
        "import resource, sys; from bulletin.templates.child import limit_oneself; limit_oneself(); "
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_AS)[0]); "
        f"import pathlib; pathlib.Path({str(tmp_path / 'made')!r}).write_text('x')"
    )
    done = subprocess.run([sys.executable, "-c", looking], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["20", str(2 * 1024**3)]
    assert done.returncode != 0
    assert "File too large" in done.stderr
    assert (tmp_path / "made").read_bytes() == b""
    (tmp_path / "made").unlink()


def test_the_process_knows_no_address_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", "postgresql://someone:secret@192.0.2.1/office")
    assert "secret" not in str(limited._bare_environment())


def test_a_job_is_handed_over_unchanged(facts: Facts) -> None:
    sample = make_sample("circular", facts)
    job = Job(Template("改.docx", b"PK"), sample.context, sample.pictures, sample.manifest, checks=True)
    taken = read_job(job.as_json())
    assert taken.as_json() == job.as_json()
    assert taken.pictures == sample.pictures
    assert (taken.manifest, taken.checks) == (sample.manifest, True)


def test_the_limited_process_makes_the_very_same_document(facts: Facts) -> None:
    sample = make_sample("unit", facts)
    ours = Template("unit.docx", shipped("unit"), is_shipped=True)
    theirs = replace(ours, is_shipped=False)
    arguments = (sample.context, sample.pictures, sample.manifest)
    # It names prefixes of XML for its whole process; the limited process never loads it.
    importlib.import_module("openpyxl")
    assert _parts(render(theirs, *arguments)) == _parts(render(ours, *arguments))


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}
