"""Balances and printed shares, held against the figures of real offices."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.workbook.reports import AreaReport, Entry
from data_access.workbook.validation import find_broken_rules, find_share_disagreements, identity_gap, share_agrees
from supervision.printing import print_number
from supervision.scheme import Identity
from tests.data_access.form_filling import REAL_FIGURES, SCHEME, told

REDUCTION = next(identity for identity in SCHEME.identity if identity.total == "baseline_reported")


def published(name):
    with (REAL_FIGURES / name).open(encoding="utf-8") as file:
        return {row["item"]: row["value"] for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def test_the_identity_of_luoyang_holds():
    figures = published("luoyang_2021.csv")
    parts = ("注销", "学科类转型为非学科类", "完成营转非登记")
    counts = {"total": int(figures["证照齐全的学科类培训机构(原有)"])} | {part: int(figures[part]) for part in parts}
    assert counts["total"] == 484
    assert identity_gap(counts, Identity(name="", total="total", parts=parts)) == 0
    assert identity_gap(counts | {"注销": 293}, Identity(name="", total="total", parts=parts)) == -1


def test_the_identity_of_the_province_holds():
    figures = published("henan_province_2021-12-24.csv")
    parts = ("压减机构数", "营改非机构数")
    counts = {"total": int(figures["全省线下学科类校外培训机构"])} | {part: int(figures[part]) for part in parts}
    assert counts == {"total": 6694, "压减机构数": 5908, "营改非机构数": 786}
    assert identity_gap(counts, Identity(name="", total="total", parts=parts)) == 0


def test_the_printed_shares_of_luoyang_do_not_recompute():
    figures = published("luoyang_2021.csv")
    reduced = int(figures["注销"]) + int(figures["学科类转型为非学科类"])
    assert not share_agrees(reduced, 484, f"{figures['压减率']}%")
    assert share_agrees(reduced, 484, "80.79%")
    assert not share_agrees(int(figures["完成营转非登记"]), 484, f"{figures['营转非占比']}%")
    assert share_agrees(93, 484, "19.21%")


def test_the_printed_share_of_the_province_recomputes():
    figures = published("henan_province_2021-12-24.csv")
    assert share_agrees(5908, 6694, f"{figures['压减率']}%")


@pytest.mark.parametrize(
    ("part", "whole", "printed", "agrees"),
    [
        (5, 118, "4%", True),  # as 濮阳 printed 4.24 %
        (5, 118, "4.2%", True),
        (5, 118, "4.24％", True),
        (5, 118, "4.3%", False),
        (5, 118, "5%", False),
        (118, 118, "100%", True),
        (117, 118, "100%", False),
        (0, 118, "0", True),
        (1, 8, "12.5", True),
        (1, 8, "0.125", True),
        (1, 8, "0.13", True),
        (60, 118, "1", False),
        (118, 118, "1", True),
        (0, 0, "0%", True),
        (0, 0, "100%", False),
        (1, 8, "12 %", True),
        (1, 8, "13 %", True),  # exactly halfway may be rounded either way
    ],
)
def test_a_share_is_judged_by_the_decimals_that_are_printed(part, whole, printed, agrees):
    assert share_agrees(part, whole, printed) is agrees


@given(st.integers(1, 10**6), st.integers(0, 4), st.data())
def test_a_share_printed_from_its_counts_always_agrees(whole, places, data):
    part = data.draw(st.integers(0, whole))
    assert share_agrees(part, whole, f"{print_number(part / whole * 100, places)}%")


@given(st.integers(1, 10**4), st.integers(0, 3), st.integers(1, 50), st.data())
def test_a_share_off_by_more_than_its_last_place_never_agrees(whole, places, off, data):
    part = data.draw(st.integers(0, whole))
    printed = float(print_number(part / whole * 100, places)) + (off + 0.51) / 10**places
    assert not share_agrees(part, whole, f"{print_number(printed, places)}%")


def a_report(share="", **counts):
    lines = enumerate(counts.items(), 2)
    entries = tuple(Entry(code, value, f"第{n}行", f"第{n}行", share) for n, (code, value) in lines)
    return AreaReport("410102", "第2行", entries)


def test_a_share_without_its_denominator_cannot_be_recomputed():
    found = told(find_share_disagreements("a.csv", a_report("98%", schools_after_school=9), {}, SCHEME))
    assert "占比无法核对：缺少分母“义务教育阶段学校总数”" in found


def test_the_denominator_may_stand_in_the_database():
    report = a_report("90%", schools_after_school=9)
    assert told(find_share_disagreements("a.csv", report, {"schools": 10}, SCHEME)) == ""


def test_a_share_of_an_item_that_has_no_denominator_says_so_unless_it_is_zero():
    assert "方案未规定其分母" in told(find_share_disagreements("a", a_report("7%", reduced_reported=3), {}, SCHEME))
    assert told(find_share_disagreements("a", a_report("0", reduced_reported=0), {}, SCHEME)) == ""


def test_a_share_that_is_no_number_says_how_to_write_it():
    report = a_report("约九成", schools=10, schools_after_school=9)
    assert "所印占比无法识别" in told(find_share_disagreements("a", report, {}, SCHEME))


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.integers(-3, 3))
def test_the_balance_is_a_fault_exactly_when_total_and_parts_differ(parts, off):
    total = max(0, sum(parts) + off)
    report = a_report(**dict(zip((REDUCTION.total, *REDUCTION.parts), (total, *parts), strict=True)))
    faults = [fault for fault in find_broken_rules("f", report, {}, SCHEME) if "平衡关系" in fault.rule]
    assert bool(faults) is (total != sum(parts))


def test_a_missing_part_is_no_broken_balance():
    report = a_report(baseline_reported=484, closed_reported=292, converted_reported=99, retained_reported=93)
    assert list(find_broken_rules("f", report, {}, SCHEME)) == []
