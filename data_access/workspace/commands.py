"""The commands of the workspace: `python -m data_access workspace migrate|backup|restore`."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Engine

from data_access.command_line import ChineseParser
from data_access.workspace.copies import back_up, restore
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate

Commands: TypeAlias = "argparse._SubParsersAction[ChineseParser]"
DONE = 0
_URL = "工作库地址，默认取 DASHBOARD_WORKSPACE_URL，未设置时为 var/workspace.sqlite"


def add_workspace(commands: Commands) -> None:
    """Add `workspace` with its own commands to the command line."""
    text = "工作库（决定、申辩、定稿和草稿）的升级、备份和恢复"
    parser: ChineseParser = commands.add_parser("workspace", help=text, description=text)
    own = parser.add_subparsers(title="可用命令", metavar="命令", required=True)
    _add(own, "migrate", run_migrate, "建立工作库，或升级到本程序所用的表")
    backing = _add(own, "backup", run_backup, "将工作库的全部内容写入一个文件；看板运行时也可备份")
    backing.add_argument("file", type=Path, metavar="文件", help="要生成的备份文件，如 workspace-20221231.sqlite")
    restoring = _add(own, "restore", run_restore, "将备份恢复到空的工作库；库中已有内容时不恢复")
    restoring.add_argument("file", type=Path, metavar="文件", help="备份文件")


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
    """Write the store to a file."""
    with _store(options.url) as store:
        migrate(store)
        rows = back_up(store, options.file)
    print(f"已备份到 {options.file}，共{len(rows)}张表、{sum(rows.values()):,}行。")
    return DONE


def run_restore(options: argparse.Namespace) -> int:
    """Put a backup into an empty store."""
    with _store(options.url) as store:
        rows = restore(options.file, store)
    print(f"已从 {options.file} 恢复，共{len(rows)}张表、{sum(rows.values()):,}行。")
    return DONE
