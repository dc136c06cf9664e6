"""The command line of the bulletin: `python -m bulletin write|check|templates …`."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.background import Background
from bulletin.bundle import render_all
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.layout.documents import LETTERS_OF_OFFICE, build_template
from bulletin.layout.letter_pages import build_letter
from bulletin.letter import LETTER_TEMPLATE
from bulletin.proof.command import add_check
from bulletin.templates.chosen import TEMPLATE_FOLDER, TEMPLATE_NAMES, Template, Templates
from bulletin.writing import render_bulletin, render_unit, write_file
from data_access.shared.assessments import read_assessment
from data_access.shared.background import read_history, read_overdue
from data_access.shared.counts.complaints import read_complaints_by_category
from data_access.shared.engine import open_database
from data_access.shared.quarters import read_is_demo
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.templates import read_active_templates
from data_access.workspace.transactions import reading
from supervision.faults import Fault, InputRejected
from supervision.periods import Quarter, check_cutoff, default_cutoff, print_date
from supervision.scheme import scheme_for

DONE, FAILED = 0, 1
ALL = "all"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 not done, 2 wrongly called."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Fault as fault:
        print(f"未完成：{fault.sentence}", file=sys.stderr)
    except OSError as fault:
        print(f"未完成：文件 {fault.filename} 无法读写，请核对路径和权限。", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bulletin", description="生成季度“双减”督导通报和报告（Word）。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    write = commands.add_parser("write", help="生成通报、报告、一市一单", description="由数据库生成 Word 送审稿。")
    write.add_argument("--quarter", required=True, metavar="季度", help="如 2022Q4")
    write.add_argument(
        "--kind",
        required=True,
        choices=[*map(str, Kind), ALL],
        help="report 报告（报省委、省政府），circular 通报，unit 一市一单（须写 --area），all 全部（.zip）",
    )
    write.add_argument("--area", metavar="代码", help="一市一单发给哪个报送单位，如 410300")
    write.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪个 .docx（全部为 .zip）文件")
    write.add_argument("--cutoff", metavar="日期", help="数据截止日，如 2022-12-20；默认第三个月20日，未到则为今天")
    write.add_argument("--url", metavar="地址", help="数据库地址；默认取 DASHBOARD_DATABASE_URL，未设则用演示库")
    write.add_argument("--shipped", action="store_true", help="用随软件附带的模板，不用在看板上启用的模板")
    write.set_defaults(run=_write)
    add_check(commands, _read)
    templates = commands.add_parser(
        "templates", help="重新生成各份模板", description="重新生成 Word 模板；已有的模板默认不覆盖，以免丢失人工修改。"
    )
    templates.add_argument("--out", type=Path, default=TEMPLATE_FOLDER, metavar="文件夹", help="写到哪个文件夹")
    templates.add_argument("--force", action="store_true", help="覆盖已有模板")
    templates.set_defaults(run=_build_templates)
    return parser


def _write(options: argparse.Namespace) -> int:
    quarter, ending = Quarter.parse(options.quarter), ".zip" if options.kind == ALL else ".docx"
    if options.out.suffix.lower() != ending:
        raise InputRejected(f"输出文件“{options.out.name}”应以 {ending} 结尾。")
    if (options.kind == Kind.UNIT) is not bool(options.area):
        raise InputRejected("一市一单须用 --area 写明报送单位代码，其他文种不写。")
    cutoff = _cutoff(options.cutoff, quarter)
    print(f"1/3 读取数据：{quarter.name}，数据截止{print_date(cutoff)}")
    facts, is_demo = _read(options.url, quarter, cutoff)
    print(f"2/3 撰写{'全部文件' if options.kind == ALL else Kind(options.kind).word}、绘图、排版")
    templates = Templates() if options.shipped else _read_templates()
    written = write_file(options.out, _render(options, facts, templates, is_demo=is_demo))
    print(f"3/3 已写入 {written}（{written.stat().st_size // 1024} KB，送审稿，文号、签发人、日期待填）")
    return DONE


def _render(options: argparse.Namespace, facts: Facts, templates: Templates, *, is_demo: bool) -> bytes:
    if options.kind == ALL:
        return render_all(facts, is_demo=is_demo, progress=_print_progress, templates=templates)
    if options.kind == Kind.UNIT:
        return render_unit(facts, options.area, is_demo=is_demo, templates=templates)
    kind, background = Kind(options.kind), facts.background
    return render_bulletin(facts.assessment, kind, is_demo=is_demo, background=background, templates=templates)


def _read_templates() -> Templates:
    """Return the templates that are in use on the dashboard, by our own store."""
    store = open_workspace()
    try:
        migrate(store)
        with reading(store) as connection:
            found = read_active_templates(connection)
    finally:
        store.dispose()
    for kind, kept in found.items():
        print(f"    {TEMPLATE_NAMES[kind]}使用看板上启用的模板第{kept.version}版")
    active = {kind: Template(f"{TEMPLATE_NAMES[kind]}第{kept.version}版", kept.docx) for kind, kept in found.items()}
    return Templates(active=active)


def _print_progress(name: str, number: int, of: int) -> None:
    print(f"    {number}/{of} {name}")


def _cutoff(given: str | None, quarter: Quarter) -> date:
    if given is None:
        today = datetime.now(SHANGHAI).date()
        return default_cutoff(quarter, scheme_for(quarter).cutoff.day_of_third_month, today)
    try:
        return check_cutoff(quarter, date.fromisoformat(given))
    except ValueError as cause:
        raise InputRejected(f"数据截止日“{given}”无法识别，应写作 2022-12-20 这样的形式。") from cause


def _read(url: str | None, quarter: Quarter, cutoff: date) -> tuple[Facts, bool]:
    engine = open_database(url)
    with engine.connect() as connection:
        assessment = read_assessment(connection, quarter, cutoff)
        background = Background(
            history=read_history(connection, quarter, cutoff),
            complaints=read_complaints_by_category(connection, quarter, cutoff, assessment.scheme),
            overdue=read_overdue(connection, assessment),
        )
        return Facts(assessment, background), read_is_demo(connection)


def _build_templates(options: argparse.Namespace) -> int:
    options.out.mkdir(parents=True, exist_ok=True)
    built = {f"{kind}.docx": build_template(kind) for kind in Kind}
    built[LETTER_TEMPLATE] = build_letter(LETTERS_OF_OFFICE)
    for name, template in built.items():
        target = options.out / name
        if target.exists() and not options.force:
            raise InputRejected(f"{target.name} 已存在，可能有人工修改。确需覆盖请加 --force。")
        target.write_bytes(template)
        print(f"已写入 {target}")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
