"""约谈建议材料: the text on one place, and the tables behind it."""

from bulletin.layout.annex_pages import annex_heading, looped_cells, plain_table
from bulletin.layout.markup import blank, cell, each, only_if, paragraph, row, statement_row, table
from bulletin.layout.sections import PORTRAIT, ending, section


def write_summons_text() -> str:
    """Return the text from the title to the proposal, which a person decides on."""
    grounds = each("ground in grounds", paragraph("{{ ground.heading }}", "Heading2") + _texts("ground.texts"))
    parts = (
        ("基本情况", _texts("cautions") + _texts("basics")),
        ("事实和数据", grounds + paragraph("{{ cases_note }}", "BodyText")),
        ("依据", _texts("bases")),
        ("此前已采取的措施", _texts("measures")),
        ("当事地方的申辩", _texts("contests")),
        (
            "建议",
            _texts("next_steps")
            + paragraph("以上为按方案规则列出的建议，是否约谈由本办公室研究决定。", "BodyText")
            + _texts("decisions"),
        ),
    )
    return "".join(
        (
            blank(),
            blank(),
            each("line in title_lines", paragraph("{{ line }}", "BulletinTitle")),
            only_if("is_demo", paragraph("（演示数据，不得作为工作依据）", "TitleNote")),
            blank(),
            paragraph("{{ recipients }}：", "Recipients"),
            paragraph("按照“双减”督导工作部署，现将{{ area_name }}达到约谈规则的有关情况和建议报告如下。", "BodyText"),
            *(
                paragraph(f"{number}、{name}", "Heading1") + content
                for number, (name, content) in zip("一二三四五六", parts, strict=True)
            ),
        )
    )


def _texts(name: str) -> str:
    return each(f"paragraph in {name}", paragraph("{{ paragraph }}", "BodyText"))


def write_summons_annexes() -> str:
    """Return the rules beside what was found, the indicators over quarters, and the overdue cases."""
    return _rules() + _quarters() + only_if("overdue_rows", _cases()) + ending(section(PORTRAIT))


def _rules() -> str:
    cells = ("{{ row.trigger }}", "{{ row.rule }}", "{{ row.limits }}", "{{ row.found }}")
    heads = ("事由", "规则", "界限（须同时达到）", "本季度情况")
    rows = plain_table(heads, cells, [1400, 1500, 2745, 3200], "rule_rows", (1, 2, 3))
    return annex_heading(1, on_new_page=False) + paragraph("规则对照表", "TableName") + rows


def _quarters() -> str:
    name, evidence, count, value = 1480, 620, 790, 1030
    widths = [name, evidence, count, count, 10, value, 10]
    heads = [("指标", name), ("依据", evidence), ("分子", count), ("分母", count)]
    head = row(
        [
            *(cell(text, width, "TableHead") for text, width in heads),
            *looped_cells("quarter in trend_quarters", "quarter", value, "TableHead"),
        ],
        is_head=True,
    )
    body = row(
        [
            cell("{{ row.name }}", name, "TableLeft"),
            cell("{{ row.evidence }}", evidence),
            cell("{{ row.part }}", count, "TableSmall"),
            cell("{{ row.whole }}", count, "TableSmall"),
            *looped_cells("value in row.cells", "value", value, "TableSmall"),
        ]
    )
    rows = [head, statement_row("for row in quarter_rows", widths), body, statement_row("endfor", widths)]
    note = paragraph("注：分子、分母为本季度数；各季度均按同期截止日计算。{{ cutoff_note }}", "TableNote")
    return paragraph("有关指标情况表", "TableName") + table(rows, widths) + note


def _cases() -> str:
    heads = ("编号", "所在地", "类别", "事项", "起始日期", "期限", "超期（天）")
    cells = tuple(f"{{{{ row.{key} }}}}" for key in ("id", "county", "category", "matter", "from_on", "due", "days"))
    widths = [1150, 1250, 950, 1895, 1400, 1400, 800]
    note = paragraph("注：{{ cases_note }}", "TableNote")
    return annex_heading(2) + plain_table(heads, cells, widths, "overdue_rows", (3,)) + note
