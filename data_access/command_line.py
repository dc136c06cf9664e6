"""An argument parser that speaks Chinese, and how the commands print lines and progress."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from tqdm import tqdm

_MESSAGES = (
    # argparse has its messages in English only; these are all that its parsers here can raise.
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"多余或无法识别的参数：\1"),
    (r"argument (\S+): expected one argument", r"参数 \1 后面缺少值"),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"参数 \1 的值“\2”无效，可选：\3"),
    (r"argument (\S+): ignored explicit argument (.+)", r"参数 \1 不需要值：\2"),
    (r"argument (\S+): invalid \w+ value: '?(.*?)'?", r"参数 \1 的值“\2”无效"),
    (r"ambiguous option: (\S+) could match (.+)", r"参数 \1 不明确，可能是：\2"),
    (r"argument (\S+): (.+)", r"参数 \1：\2"),
)


class ChineseParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are Chinese; usage errors leave with exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._positionals.title = "命令或文件"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明后退出")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{translate(message)}。\n")


def translate(message: str) -> str:
    """Return argparse's message in Chinese; one it is not known for stands as it is."""
    for pattern, chinese in _MESSAGES:
        if match := re.fullmatch(pattern, message):
            return match.expand(chinese)
    return message


def print_line(text: str) -> None:
    """Print one line above a progress bar; control characters, which data may hold, never reach the terminal."""
    line = "".join(sign if sign.isprintable() else " " if sign.isspace() else "�" for sign in text)
    tqdm.write(line, file=sys.stdout)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Give a function that is told the step and the share done (0-1) and draws them on the error stream.

    Nothing is drawn where the error stream is no terminal.
    """
    shape = "{percentage:3.0f}%|{bar:30}| {desc}"
    with tqdm(total=100, bar_format=shape, file=sys.stderr, leave=False, disable=None) as bar:

        def told(step: str, share: float) -> None:
            bar.n = round(share * 100)
            bar.set_description_str(step)

        yield told
