"""Finished files and templates pass the independent validators without an error or a warning."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bulletin.checking import check_document
from bulletin.kinds import Kind
from bulletin.layout.documents import build_template
from bulletin.writing import TEMPLATE_FOLDER, write_bulletin
from tests.bulletin.conftest import Province

SCRIPTS = Path(sys.executable).parent


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(SCRIPTS / command[0]), *command[1:]], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def file(docx: bytes, kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("valid") / f"{kind}.docx"
    path.write_bytes(docx)
    return path


def test_file_keeps_the_schema_of_office(file: Path) -> None:
    audit = _run("openxml-audit", "-f", "office2019", "-o", "json", str(file))
    assert audit.returncode == 0, audit.stdout


def test_package_is_whole(file: Path) -> None:
    check = _run("ooxml-integrity", "check", "--json", "--fail-on", "warn", str(file))
    assert check.returncode == 0, check.stdout


def test_own_checks_find_nothing(docx: bytes) -> None:
    assert check_document(docx) == ()


@pytest.mark.parametrize("template", list(Kind))
def test_template_lint_is_clean(template: Kind) -> None:
    lint = _run("docxtpl-lint", "--format", "json", str(TEMPLATE_FOLDER / f"{template}.docx"))
    assert lint.returncode == 0, lint.stdout
    assert '"error"' not in json.dumps(json.loads(lint.stdout).get("summary", {}).get("rules", {}))


@pytest.mark.parametrize("template", list(Kind))
def test_templates_of_the_repository_are_what_the_builder_writes(template: Kind) -> None:
    assert (TEMPLATE_FOLDER / f"{template}.docx").read_bytes() == build_template(template), (
        "用 python -m bulletin templates 重建"
    )


def test_every_style_names_a_chinese_font_and_no_font_is_shipped(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        styles, names = package.read("word/styles.xml").decode(), package.namelist()
        fonts = package.read("word/fontTable.xml").decode()
    assert styles.count("<w:rFonts ") == styles.count('w:eastAsia="') - styles.count("<w:lang ")
    assert not [name for name in names if name.endswith((".odttf", ".ttf", ".otf"))]
    for font in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体"):
        assert f'w:name="{font}"' in fonts


def test_files_of_odd_provinces_are_valid_too(tmp_path: Path) -> None:
    alone = Province(unreported=tuple(area.area_code for area in Province().areas), carried=(), late=())
    alone.areas = [area for area in alone.areas if area.area_code in ("410000", "410200", "410181")]
    path = write_bulletin(alone.assess(), Kind.CIRCULAR, is_demo=False, out=tmp_path / "small.docx")
    assert _run("openxml-audit", "-f", "office2019", str(path)).returncode == 0
    assert _run("ooxml-integrity", "check", "--fail-on", "warn", str(path)).returncode == 0
