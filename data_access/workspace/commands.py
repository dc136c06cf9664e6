"""The commands of the workspace: `python -m data_access workspace migrate|backup|restore|verify`."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Engine

from data_access.command_line import ChineseParser
from data_access.workspace.auditing import Chain, verify_chain
from data_access.workspace.copies import back_up, opened_backup, restore
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from data_access.workspace.transactions import reading

Commands: TypeAlias = "argparse._SubParsersAction[ChineseParser]"
DONE, BROKEN = 0, 1
_URL = "工作库地址，默认取 DASHBOARD_WORKSPACE_URL，未设置时为 var/workspace.sqlite"


def add_workspace(commands: Commands) -> None:
    """Add `workspace` with its own commands to the command line."""
    text = "工作库（决定、申辩、定稿、草稿和审计记录）的升级、备份、恢复和核验"
    parser: ChineseParser = commands.add_parser("workspace", help=text, description=text)
    own = parser.add_subparsers(title="可用命令", metavar="命令", required=True)
    _add(own, "migrate", run_migrate, "建立工作库，或升级到本程序所用的表")
    backing = _add(own, "backup", run_backup, "将工作库的全部内容写入一个文件并核验；看板运行时也可备份")
    backing.add_argument("file", type=Path, metavar="文件", help="要生成的备份文件，如 workspace-20221231.sqlite")
    _add_head(backing)
    restoring = _add(own, "restore", run_restore, "将备份恢复到空的工作库；库中已有内容时不恢复")
    restoring.add_argument("file", type=Path, metavar="文件", help="备份文件")
    verifying = _add(own, "verify", run_verify, "核验审计记录是否逐行相连、未被改动；有断链时退出码为1")
    verifying.add_argument("file", type=Path, metavar="文件", nargs="?", help="核验一份备份；不写时核验工作库")
    _add_head(verifying)


def _add_head(parser: ChineseParser) -> None:
    parser.add_argument("--head", metavar="校验值", default="", help="以前另存的链尾校验值；据此能发现末尾被删")


def _add(commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str) -> ChineseParser:
    parser: ChineseParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--url", metavar="地址", help=_URL)
    parser.set_defaults(command=run)
    return parser


@contextmanager
def _store(url: str | None) -> Iterator[Engine]:
    engine = open_workspace(url)
    try:
        yield engine
    finally:
        engine.dispose()


def run_migrate(options: argparse.Namespace) -> int:
    """Make the store's tables, or bring them to this program's."""
    with _store(options.url) as store:
        print(f"工作库已就绪（表的版本 {migrate(store)}）。")
    return DONE


def run_backup(options: argparse.Namespace) -> int:
    """Write the store to a file, read that again and walk its audit log."""
    with _store(options.url) as store:
        migrate(store)
        rows = back_up(store, options.file)
    print(f"已备份到 {options.file}，共{len(rows)}张表、{sum(rows.values()):,}行。")
    with opened_backup(options.file) as copy:
        return _verify(copy, options.head)


def run_restore(options: argparse.Namespace) -> int:
    """Put a backup into an empty store and walk the audit log there."""
    with _store(options.url) as store:
        rows = restore(options.file, store)
        print(f"已从 {options.file} 恢复，共{len(rows)}张表、{sum(rows.values()):,}行。")
        return _verify(store)


def run_verify(options: argparse.Namespace) -> int:
    """Walk the audit log of the store or of a backup; print its head, and say where it is broken."""
    if options.file:
        with opened_backup(options.file) as copy:
            return _verify(copy, options.head)
    with _store(options.url) as store:
        migrate(store)
        return _verify(store, options.head)


def _verify(store: Engine, noted: str = "") -> int:
    with reading(store) as connection:
        return _print_chain(verify_chain(connection, noted.strip().lower()))


def _print_chain(chain: Chain) -> int:
    if chain.broken is not None:
        print(f"审计记录断链：第{chain.broken:,}行，{chain.fault}。此前{chain.events:,}行完好。")
        return BROKEN
    span = f"，{chain.first_at:%Y-%m-%d %H:%M:%S} 至 {chain.last_at:%Y-%m-%d %H:%M:%S}" if chain.events else ""
    print(f"审计记录完好：共{chain.events:,}行{span}。")
    if chain.after_noted is not None:
        print(f"另存的链尾校验值在链上，其后新增{chain.after_noted:,}行。")
    print(f"链尾校验值 {chain.head}\n请将链尾校验值抄存在工作库以外，下次核验时用 --head 写明。")
    return DONE
