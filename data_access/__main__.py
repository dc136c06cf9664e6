"""The command line: `python -m data_access demo|check|template|import|summaries|workspace`.

Exit code 0: done; 1: findings, or a fault (nothing was written); 2: wrong usage; 141: nobody reads the output any more.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection

from data_access import settings
from data_access.command_line import ChineseParser, print_line, progress_bar
from data_access.demo.builder import build_demo
from data_access.shared.areas import read_areas
from data_access.shared.engine import open_database, open_writer
from data_access.shared.findings import read_findings
from data_access.shared.quarters import read_is_demo
from data_access.shared.reading import connected
from data_access.shared.summaries import DIALECTS, refresh_sql, setup_sql
from data_access.shared.types import SHANGHAI
from data_access.workbook.import_text import import_lines
from data_access.workbook.importing import import_file
from data_access.workbook.template import write_form
from data_access.workspace.commands import add_workspace
from supervision.faults import Fault, InputRejected
from supervision.findings import Severity
from supervision.periods import Quarter
from supervision.scheme import scheme_for

DONE, FOUND, UNREAD = 0, 1, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign shows a question mark rather than stopping the command.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        # Here, where it can be caught, and not when Python closes down.
        sys.stdout.flush()
    except Fault as fault:
        print(fault.sentence, file=sys.stderr)
        return FOUND
    except BrokenPipeError:
        # `… | head` has read enough; what is still held back for it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


@contextmanager
def _reading(url: str | None) -> Iterator[Connection]:
    engine = open_database(url)
    try:
        with connected(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def run_demo(options: argparse.Namespace) -> int:
    """Build the demo database."""
    url = options.url or settings.database_url()
    with progress_bar() as told:
        rows = build_demo(url, scale=options.scale, seed=options.seed, progress=told)
    print(f"演示数据已生成，共{len(rows)}张表、{sum(rows.values()):,}行。")
    return DONE


def run_check(options: argparse.Namespace) -> int:
    """Print every finding of a database; the code is 1 where there is one."""
    faults = questions = 0
    with _reading(options.url) as connection, progress_bar() as told:
        for finding in read_findings(connection, told):
            print_line(str(finding))
            faults += finding.severity is Severity.FAULT
            questions += finding.severity is Severity.QUESTION
    print(f"核对完毕：错误{faults:,}处，疑问{questions:,}条。")
    return FOUND if faults or questions else DONE


def run_summaries(options: argparse.Namespace) -> int:
    """Print the SQL that sets the summaries up or refreshes them."""
    for schema in (options.tables, options.into):
        if not schema.isidentifier():
            raise InputRejected(f"模式名“{schema}”无效：只能由字母、数字和下划线组成，且不以数字开头。")
    if options.refresh:
        print(refresh_sql(options.dialect, options.into), end="")
    else:
        print(setup_sql(options.dialect, options.tables, options.into), end="")
    return DONE


def run_template(options: argparse.Namespace) -> int:
    """Write the counties' form of a quarter."""
    quarter: Quarter = options.quarter
    path: Path = options.file
    if path.suffix.lower() != ".xlsx":
        raise InputRejected(f"填报表的文件名应以 .xlsx 结尾，现为 {path.name}。")
    with _reading(options.url) as connection:
        areas = read_areas(connection, quarter.ends_on)
        is_demo = read_is_demo(connection)
    counties = write_form(path, quarter, areas, scheme_for(quarter), is_demo=is_demo)
    print(f"已生成{quarter.name}填报表 {path}，共{counties}个县（市、区）。")
    return DONE


def run_import(options: argparse.Namespace) -> int:
    """Bring a filled-in form or a published table into the database."""
    quarter: Quarter = options.quarter
    reported_at = _checked_moment(options.reported_at, quarter)
    # A writer would silently create a SQLite file that is not there; the reader refuses it.
    open_database(options.url).dispose()
    engine = open_writer(options.url)
    try:
        imported = import_file(engine, options.file, quarter, reported_at, options.area)
    finally:
        engine.dispose()
    for line in import_lines(imported, quarter):
        print_line(line)
    return FOUND if imported.faults else DONE


