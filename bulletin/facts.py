"""Facts of a document: an assessment seen as named figures; nothing is computed that it does not hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bulletin.background import Background
from bulletin.figures import Figure, Passage, say
from supervision.areas import Area, PeerGroup
from supervision.assessment import Assessment, CategoryScore, Comparison, IndicatorValue, Score, Scorecard
from supervision.attention import Attention, find_attention
from supervision.completeness import small_weights, why_incomplete
from supervision.faults import NoData
from supervision.printing import (
    print_change,
    print_count,
    print_indicator,
    print_number,
    print_score,
    print_score_change,
)
from supervision.scheme import Category, Indicator
from supervision.sensitivity import rank_ranges
from supervision.summing import owners_of


@dataclass(frozen=True, eq=False)
class Facts:
    """What a document may say: one assessment, and what was read with it at the same cut-off."""

    assessment: Assessment
    background: Background = field(default_factory=Background)

    @property
    def province(self) -> Area:
        return self.assessment.areas.province

    @property
    def units(self) -> tuple[Area, ...]:
        return self.assessment.areas.units

    @cached_property
    def attention(self) -> tuple[Attention, ...]:
        """Return what needs attention, most serious first."""
        return find_attention(self.assessment)

    @cached_property
    def incomplete(self) -> dict[str, str | None]:
        """Return what makes each area's data incomplete, by area code; None where nothing does."""
        return {str(code): why for code, why in why_incomplete(self.assessment, self.attention).items()}

    @cached_property
    def small_weights(self) -> dict[str, float]:
        """Return the share of each total's weight that rests on samples too small to be ranked, by area code."""
        return {str(code): float(share) for code, share in small_weights(self.assessment).items()}

    @cached_property
    def cards(self) -> dict[str, Scorecard]:
        """Return the scorecards of the province and its units by area code."""
        return {area.area_code: self.assessment.scorecard(area.area_code) for area in (self.province, *self.units)}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.assessment.scheme.indicators(self.assessment.quarter)

    @cached_property
    def _values(self) -> dict[tuple[str, str], IndicatorValue]:
        return {
            (code, value.indicator.id): value
            for code, card in self.cards.items()
            for value in (*(v for category in card.categories for v in category.indicators), *card.coverage)
        }

    @cached_property
    def _rank_ranges(self) -> dict[str, tuple[int, int]]:
        ranges = rank_ranges(self.assessment)
        return dict(zip(ranges["area_code"], zip(ranges["rank_low"], ranges["rank_high"], strict=True), strict=True))

    def rank_range(self, unit: Area) -> tuple[int, int]:
        """Return the best and the worst rank of a unit under drawn weights; KeyError where it is not ranked."""
        low, high = self._rank_ranges[unit.area_code]
        return int(low), int(high)

    def in_group(self, group: PeerGroup) -> tuple[Area, ...]:
        """Return the units of one peer group in statistical order."""
        return tuple(unit for unit in self.units if unit.peer_group is group)

    def value(self, area: Area, indicator_id: str) -> IndicatorValue:
        """Return an indicator of any area; KeyError where the scheme has none of that id."""
        key = (area.area_code, indicator_id)
        return self._values[key] if key in self._values else self.assessment.indicator(*key)

    def total(self, area: Area) -> Score:
        return self.cards[area.area_code].total

    def category(self, area: Area, category: Category) -> CategoryScore:
        return next(c for c in self.cards[area.area_code].categories if c.category.id == category.id)

    def figure(self, value: IndicatorValue) -> Figure | None:
        """Return the value of an indicator; None where there is none (say the state's word instead)."""
        if value.value is None:
            return None
        indicator = value.indicator
        text = print_indicator(value.value, indicator)
        return Figure(self._name(value), value.value, indicator.unit, text, value.numerator, value.denominator)

    def change(self, value: IndicatorValue) -> Figure | None:
        """Return the change of an indicator against the previous quarter; None where not comparable."""
        if value.comparison is not Comparison.COMPARABLE or value.change is None:
            return None
        is_share = value.indicator.kind == "share"
        change, unit = (value.change * 100, "个百分点") if is_share else (value.change, value.indicator.unit)
        return Figure(f"{self._name(value)}:change", change, unit, print_change(value))

    def numerator(self, value: IndicatorValue) -> Figure:
        """Return the count above the line, in the unit of its measure; raises NoData where it was not reported."""
        return self._counted(value, "numerator", value.numerator, value.indicator.numerator)

    def denominator(self, value: IndicatorValue) -> Figure:
        """Return the count below the line, in the unit of its measure; raises NoData where it was not reported."""
        return self._counted(value, "denominator", value.denominator, value.indicator.denominator)

    def counts_behind(self, value: IndicatorValue) -> Passage:
        """Return the two counts under a share, in brackets: （118次中84次）.

        Not 84/118次: no line may break inside that, and justified lines before it would be stretched.
        """
        return say("（{whole}中{part}）", part=self.numerator(value), whole=self.denominator(value))

    def _counted(self, value: IndicatorValue, facet: str, count: float | None, measures: Sequence[str]) -> Figure:
        measure = self.assessment.scheme.measures[measures[0]]
        if count is None:
            place = self.assessment.areas.full_name(value.area_code)
            raise NoData(f"{place}没有“{measure.name}”的数据，不能写入文稿。")
        return Figure(f"{self._name(value)}:{facet}", count, measure.unit, f"{print_count(count)}{measure.unit}")

    def short_of(self, value: IndicatorValue, goal: float) -> Figure:
        """Return how far a share lies from a goal, as a reader finds it from the printed shares: 23.8个百分点."""
        return self._distance(f"{self._name(value)}:short_of_target", value.value or 0.0, goal)

    def gap(self, reported: IndicatorValue, visited: IndicatorValue) -> Figure:
        """Return by how much a self-reported share exceeds the one inspectors found, from the printed shares."""
        return self._distance(f"{self._name(visited)}:gap", visited.value or 0.0, reported.value or 0.0)

    @staticmethod
    def _distance(name: str, lower: float, higher: float) -> Figure:
        # From the shares as printed: a reader who subtracts them must get the same.
        points = float(print_number(higher * 100, 1)) - float(print_number(lower * 100, 1))
        return Figure(name, points, "个百分点", f"{print_number(abs(points), 1)}个百分点")

    def score(self, area: Area, category: Category | None = None) -> Figure | None:
        """Return a category score or the total; None where it is not rated."""
        score = self.category(area, category).score if category else self.total(area)
        if score.score is None:
            return None
        name = self.assessment.score_name(area.area_code, category)
        return Figure(name, score.score, "分", f"{print_score(score.score, self.assessment.scheme.band)}分")

    def score_change(self, area: Area, category: Category | None = None) -> Figure | None:
        """Return the change of a score against the previous quarter; None where not comparable."""
        score = self.category(area, category).score if category else self.total(area)
        if score.comparison is not Comparison.COMPARABLE or score.change is None:
            return None
        name = f"{self.assessment.score_name(area.area_code, category)}:change"
        return Figure(name, score.change, "分", print_score_change(score))

    def rank(self, area: Area) -> Figure | None:
        """Return the rank of a unit's total inside its peer group: 第3位; None where it is not ranked."""
        total = self.total(area)
        if total.rank is None:
            return None
        name = f"{self.assessment.score_name(area.area_code)}:rank"
        return Figure(name, total.rank, "", f"{'并列' if total.tied else ''}第{total.rank}位")

    def count(self, area: Area, measure: str) -> Figure | None:
        """Return a count of an area; None where it was not reported or the scheme has no such measure."""
        number = self.assessment.count(area.area_code, measure)
        if number is None:
            return None
        unit = self.assessment.scheme.measures[measure].unit
        return Figure(self._tag(f"count/{measure}", area), number, unit, f"{print_count(number)}{unit}")

    def confirmed(self, area: Area) -> tuple[tuple[Category, Figure], ...]:
        """Return the complaints of the quarter found true or partly true, by category; empty where none is known."""
        found = []
        for category in self.assessment.scheme.category:
            # Offices write the category of a complaint as its key or as its number.
            number = self._confirmed_of(area, {category.key, str(category.id)})
            if number:
                name = self._tag(f"confirmed/{category.key}", area)
                found.append((category, Figure(name, number, "件", f"{print_count(number)}件")))
        return tuple(found)

    def confirmed_in_all(self, area: Area) -> Figure | None:
        """Return all complaints of the quarter found true or partly true; None where they were not read."""
        number = self._confirmed_of(area, None)
        return None if number is None else Figure(
            self._tag("confirmed/all", area), number, "件", f"{print_count(number)}件"
        )  # fmt: skip

    def _confirmed_of(self, area: Area, keys: set[str] | None) -> int | None:
        complaints = self.background.complaints
        if complaints is None:
            return None
        owners = owners_of(self.assessment.areas)
        below = owners.loc[owners["owner"] == area.area_code, "area_code"]
        counted = complaints["area_code"].isin(below)
        if keys is not None:
            counted &= complaints["category_code"].astype(str).isin(keys)
        return int(complaints.loc[counted, "confirmed"].sum())

    def tally(self, key: str, number: int, unit: str) -> Figure:
        """Return a number of places or of things counted on the face of the assessment: 18个."""
        return Figure(self._tag(f"tally/{key}", self.province), number, unit, f"{print_count(number)}{unit}")

    def _name(self, value: IndicatorValue) -> str:
        return self.assessment.indicator_name(value.area_code, value.indicator)

    def _tag(self, key: str, area: Area) -> str:
        assessment = self.assessment
        return f"{key}@{area.area_code}/{assessment.quarter}#{assessment.cutoff.isoformat()}"
