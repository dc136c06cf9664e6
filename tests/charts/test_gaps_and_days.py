"""The map of days without a visit and the calendar of visits."""

from datetime import date

import altair as alt
import pandas as pd
import pytest

from charts.gaps import NEVER, NO_SCHOOL, draw_gap_map, gap_rows, gap_shades
from charts.visit_days import draw_visit_days, visit_day_rows

COLUMNS = ["area_code", "schools", "never_visited", "median_days", "worst_days", "worst_name"]


def gaps_of(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=COLUMNS)


@pytest.mark.parametrize(
    ("days", "name"), [(0.0, "30日以内"), (30.0, "30日以内"), (30.5, "30日以上至60日"), (90.0, "60日以上至90日"),
                       (91.0, "90日以上")]
)  # fmt: skip
def test_a_class_of_days_includes_its_upper_edge(areas, assessment, days, name):
    county = areas.counties[0]
    gaps = gaps_of((county.area_code, 3, 0, days, 99.0, "一小"))
    (row,) = gap_rows(gaps, (county,), gap_shades(assessment.scheme)).to_dict("records")
    assert (row["band"], row["worst"], row["is_missing"]) == (name, "一小，99日", False)


def test_never_visited_is_a_class_in_words_without_days_and_no_school_is_another(areas, assessment):
    one, two = areas.counties[:2]
    gaps = gaps_of((one.area_code, 3, 3, None, None, None))
    rows = gap_rows(gaps, (one, two), gap_shades(assessment.scheme)).set_index("code")
    assert (rows.loc[one.area_code, "band"], rows.loc[one.area_code, "never"]) == (NEVER, "3所")
    assert rows.loc[one.area_code, "text"] == NEVER
    assert rows.loc[two.area_code, "band"] == NO_SCHOOL
    assert rows["is_missing"].tolist() == [False, True]


def test_the_map_of_gaps_is_valid_and_says_when_it_is_empty(areas, assessment):
    gaps = gaps_of(*((area.area_code, 3, 0, 12.0, 20.0, "一小") for area in areas.counties))
    picture = draw_gap_map(gaps, areas, assessment.scheme)
    alt.Chart.from_dict(picture.spec | {"data": {"values": []}})
    assert picture.values["heading"].notna().all()
    assert draw_gap_map(gaps.iloc[:0], areas, assessment.scheme).is_empty


def test_the_calendar_has_a_cell_for_every_day_and_zero_is_said(areas):
    county = areas.counties[0]
    days = pd.DataFrame({"area_code": [county.area_code], "visited_on": [date(2022, 11, 30)], "visits": [20]})
    rows = visit_day_rows(days, (county,), date(2022, 11, 1), date(2022, 11, 30))
    assert len(rows) == 30
    assert rows["visits"].sum() == 20
    assert rows["shade"].iloc[[0, -1]].tolist() == ["当日无到校", "20次及以上"]
    picture = draw_visit_days(days, (county,), date(2022, 11, 1), date(2022, 11, 30))
    alt.Chart.from_dict(picture.spec | {"data": {"values": []}})
    assert "共20次" in picture.alt
