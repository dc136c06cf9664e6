"""`python -m bulletin` as staff call it: Chinese help and messages, exit codes, a file or none."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bulletin.__main__ import main
from data_access.demo.builder import build_demo
from data_access.workspace.drafts import Draft, Edit, save_draft
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.transactions import writing
from supervision.periods import Quarter
from tests.bulletin.reading import header_text, lines_of


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a small demo database."""
    address = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite'}"
    build_demo(address, scale=0.02, seed=2022)
    return address


@pytest.mark.parametrize("kind", ["report", "circular"])
def test_writes_a_document_from_a_database(
    url: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "文件.docx"
    code = main(
        ["write", "--quarter", "2022Q4", "--kind", kind, "--cutoff", "2022-12-20", "--url", url, "--out", str(out)]
    )
    assert code == 0
    assert "3/3 已写入" in capsys.readouterr().out
    assert header_text(out.read_bytes()) == "送审稿　演示数据"
    assert any("全省十二大类督导事项综合得分" in line for line in lines_of(out.read_bytes()))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (["--quarter", "2022年4季度"], "季度“2022年4季度”无法识别"),
        (["--quarter", "2023Q2", "--cutoff", "2023-05-20"], "数据库中没有2023年第二季度的数据"),
        (["--cutoff", "2023-01-20"], "不在2022年第四季度之内"),
        (["--cutoff", "昨天"], "数据截止日“昨天”无法识别"),
        (["--out", "通报.doc"], "应以 .docx 结尾"),
        (["--out", "/没有的文件夹/通报.docx"], "无法读写"),
    ],
)
def test_refusal_is_a_chinese_sentence_and_a_code(
    url: str, changed: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.docx"
    arguments = ["write", "--quarter", "2022Q4", "--kind", "report", "--cutoff", "2022-12-20", "--url", url]
    code = main([*arguments, "--out", str(out), *changed])
    assert code == 1
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_writes_the_document_of_one_place_and_all_in_one_archive(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["write", "--quarter", "2022Q4", "--cutoff", "2022-12-20", "--url", url]
    one, every = tmp_path / "洛阳.docx", tmp_path / "全部.zip"
    assert main([*common, "--kind", "unit", "--area", "410300", "--out", str(one)]) == 0
    assert "洛阳市人民政府办公室、政府教育督导委员会办公室：" in lines_of(one.read_bytes())
    assert main([*common, "--kind", "all", "--out", str(every)]) == 0
    told = capsys.readouterr().out
    with zipfile.ZipFile(every) as archive:
        materials = [name for name in archive.namelist() if name.startswith("约谈建议材料/")]
        assert materials
        assert len(archive.namelist()) == 30 + len(materials)
        assert f"30/{30 + len(materials)} 一市一单/28_" in told
        # The same document, whichever way it was asked for.
        name = next(name for name in archive.namelist() if "洛阳市问题整改" in name)
        assert lines_of(archive.read(name)) == lines_of(one.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--kind", "unit", "--out", "x.docx"], "须用 --area 写明"),
        (["--kind", "report", "--area", "410300", "--out", "x.docx"], "其他文种不写"),
        (["--kind", "unit", "--area", "410302", "--out", "x.docx"], "不是报送单位"),
        (["--kind", "summons", "--out", "x.docx"], "须用 --area 写明"),
        (["--kind", "summons", "--area", "410000", "--out", "x.docx"], "没有达到约谈规则"),
        (["--kind", "all", "--out", "x.docx"], "应以 .zip 结尾"),
    ],
)
def test_wrong_choice_of_place_is_refused(
    url: str, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["write", "--quarter", "2022Q4", "--cutoff", "2022-12-20", "--url", url, *arguments]) == 1
    assert sentence in capsys.readouterr().err


def test_what_staff_typed_is_in_the_file_unless_it_is_not_wanted(url: str, tmp_path: Path) -> None:
    out = tmp_path / "通报.docx"
    common = ["write", "--quarter", "2022Q4", "--cutoff", "2022-12-20", "--url", url, "--kind", "circular"]
    assert main([*common, "--out", str(out)]) == 0
    bare = lines_of(out.read_bytes())
    written = bare[bare.index("五、下一步工作要求") + 1]
    _type(
        ("field/document_number", "豫政教督办〔2022〕77号", {}),
        ("field/secrecy", "秘密★1年", {}),
        ("paragraph/next_steps/0", "请各地立即自查，逐项整改。", {"text": written}),
    )
    assert main([*common, "--out", str(out)]) == 0
    typed = lines_of(out.read_bytes())
    assert typed[0] == "秘密★1年"
    assert "豫政教督办〔2022〕77号" in typed
    assert typed[typed.index("五、下一步工作要求") + 1] == "请各地立即自查，逐项整改。"
    assert main([*common, "--without-draft", "--out", str(out)]) == 0
    assert lines_of(out.read_bytes()) == bare


def _type(*texts: tuple[str, str, dict[str, str]]) -> None:
    """Keep texts as the draft desk does."""
    store = open_workspace()
    migrate(store)
    with writing(store) as connection:
        for place, text, basis in texts:
            edit = Edit(Draft(Quarter(2022, 4), "circular"), place, text, 0, basis)
            save_draft(connection, edit, datetime(2022, 12, 21, tzinfo=UTC))
    store.dispose()


def test_database_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["write", "--quarter", "2022Q4", "--kind", "report", "--cutoff", "2022-12-20"]
    code = main([*arguments, "--url", f"sqlite:///{tmp_path / 'none.sqlite'}", "--out", str(tmp_path / "x.docx")])
    assert code == 1
    assert capsys.readouterr().err.startswith("未完成：")


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["write", "--help"])
    assert "数据截止日" in capsys.readouterr().out


def test_templates_edited_by_staff_are_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited = tmp_path / "report.docx"
    edited.write_bytes(b"edited")
    assert main(["templates", "--out", str(tmp_path)]) == 1
    assert "可能有人工修改" in capsys.readouterr().err
    assert edited.read_bytes() == b"edited"
    assert main(["templates", "--out", str(tmp_path), "--force"]) == 0
    assert edited.read_bytes()[:2] == b"PK"
