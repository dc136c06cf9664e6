"""A changed template on its way: uploaded, put to use, followed by `python -m bulletin write`, judged from outside."""

from pathlib import Path

import pytest

from bulletin.__main__ import main
from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document
from bulletin.templates.chosen import TEMPLATE_FOLDER, TemplateBroken, Templates
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.templates import Upload, activate_template, add_template
from data_access.workspace.transactions import writing
from tests.bulletin.reading import lines_of
from tests.bulletin.templates import saved_with
from tests.bulletin.test_validity import _run
from tests.workspace.conftest import NOON

FIRST, SECOND = "本通知依据有关规定编写。", "第二次修改的一句。"


def _put_to_use(sentence: str | None, version: int) -> None:
    """Upload a 一市一单 with a sentence more, where one is given, and put a version to use."""
    store = open_workspace()
    migrate(store)
    with writing(store) as connection:
        if sentence:
            add_template(connection, Upload("unit", saved_with("unit", sentence), "改一句", "督导处"), NOON)
        activate_template(connection, "unit", version, "办公室", NOON)
    store.dispose()


def _write(url: str, out: Path, *options: str) -> str:
    wanted = ["--quarter", "2022Q4", "--cutoff", "2022-12-20", "--kind", "unit", "--area", "410300"]
    assert main(["write", *wanted, "--url", url, "--out", str(out), *options]) == 0
    return "\n".join(lines_of(out.read_bytes()))


def test_the_command_follows_the_template_in_use_and_an_earlier_one_returns(
    demo_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "通知.docx"
    _put_to_use(FIRST, 1)
    _put_to_use(SECOND, 2)
    _put_to_use(None, 1)
    text = _write(demo_url, out)
    assert FIRST in text
    assert SECOND not in text
    assert "使用看板上启用的模板第1版" in capsys.readouterr().out
    assert check_file(open_document(out.read_bytes())).findings == ()
    for judge in (
        ["openxml-audit", "-f", "office2019", "-o", "json"],
        ["ooxml-integrity", "check", "--fail-on", "info"],
    ):
        done = _run(*judge, str(out))
        assert done.returncode == 0, done.stdout
    assert FIRST not in _write(demo_url, out, "--shipped")


def test_the_shipped_template_counts_where_none_is_in_use() -> None:
    assert Templates().named("letter").content == (TEMPLATE_FOLDER / "letter.docx").read_bytes()
    with pytest.raises(TemplateBroken, match=r"找不到模板文件 nothing\.docx"):
        Templates().named("nothing")
