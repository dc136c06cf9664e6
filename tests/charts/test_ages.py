"""The pyramid of ages of open problems."""

import altair as alt
import pandas as pd

from charts.ages import age_rows, draw_ages

AGES = pd.DataFrame(
    {"age": ["15日以内", "16—30日", "30日以上"], "in_time": [4, 0, 1], "no_term": [2, 0, 3], "overdue": [0, 0, 5]}
)


def test_bars_join_to_the_left_and_every_number_is_said():
    rows = age_rows(AGES).set_index(["age", "side"])
    assert tuple(rows.loc[("15日以内", "反弹未重定期限"), ["from", "to"]]) == (-4, -6)
    assert rows.loc[("15日以内", "反弹未重定期限"), "label"] == "期限内4，反弹2"
    assert rows.loc[("16—30日", "超期未整改"), "label"] == "超期0"
    assert rows["problems"].sum() == 15
    assert ((rows["to"] - rows["from"]).abs() == rows["problems"]).all()


def test_the_picture_is_valid_and_its_words_name_the_numbers():
    picture = draw_ages(AGES)
    assert picture.alt == "未整改问题15个按在册时长分布：期限内5个，反弹未重定期限5个，超期未整改5个。"
    alt.Chart.from_dict(picture.spec | {"data": {"values": picture.values.to_dict("records")}}).to_dict()


def test_nothing_open_is_said_in_words():
    empty = AGES.assign(in_time=0, no_term=0, overdue=0)
    assert draw_ages(empty).is_empty
