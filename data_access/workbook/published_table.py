"""read_published(): a 半月报 table that one place published (CSV `section,item,value,share`) as its report."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data_access.workbook.cell_values import NOTHING, YES_NO, NotACount, count_in_text
from data_access.workbook.file_limits import MOST_ROWS
from data_access.workbook.item_names import map_items, normalise
from data_access.workbook.reports import AreaReport, Entry, Reading, Remark, show_value
from supervision.faults import InputRejected
from supervision.scheme import Scheme

_NEEDED = ("item", "value")
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What published tables come in: UTF-8, or what spreadsheet programs save as CSV on Chinese systems."""


@dataclass(frozen=True)
class _Line:
    number: int
    item: str
    value: str
    share: str

    @property
    def place(self) -> str:
        return f"第{self.number}行“{show_value(self.item)}”"


@dataclass
class _Gathered:
    entries: dict[str, Entry] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    unmapped: list[Remark] = field(default_factory=list)


def read_published(path: Path, area_code: str, scheme: Scheme) -> Reading:
    """Return the report of one area; items that are no measure of the scheme are listed as unmapped.

    Raises InputRejected where the file is no table of this kind.
    """
    codes, gathered = map_items(scheme), _Gathered()
    for line in _lines(path):
        code = codes.get(normalise(line.item))
        if code is None:
            kind = "是否类事实，未对应到计数项" if line.value in YES_NO else "未对应到计数项"
            gathered.unmapped.append(Remark(path.name, line.place, _shown(line), kind))
        elif code in gathered.entries:
            rule = f"同一项目重复出现，{gathered.entries[code].place}已有"
            gathered.faults.append(Remark(path.name, line.place, _shown(line), rule))
        else:
            gathered.entries[code] = _entry(path.name, line, code, gathered.faults)
    if not gathered.entries:
        raise InputRejected(f"文件 {path.name} 中没有一项能对应到方案的计数项，未写入任何数据。")
    report = AreaReport(area_code, f"地区{area_code}", tuple(gathered.entries.values()))
    filled = (report,) if any(entry.value is not None for entry in report.entries) else ()
    unfilled = () if filled else (area_code,)
    return Reading(path.name, filled, tuple(gathered.faults), unmapped=tuple(gathered.unmapped), unfilled=unfilled)


def _shown(line: _Line) -> str:
    return show_value(line.value)


def _entry(file: str, line: _Line, code: str, faults: list[Remark]) -> Entry:
    share = "" if line.share in NOTHING else line.share
    spot = f"第{line.number}行"
    try:
        return Entry(code, count_in_text(line.value), line.place, spot, share)
    except NotACount as broken:
        faults.append(Remark(file, line.place, _shown(line), str(broken)))
        return Entry(code, None, line.place, spot, refused=True)


def _lines(path: Path) -> Iterator[_Line]:
    """Yield the lines of the table with their numbers in the file; comment lines start with #."""
    numbered = [
        (number, text)
        for number, text in enumerate(_text(path).splitlines(keepends=True), 1)
        if text.strip() and not text.startswith("#")
    ]
    if len(numbered) > MOST_ROWS:
        raise InputRejected(f"文件 {path.name} 超过{MOST_ROWS:,}行，不予读取。")
    reader = csv.reader((text for _, text in numbered), skipinitialspace=True)
    try:
        heading = [name.strip().lower() for name in next(reader, [])]
        _check_heading(path.name, heading)
        while True:
            number = numbered[reader.line_num][0] if reader.line_num < len(numbered) else 0
            fields = next(reader, None)
            if fields is None:
                return
            named = dict(zip(heading, (text.strip() for text in fields), strict=False))
            yield _Line(number, named.get("item", ""), named.get("value", ""), named.get("share", ""))
    except csv.Error as cause:
        raise InputRejected(f"文件 {path.name} 的格式有误，无法按 CSV 读取。") from cause


def _check_heading(name: str, heading: list[str]) -> None:
    missing = [column for column in _NEEDED if column not in heading]
    if missing:
        raise InputRejected(f"文件 {name} 第一行应为 section,item,value,share，现缺少 {'、'.join(missing)} 列。")


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputRejected(f"文件 {path.name} 不是 UTF-8 或 GB18030 编码的文本，无法读取。")
