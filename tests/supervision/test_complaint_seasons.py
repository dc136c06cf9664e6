"""Seasons: which are near, what they are compared with, and how plainly few years are said."""

from datetime import date
from itertools import pairwise

import pytest

from supervision.complaint_seasons import (
    PastSeason,
    SeasonRun,
    draft_warning,
    earlier_runs,
    is_rising,
    past_text,
    pattern_text,
    seasons_near,
)
from supervision.periods import Quarter
from supervision.scheme import scheme_for

RULES = scheme_for(Quarter(2022, 4)).complaints
CUTOFF = date(2022, 12, 20)


def run(name: str, year: int) -> SeasonRun:
    return SeasonRun.in_year(next(season for season in RULES.season if season.name == name), year, RULES)


def past(year: int, cases: int, before: int) -> PastSeason:
    return PastSeason(run("寒假和春节", year), cases, before)


def test_the_seasons_of_the_scheme_do_not_overlap():
    days = sorted((season.starts, season.ends) for season in RULES.season)
    assert all(before[1] < after[0] for before, after in pairwise(days))


def test_near_are_those_running_and_those_that_begin_soon():
    assert [each.season.name for each in seasons_near(RULES, CUTOFF)] == ["秋季学期期末考试", "寒假和春节"]
    assert [each.season.name for each in seasons_near(RULES, date(2022, 8, 31))] == ["暑假", "国庆假期"]
    assert seasons_near(RULES, date(2022, 10, 20)) == ()


def test_the_days_before_a_season_are_ordinary_ones_even_where_another_season_runs_up_to_it():
    exam, holiday = run("秋季学期期末考试", 2022), run("寒假和春节", 2022)
    assert holiday.first == date(2022, 1, 16)
    assert (holiday.baseline_first, holiday.baseline_last) == (date(2021, 12, 4), date(2021, 12, 31))
    assert (exam.baseline_first, exam.baseline_last) == (holiday.baseline_first, holiday.baseline_last)
    assert exam.baseline_days == RULES.surge.baseline_days


def test_only_years_whole_in_the_data_are_a_past_season():
    near = run("暑假", 2023)
    since = date(2021, 7, 1)  # after the ordinary days before the summer of 2021
    assert [each.first.year for each in earlier_runs(near, since, date(2023, 6, 20), RULES)] == [2022]
    assert [each.first.year for each in earlier_runs(near, date(2021, 5, 1), date(2023, 6, 20), RULES)] == [2022, 2021]
    assert earlier_runs(run("寒假和春节", 2022), since, date(2022, 1, 10), RULES) == ()


def test_a_rise_is_that_of_daily_means():
    found = past(2022, 62, 28)  # 31 days with two a day after 28 days with one
    assert found.rise(10) == pytest.approx(1.0)
    assert "上升100.0%" in past_text(found, 10)
    assert is_rising([found], RULES.surge)


def test_few_cases_before_a_season_give_no_ratio():
    found = past(2022, 62, 9)
    assert found.rise(10) is None
    assert past_text(found, 10).endswith("件数少，不计升降")
    assert not is_rising([found], RULES.surge)


def test_fewer_years_than_a_pattern_needs_are_said_plainly():
    assert "不能判断" in pattern_text([], RULES.surge)
    assert "只有1年同期，不足2年" in pattern_text([past(2022, 62, 28)], RULES.surge)


def test_two_years_make_a_pattern_only_where_both_rise():
    rising, falling = past(2022, 62, 28), past(2021, 20, 28)
    assert "均上升" in pattern_text([rising, past(2021, 50, 28)], RULES.surge)
    assert "不称为规律" in pattern_text([rising, falling], RULES.surge)


def test_a_draft_says_the_figures_and_that_a_person_issues_it():
    text = draft_warning(
        run("寒假和春节", 2023), [past(2022, 62, 28)], ["作业管理"], place="郑州市", overdue=3, rules=RULES
    )
    assert "郑州市2022年同期（1月16日至2月15日）收到62件" in text
    assert "超期未办结的3件" in text
    assert text.endswith("（拟稿，经审定后印发）")
    without = draft_warning(run("寒假和春节", 2023), [past(2022, 62, 28)], [], place="郑州市", overdue=0, rules=RULES)
    assert "超期" not in without
    assert "反映较多" not in without
