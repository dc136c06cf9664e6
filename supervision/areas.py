"""Reporting areas: who is summed into whom, and who is compared with whom."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from supervision.faults import AccessRefused, NoData
from supervision.records import records_of
from supervision.texts import LONGEST_NAME, LONGEST_SHORT_NAME, on_one_line, shorten


class PeerGroup(StrEnum):
    """Kinds of area that may share a ranking; kinds are never mixed."""

    CITIES = "省辖市和示范区"
    DIRECT = "省直管县（市）"
    COUNTIES = "县（市、区）"


_PEER_GROUP_OF_KIND = {
    "省辖市": PeerGroup.CITIES,
    "示范区": PeerGroup.CITIES,
    "省直管县": PeerGroup.DIRECT,
    "省直管市": PeerGroup.DIRECT,
    "市辖区": PeerGroup.COUNTIES,
    "县级市": PeerGroup.COUNTIES,
    "县": PeerGroup.COUNTIES,
    "功能区": PeerGroup.COUNTIES,
}
_ABOVE = {"province": (), "city": ("province",), "county": ("city", "province")}
"""The levels there are, and of which level the area may be that one is summed into; so no way up is a circle."""
_LAST = 1_000_000_000
"""The place in statistical order of an area that the table gives none."""


@dataclass(frozen=True)
class Area:
    """One reporting area as it stands on the day of an assessment (columns of relation `area`)."""

    area_code: str
    name: str
    short_name: str
    level: str
    kind: str
    parent_code: str | None
    map_code: str | None
    sort_order: int

    @property
    def peer_group(self) -> PeerGroup | None:
        """Return the group in which the area is ranked; None for the province."""
        return None if self.level == "province" else _PEER_GROUP_OF_KIND.get(self.kind)

    @property
    def is_zone(self) -> bool:
        """Return whether it is a functional zone, which no county map draws."""
        return self.kind == "功能区"


@dataclass(frozen=True)
class Areas:
    """All areas valid on one day, in statistical order (province, then units, then counties by unit).

    Or, for an account that is held to one area, that area and what is summed into it: then there is no province.
    """

    all: tuple[Area, ...]
    held_to: str | None = None
    """The one area that is all there is; None for the whole province."""
    left_out: int = 0
    """Rows of the table that name no area: without a code, or of a level that there is not."""

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> "Areas":
        """Return the areas of a frame with the columns of `Area`, one row per code.

        A row without code or level is left out, an area whose parent is none that it could be summed into has none,
        one without a name is called by its code, one without a kind has the usual one of its level; of several
        provinces the one with the most cities is meant. Raises NoData where there is no province or nothing is summed
        into it: then no figure of the whole can be made.
        """
        rows = records_of(frame)
        known = [row for row in rows if _text(row["area_code"]) and row["level"] in _ABOVE]
        levels = {row["area_code"]: row["level"] for row in known}
        areas = sorted((_area(row, levels) for row in known), key=lambda area: (area.sort_order, area.area_code))
        below = Counter(area.parent_code for area in areas)
        provinces = [area for area in areas if area.level == "province"]
        if not provinces:
            raise NoData("数据库的区划表中没有省级单位，无法汇总。请核对 area 表。")
        meant = max(provinces, key=lambda area: below[area.area_code])
        if not below[meant.area_code]:
            raise NoData("数据库的区划表中没有以省为上级的市、县，无法汇总。请核对 area 表的上级（parent_code）一列。")
        kept = tuple(area for area in areas if area is meant or area.level != "province")
        return cls(kept, left_out=len(rows) - len(kept))

    @cached_property
    def outside_sums(self) -> int:
        """Return how many rows of the table are in no sum of the province, because of what they say of themselves."""
        if not self.is_whole:
            return 0
        inside = self.codes_within(self.province.area_code)
        return self.left_out + len(self.all) - len(inside)

    @cached_property
    def by_code(self) -> dict[str, Area]:
        return {area.area_code: area for area in self.all}

    @cached_property
    def province(self) -> Area:
        """Return the province; raises AccessRefused where there is only the area that an account is held to."""
        for area in self.all:
            if area.level == "province":
                return area
        raise AccessRefused("当前账号只能查看本地区的数据，全省数据不在范围内。")

    def only(self, area_code: str) -> "Areas":
        """Return one area with what is summed into it, and nothing of what lies above or beside it.

        Raises AccessRefused where there is no such area on the day.
        """
        if area_code not in self:
            raise AccessRefused(
                "当前账号限定的地区不在所选日期的区划表中，没有可以显示的内容。请联系系统管理员核对账号。"
            )
        inside = set(self.codes_within(area_code)) - {area_code}
        below = (area for area in self.all if area.area_code in inside)
        return Areas((replace(self[area_code], parent_code=None), *below), area_code)

    @property
    def is_whole(self) -> bool:
        """Return whether this is the whole province, so that sums may be called the province's and ranks be shown."""
        return self.held_to is None

    @cached_property
    def top(self) -> Area:
        """Return the place that all others are summed into: the province, or the one area there is."""
        return self.province if self.held_to is None else self.by_code[self.held_to]

    @cached_property
    def units(self) -> tuple[Area, ...]:
        """Return the areas that report to the province: cities, the demonstration zone, province-direct counties.

        Where there is no province, the one area that stands in for it.
        """
        return self.children(self.top.area_code) if self.top.level == "province" else (self.top,)

    @cached_property
    def counties(self) -> tuple[Area, ...]:
        """Return every area at county level, where rows are counted (province-direct ones and 济源 included)."""
        return tuple(area for area in self.all if area.level == "county")

    @cached_property
    def _children(self) -> dict[str, tuple[Area, ...]]:
        children: dict[str, list[Area]] = {}
        for area in self.all:
            if area.parent_code:
                children.setdefault(area.parent_code, []).append(area)
        return {code: tuple(found) for code, found in children.items()}

    def __getitem__(self, area_code: str) -> Area:
        return self.by_code[area_code]

    def __contains__(self, area_code: object) -> bool:
        return area_code in self.by_code

    def children(self, area_code: str) -> tuple[Area, ...]:
        """Return the areas that are summed into this one, in statistical order."""
        return self._children.get(area_code, ())

    def codes_within(self, area_code: str) -> list[str]:
        """Return a place's code and those of everything summed into it."""
        below = [code for child in self.children(area_code) for code in self.codes_within(child.area_code)]
        return [area_code, *below]

    def parent(self, area_code: str) -> Area | None:
        """Return the area that this one is summed into; None for the province or where the parent is unknown."""
        return self.by_code.get(self.by_code[area_code].parent_code or "")

    def in_group(self, group: PeerGroup) -> tuple[Area, ...]:
        """Return the members of a peer group in statistical order."""
        return tuple(area for area in self.all if area.peer_group is group)

    def unit_of(self, area_code: str) -> Area:
        """Return the reporting unit an area belongs to (itself where it reports to the province)."""
        area = self.by_code[area_code]
        # Two steps lead from any county to its unit; bad data may hold a longer way, or a circle.
        for _ in range(len(self.all)):
            parent = self.parent(area.area_code)
            if parent is None or parent.level == "province":
                break
            area = parent
        return area

    def full_name(self, area_code: str) -> str:
        """Return the name with its city in front for a county of a city: 洛阳西工区, 濮阳濮阳县."""
        area = self.by_code[area_code]
        unit = self.unit_of(area_code)
        return area.name if unit is area else f"{unit.short_name}{area.name}"


def _area(row: Mapping[str, Any], levels: Mapping[str, str]) -> Area:
    """Return the area of a row; `levels`: the level of every area by its code.

    Its names stand in hundreds of sentences and labels: they are cut here, once.
    """
    code, level, parent = row["area_code"], row["level"], _text(row["parent_code"])
    name = on_one_line(_text(row["name"]) or code)
    short_name = on_one_line(_text(row["short_name"]) or name)
    parent = parent if parent and levels.get(parent) in _ABOVE[level] else None
    # Level and parent say with whom it is compared, whatever stands for the kind.
    above = levels.get(parent) if parent else None
    usual = {"province": "省", "city": "省辖市"}.get(level) or ("省直管县" if above == "province" else "县")
    order = pd.to_numeric(row["sort_order"], errors="coerce")
    return Area(
        area_code=code,
        name=shorten(name, LONGEST_NAME),
        short_name=shorten(short_name, LONGEST_SHORT_NAME),
        level=level,
        kind=row["kind"] if row["kind"] in _PEER_GROUP_OF_KIND or level == "province" else usual,
        parent_code=parent,
        map_code=_text(row["map_code"]),
        sort_order=int(order) if order is not None and 0 <= order < _LAST else _LAST,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
