"""The command line of the bulletin: `python -m bulletin write|check|templates …`."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.bundle import render_all
from bulletin.command_reading import read_facts, read_templates, read_typed
from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.layout.documents import LETTERS_OF_OFFICE, build_template
from bulletin.layout.letter_pages import build_letter
from bulletin.letter import LETTER_TEMPLATE
from bulletin.proof.command import add_check
from bulletin.summons_writing import render_summons
from bulletin.templates.chosen import TEMPLATE_FOLDER, Templates
from bulletin.writing import render_contents, render_unit, write_file
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
    write = commands.add_parser("write", help="生成通报、报告等文件", description="由数据库生成 Word 送审稿。")
    write.add_argument("--quarter", required=True, metavar="季度", help="如 2022Q4")
    write.add_argument(
        "--kind",
        required=True,
        choices=[*map(str, Kind), ALL],
        help="report 报告（报省委、省政府），circular 通报，all 全部（.zip）；"
        "unit 一市一单、summons 约谈建议材料，均须写 --area",
    )
    write.add_argument("--area", metavar="代码", help="一市一单发给哪个报送单位、建议材料关于哪个地方，如 410300")
    write.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪个 .docx（全部为 .zip）文件")
    write.add_argument("--cutoff", metavar="日期", help="数据截止日，如 2022-12-20；默认第三个月20日，未到则为今天")
    write.add_argument("--url", metavar="地址", help="数据库地址；默认取 DASHBOARD_DATABASE_URL，未设则用演示库")
    write.add_argument("--shipped", action="store_true", help="用随软件附带的模板，不用在看板上启用的模板")
    write.add_argument("--without-draft", action="store_true", help="不用看板上填写的栏目和修改的段落")
    write.set_defaults(run=_write)
    add_check(commands, read_facts)
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
    if (options.kind in (Kind.UNIT, Kind.SUMMONS)) is not bool(options.area):
        raise InputRejected("一市一单和约谈建议材料须用 --area 写明地区代码，其他文种不写。")
    cutoff = _cutoff(options.cutoff, quarter)
    print(f"1/3 读取数据：{quarter.name}，数据截止{print_date(cutoff)}")
    facts, is_demo = read_facts(options.url, quarter, cutoff)
    print(f"2/3 撰写{'全部文件' if options.kind == ALL else Kind(options.kind).word}、绘图、排版")
    templates = Templates() if options.shipped else read_templates()
    written = write_file(options.out, _render(options, facts, templates, is_demo=is_demo))
    print(f"3/3 已写入 {written}（{written.stat().st_size // 1024} KB；没有填写的栏目留空待填，标注“送审稿”）")
    return DONE


def _render(options: argparse.Namespace, facts: Facts, templates: Templates, *, is_demo: bool) -> bytes:
    typed = None if options.without_draft else read_typed(facts, options.url, is_demo=is_demo)
    if options.kind == ALL:
        return render_all(facts, is_demo=is_demo, progress=_print_progress, typed=typed, templates=templates)
    kind, code = Kind(options.kind), options.area or ""
    fields = typed.fields(kind, code) if typed else None
    if kind is Kind.UNIT:
        return render_unit(facts, code, is_demo=is_demo, fields=fields, templates=templates)
    if kind is Kind.SUMMONS:
        kept = typed.kept(code) if typed else None
        return render_summons(facts, code, is_demo=is_demo, kept=kept, fields=fields, templates=templates)
    contents = typed.contents(kind) if typed else Contents(kind, facts, is_demo)
    return render_contents(contents, fields=fields, templates=templates)


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
