"""What a file must satisfy before anything in it is parsed: kind, size, and a package that does not explode."""

import zipfile
import zlib
from pathlib import Path

from supervision.faults import InputRejected

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_CONTENT = 200 * 1024 * 1024
"""A full form of the province unpacks to about 1 MB; a package of 20 MB may unpack to 20 GB."""
MOST_PARTS = 1_000
MOST_ROWS = 5_000
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def check_file(path: Path) -> None:
    """Raise InputRejected where the file is missing, of another kind, or too big."""
    if not path.is_file():
        raise InputRejected(f"找不到文件 {path.name}，请核对路径。")
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise InputRejected(f"文件 {path.name} 不是 .xlsx 填报表或 .csv 公示表，无法导入。")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise InputRejected(f"文件 {path.name} 有{size / 1024 / 1024:.1f} MB，超过20 MB的上限。")
    if size == 0:
        raise InputRejected(f"文件 {path.name} 是空文件。")


def check_package(path: Path) -> None:
    """Raise InputRejected where a workbook is no sound package, or one that could only be meant to do harm."""
    with path.open("rb") as file:
        if file.read(4) == _OLD_WORKBOOK:
            raise InputRejected(f"文件 {path.name} 是旧版工作簿或加了打开密码，请去掉密码并另存为 .xlsx 后再导入。")
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_parts(path.name, parts)
            _refuse_entities(path.name, package, parts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error) as cause:
        raise InputRejected(f"文件 {path.name} 已损坏，不是完整的 .xlsx 工作簿，请重新保存后再导入。") from cause


def _check_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise InputRejected(f"文件 {name} 解压后过大，不予读取。")
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise InputRejected(f"文件 {name} 含有宏，请另存为不含宏的 .xlsx 后再导入。")


def _refuse_entities(name: str, package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Office programs write no document type; one that is there can only serve to read files or to use up memory."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with package.open(part) as stream:
                start = stream.read(4096)
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise InputRejected(f"文件 {name} 含有不允许的外部定义，不予读取。")
