"""一市一单: the text for one place, and the lists behind it."""

from bulletin.layout.annex_pages import annex_heading, picture_block, plain_table, trend_table
from bulletin.layout.markup import blank, each, only_if, paragraph
from bulletin.layout.sections import PORTRAIT, ending, section


def write_unit_text() -> str:
    """Return the text from the title to the demands."""
    no_finding = paragraph("本季度没有须列入问题清单的事项。", "BodyText")
    return "".join(
        (
            blank(),
            blank(),
            each("line in title_lines", paragraph("{{ line }}", "BulletinTitle")),
            only_if("is_demo", paragraph("（演示数据，不得作为工作依据）", "TitleNote")),
            blank(),
            paragraph("{{ recipients }}：", "Recipients"),
            paragraph(
                "按照“双减”督导工作部署，现将你地{{ quarter_name }}“双减”督导情况和问题清单通知如下，请认真整改。",
                "BodyText",
            ),
            _texts("cautions"),
            paragraph("一、总体情况", "Heading1"),
            _texts("overview"),
            paragraph("二、存在的主要问题", "Heading1"),
            _texts("findings"),
            only_if("not findings", no_finding),
            paragraph("三、整改要求", "Heading1"),
            _texts("next_steps"),
        )
    )


def _texts(name: str) -> str:
    return each(f"paragraph in {name}", paragraph("{{ paragraph }}", "BodyText"))


def write_unit_annexes() -> str:
    """Return the list of problems, the indicators, the scores over quarters, and the counties of a city."""
    return "".join(
        (_problems(), _indicators(), _trend(), only_if("county_rows", _counties()), ending(section(PORTRAIT)))
    )


def _cells(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{{ row.{name} }}}}" for name in names)


def _problems() -> str:
    heads = ("序号", "类别", "问题", "依据", "整改要求", "完成时限")
    cells = _cells("number", "matter", "body", "basis", "task", "due")
    widths = [560, 1300, 2485, 1000, 1700, 1800]
    cases = ("编号", "所在地", "类别", "事项", "起始日期", "期限", "超期（天）")
    case_cells = _cells("id", "county", "category", "matter", "from_on", "due", "days")
    case_widths = [1150, 1250, 950, 1895, 1400, 1400, 800]
    overdue = (
        paragraph("超期事项逐件清单", "TableName")
        + plain_table(cases, case_cells, case_widths, "overdue_rows", (3,))
        + paragraph("注：截至数据截止日，{{ overdue_note }}。", "TableNote")
    )
    none = paragraph("没有须列入清单的问题。", "TableNote")
    return (
        annex_heading(1, on_new_page=False)
        + only_if("finding_rows", plain_table(heads, cells, widths, "finding_rows", (2, 4)))
        + only_if("not finding_rows", none)
        + only_if("overdue_rows", overdue)
    )


def _indicators() -> str:
    heads = ("类别", "指标", "本地", "符合数", "总数", "较上季度", "全省")
    cells = _cells("category", "name", "value", "part", "whole", "change", "average")
    widths = [1000, 2045, 950, 1000, 1000, 1800, 1050]
    note = paragraph("注：{{ scheme_note }}{{ cutoff_note }}", "TableNote")
    return annex_heading(2) + plain_table(heads, cells, widths, "indicator_rows", (1,)) + note


def _trend() -> str:
    note = paragraph("注：单位为分。{{ cutoff_note }}", "TableNote")
    return annex_heading(3) + trend_table() + note + each("picture in pictures", picture_block())


def _counties() -> str:
    heads = (
        "县（市、区）",
        "综合得分",
        "学校月度督导覆盖率",
        "从未到校学校（所）",
        "超期未整改问题（个）",
        "超期未办结举报（件）",
    )
    cells = _cells("name", "total", "share", "never", "problems", "complaints")
    widths = [2000, 1200, 1300, 1445, 1450, 1450]
    note = paragraph("注：{{ cutoff_note }}", "TableNote")
    return annex_heading(4) + plain_table(heads, cells, widths, "county_rows", ()) + note
