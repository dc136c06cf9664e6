"""What stands beside a score: every sentence says its figures, and parts of a change add up as printed."""

import pandas as pd
import pytest

from components.scorecard_reasons import change_rows, range_text, signed, trend_text
from supervision.explaining import Part, explain_change
from tests.supervision.conftest import Province

PROVINCE = Province()


def homework(share):
    reported = {("410102", "schools"): 100.0, ("410102", "schools_homework_design"): share}
    return PROVINCE.assess({}, reported)


def test_a_range_names_ranks_and_tier_and_says_it_is_no_confidence_interval():
    ranges = pd.DataFrame({"area_code": ["410100"], "rank_low": [3], "rank_high": [6], "tier": [2]})
    said = range_text(ranges, "410100")
    assert "第3—6名，属第2梯队" in said
    assert "不是置信区间" in said
    assert range_text(ranges, "410200") == ""


def test_a_range_of_one_rank_is_not_written_as_a_span():
    ranges = pd.DataFrame({"area_code": ["410100"], "rank_low": [1], "rank_high": [1], "tier": [1]})
    assert "名次为第1名" in range_text(ranges, "410100")


def test_few_quarters_have_no_trend():
    assert "数据不足五期，不判断趋势" in trend_text([homework(80.0)], "410102")
    assert "持续上升" in trend_text([homework(share) for share in (70.0, 75.0, 80.0, 85.0, 90.0)], "410102")


def test_the_parts_of_a_change_end_in_their_sum_and_name_their_counts():
    before, now = homework(80.0), homework(90.0)
    change = now.total("410102").score - before.total("410102").score
    rows = change_rows(explain_change(now, before, "410102"), change)
    assert rows[0] == ("学校作业设计", "+25.00", "建立作业设计制度的学校占比+25.00（分子变化+25.00，分母变化0.00）")
    assert rows[-1] == ("合计", "+25.00", "")


@pytest.mark.parametrize(("points", "text"), [(1.2, "+1.20"), (-0.05, "−0.05"), (0.001, "0.00"), (-0.001, "0.00")])
def test_points_carry_their_sign_unless_they_print_as_nothing(points, text):
    assert signed(points) == text
    assert change_rows([Part("甲", points)], points)[0][1] == text
