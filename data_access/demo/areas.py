"""Reporting areas of Henan as they stood in 2022, with the change that follows on 2023-01-01."""

from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

DIVISIONS = Path(__file__).with_name("divisions_2022.csv")
PROVINCE = "410000"
JIYUAN = "419001"
VALID_FROM = date(2021, 7, 1)
DIRECT_UNTIL = date(2022, 12, 31)
RETURNED_FROM = date(2023, 1, 1)

ZONES = (
    # code, name as city reports write it, short name, city, the district around it
    ("4101Z1", "航空港区", "航空港区", "410100", "410184"),
    ("4101Z2", "郑东新区", "郑东新区", "410100", "410105"),
    ("4101Z3", "高新区", "郑州高新", "410100", "410102"),
    ("4101Z4", "经开区", "郑州经开", "410100", "410104"),
    ("4103Z1", "高新区", "洛阳高新", "410300", "410305"),
    ("4109Z1", "开发区", "濮阳开发区", "410900", "410902"),
    ("4109Z2", "工业园区", "濮阳工业园", "410900", None),
    ("4109Z3", "城乡一体化示范区", "濮阳示范区", "410900", "410902"),
)
"""Functional zones that report beside the districts; they have no national code, so the demo gives them one.

Nine places report in 濮阳 although it has six districts and counties (its published report of 2021-09-26).
"""

_KIND_OF_LEVEL = {"省": "省", "地级市": "省辖市", "市辖区": "市辖区", "县级市": "县级市", "县": "县"}
_COLUMNS = ["area_code", "name", "short_name", "level", "kind", "parent_code", "map_code"]


def make_areas() -> pd.DataFrame:
    """Return the rows of relation `area`: 184 areas, the ten province-direct counties twice.

    Statistical order: province 0, units 1 to 28 (17 cities and 济源 by code, then province-direct counties by code),
    counties 1000 × their unit + position, functional zones after the districts.
    """
    divisions = pd.read_csv(DIVISIONS, dtype=str)
    rows = [_division_row(record) for record in divisions.to_dict("records")]
    rows += [_zone_row(*zone) for zone in ZONES]
    areas = pd.DataFrame(rows, columns=_COLUMNS)
    areas["sort_order"] = _statistical_order(areas)
    direct = areas["kind"].isin(["省直管县", "省直管市"])
    areas["valid_from"] = VALID_FROM
    areas["valid_to"] = pd.Series(DIRECT_UNTIL, index=areas.index, dtype=object).where(direct, None)
    everything = pd.concat([areas, _returned(areas.loc[direct], areas)], ignore_index=True)
    days = everything[["valid_from", "valid_to"]].apply(pd.to_datetime)
    return everything.assign(valid_from=days["valid_from"], valid_to=days["valid_to"])


def _division_row(record: Mapping[Hashable, str]) -> tuple[str | None, ...]:
    code, name, short_name = record["code"], record["name"], record["short_name"]
    if code == PROVINCE:
        return code, name, short_name, "province", "省", None, code
    if code == JIYUAN:
        return code, "济源示范区", short_name, "county", "示范区", PROVINCE, code
    if record["level"] == "地级市":
        return code, name, short_name, "city", "省辖市", PROVINCE, code
    if record["province_direct_2022"] == "true":
        kind = "省直管县" if record["level"] == "县" else "省直管市"
        return code, name, short_name, "county", kind, PROVINCE, code
    return code, name, short_name, "county", _KIND_OF_LEVEL[record["level"]], record["parent_code"], code


def _zone_row(code: str, name: str, short_name: str, city: str, around: str | None) -> tuple[str | None, ...]:
    return code, name, short_name, "county", "功能区", city, around


def _statistical_order(areas: pd.DataFrame) -> pd.Series:
    units = areas.loc[areas["parent_code"] == PROVINCE].copy()
    units["group"] = units["kind"].map({"省辖市": 0, "示范区": 1}).fillna(2)
    ordered = units.sort_values(["group", "area_code"])["area_code"]
    position = {code: place for place, code in enumerate(ordered, start=1)} | {PROVINCE: 0}
    below = areas["parent_code"].map(position)
    inside = areas.groupby("parent_code")["area_code"].rank().fillna(0)
    return areas["area_code"].map(position).fillna(below * 1000 + inside).astype(int)


def _returned(direct: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return the province-direct counties as they stand from 2023: ordinary counties of their city again."""
    cities = direct["area_code"].str.slice(0, 4) + "00"
    kinds = direct["kind"].map({"省直管县": "县", "省直管市": "县级市"})
    order = cities.map(areas.set_index("area_code")["sort_order"]) * 1000 + 500
    return direct.assign(
        parent_code=cities,
        kind=kinds,
        sort_order=order + direct["area_code"].str.slice(4).astype(int),
        valid_from=RETURNED_FROM,
        valid_to=None,
    )
