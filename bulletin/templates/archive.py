"""The package of an uploaded file, before anything in it is read: a real, small, plain .docx."""

import io
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from zipfile import ZipInfo

MOST_BYTES = 10_000_000
MOST_ENTRIES = 500
MOST_UNPACKED_BYTES = 100_000_000
MOST_PART_BYTES = 20_000_000
"""Of one XML part: a template's text is well under one megabyte, and reading XML takes many times its size."""
_LONGEST_NAME = 200
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
# The kinds of part a template may hold; no program, no embedded file. Fonts come obfuscated, pictures as they are.
_ENDINGS = ("xml", "rels", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "odttf")


def find_archive_faults(file_name: str, content: bytes) -> tuple[str, ...]:
    """Return a sentence per fault of the package; nothing where it may be read further."""
    if not file_name.lower().endswith(".docx"):
        return (f"文件“{file_name[:60]}”不是 .docx：请在 Word 或 WPS 中另存为“Word 文档（*.docx）”。",)
    if len(content) > MOST_BYTES:
        return (f"文件大于{MOST_BYTES // 1_000_000} MB：请删去或压缩其中的图片。",)
    if content.startswith(_COMPOUND_FILE):
        return ("文件设有打开密码，或是旧版 .doc：请去掉密码，另存为 .docx。",)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return tuple(_find_faults(package.infolist()))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ("文件不是可用的 Word（.docx）文件，或已损坏：请重新保存后再上传。",)


def _find_faults(entries: list[ZipInfo]) -> Iterator[str]:
    if not entries:
        yield "文件是空的：其中没有任何内容。"
    if len(entries) > MOST_ENTRIES:
        yield f"文件内有{len(entries)}个部件，超过{MOST_ENTRIES}个。"
        return
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        yield f"文件解开后大于{MOST_UNPACKED_BYTES // 1_000_000} MB。"
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        yield "文件已加密：请去掉密码后再上传。"
        return
    names = Counter(entry.filename.casefold() for entry in entries)
    yield from (f"部件“{name[:80]}”重复{times}次。" for name, times in names.items() if times > 1)
    for entry in entries:
        if rule := _fault_of(entry):
            yield f"部件“{entry.filename[:80]}”：{rule}。"


def _fault_of(entry: ZipInfo) -> str | None:
    """Return what is wrong with one entry; None where nothing is."""
    name = entry.orig_filename
    if entry.compress_type not in _PLAIN_METHODS:
        return "压缩方式不是 Word 所用的"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "是指向别处的链接"
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or not name.isprintable():
        return "名称含有路径"
    if len(name) > _LONGEST_NAME:
        return "名称过长"
    ending = name.rpartition(".")[2].lower()
    if ending not in _ENDINGS:
        return "模板中不能有宏、控件、嵌入的文件和其他程序的数据"
    if ending in ("xml", "rels") and entry.file_size > MOST_PART_BYTES:
        return f"文字部分大于{MOST_PART_BYTES // 1_000_000} MB"
    return None


def is_xml(name: str) -> bool:
    """Return whether a part holds XML."""
    return re.search(r"\.(xml|rels)$", name, re.IGNORECASE) is not None
