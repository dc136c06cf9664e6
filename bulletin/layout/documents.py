"""The templates: what stands where, and which words are the office's own to edit."""

from bulletin.kinds import PROVINCE_WIDE, Kind
from bulletin.layout.annex_pages import write_annexes
from bulletin.layout.markup import DECLARATION, NAMESPACES, blank, each, only_if, paragraph, run
from bulletin.layout.measures import LINE_PITCH, MARK_TOP, mark_half_points
from bulletin.layout.package import write_package
from bulletin.layout.sections import IMPRINT, PORTRAIT, ending, page_parts, section
from bulletin.layout.styles import write_font_table, write_styles
from bulletin.layout.summons_pages import write_summons_annexes, write_summons_text
from bulletin.layout.unit_pages import write_unit_annexes, write_unit_text

LETTERS_OF_OFFICE = len("河南省人民政府教育督导委员会办公室")
"""The templates are sized for this name; another office sets the size of style 发文机关标志 in Word."""

PRACTICES_LEAD, PROBLEMS_LEAD = "本季度督导中了解到的典型做法有：", "督导和核查发现的典型问题有："


def build_template(kind: Kind) -> bytes:
    """Return the .docx template of a kind."""
    if kind is Kind.UNIT:
        text, annexes = write_unit_text(), write_unit_annexes()
    elif kind is Kind.SUMMONS:
        text, annexes = write_summons_text(), write_summons_annexes()
    else:
        text, annexes = _opening(kind) + _sections(kind), write_annexes()
    body = "".join((_head(kind), text, _closing(kind), annexes, _last_page()))
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return write_package(
        document,
        write_styles(mark_half_points(LETTERS_OF_OFFICE)),
        write_font_table(),
        page_parts(has_copies=kind is Kind.CIRCULAR, has_wide_pages=kind in PROVINCE_WIDE),
        "{{ title }}",
    )


def _head(kind: Kind) -> str:
    """Return the red head: office, number (and signer, upwards only), rule."""
    number = paragraph("{{ document_number }}", "DocumentNumber")
    if not kind.goes_down:
        signer = run("{{ document_number }}\t签发人：") + run("{{ signer }}", "SignerName")
        number = paragraph(signer, "NumberAndSigner")
    return office_mark() + blank() + blank() + number + blank("RedRule")


def office_mark() -> str:
    """Return the office's name, its top where the standard wants it whether or not a 密级 stands on the first line.

    The 密级 takes one line of the page from the space above the name (GB/T 9704-2012, 7.2.2).
    """
    below = f'<w:spacing w:before="{MARK_TOP - LINE_PITCH}"/>'
    classified = paragraph("{{ secrecy }}", "Secrecy") + paragraph("{{ office_name }}", "OfficeMark", below)
    return only_if("secrecy", classified) + only_if("not secrecy", paragraph("{{ office_name }}", "OfficeMark"))


def _opening(kind: Kind) -> str:
    """Return title, marks under it, recipients and the first paragraphs."""
    approval = "{{ approval }}" if kind.goes_down else ""
    verb = "“双减”督导情况通报" if kind.goes_down else "“双减”工作督导情况报告"
    return "".join(
        (
            blank(),
            blank(),
            each("line in title_lines", paragraph("{{ line }}", "BulletinTitle")),
            only_if("is_demo", paragraph("（演示数据，不得作为工作依据）", "TitleNote")),
            blank(),
            paragraph("{{ recipients }}：", "Recipients"),
            paragraph(f"按照“双减”督导工作部署，{approval}现将{{{{ quarter_name }}}}{verb}如下。", "BodyText"),
            _texts("cautions"),
        )
    )


def _texts(name: str) -> str:
    return each(f"paragraph in {name}", paragraph("{{ paragraph }}", "BodyText"))


def _items(name: str, lead: str) -> str:
    """Return numbered items below a lead; nothing where there is none."""
    item = paragraph("{{ item.number }}{{ item.text }}", "BodyText")
    return only_if(name, paragraph(lead, "BodyText")) + each(f"item in {name}", item)


def _sections(kind: Kind) -> str:
    """Return the five parts of the text."""
    problem = paragraph("{{ problem.heading }}", "Heading2") + paragraph("{{ problem.text }}", "BodyText")
    no_problem = paragraph("本季度没有数据完整、样本充足、须予点名的突出问题。", "BodyText")
    problems = each("problem in problems", problem) + only_if("not problems", no_problem)
    parts = (
        ("总体情况", _texts("overview") + _texts("rankings")),
        ("主要成效", _texts("achievements") + _items("practices", PRACTICES_LEAD)),
        ("督导发现的主要问题", problems + _items("typical_problems", PROBLEMS_LEAD)),
        ("问题整改和举报办理情况", _texts("cases")),
        ("下一步工作要求" if kind.goes_down else "下一步工作安排", _texts("next_steps")),
    )
    return "".join(
        paragraph(f"{number}、{name}", "Heading1") + content
        for number, (name, content) in zip("一二三四五", parts, strict=True)
    )


def _closing(kind: Kind) -> str:
    """Return the end of the text: 特此报告 upwards only, list of annexes, office and date."""
    first = paragraph("附件：{{ annexes[0] }}", "AnnexList")
    others = each("annex in annexes[1:]", paragraph("{{ annex }}", "AnnexListMore"))
    return "".join(
        (
            paragraph("特此报告。", "BodyText") if kind is Kind.REPORT else "",
            blank(),
            first,
            others,
            # Name and date never stand alone on a page: the list of annexes goes with them.
            paragraph("", "Normal", "<w:keepNext/>") * 2,
            paragraph("{{ office_name }}", "SignOff"),
            paragraph("{{ issue_date }}", "IssueDate"),
            ending(section(PORTRAIT)),
        )
    )


def _last_page() -> str:
    """Return the last, even page, whose footer is the 版记."""
    return blank() + section(IMPRINT, starts="evenPage")
