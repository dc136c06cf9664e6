"""`python -m data_access` as a person types it: exit codes, Chinese texts, and no traceback."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, make_url

from data_access.__main__ import main
from data_access.command_line import ChineseParser, print_line, progress_bar, translate
from data_access.shared.engine import open_database
from data_access.shared.quarters import read_is_demo
from data_access.shared.reading import connected
from data_access.workbook.form_layout import ENTRY_SHEET
from supervision.periods import Quarter
from tests.data_access.form_filling import REAL_FIGURES, SOUND, cell_of, fill, standing, stored

PUYANG_CSV = str(REAL_FIGURES / "puyang_2021-09-26.csv")
ENGLISH = re.compile(r"usage|options:|positional|show this|error|required|invalid|Traceback")


@pytest.fixture
def own_demo(demo_url, tmp_path):
    """Return the URL of a copy of the small demo, to write into."""
    path = tmp_path / "demo.sqlite"
    shutil.copyfile(make_url(demo_url).database, path)
    return f"sqlite:///{path}"


def run(capsys, *arguments):
    """Return exit code, output and error output of a command."""
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        code = leaving.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


# ---- help and usage


@pytest.mark.parametrize(
    "command", [[], ["demo"], ["check"], ["template"], ["import"], ["workspace"], ["workspace", "backup"]]
)
def test_help_is_chinese(capsys, command):
    code, out, err = run(capsys, *command, "--help")
    assert (code, err) == (0, "")
    assert "用法：" in out
    assert not ENGLISH.search(out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少参数"),
        (["nothing"], "无效，可选：'demo', 'check', 'template', 'import', 'summaries', 'workspace'"),
        (["import", "a.csv"], "缺少参数：--quarter, --url"),
        (["import", "a.csv", "--quarter"], "参数 --quarter 后面缺少值"),
        (["template", "a.xlsx", "--quarter", "2022-4"], "季度“2022-4”无法识别，应写作 2022Q1"),
        (["import", "a.csv", "--quarter", "2022Q4", "--url", "x", "--reported-at", "昨天"], "日期“昨天”无法识别"),
        (["demo", "--scale", "大"], "参数 --scale 的值“大”无效"),
        (["check", "--colour"], "多余或无法识别的参数：--colour"),
    ],
)
def test_wrong_usage_leaves_with_2_and_a_chinese_sentence(capsys, arguments, sentence):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert not ENGLISH.search(err)


def test_a_message_that_is_not_known_stands_as_it_is():
    assert translate("something new") == "something new"
    with pytest.raises(SystemExit):
        ChineseParser(prog="x").parse_args(["--help=1"])


def test_it_runs_as_a_module():
    root = Path(__file__).parents[2]
    finished = subprocess.run(
        [sys.executable, "-m", "data_access", "--help"], cwd=root, capture_output=True, check=True, encoding="utf-8"
    )
    assert all(command in finished.stdout for command in ("demo", "check", "template", "import"))


# ---- demo


def test_demo_builds_a_marked_database(capsys, tmp_path):
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    code, out, _ = run(capsys, "demo", "--scale", 0.01, "--seed", 7, "--url", url)
    assert code == 0
    assert re.search(r"演示数据已生成，共\d+张表、[\d,]+行", out)
    engine = open_database(url)
    with connected(engine) as connection:
        assert read_is_demo(connection)
    engine.dispose()


def test_demo_refuses_an_impossible_scale(capsys, tmp_path):
    code, _, err = run(capsys, "demo", "--scale", -1, "--url", f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert code == 1
    assert "演示数据规模应" in err


def test_without_a_url_the_commands_take_the_setting(capsys, demo_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    code, out, _ = run(capsys, "template", tmp_path / "form.xlsx", "--quarter", "2022Q4")
    assert (code, "共165个县（市、区）" in out) == (0, True)


# ---- check


def test_check_prints_findings_row_by_row_and_leaves_with_1(capsys, demo_url):
    code, out, _ = run(capsys, "check", "--url", demo_url)
    lines = out.splitlines()
    assert code == 1
    found = [line for line in lines if line.startswith(("[错误]", "[疑问]"))]
    faults = sum(line.startswith("[错误]") for line in found)
    assert lines[-1] == f"核对完毕：错误{faults:,}处，疑问{len(found) - faults:,}条。"
    assert faults > 0


def test_a_reader_that_has_read_enough_ends_the_check_quietly(demo_url):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "data_access", "check", "--url", demo_url]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as check:
        # As `head` does after its lines, here before the first.
        check.stdout.close()
        complained = check.stderr.read()
    assert (check.returncode, complained) == (141, b"")


def test_check_of_a_database_without_faults_leaves_with_0(capsys, contract_url, places):
    code, out, _ = run(capsys, "check", "--url", contract_url)
    assert (code, out) == (0, "核对完毕：错误0处，疑问0条。\n")


def test_a_database_that_is_away_is_a_sentence_and_1(capsys, tmp_path):
    code, out, err = run(capsys, "check", "--url", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert (code, out) == (1, "")
    assert "数据库文件不存在，请核对用 --url 给出的地址" in err


def test_an_address_of_the_setting_is_named_by_the_setting(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    _, _, err = run(capsys, "check")
    assert "请核对 DASHBOARD_DATABASE_URL 的设置" in err
    _, _, err = run(capsys, "check", "--url", "not a url")
    assert "DASHBOARD_DATABASE_URL" not in err
    assert "请核对用 --url 给出的地址" in err


def test_a_server_that_is_away_is_a_sentence_and_1(capsys, tmp_path):
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    for command in (["check"], ["import", PUYANG_CSV, "--quarter", "2021Q3", "--area", "410900"]):
        code, out, err = run(capsys, *command, "--url", url)
        assert (code, out) == (1, "")
        assert "数据库暂时无法连接" in err


# ---- template and import


def test_from_form_to_database_by_commands_alone(capsys, own_demo, tmp_path):
    form = tmp_path / "form.xlsx"
    assert run(capsys, "template", form, "--quarter", "2022Q4", "--url", own_demo)[0] == 0
    assert "演示数据" in load_workbook(form)[ENTRY_SHEET]["A1"].value
    fill(form, "410102", {**SOUND, "filled": "已填报"})
    code, out, err = run(capsys, "import", form, "--quarter", "2022Q4", "--url", own_demo)
    assert (code, err) == (0, "")
    assert "已写入2022年第四季度1个地区、37项报送数" in out
    assert "郑州中原区（410102）：第2次报送，37项" in out
    assert "未填报、未写入的地区（164个）" in out
    assert standing(own_demo, "410102") == SOUND


def test_faults_are_listed_with_file_sheet_cell_value_and_rule(capsys, own_demo, tmp_path):
    form = tmp_path / "form.xlsx"
    run(capsys, "template", form, "--quarter", "2022Q4", "--url", own_demo)
    fill(form, "410102", {**SOUND, "pupils": -5, "schools": "四十"})
    before = stored(own_demo)
    code, out, _ = run(capsys, "import", form, "--quarter", "2022Q4", "--url", own_demo)
    assert code == 1
    assert "发现2处错误，未写入任何数据" in out
    address = cell_of(form, "410102", "pupils")
    assert f"form.xlsx｜工作表“季度填报表”{address}｜值：-5｜应为不小于0的整数，不得为负数" in out
    assert stored(own_demo) == before


def test_the_published_report_imports_with_its_questions(capsys, own_demo):
    arguments = ["import", PUYANG_CSV, "--quarter", "2021Q3", "--area", "410900", "--reported-at", "2021-09-26"]
    code, out, err = run(capsys, *arguments, "--url", own_demo)
    assert (code, err) == (0, "")
    assert "濮阳市（410900）：第1次报送，16项" in out
    assert "疑问（5条，请向报送单位核实）" in out
    (moment,) = {row[5] for row in stored(own_demo) if row[:2] == ("410900", "2021Q3")}
    assert moment.isoformat() == "2021-09-26T04:00:00+00:00"
    code, out, _ = run(capsys, *arguments, "--url", own_demo)
    assert code == 0
    assert "与现行报送数完全相同、未另作修订的地区（1个）：濮阳市" in out
    assert standing(own_demo, "410900", Quarter(2021, 3))["schools"] == 926


@pytest.mark.parametrize("day", ["2021-06-30", "2999-01-01"])
def test_a_report_before_its_quarter_or_in_the_future_is_refused(capsys, own_demo, day):
    arguments = ["import", PUYANG_CSV, "--quarter", "2021Q3", "--area", "410900", "--reported-at", day]
    code, _, err = run(capsys, *arguments, "--url", own_demo)
    assert code == 1
    assert f"报送日期{day}应在2021年第三季度开始之后、今天之前" in err


def test_importing_never_creates_a_database(capsys, tmp_path):
    path = tmp_path / "none.sqlite"
    code, _, err = run(
        capsys, "import", PUYANG_CSV, "--quarter", "2021Q3", "--area", "410900", "--url", f"sqlite:///{path}"
    )
    assert (code, path.exists()) == (1, False)
    assert "数据库文件不存在" in err


def test_an_empty_database_is_told_in_a_sentence(capsys, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("create table something (x)")
    engine.dispose()
    code, _, err = run(capsys, "import", PUYANG_CSV, "--quarter", "2021Q3", "--area", "410900", "--url", url)
    assert code == 1
    assert "缺少约定的表或列（area）" in err
    code, _, err = run(capsys, "template", tmp_path / "f.xlsx", "--quarter", "2021Q3", "--url", url)
    assert (code, "缺少约定的表或列（area）" in err) == (1, True)


def test_a_form_is_always_xlsx(capsys, demo_url, tmp_path):
    code, _, err = run(capsys, "template", tmp_path / "form.doc", "--quarter", "2022Q4", "--url", demo_url)
    assert (code, "应以 .xlsx 结尾" in err) == (1, True)


# ---- progress


def test_control_signs_of_the_data_never_reach_the_terminal(capsys):
    print_line("[错误] school｜S1｜name＝\x1b[2J清屏\t一\n二")
    assert capsys.readouterr().out == "[错误] school｜S1｜name＝�[2J清屏 一 二\n"


def test_no_bar_is_drawn_where_nobody_watches(capsys):
    with progress_bar() as told:
        told("读取", 0.5)
    assert capsys.readouterr().err == ""
