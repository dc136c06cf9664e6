"""Who is summed into whom, who is compared with whom."""

import pandas as pd
import pytest

from supervision.areas import Areas, PeerGroup
from supervision.faults import NoData
from tests.supervision.conftest import make_areas


def test_units_are_the_areas_that_report_to_the_province():
    areas = make_areas()
    assert [area.short_name for area in areas.units] == ["郑州", "开封", "洛阳", "济源", "巩义"]


def test_peer_groups_never_mix_kinds():
    areas = make_areas()
    assert [a.short_name for a in areas.in_group(PeerGroup.CITIES)] == ["郑州", "开封", "洛阳", "济源"]
    assert [a.short_name for a in areas.in_group(PeerGroup.DIRECT)] == ["巩义"]
    assert {a.kind for a in areas.in_group(PeerGroup.COUNTIES)} == {"市辖区", "县", "功能区"}
    assert areas.province.peer_group is None


def test_full_names_put_the_city_in_front_of_its_counties_only():
    areas = make_areas()
    assert areas.full_name("410102") == "郑州中原区"
    assert areas.full_name("410181") == "巩义市"
    assert areas.full_name("410100") == "郑州市"


def test_a_table_without_a_province_is_said():
    with pytest.raises(NoData, match="没有省级单位"):
        Areas.from_frame(
            pd.DataFrame(
                columns=["area_code", "name", "short_name", "level", "kind", "parent_code", "map_code", "sort_order"]
            )
        )


NAMES = ["area_code", "name", "short_name", "level", "kind", "parent_code", "map_code", "sort_order"]
PROVINCE = ("41", "省", "省", "province", "省", None, None, 0)


def _areas(*rows):
    city = ("4103", "丙市", "丙", "city", "省辖市", "41", None, 3)
    county = ("410301", "丙县", "丙县", "county", "县", "4103", None, 4)
    return Areas.from_frame(pd.DataFrame([PROVINCE, city, county, *rows], columns=NAMES))


def test_areas_that_are_each_others_parent_stand_alone_and_are_in_no_sum():
    circle = [
        ("4101", "甲市", "甲", "city", "省辖市", "4102", None, 1),
        ("4102", "乙市", "乙", "city", "省辖市", "4101", None, 2),
        ("410101", "甲县", "甲县", "county", "县", "410101", None, 5),
    ]
    areas = _areas(*circle)
    assert [area.area_code for area in areas.units] == ["4103"]
    assert [areas.unit_of(code).area_code for code in ("4101", "4102", "410101")] == ["4101", "4102", "410101"]
    assert areas.outside_sums == len(circle)


def test_an_area_without_a_level_is_left_out_and_one_without_a_name_is_called_by_its_code():
    areas = _areas(
        (None, "无代码", "无代码", "county", "县", "4103", None, 5),
        ("410302", "无层级", "无层级", None, "县", "4103", None, 6),
        ("410303", " ", None, "county", "地区", "4103", None, "很多"),
    )
    assert "410302" not in areas
    assert (areas["410303"].name, areas["410303"].short_name) == ("410303", "410303")
    assert areas["410303"].peer_group is PeerGroup.COUNTIES
    assert areas.children("4103")[-1].area_code == "410303"
    assert areas.outside_sums == 2


def test_of_two_provinces_the_one_with_areas_below_it_is_meant():
    areas = _areas(("40", "别省", "别省", "province", "省", None, None, -1))
    assert areas.province.area_code == "41"
    assert areas.outside_sums == 1


def test_a_province_that_nothing_is_summed_into_is_said():
    with pytest.raises(NoData, match="没有以省为上级的市、县"):
        Areas.from_frame(pd.DataFrame([PROVINCE], columns=NAMES))
