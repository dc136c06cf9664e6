"""assess() written again, slowly and without pandas, from the rules of the scheme: plain loops over plain dicts."""

from statistics import median

from supervision.areas import Area, Areas
from supervision.periods import Quarter
from supervision.scheme import Indicator, Scheme

Counts = dict[tuple[str, str], float]
ReportedCounts = dict[tuple[str, str, str], float]
"""(area, quarter, measure) → value."""


class SlowAssessment:
    """Values, states, points, scores and ranks of every area, each worked out on its own."""

    def __init__(
        self,
        counted: Counts,
        reported: ReportedCounts,
        days: dict[str, list[int]],
        areas: Areas,
        scheme: Scheme,
        quarter: Quarter,
    ) -> None:
        self.counted, self.reported, self.days = counted, reported, days
        self.areas, self.scheme, self.quarter = areas, scheme, quarter

    def leaf(self, area: Area, measure: str) -> float | None:
        if self.scheme.measures[measure].origin == "counted":
            return self.counted.get((area.area_code, measure), 0.0)
        quarters = sorted({q for (code, q, _) in self.reported if code == area.area_code})
        return self.reported.get((area.area_code, quarters[-1], measure)) if quarters else None

    def own_pair(self, area: Area, indicator: Indicator) -> tuple[float, float] | None:
        parts = [self.leaf(area, measure) for measure in indicator.numerator]
        wholes = [self.leaf(area, measure) for measure in indicator.denominator]
        if None in parts or None in wholes:
            return None
        numerator, denominator = sum(parts), sum(wholes)  # type: ignore[arg-type]
        if indicator.kind == "share" and numerator > denominator:
            return None
        return numerator, denominator

    def pair(self, area: Area, indicator: Indicator) -> tuple[float, float] | None:
        own = self.own_pair(area, indicator)
        if area.level == "county":
            return own
        below = [self.pair(child, indicator) for child in self.areas.children(area.area_code)]
        known = [pair for pair in below if pair is not None]
        if self.scheme.measures[indicator.measures[0]].origin == "counted":
            known += [own] if own else []
        elif not known:
            return own
        return (sum(p[0] for p in known), sum(p[1] for p in known)) if known else None

    def case_days(self, area: Area) -> list[int]:
        own = list(self.days.get(area.area_code, []))
        for child in self.areas.children(area.area_code):
            own += self.case_days(child)
        return own

    def value(self, area: Area, indicator: Indicator) -> float | None:
        if indicator.kind == "median":
            days = self.case_days(area)
            return median(days) if days else None
        pair = self.pair(area, indicator)
        if pair is None or pair[1] == 0:
            return None
        return pair[0] if indicator.kind == "count" else pair[0] / pair[1] * indicator.per

    def is_small(self, area: Area, indicator: Indicator) -> bool:
        least = indicator.minimum if indicator.minimum is not None else self.scheme.scoring.minimum_denominator
        if indicator.kind == "median":
            return len(self.case_days(area)) < least
        pair = self.pair(area, indicator)
        return indicator.kind != "count" and pair is not None and pair[1] < least

    def points(self, area: Area, indicator: Indicator) -> float | None:
        value = self.value(area, indicator)
        if value is None or not indicator.judged:
            return None
        share = (value - indicator.floor) / (indicator.target - indicator.floor)  # type: ignore[operator]
        return max(0.0, min(1.0, share)) * 100

    def category(self, area: Area, category_id: int) -> float | None:
        members = [i for i in self.scheme.indicators(self.quarter) if i.judged and i.category == category_id]
        scored = [(i.weight, self.points(area, i)) for i in members]
        known = [(weight, points) for weight, points in scored if points is not None]
        available = sum(weight for weight, _ in known)
        if not known or available < self.scheme.scoring.category_weight_share * sum(i.weight for i in members):
            return None
        return sum(weight * points for weight, points in known) / available

    def total(self, area: Area) -> tuple[float | None, bool]:
        """Return the total and whether it may be ranked."""
        scored = [(c.weight, self.category(area, c.id)) for c in self.scheme.category]
        known = [(weight, score) for weight, score in scored if score is not None]
        if not known:
            return None, False
        available = sum(weight for weight, _ in known)
        share = available / sum(c.weight for c in self.scheme.category)
        return sum(w * s for w, s in known) / available, share >= self.scheme.scoring.ranked_weight_share - 1e-9

    def total_rank(self, area: Area) -> int | None:
        score, rankable = self.total(area)
        if not rankable or area.peer_group is None:
            return None
        others = [self.total(peer) for peer in self.areas.in_group(area.peer_group)]
        return 1 + sum(1 for other, ok in others if ok and round(other, 9) > round(score, 9))  # type: ignore[arg-type]
