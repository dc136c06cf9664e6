"""The context of a template: names that staff may use, plain text and lists only."""

from typing import Any

from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.fields import COPIES, PersonFields, usual_recipients
from bulletin.figures import Passage
from bulletin.kinds import Kind
from bulletin.sections.cautions import write_provisional
from bulletin.sections.problems import heading
from bulletin.titles import write_title
from bulletin.trends import Trend
from supervision.areas import Area
from supervision.periods import print_date
from supervision.scheme import Band

DRAFT_MARK = "送审稿"
DEMO_MARK = "演示数据"


def build_context(contents: Contents, fields: PersonFields) -> dict[str, Any]:
    """Return the values of a template by name, still with figures in them; see bulletin_templates/README.md."""
    tables = {**contents.grouped_tables, **contents.plain_tables, **_trend(contents.trend)}
    frame = frame_context(contents.facts, contents.kind, fields, is_demo=contents.is_demo)
    return {**frame, **_texts(contents), **_notes(contents), **tables}


def _trend(trend: Trend) -> dict[str, Any]:
    return {"trend_quarters": trend.quarters, "trend_rows": trend.rows}


def frame_context(
    facts: Facts, kind: Kind, fields: PersonFields, *, is_demo: bool, area: Area | None = None
) -> dict[str, Any]:
    """Return what stands around the text: office, number, title, recipients, marks; `area` of 一市一单."""
    assessment = facts.assessment
    office = assessment.scheme.office
    title_lines = write_title(kind, assessment.quarter, office, area)
    return {
        "title": "".join(title_lines),
        "title_lines": title_lines,
        "quarter_name": assessment.quarter.name,
        "office_name": office.name,
        "document_number": fields.document_number,
        "signer": fields.signer,
        "issue_date": fields.issue_date,
        "printing_date": fields.printing_date,
        "recipients": fields.recipients or usual_recipients(kind, area),
        "approval": fields.approval,
        "secrecy": fields.secrecy,
        "copies_to": COPIES,
        "is_demo": is_demo,
        "is_draft": fields.is_open,
        "page_mark": _page_mark(fields, is_demo=is_demo),
    }


def _page_mark(fields: PersonFields, *, is_demo: bool) -> str:
    """Return the line at the top of every page: draft, invented figures; nothing on a finished document."""
    marks = [mark for mark, is_due in ((DRAFT_MARK, fields.is_open), (DEMO_MARK, is_demo)) if is_due]
    return "　".join(marks)


def _texts(contents: Contents) -> dict[str, Any]:
    return {
        "cautions": contents.cautions,
        "overview": contents.overview,
        "rankings": contents.rankings,
        "achievements": contents.achievements,
        "problems": [
            {"heading": heading(problem, place), "text": problem.body}
            for place, problem in enumerate(contents.problems)
        ],
        "practices": _items(contents.practices),
        "typical_problems": _items(contents.typical_problems),
        "cases": contents.cases,
        "next_steps": contents.next_steps,
    }


def _items(passages: tuple[Passage, ...]) -> list[dict[str, Any]]:
    """Return numbered items: 1．…"""
    return [{"number": f"{number}．", "text": passage} for number, passage in enumerate(passages, 1)]


def _notes(contents: Contents) -> dict[str, Any]:
    """Return the annexes' titles and the notes under their tables."""
    facts, scheme = contents.facts, contents.facts.assessment.scheme
    titles = contents.annex_titles
    return {
        "annex_titles": titles,
        "annexes": [f"{number}．{title}" for number, title in enumerate(titles, 1)],
        "categories": [category.short_name for category in scheme.category],
        "band_legend": _band_legend(scheme.band),
        "cutoff_note": write_provisional(facts),
        "coverage_note": contents.coverage_note,
        "scheme_note": f"{scheme.name}；{scheme.source}。得分＝（指标值－起点）÷（目标－起点）×100，限于0～100分。",
        "small_samples": contents.small_samples,
        "since_rows": contents.since_last,
        "since_note": _since_note(contents),
    }


def _since_note(contents: Contents) -> str:
    """Return which bulletin the last annex compares with."""
    if not contents.issued_before:
        return ""
    last = contents.issued_before[0].assessment
    return f"上期指{last.quarter.name}通报，数据截止{print_date(last.cutoff)}，按印发时的数字比较。"


def _band_legend(bands: tuple[Band, ...]) -> str:
    """Return what the marks in the table mean: ●优（90分及以上）…■差（60分以下）."""
    above = [f"{band.mark}{band.name}（{band.at_least:g}分及以上）" for band in bands[:-1]]
    return "、".join([*above, f"{bands[-1].mark}{bands[-1].name}（{bands[-2].at_least:g}分以下）"])