def _checked_moment(day: date | None, quarter: Quarter) -> datetime:
    """Return the moment of reporting: now, or noon of the day that was given."""
    now = datetime.now(SHANGHAI)
    if day is None:
        return now
    if day < quarter.starts_on or day > now.date():
        raise InputRejected(f"报送日期{day}应在{quarter.name}开始之后、今天之前。")
    return min(now, datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI))


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except InputRejected as fault:
        raise argparse.ArgumentTypeError(fault.sentence.rstrip("。")) from fault


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise argparse.ArgumentTypeError(f"日期“{text}”无法识别，应写作 2022-12-20 这样的形式") from cause


def _parser() -> ChineseParser:
    parser = ChineseParser(prog="python -m data_access", description="“双减”督导看板的数据命令。")
    commands = parser.add_subparsers(title="可用命令", metavar="命令", required=True)
    _add_demo(commands)
    _add_check(commands)
    _add_template(commands)
    _add_import(commands)
    _add_summaries(commands)
    add_workspace(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[ChineseParser]"
_URL = "数据库地址，默认取 DASHBOARD_DATABASE_URL，未设置时为演示库"
_QUARTER = "季度，如 2022Q4"


def _add_command(commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str) -> ChineseParser:
    parser: ChineseParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def _add_demo(commands: Commands) -> None:
    demo = _add_command(commands, "demo", run_demo, "生成虚构的演示数据（2021年第三季度至2022年第四季度）")
    demo.add_argument("--scale", type=float, default=0.1, metavar="规模", help="规模，1为全省，默认 0.1")
    demo.add_argument("--seed", type=int, default=2022, metavar="种子", help="随机种子，默认 2022；种子相同则数据相同")
    demo.add_argument("--url", metavar="地址", help=_URL)


def _add_check(commands: Commands) -> None:
    check = _add_command(commands, "check", run_check, "按数据约定逐行核对数据库，列出错误和疑问")
    check.add_argument("--url", metavar="地址", help=_URL)


def _add_template(commands: Commands) -> None:
    template = _add_command(commands, "template", run_template, "生成各县（市、区）季度填报表")
    template.add_argument("file", type=Path, metavar="文件", help="要生成的 .xlsx 文件")
    template.add_argument("--quarter", type=_quarter, required=True, metavar="季度", help=_QUARTER)
    template.add_argument("--url", metavar="地址", help=_URL)


def _add_import(commands: Commands) -> None:
    text = "导入填好的填报表（.xlsx），或一个地区公示的半月报（.csv）；先全部校验，有错则不写入"
    importing = _add_command(commands, "import", run_import, text)
    importing.add_argument(
        "file", type=Path, metavar="文件", help="填报表 .xlsx，或公示表 .csv（section,item,value,share）"
    )
    importing.add_argument("--quarter", type=_quarter, required=True, metavar="季度", help=_QUARTER)
    importing.add_argument("--area", metavar="代码", help="公示表所属地区的代码，如 410900；只用于 .csv")
    importing.add_argument("--reported-at", type=_day, metavar="日期", help="报送日期，如 2022-12-20，默认为现在")
    importing.add_argument("--url", required=True, metavar="地址", help="数据库地址，须用有写入权限的账号")


def _add_summaries(commands: Commands) -> None:
    text = "打印建立或刷新汇总的 SQL，由数据库管理员执行；本命令不连接数据库"
    summaries = _add_command(commands, "summaries", run_summaries, text)
    summaries.add_argument("dialect", choices=DIALECTS, metavar="数据库", help="、".join(DIALECTS))
    summaries.add_argument("--refresh", action="store_true", help="打印刷新语句；不加则为建立语句")
    summaries.add_argument("--tables", default="public", metavar="模式", help="数据表所在的模式，默认 public")
    summaries.add_argument("--into", default="public", metavar="模式", help="汇总所在的模式，默认 public")


if __name__ == "__main__":
    sys.exit(main())
