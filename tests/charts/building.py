"""Areas and assessments for the tests of charts: real values of the domain, figures from a seeded generator."""

from datetime import date

import numpy as np
import pandas as pd

from charts.boundaries import label_points
from supervision.areas import Area, Areas
from supervision.assessment import CATEGORY_COLUMNS, INDICATOR_COLUMNS, TOTAL_COLUMNS, Assessment, Rating
from supervision.periods import Quarter
from supervision.ranking import rank_within
from supervision.scheme import Scheme, scheme_for
from supervision.scoring import band_of

QUARTER = Quarter(2022, 4)
CUTOFF = date(2022, 12, 20)


def henan_areas() -> Areas:
    """Return the province, its 28 units, the counties below them and one functional zone."""
    found = [Area("410000", "河南省", "河南", "province", "省", None, "410000", 0)]
    for code, place in label_points("unit").items():
        found.append(_unit(code, place["name"]))
    units = label_points("unit")
    for code, place in label_points("county").items():
        if code not in units:
            kind = "市辖区" if place["name"].endswith("区") else "县"
            found.append(Area(code, place["name"], place["name"], "county", kind, f"{code[:4]}00", code, 2000))
    found.append(Area("4101Z1", "郑州航空港经济综合实验区", "航空港区", "county", "功能区", "410100", None, 3000))
    return Areas(tuple(sorted(found, key=lambda area: (area.sort_order, area.area_code))))


def _unit(code: str, name: str) -> Area:
    if code == "419001":
        return Area(code, "济源示范区", "济源", "county", "示范区", "410000", code, 900)
    if code.endswith("00"):
        return Area(code, name, name.removesuffix("市"), "city", "省辖市", "410000", code, int(code[2:4]))
    kind = "省直管县" if name.endswith("县") else "省直管市"
    return Area(code, name, name.removesuffix("市") if len(name) > 2 else name, "county", kind, "410000", code, 1000)


def build_assessment(
    areas: Areas | None = None, *, scores: dict[str, float | None] | None = None, seed: int = 2022
) -> Assessment:
    """Return an assessment with seeded figures; `scores` sets totals by area code (None: 未评)."""
    areas, scheme = areas or henan_areas(), scheme_for(QUARTER)
    chance = np.random.default_rng(seed)
    codes = [area.area_code for area in areas.all]
    totals = pd.DataFrame({"area_code": codes, "score": chance.normal(82, 11, len(codes)).clip(0, 100)})
    for code, score in (scores or {}).items():
        totals.loc[totals["area_code"] == code, "score"] = np.nan if score is None else score
    categories = pd.concat(
        [
            pd.DataFrame({"area_code": codes, "category_id": category.id, "score": chance.normal(82, 13, len(codes))})
            for category in scheme.category
        ],
        ignore_index=True,
    )
    categories["score"] = categories["score"].clip(0, 100).where(chance.random(len(categories)) > 0.05)
    return Assessment(
        quarter=QUARTER,
        cutoff=CUTOFF,
        scheme=scheme,
        areas=areas,
        indicators=_shares(codes, chance),
        categories=_scored(categories, areas, scheme, ["category_id"])[list(CATEGORY_COLUMNS)],
        totals=_scored(totals, areas, scheme, [])[list(TOTAL_COLUMNS)],
        counts=pd.DataFrame({"area_code": [], "measure": [], "value": []}),
    )


def _scored(scores: pd.DataFrame, areas: Areas, scheme: Scheme, by: list[str]) -> pd.DataFrame:
    group = scores["area_code"].map(lambda code: str(areas[code].peer_group or ""))
    ranks = rank_within(scores["score"], group + scores[by].astype(str).agg("".join, axis=1) if by else group)
    rated = scores["score"].notna()
    return scores.join(ranks).assign(
        rating=np.where(rated, Rating.RATED.value, Rating.NOT_RATED.value),
        band=pd.Series([band_of(score, scheme.band) for score in scores["score"]], dtype=object),
        status=None,
        change=np.nan,
        comparison="无上期",
        available_weight=np.where(rated, 1.0, 0.0),
    )


def _shares(codes: list[str], chance: np.random.Generator) -> pd.DataFrame:
    value = (1 - chance.exponential(0.08, len(codes))).clip(0, 1)
    missing = chance.random(len(codes)) < 0.05
    frame = pd.DataFrame(index=range(len(codes)), columns=list(INDICATOR_COLUMNS), dtype=object)
    return frame.assign(
        area_code=codes,
        indicator_id="0.1",
        value=np.where(missing, np.nan, value),
        state=np.where(missing, "不适用", "有值"),
        comparison="无上期",
        rank_n=0,
        tied=False,
        source="逐条清点",
        reporting=1,
        expected=1,
    )


def build_coverage(areas: Areas) -> pd.DataFrame:
    """Return seeded coverage of every county: none due in 嵩县, no row for 潢川县, the rest between 0 and 100 %."""
    chance = np.random.default_rng(5)
    codes = [county.area_code for county in areas.counties if county.area_code != "411526"]
    due = chance.integers(20, 300, len(codes))
    visited = (due * (1 - chance.exponential(0.08, len(codes))).clip(0, 1)).astype(int)
    coverage = pd.DataFrame({"area_code": codes, "schools_due": due, "schools_visited": visited})
    coverage.loc[coverage["area_code"] == "410325", ["schools_due", "schools_visited"]] = 0
    return coverage.assign(points_due=0, points_visited=0)
