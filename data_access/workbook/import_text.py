"""What the command line prints about an import."""

from collections.abc import Iterable, Iterator

from data_access.workbook.importing import Imported
from data_access.workbook.reports import Remark
from supervision.periods import Quarter

MOST_SHOWN = 200
"""A file broken in every cell is told so; the rest is summed up."""


def import_lines(imported: Imported, quarter: Quarter) -> Iterator[str]:
    """Yield the lines: faults or what was written, then unmapped items, warnings and questions."""
    if imported.faults:
        yield f"发现{len(imported.faults)}处错误，未写入任何数据。请更正后重新导入。"
        yield from _remarks("错误", imported.faults)
    else:
        yield from _written(imported, quarter)
    yield from _remarks("未对应的项目（未写入）", imported.unmapped)
    yield from _remarks("提醒", imported.warnings)
    if imported.questions:
        yield f"疑问（{len(imported.questions)}条，请向报送单位核实）："
        yield from (f"  {n}. {f.key}｜{f.column}＝{f.value}｜{f.rule}" for n, f in enumerate(imported.questions, 1))


def _written(imported: Imported, quarter: Quarter) -> Iterator[str]:
    if imported.written:
        counts = sum(one.counts for one in imported.written)
        yield f"已写入{quarter.name}{len(imported.written)}个地区、{counts:,}项报送数："
        for one in imported.written:
            name = imported.areas.full_name(one.area_code)
            yield f"  {name}（{one.area_code}）：第{one.revision}次报送，{one.counts}项"
    else:
        yield f"没有需要写入的{quarter.name}报送数。"
    if imported.unchanged:
        same = _names(imported, imported.unchanged)
        yield f"与现行报送数完全相同、未另作修订的地区（{len(imported.unchanged)}个）：{same}"
    if imported.unfilled:
        yield f"未填报、未写入的地区（{len(imported.unfilled)}个）：{_names(imported, imported.unfilled)}"


def _names(imported: Imported, area_codes: Iterable[str]) -> str:
    return "、".join(imported.areas.full_name(code) for code in area_codes)


def _remarks(title: str, remarks: tuple[Remark, ...]) -> Iterator[str]:
    if not remarks:
        return
    yield f"{title}（{len(remarks)}条）："
    yield from (f"  {number}. {remark}" for number, remark in enumerate(remarks[:MOST_SHOWN], 1))
    if len(remarks) > MOST_SHOWN:
        yield f"  ……其余{len(remarks) - MOST_SHOWN}条从略"
