"""What a careful reader asks of figures that real offices published."""

import csv
from pathlib import Path

from supervision.periods import Quarter
from supervision.questions import ask_questions
from supervision.scheme import scheme_for

SCHEME = scheme_for(Quarter(2021, 3))
FIGURES = Path(__file__).parents[1] / "real_figures"

PUYANG = {
    "counties": 9, "schools": 926, "academic_reported": 118, "academic_online_reported": 0,
    "academic_offline_reported": 118, "schools_homework_public": 926, "schools_homework_time_ok": 926,
    "schools_no_parent_homework": 926, "schools_after_school": 926, "schools_after_school_full": 926,
    "counties_after_school_funding": 9, "nonprofit_reported": 5, "online_approved_reported": 0, "reduced_reported": 0,
    "holiday_training_found": 118, "holiday_training_cleared": 118,
}  # fmt: skip


def rules(counts):
    return [(f.severity.value, f.rule) for f in ask_questions("某市", "410900", counts, SCHEME)]


def test_the_published_half_month_report_raises_what_a_careful_reader_would_ask():
    asked = "\n".join(rule for severity, rule in rules(PUYANG) if severity == "疑问")
    assert "4项均为100%" in asked
    assert "118家学科类机构全部被查出占用节假日、休息日培训" in asked
    assert "118家机构全部清理完成" in asked
    assert "学科类机构118家，压减数量为0" in asked
    assert "完成营转非5家，尚有113家" in asked
    assert [severity for severity, _ in rules(PUYANG)].count("错误") == 0


def luoyang():
    with (FIGURES / "luoyang_2021.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    variants = {variant: measure.code for measure in SCHEME.measure for variant in measure.variants}
    return {variants[row["item"]]: float(row["value"]) for row in rows if row["item"] in variants}


def test_the_identity_of_a_real_city_holds():
    counts = luoyang() | {"untreated_reported": 0.0}
    assert counts["baseline_reported"] == 484
    assert [rule for severity, rule in rules(counts) if severity == "错误"] == []


def test_a_broken_identity_is_a_fault_that_shows_the_sum():
    counts = luoyang() | {"untreated_reported": 1.0}
    assert ("错误", "平衡关系“基数＝注销＋转非学科＋营转非留存＋未处置”不成立：292＋99＋93＋1＝485") in rules(counts)


def test_a_part_above_its_whole_is_a_fault():
    assert ("错误", "不应大于“义务教育阶段学校总数”（10所）") in rules({"schools": 10, "schools_homework_public": 11})


def test_missing_counts_raise_nothing():
    assert rules({measure.code: None for measure in SCHEME.reported_measures}) == []
    assert rules({}) == []
