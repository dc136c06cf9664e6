"""Grounds for a summons: which rules of the scheme a place meets in one quarter, with the figures that say so."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

import pandas as pd

from supervision.areas import Area
from supervision.assessment import Assessment, State
from supervision.attention import Attention
from supervision.completeness import small_weights, why_incomplete
from supervision.printing import print_count, print_indicator, print_number, print_percent, print_score
from supervision.scheme_summons import (
    CompleteData,
    Condition,
    CountAtLeast,
    HighestOfPeers,
    LastGroup,
    Matters,
    ShareBelow,
    Summons,
    TimesProvince,
    TotalBand,
    WeakCategories,
)


@dataclass(frozen=True)
class Point:
    """What one condition found at a place: said with its figures, and where the rows behind them are."""

    sentence: str
    indicator_id: str | None = None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Ground:
    """One rule that a place meets in a quarter, with a point per condition."""

    area_code: str
    rule_id: str
    points: tuple[Point, ...]


Row = dict[str, Any]
_OF_INDICATORS = ("indicator_id", "area_code", "numerator", "denominator", "value", "state")


@dataclass(frozen=True, eq=False)
class View:
    """One quarter as the conditions look at it; each part is worked out once for all places."""

    assessment: Assessment
    attention: Sequence[Attention]
    ranges: pd.DataFrame
    """Columns as `sensitivity.rank_ranges`."""

    @cached_property
    def incomplete(self) -> "pd.Series[Any]":
        return why_incomplete(self.assessment, self.attention)

    @cached_property
    def small(self) -> "pd.Series[float]":
        return small_weights(self.assessment)

    @cached_property
    def totals(self) -> dict[str, Row]:
        return _by_area(self.assessment.totals)

    @cached_property
    def _values(self) -> dict[tuple[str, str], Row]:
        """Return the rows of the indicators that a rule asks for, by indicator and area."""
        asked = {getattr(each, "indicator", None) for rule in self.assessment.scheme.summons for each in rule.when}
        rows = self.assessment.indicators
        wanted = rows.loc[rows["indicator_id"].isin(list(asked)), list(_OF_INDICATORS)]
        return {(row["indicator_id"], row["area_code"]): row for row in _records(wanted)}

    @cached_property
    def bands(self) -> dict[str, list[tuple[int, str | None]]]:
        """Return the band of each category (None where it is not rated), by area code."""
        found: dict[str, list[tuple[int, str | None]]] = {}
        frame = self.assessment.categories
        for code, category, band in zip(frame["area_code"], frame["category_id"], frame["band"], strict=True):
            found.setdefault(code, []).append((category, band))
        return found

    @cached_property
    def rank_range(self) -> dict[str, tuple[int, int]]:
        rows = zip(self.ranges["area_code"], self.ranges["rank_low"], self.ranges["rank_high"], strict=True)
        return {code: (int(low), int(high)) for code, low, high in rows}

    def value(self, area: Area, indicator_id: str) -> Row | None:
        """Return an indicator's row where it has a sound value; None for missing, small or faulty ones."""
        row = self._values[indicator_id, area.area_code]
        return row if row["state"] == State.AVAILABLE.value else None

    def printed(self, row: Row) -> str:
        """Return name, value and counts of an indicator's row: 问题按期整改率72.4%（290个中210个）."""
        indicator = self.assessment.scheme.indicator_in(row["indicator_id"], self.assessment.quarter)
        value = f"{indicator.name}{print_indicator(row['value'], indicator)}"
        measures = self.assessment.scheme.measures
        above, below = measures[indicator.numerator[0]], measures[indicator.denominator[0]]
        counts = f"{print_count(row['denominator'])}{below.unit}中{print_count(row['numerator'])}{above.unit}"
        if indicator.kind != "share":
            counts = (
                f"{above.name}{print_count(row['numerator'])}{above.unit}，"
                f"{below.name}{print_count(row['denominator'])}{below.unit}"
            )
        return f"{value}（{counts}）"


