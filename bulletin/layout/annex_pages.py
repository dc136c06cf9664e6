"""The pages behind the text: the tables and the pictures."""

from bulletin.layout.markup import blank, cell, each, only_if, paragraph, row, statement_row, table
from bulletin.layout.sections import LANDSCAPE, PORTRAIT, ending, section

_BREAK = "<w:pageBreakBefore/>"


def write_annexes() -> str:
    """Return all annexes, each on a new page; the wide table has a section of its own."""
    return "".join(
        (
            _categories(),
            ending(section(LANDSCAPE, is_landscape=True)),
            _ranking(),
            _coverage(),
            _definitions(),
            _trend(),
            _pictures(6),
            only_if("since_rows", _since_last()),
            ending(section(PORTRAIT)),
        )
    )


def annex_heading(number: int, *, on_new_page: bool = True) -> str:
    """Return the mark of an annex and, on the third line, its title."""
    mark = paragraph(f"附件{number}", "AnnexMark", _BREAK if on_new_page else "")
    # 附件标题 stands on the third line (GB/T 9704-2012, 7.3.7).
    return mark + blank("AnnexMark") + paragraph(f"{{{{ annex_titles[{number - 1}] }}}}", "AnnexTitle")


def plain_table(
    heads: tuple[str, ...], cells: tuple[str, ...], widths: list[int], loop: str, left: tuple[int, ...]
) -> str:
    """Return a table of one row per item of a loop; columns listed in `left` hold running text."""
    head = row([cell(text, width, "TableHead") for text, width in zip(heads, widths, strict=True)], is_head=True)
    styles = ["TableLeft" if place in left else "TableText" for place in range(len(cells))]
    body = row([cell(*each_cell) for each_cell in zip(cells, widths, styles, strict=True)])
    return table([head, statement_row(f"for row in {loop}", widths), body, statement_row("endfor", widths)], widths)


def _categories() -> str:
    """Return annex 1: a column per category, looped, so that the scheme decides how many there are."""
    name, score, total, rank = 1460, 800, 860, 812
    widths = [name, 10, score, 10, total, rank]
    head = row(
        [
            cell("地方", name, "TableHead"),
            *looped_cells("category in categories", "category", score, "TableHead"),
            cell("综合得分", total, "TableHead"),
            cell("名次", rank, "TableHead"),
        ],
        is_head=True,
    )
    body = row(
        [
            cell("{{ row.name }}", name, "TableSmall"),
            *looped_cells("score in row.cells", "score", score, "TableSmall"),
            cell("{{ row.total }}", total, "TableSmall"),
            cell("{{ row.rank }}", rank, "TableSmall"),
        ]
    )
    rows = [head, statement_row("for row in group.rows", widths), body, statement_row("endfor", widths)]
    groups = each("group in category_groups", paragraph("{{ group.title }}", "TableName") + table(rows, widths))
    note = paragraph("注：{{ band_legend }}。{{ cutoff_note }}", "TableNote")
    return annex_heading(1, on_new_page=False) + groups + note


def looped_cells(loop: str, name: str, width: int, style: str) -> list[str]:
    """Return the cells of a column that a loop repeats; the two cells that hold only its marks are dropped."""
    return [
        cell(f"{{%tc for {loop} %}}", 10, style),
        cell(f"{{{{ {name} }}}}", width, style),
        cell("{%tc endfor %}", 10, style),
    ]


def _trend() -> str:
    """Return annex 5: a column per quarter, looped, for the province's total and categories."""
    return annex_heading(5) + trend_table() + paragraph("注：单位为分。{{ cutoff_note }}", "TableNote")


def trend_table() -> str:
    """Return the table of scores over quarters, of the province or of one place."""
    name, score = 3400, 1080
    widths = [name, 10, score, 10]
    head = row(
        [cell("类别", name, "TableHead"), *looped_cells("quarter in trend_quarters", "quarter", score, "TableHead")],
        is_head=True,
    )
    body = row(
        [cell("{{ row.name }}", name, "TableLeft"), *looped_cells("score in row.cells", "score", score, "TableText")]
    )
    return table([head, statement_row("for row in trend_rows", widths), body, statement_row("endfor", widths)], widths)


def _ranking() -> str:
    widths = [1100, 1900, 1200, 900, 1700, 2045]
    heads = ("名次", "地方", "综合得分", "等次", "较上季度", "说明")
    cells = tuple(f"{{{{ row.{key} }}}}" for key in ("rank", "name", "total", "band", "change", "note"))
    groups = each(
        "group in ranking_groups",
        paragraph("{{ group.title }}", "TableName") + plain_table(heads, cells, widths, "group.rows", (5,)),
    )
    samples = only_if(
        "small_samples",
        paragraph("注：样本不足、不参加该项指标排名的有——", "TableNote")
        + each("line in small_samples", paragraph("{{ line }}", "TableNote")),
    )
    return annex_heading(2, on_new_page=False) + groups + samples


def _coverage() -> str:
    widths = [1500, 1150, 1150, 1000, 2045, 1000, 1000]
    heads = ("地方", "应督导校月", "已督导校月", "覆盖率", "较上季度", "从未到校学校（所）", "到校督导（次）")
    cells = tuple(f"{{{{ row.{key} }}}}" for key in ("name", "due", "visited", "share", "change", "never", "visits"))
    note = paragraph("注：{{ coverage_note }}{{ cutoff_note }}", "TableNote")
    return annex_heading(3) + plain_table(heads, cells, widths, "coverage_rows", ()) + note


def _definitions() -> str:
    widths = [560, 2050, 2500, 920, 1330, 1485]
    heads = ("编号", "指标", "计算口径", "依据", "起点→目标", "备注")
    cells = tuple(f"{{{{ row.{key} }}}}" for key in ("id", "name", "formula", "evidence", "goal", "note"))
    note = paragraph("注：{{ scheme_note }}", "TableNote")
    return annex_heading(4) + plain_table(heads, cells, widths, "definition_rows", (1, 2, 5)) + note


def _since_last() -> str:
    """Return annex 7, which only a bulletin has that was preceded by an issued one."""
    widths = [1500, 2300, 1600, 3445]
    cells = tuple(f"{{{{ row.{key} }}}}" for key in ("name", "matter", "word", "said"))
    rows = plain_table(("地方", "事项", "变化", "说明"), cells, widths, "since_rows", (1, 3))
    return annex_heading(7) + rows + paragraph("注：{{ since_note }}", "TableNote")


def _pictures(number: int) -> str:
    return annex_heading(number) + each("picture in pictures", picture_block())


def picture_block() -> str:
    """Return a picture between its caption and its note."""
    return (
        paragraph("{{ picture.caption }}", "Caption")
        + paragraph("{{ picture.image }}", "Picture")
        + paragraph("{{ picture.note }}", "TableNote")
    )
