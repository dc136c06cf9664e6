"""The places summed into a place, and whether their counts make its own; where they do not, why."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from supervision.areas import Area, PeerGroup
from supervision.assessment import Assessment, IndicatorValue, State
from supervision.kept import once
from supervision.printing import print_counts

MOST_NAMED = 6


@dataclass(frozen=True)
class Part:
    """What one child brings to the sum; None where it brings nothing."""

    area: Area
    numerator: float | None
    denominator: float | None
    state: State
    missing: int
    """How many places below the child should be in its own figure and are not."""


@dataclass(frozen=True)
class ChildrenSum:
    """One indicator of a place beside the same indicator of the places summed into it."""

    whole: IndicatorValue
    parts: tuple[Part, ...]
    noun: str
    """What the children are called: 单位 or 县（市、区）."""

    @property
    def numerator(self) -> float:
        return sum(part.numerator or 0.0 for part in self.parts)

    @property
    def denominator(self) -> float:
        return sum(part.denominator or 0.0 for part in self.parts)

    @property
    def has_parts(self) -> bool:
        """Return whether any child brings a count; where none does, a report of the place's own stands."""
        return any(part.numerator is not None for part in self.parts)

    def in_state(self, state: State) -> list[Area]:
        """Return the children that are left out for one reason."""
        return [part.area for part in self.parts if part.state is state]

    @property
    def partly(self) -> list[Part]:
        """Return the children that are in the sum without all of their own counties."""
        return [part for part in self.parts if part.numerator is not None and part.missing > 0]

    @property
    def rest(self) -> tuple[float, float]:
        """Return what the place counts beyond its children: rows that name the place itself."""
        whole = self.whole
        return (whole.numerator or 0.0) - self.numerator, (whole.denominator or 0.0) - self.denominator


@once
def sum_children(assessment: Assessment, area_code: str, indicator_ids: tuple[str, ...]) -> tuple[ChildrenSum, ...]:
    """Return indicators of a place with those of its children, in the order asked for; KeyError where one is unknown.

    An indicator that is not defined in the quarter is a KeyError too.
    """
    children = assessment.areas.children(area_code)
    codes, frame = [child.area_code for child in children], assessment.indicators
    rows = frame.loc[frame["area_code"].isin(codes) & frame["indicator_id"].isin(indicator_ids)]
    known = {(row["area_code"], row["indicator_id"]): row for row in rows.to_dict("records")}
    is_province = assessment.areas[area_code].level == "province"
    return tuple(
        ChildrenSum(
            assessment.indicator(area_code, key),
            tuple(_part(child, known[child.area_code, key]) for child in children),
            "单位" if is_province else str(PeerGroup.COUNTIES),
        )
        for key in indicator_ids
    )


def _part(area: Area, row: dict[Hashable, Any]) -> Part:
    numerator, denominator = (None if pd.isna(row[name]) else float(row[name]) for name in ("numerator", "denominator"))
    return Part(area, numerator, denominator, State(row["state"]), int(row["expected"]) - int(row["reporting"]))


def sum_sentence(sums: ChildrenSum) -> str:
    """Return in words how the children make the place's figure, or why they do not."""
    name, whole = f"{sums.whole.indicator.id}　{sums.whole.indicator.name}", sums.whole
    count = f"{len(sums.parts)}个{sums.noun}"
    if whole.indicator.kind == "median":
        return f"{name}：中位数由全部案件放在一起计算，不是各地中位数的合计。"
    if whole.numerator is None or whole.denominator is None:
        return f"{name}：{whole.state.value}，{count}均没有可以合计的数。"
    own = print_counts(whole.numerator, whole.denominator)
    if not sums.has_parts:
        return f"{name}：本级自报{own}；所辖{count}均未报，没有可以合计的数。"
    total = print_counts(sums.numerator, sums.denominator)
    return f"{name}：{count}合计{total}，{_equality(sums, own)}{_gaps(sums)}。"


def _equality(sums: ChildrenSum, own: str) -> str:
    if sums.rest == (0.0, 0.0):
        return "与本级数相等"
    return f"另有直接记在本级的{print_counts(*sums.rest)}，本级共{own}"


def _gaps(sums: ChildrenSum) -> str:
    """Return who is not in the sum, and whose own counties are not all in it."""
    notes = []
    for state, word in ((State.UNREPORTED, "未报"), (State.FAULTY, "数据有误")):
        if areas := sums.in_state(state):
            notes.append(f"{len(areas)}个{word}，未计入（{_names(areas)}）")
    if sums.partly:
        missing = sum(part.missing for part in sums.partly)
        notes.append(
            f"{_names([part.area for part in sums.partly])}所辖共{missing}个县（市、区）未报或数据有误，未计入"
        )
    return "".join(f"；{note}" for note in notes)


def _names(areas: list[Area]) -> str:
    named = "、".join(area.name for area in areas[:MOST_NAMED])
    return f"{named}等{len(areas)}个" if len(areas) > MOST_NAMED else named