def _records(rows: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _by_area(rows: pd.DataFrame) -> dict[str, Row]:
    return {row["area_code"]: row for row in _records(rows)}


def find_grounds(assessment: Assessment, attention: Sequence[Attention], ranges: pd.DataFrame) -> tuple[Ground, ...]:
    """Return every rule met by a place below the province, in statistical order, then in the scheme's.

    A condition whose figure is missing does not hold: nobody is put forward for what is not known.
    """
    view = View(assessment, attention, ranges)
    places = [area for area in assessment.areas.all if area.level != "province"]
    return tuple(ground for area in places for ground in _grounds_of(view, area, assessment.scheme.summons))


def _grounds_of(view: View, area: Area, rules: Iterable[Summons]) -> Iterator[Ground]:
    for rule in rules:
        # Few places meet the first condition of a rule; the others need not be asked of the rest.
        checked = (_CHECKS[type(condition)](view, area, condition) for condition in rule.when)
        found = tuple(takewhile(lambda point: point is not None, checked))
        if len(found) == len(rule.when):
            yield Ground(area.area_code, rule.id, found)  # type: ignore[arg-type]


def _share_below(view: View, area: Area, rule: ShareBelow) -> Point | None:
    row = view.value(area, rule.indicator)
    if row is None or row["denominator"] < rule.minimum or not row["value"] < rule.limit:
        return None
    return _pointing(row, f"{view.printed(row)}，低于{print_percent(rule.limit, 0)}")


def _count_at_least(view: View, area: Area, rule: CountAtLeast) -> Point | None:
    number = view.assessment.count(area.area_code, rule.measure)
    if number is None or number < rule.limit:
        return None
    measure = view.assessment.scheme.measures[rule.measure]
    return Point(f"{measure.name}{print_count(number)}{measure.unit}，不少于{rule.limit}{measure.unit}")


def _times_province(view: View, area: Area, rule: TimesProvince) -> Point | None:
    row, whole = view.value(area, rule.indicator), view.value(view.assessment.areas.province, rule.indicator)
    if row is None or whole is None or not row["value"] >= rule.times * whole["value"] > 0:
        return None
    times = print_number(row["value"] / whole["value"], 1)
    return _pointing(row, f"{view.printed(row)}，为全省的{times}倍，不低于{rule.times:g}倍")


def _highest_of_peers(view: View, area: Area, rule: HighestOfPeers) -> Point | None:
    row = view.value(area, rule.indicator)
    if row is None or area.peer_group is None:
        return None
    others = [view.value(peer, rule.indicator) for peer in view.assessment.areas.in_group(area.peer_group)]
    values = [other["value"] for other in others if other is not None]
    place = 1 + sum(value > row["value"] for value in values)
    if place > math.ceil(len(values) * rule.share):
        return None
    return Point(f"在同类有数据的{len(values)}个地方中从高到低列第{place}", rule.indicator)


def _matters(view: View, area: Area, rule: Matters) -> Point | None:
    own = [each for each in view.attention if each.area_code == area.area_code and each.kind in rule.kinds]
    if not own:
        return None
    return Point("；".join(f"{each.kind}：{each.sentence}" for each in own), own[0].indicator_id)


def _total_band(view: View, area: Area, rule: TotalBand) -> Point | None:
    total = view.totals[area.area_code]
    if total["band"] not in rule.bands:
        return None
    return Point(f"总分{print_score(total['score'], view.assessment.scheme.band)}分，等次为{total['band']}")


def _last_group(view: View, area: Area, _: LastGroup) -> Point | None:
    total, span = view.totals[area.area_code], view.rank_range.get(area.area_code)
    ranked = int(total["rank_n"])
    size = view.assessment.scheme.naming.last_size(area.peer_group or "", ranked)
    if span is None or span[0] <= ranked - size:
        return None
    where = f"第{span[0]}位" if span[0] == span[1] else f"第{span[0]}至{span[1]}位"
    return Point(f"权重变动时名次为{where}（同类{ranked}个），全部落在后{size}位")


def _weak_categories(view: View, area: Area, rule: WeakCategories) -> Point | None:
    names = {category.id: category.short_name for category in view.assessment.scheme.category}
    weak = [names[category] for category, band in view.bands[area.area_code] if band in rule.bands]
    if len(weak) < rule.at_least:
        return None
    return Point(f"{len(names)}类中{len(weak)}类等次为{'、'.join(rule.bands)}：{'、'.join(weak)}")


def _complete_data(view: View, area: Area, _: CompleteData) -> Point | None:
    most = view.assessment.scheme.naming.small_weight_at_most
    if view.incomplete[area.area_code] is not None or view.small[area.area_code] > most:
        return None
    return Point("数据完整、样本充足")


def _pointing(row: Row, sentence: str) -> Point:
    return Point(sentence, row["indicator_id"], float(row["numerator"]), float(row["denominator"]))


_CHECKS: dict[type[Condition], Callable[[View, Area, Any], Point | None]] = {
    ShareBelow: _share_below,
    CountAtLeast: _count_at_least,
    TimesProvince: _times_province,
    HighestOfPeers: _highest_of_peers,
    Matters: _matters,
    TotalBand: _total_band,
    LastGroup: _last_group,
    WeakCategories: _weak_categories,
    CompleteData: _complete_data,
}
