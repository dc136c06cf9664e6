"""The command `python -m bulletin check FILE.docx`."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bulletin.facts import Facts
from bulletin.manifest import hash_snapshot
from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document
from bulletin.proof.today import figures_today
from bulletin.proof.words import report_lines
from supervision.periods import Quarter

SOUND, FOUND = 0, 1
ReadFacts = Callable[[str | None, Quarter, date], tuple[Facts, bool]]
"""Returns the facts of a quarter at a cut-off from the database of an address, and whether they are invented."""


def add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", read: ReadFacts) -> None:
    """Add the command to a command line; `read` is how it gets at today's data."""
    check = commands.add_parser(
        "check",
        help="核对 Word 文件中的数字",
        description="核对本系统生成的 Word 文件：哪些数字仍与生成时一致，哪些被人工改动、与现有数据不符、没有出处。",
    )
    check.add_argument("file", type=Path, metavar="文件", help="要核对的 .docx 文件，经 Word、WPS 编辑过的也可以")
    check.add_argument("--url", metavar="地址", help="数据库地址；默认取 DASHBOARD_DATABASE_URL，未设则用演示库")
    check.add_argument("--file-only", action="store_true", help="只核对文件本身，不与现有数据核对")
    check.set_defaults(run=lambda options: _check(options, read))


def _check(options: argparse.Namespace, read: ReadFacts) -> int:
    written = open_document(options.file.read_bytes())
    if options.file_only:
        proof = check_file(written)
    else:
        facts, _ = read(options.url, written.listed.quarter, written.listed.cutoff)
        proof = check_file(written, figures_today(facts, written.listed), hash_snapshot(facts.assessment))
    for line in report_lines(proof):
        print(line)
    return FOUND if proof.findings else SOUND
