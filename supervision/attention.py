"""What needs attention in an assessment: places where figures contradict, are late, or show that work stands still."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from supervision.areas import Area
from supervision.assessment import Assessment, State
from supervision.findings import Severity
from supervision.periods import print_date
from supervision.printing import print_count, print_number, print_percent
from supervision.questions import ask_questions
from supervision.scheme import Attention as Limits

CONTRADICTION = "自报与核查不符"
NO_VISITS = "督导空白"
LOW_COVERAGE = "督导覆盖偏低"
MONTH_END = "突击督导"
OVERDUE = "举报超期未办结"
UNBALANCED = "报送数不平衡"
LATE_REPORT = "材料未按时报送"
NOT_REPORTED = "报表未报"
REVISED_LATE = "期限后改数"

KINDS = (
    CONTRADICTION,
    NO_VISITS,
    MONTH_END,
    OVERDUE,
    UNBALANCED,
    LATE_REPORT,
    NOT_REPORTED,
    REVISED_LATE,
    LOW_COVERAGE,
)
"""Every kind, most serious first."""


@dataclass(frozen=True)
class Attention:
    """One matter to look at: the place, a full sentence with its figures, and the indicator it rests on."""

    kind: str
    area_code: str
    sentence: str
    indicator_id: str | None = None
    strength: float = 0.0
    """Larger is more serious within its kind."""


def find_attention(assessment: Assessment) -> tuple[Attention, ...]:
    """Return every matter by kind (order of KINDS), the strongest first inside a kind, then in statistical order."""
    order = {area.area_code: place for place, area in enumerate(assessment.areas.all)}
    found = [
        *_contradictions(assessment),
        *_coverage(assessment),
        *_month_end(assessment),
        *_overdue(assessment),
        *_unbalanced(assessment),
        *_late(assessment),
        *_not_reported(assessment),
        *_revised_late(assessment),
    ]
    return tuple(sorted(found, key=lambda a: (KINDS.index(a.kind), -a.strength, order[a.area_code])))


Row = dict[str, Any]


def _rows(assessment: Assessment, indicator_id: str) -> dict[str, Row]:
    """Return the rows of one indicator by area code."""
    rows = assessment.indicators.loc[assessment.indicators["indicator_id"] == indicator_id].to_dict("records")
    return {str(row["area_code"]): {str(name): value for name, value in row.items()} for row in rows}


def _places(assessment: Assessment) -> tuple[Area, ...]:
    """Return every place below the province."""
    return tuple(area for area in assessment.areas.all if area.level != "province")


def _contradictions(assessment: Assessment) -> Iterator[Attention]:
    for contrast in assessment.scheme.contrast:
        reported, visited = _rows(assessment, contrast.reported), _rows(assessment, contrast.visited)
        for area in _places(assessment):
            said, seen = reported[area.area_code], visited[area.area_code]
            if _contradicts(said, seen, assessment.scheme.attention):
                gap = said["value"] - seen["value"]
                sentence = (
                    f"{assessment.areas.full_name(area.area_code)}{contrast.name}："
                    f"据报送达标{print_percent(said['value'])}，"
                    f"到校核查{print_count(seen['denominator'])}次达标{print_percent(seen['value'])}，"
                    f"相差{print_number(gap * 100, 1)}个百分点"
                )
                yield Attention(CONTRADICTION, area.area_code, sentence, contrast.reported, gap)


def _contradicts(said: Row, seen: Row, limits: Limits) -> bool:
    return bool(
        said["value"] >= limits.reported_at_least
        and seen["denominator"] >= limits.visits_at_least
        # Rounded, so that a gap of exactly the limit is not lost to binary arithmetic.
        and round(said["value"] - seen["value"], 9) >= limits.gap_at_least
    )


def _coverage(assessment: Assessment) -> Iterator[Attention]:
    rows, limit = _rows(assessment, "0.1"), assessment.scheme.attention.coverage_below
    until = print_date(assessment.cutoff)
    for area in _places(assessment):
        row = rows[area.area_code]
        if not row["value"] < limit:
            continue
        name, due = assessment.areas.full_name(area.area_code), row["denominator"]
        if row["numerator"] == 0:
            sentence = f"{name}本季度截至{until}未开展到校督导，应督导{print_count(due)}校月"
            yield Attention(NO_VISITS, area.area_code, sentence, "0.1", due)
        else:
            sentence = f"{name}学校月度督导覆盖率{print_percent(row['value'])}，低于{print_percent(limit, 0)}"
            yield Attention(LOW_COVERAGE, area.area_code, sentence, "0.1", limit - row["value"])


def _month_end(assessment: Assessment) -> Iterator[Attention]:
    limits = assessment.scheme.attention
    visits, at_end = assessment.counts["visits"], assessment.counts["visits_month_end"]
    for area in _places(assessment):
        made, late = float(visits[area.area_code]), float(at_end[area.area_code])
        if made >= limits.visits_at_least and late / made >= limits.month_end_share:
            sentence = (
                f"{assessment.areas.full_name(area.area_code)}到校督导{print_count(made)}次，"
                f"其中{print_count(late)}次集中在月末两日（{print_percent(late / made)}）"
            )
            yield Attention(MONTH_END, area.area_code, sentence, "0.1", made)


def _overdue(assessment: Assessment) -> Iterator[Attention]:
    rows = _rows(assessment, "12.1")
    floor = assessment.scheme.indicator_in("12.1", assessment.quarter).floor or 0.0
    overdue = assessment.counts["complaints_open_overdue"]
    for area in _places(assessment):
        row = rows[area.area_code]
        if row["state"] == State.AVAILABLE and row["value"] < floor:
            sentence = (
                f"{assessment.areas.full_name(area.area_code)}举报按期办结率{print_percent(row['value'])}，"
                f"超期未办结{print_count(float(overdue[area.area_code]))}件"
            )
            yield Attention(OVERDUE, area.area_code, sentence, "12.1", row["denominator"] - row["numerator"])


def _unbalanced(assessment: Assessment) -> Iterator[Attention]:
    codes = [measure.code for measure in assessment.scheme.reported_measures]
    table = assessment.counts[codes].to_dict("index")
    for area in assessment.areas.counties:
        counts = {str(code): None if pd.isna(value) else value for code, value in table[area.area_code].items()}
        name = assessment.areas.full_name(area.area_code)
        for finding in ask_questions(name, area.area_code, counts, assessment.scheme):
            if finding.severity is Severity.FAULT:
                sentence = f"{name}报送的“{finding.column}”为{finding.value}，{finding.rule}"
                yield Attention(UNBALANCED, area.area_code, sentence)


def _late(assessment: Assessment) -> Iterator[Attention]:
    due, on_time = assessment.counts["submissions_due"], assessment.counts["submissions_on_time"]
    for area in assessment.areas.units:
        late = due[area.area_code] - on_time[area.area_code]
        if late > 0:
            sentence = (
                f"{area.name}本季度应报送材料{print_count(due[area.area_code])}份，未按时报送{print_count(late)}份"
            )
            yield Attention(LATE_REPORT, area.area_code, sentence, "1.4", float(late))


def _not_reported(assessment: Assessment) -> Iterator[Attention]:
    rows = _rows(assessment, "3.1")
    for area in assessment.areas.units:
        row = rows[area.area_code]
        missing, carried = row["expected"] - row["reporting"], row["carried"]
        if missing or carried:
            sentence = _reporting_sentence(area.name, row["expected"], missing, carried)
            yield Attention(NOT_REPORTED, area.area_code, sentence, "3.1", float(missing + carried))


def _reporting_sentence(name: str, expected: int, missing: int, carried: int) -> str:
    if expected == 1:
        return f"{name}{'未报送本季度报表' if missing else '本季度报表未报，沿用上期'}"
    parts = [f"{missing}个未报送本季度报表"] if missing else []
    parts += [f"{carried}个本季度报表未报，沿用上期"] if carried else []
    return f"{name}所辖{expected}个县（市、区）中，{'，'.join(parts)}"


def _revised_late(assessment: Assessment) -> Iterator[Attention]:
    for code in assessment.revised_late:
        if code in assessment.areas:
            sentence = f"{assessment.areas.full_name(code)}在报送期限之后修改了本季度报表"
            yield Attention(REVISED_LATE, code, sentence)
