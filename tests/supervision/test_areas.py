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


def test_areas_that_are_each_others_parent_do_not_hang():
    names = ["area_code", "name", "short_name", "level", "kind", "parent_code", "map_code", "sort_order"]
    rows = [
        ("41", "省", "省", "province", "省", None, None, 0),
        ("4101", "甲市", "甲", "city", "省辖市", "4102", None, 1),
        ("4102", "乙市", "乙", "city", "省辖市", "4101", None, 2),
    ]
    areas = Areas.from_frame(pd.DataFrame(rows, columns=names))
    assert areas.unit_of("4101").area_code in {"4101", "4102"}
