"""What needs attention, found in a small province with one matter of each kind and a decoy beside it."""

from supervision.assessing import Counts, assess
from supervision.attention import (
    CONTRADICTION,
    LATE_REPORT,
    LOW_COVERAGE,
    MONTH_END,
    NO_VISITS,
    NOT_REPORTED,
    OVERDUE,
    REVISED_LATE,
    UNBALANCED,
    find_attention,
)
from tests.supervision.conftest import counted_frame, days_frame, reported_frame


def found(assessment, kind):
    return [(a.area_code, a.sentence) for a in find_attention(assessment) if a.kind == kind]


def test_a_contradiction_needs_high_self_report_a_wide_gap_and_enough_visits(province):
    reported = {(area, "schools"): 100.0 for area in ("410102", "410103", "410202", "410221")}
    reported |= {(area, "schools_homework_time_ok"): 100.0 for area in ("410102", "410103", "410202")}
    reported[("410221", "schools_homework_time_ok")] = 94.0  # decoy: the self-report is not high
    checked = {"410102": (20, 14), "410103": (9, 3), "410202": (20, 17), "410221": (20, 5)}
    counted = {(area, "visits_time_checked"): float(n) for area, (n, _) in checked.items()}
    counted |= {(area, "visits_time_ok"): float(ok) for area, (_, ok) in checked.items()}
    matters = found(province.assess(counted, reported), CONTRADICTION)
    # Cities are sums and may contradict on their own; here the counties are asked.
    assert [area for area, _ in matters if province.areas[area].level == "county"] == ["410102"]
    expected = "郑州中原区作业时间：据报送达标100.0%，到校核查20次达标70.0%，相差30.0个百分点"
    assert ("410102", expected) in matters


def test_a_county_that_never_visits_is_not_merely_low(province):
    counted = {("410102", "school_months_due"): 30.0, ("410103", "school_months_due"): 30.0}
    counted[("410103", "school_months_visited")] = 15.0
    assessment = province.assess(counted)
    assert found(assessment, NO_VISITS) == [
        ("410102", "郑州中原区本季度截至2022年12月20日未开展到校督导，应督导30校月")
    ]
    assert ("410103", "郑州二七区学校月度督导覆盖率50.0%，低于80%") in found(assessment, LOW_COVERAGE)


def test_visits_of_the_last_two_days_of_the_month_are_seen(province):
    counted = {("410102", "visits"): 20.0, ("410102", "visits_month_end"): 20.0}
    counted |= {("410202", "visits"): 9.0, ("410202", "visits_month_end"): 9.0}  # decoy: too few visits to say
    areas = [area for area, _ in found(province.assess(counted), MONTH_END)]
    assert "410102" in areas
    assert "410202" not in areas


def test_late_complaints_and_late_papers_are_counted(province):
    counted = {("410102", "complaints_answerable"): 20.0, ("410102", "complaints_on_time"): 5.0}
    counted |= {("410102", "complaints_open_overdue"): 12.0}
    counted |= {("410200", "submissions_due"): 2.0, ("410200", "submissions_on_time"): 1.0}
    assessment = province.assess(counted)
    assert ("410102", "郑州中原区举报按期办结率25.0%，超期未办结12件") in found(assessment, OVERDUE)
    assert found(assessment, LATE_REPORT) == [("410200", "开封市本季度应报送材料2份，未按时报送1份")]


def test_places_without_a_report_and_places_with_an_old_one_are_told_apart(province):
    complete = {("410202", "schools"): 10.0, ("410202", "schools_homework_public"): 10.0}
    carried = {("410221", "schools"): 10.0, ("410221", "schools_homework_public"): 9.0}
    matters = dict(found(province.assess({}, complete, carried), NOT_REPORTED))
    assert matters["410200"] == "开封市所辖2个县（市、区）中，1个本季度报表未报，沿用上期"
    assert matters["410181"] == "巩义市未报送本季度报表"


def test_a_broken_balance_is_found(province):
    reported = {("410102", "baseline_reported"): 10.0, ("410102", "closed_reported"): 5.0}
    reported |= {("410102", f"{part}_reported"): 1.0 for part in ("converted", "retained", "untreated")}
    ((area, sentence),) = found(province.assess({}, reported), UNBALANCED)
    assert area == "410102"
    assert "5＋1＋1＋1＝8" in sentence


def test_only_a_late_revision_counts_as_a_late_change_and_no_late_first_report(province):
    frame = reported_frame({(area, "2022Q4", "schools"): 10.0 for area in ("410102", "410103", "410202")})
    frame["revision"] = [2, 2, 1]
    frame["is_late"] = [True, False, True]
    counts = Counts(counted_frame({}), frame, days_frame({}))
    assessment = assess(counts, province.areas, province.scheme, province.quarter, province.cutoff)
    assert assessment.revised_late == ("410102",)
    assert found(assessment, REVISED_LATE) == [("410102", "郑州中原区在报送期限之后修改了本季度报表")]
