"""What stands beside a score: every sentence says its figures, and parts of a change add up as printed."""

import re

import pandas as pd
import pytest

from components.scorecard_reasons import part_html, range_text, rule_text, trend_text
from components.scorecard_view import evidence_text, lead_text
from supervision.explaining import LATE_REPORTS, Part, explain_change
from supervision.history import score_history
from supervision.periods import Quarter
from supervision.printing import print_signed
from tests.supervision.conftest import Province

PROVINCE, LAST = Province(), Quarter(2022, 4)


def homework(share, quarter=LAST):
    reported = {("410102", "schools"): 100.0, ("410102", "schools_homework_design"): share}
    return PROVINCE.assess({}, reported, quarter=quarter, cutoff=quarter.ends_on)


def over_quarters(*shares):
    quarters = [LAST.shifted(place + 1 - len(shares)) for place in range(len(shares))]
    return score_history([homework(share, quarter) for share, quarter in zip(shares, quarters, strict=True)])


def test_a_range_names_ranks_and_tier_and_says_it_is_no_confidence_interval():
    ranges = pd.DataFrame({"area_code": ["410100"], "rank_low": [3], "rank_high": [6], "tier": [2]})
    said = range_text(ranges, "410100", PROVINCE.scheme)
    assert "第3—6名，属第2梯队" in said
    assert "不是置信区间" in said
    assert range_text(ranges, "410200", PROVINCE.scheme) == ""


def test_a_range_of_one_rank_is_not_written_as_a_span():
    ranges = pd.DataFrame({"area_code": ["410100"], "rank_low": [1], "rank_high": [1], "tier": [1]})
    assert "名次为第1名" in range_text(ranges, "410100", PROVINCE.scheme)


def test_few_quarters_have_no_trend():
    assert "数据不足五期，不判断趋势" in trend_text(over_quarters(80.0), "410102")
    assert "持续上升" in trend_text(over_quarters(70.0, 75.0, 80.0, 85.0, 90.0), "410102")


def cells(html):
    """Return the texts of a table's cells, row by row."""
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]


def test_a_part_of_a_change_shows_its_counts_before_and_now_and_ends_in_its_sum():
    (part,) = explain_change(homework(90.0), homework(80.0), "410102")
    _, row, total = cells(part_html(part))
    assert row == ["建立作业设计制度的学校占比", "+25.00", "80→90", "+25.00", "100→100", "0.00"]
    assert total[:2] == ["合计", "+25.00"]


def test_late_reports_are_said_to_stand_apart():
    late = Part(LATE_REPORTS, 1.5, (Part("本季度迟报", 2.0), Part("上季度迟报", -0.5)))
    assert cells(part_html(late))[1:] == [["本季度迟报", "+2.00"], ["上季度迟报", "−0.50"], ["合计", "+1.50"]]
    assert "迟报的影响单独列出" in rule_text((late,))
    assert "均无期限后的报送影响" in rule_text((Part("学校作业设计", 1.0),))


@pytest.mark.parametrize(("points", "text"), [(1.2, "+1.20"), (-0.05, "−0.05"), (0.001, "0.00"), (-0.001, "0.00")])
def test_points_carry_their_sign_unless_they_print_as_nothing(points, text):
    assert print_signed(points) == text


def test_a_tile_names_its_weightiest_indicator_and_what_the_score_rests_on():
    design = next(part for part in homework(90.0).scorecard("410102").categories if part.category.id == 2)
    assert lead_text(design) == "建立作业设计制度的学校占比　90.0%"
    assert evidence_text(design) == "自报"
    nothing = next(part for part in homework(90.0).scorecard("410102").categories if part.category.id == 5)
    assert lead_text(nothing).endswith("未报")
    assert evidence_text(nothing) == ""
