"""Invented inspections of training institutions and the violations they found."""

import numpy as np
import pandas as pd

from data_access.demo.pick import pick_institutions
from data_access.demo.plan import Plan, even_lots
from data_access.demo.sizes import Sizes
from data_access.demo.timeline import (
    QUARTER_ENDS,
    QUARTER_STARTS,
    WORKDAYS,
    Days,
    Flags,
    Numbers,
    hide_future,
    only_where,
    quarter_index,
    random_days,
)

_VIOLATIONS = 15_000
_UNIT_FLOOR = 14
"""Violations every unit has in a quarter at any scale, so that small demos still show shares."""
_KINDS = {"隐形变异": 0.42, "无证办学": 0.12, "违规时间": 0.10, "违规收费": 0.08, "虚假广告": 0.06, "退费纠纷": 0.22}
_OUTCOMES = ("责令停止违规培训", "责令限期改正", "警告并约谈举办者", "查封场所", "罚款", "移送有关部门")
_SOURCES = ("巡查", "举报", "上级交办", "其他")


def make_violations(plan: Plan, sizes: Sizes, institutions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of relation `violation` in order of time."""
    draw = plan.stream("violation")
    place, found = _places_and_days(plan, sizes, draw)
    size = place.size
    kind = draw.choice(np.array(list(_KINDS), dtype=object), size=size, p=list(_KINDS.values()))
    violations = pd.DataFrame({"violation_id": np.char.mod("W%06d", np.arange(1, size + 1)).astype(object)})
    violations["area_code"] = plan.codes[place]
    hidden = kind == "隐形变异"
    known = np.where(hidden, draw.random(size) < 0.7, draw.random(size) < 0.95)
    violations["institution_id"] = pick_institutions(plan, "violation", institutions, place, found, known)
    violations["kind"] = kind
    violations["source"] = draw.choice(np.array(_SOURCES, dtype=object), size=size, p=[0.5, 0.35, 0.1, 0.05])
    violations["found_on"] = found
    handled = _handled(plan, place, found, hidden, draw)
    violations["handled_on"] = handled
    outcome = draw.choice(np.array(_OUTCOMES, dtype=object), size=size)
    outcome[kind == "退费纠纷"] = "已退费或达成协议"
    violations["outcome"] = only_where(~np.isnat(handled), outcome)
    return _again(plan, violations, place, hidden, draw)


def _places_and_days(plan: Plan, sizes: Sizes, draw: np.random.Generator) -> tuple[Numbers, Days]:
    unit = plan.counties["unit"]
    inside = sizes.weight / pd.Series(sizes.weight).groupby(unit).transform("sum").to_numpy()
    quarters = QUARTER_STARTS.size
    wanted = _VIOLATIONS * plan.scale * sizes.weight / quarters + _UNIT_FLOOR * inside
    numbers = draw.poisson(np.repeat(wanted[:, None], quarters, axis=1))
    place, quarter = (np.repeat(axis.ravel(), numbers.ravel()) for axis in np.indices(numbers.shape))
    day = random_days(draw, QUARTER_STARTS[quarter], QUARTER_ENDS[quarter], place.size)
    order = np.lexsort((place, day))
    return place[order], day[order]


def _handled(plan: Plan, place: Numbers, found: Days, hidden: Flags, draw: np.random.Generator) -> Days:
    """Return when a violation was dealt with: within weeks and inside the quarter, or months later, or not yet."""
    quarter = quarter_index(found)
    share = np.where(
        hidden, plan.share("hidden", 0.72, 1.03)[place, quarter], plan.share("refund", 0.72, 1.03)[place, quarter]
    )
    group = (plan.unit_of(place) * 6 + quarter) * 2 + hidden
    quick = found + draw.integers(1, 22, place.size).astype("timedelta64[D]")
    quick = np.maximum(np.minimum(quick, QUARTER_ENDS[quarter]), found)
    slow = found + draw.integers(50, 200, place.size).astype("timedelta64[D]")
    return hide_future(np.where(even_lots(group, draw) < share, quick, slow))


def _again(
    plan: Plan, violations: pd.DataFrame, place: Numbers, hidden: Flags, draw: np.random.Generator
) -> pd.DataFrame:
    """Return the violations with some hidden training found once more at the institution dealt with just before."""
    relapse = plan.share("hidden_again", 0.20, 0.0)[
        place, quarter_index(violations["found_on"].to_numpy("datetime64[D]"))
    ]
    candidates = violations.loc[hidden & violations["institution_id"].notna().to_numpy()]
    former = candidates.groupby("area_code")[["institution_id", "handled_on"]].shift(1)
    gap = candidates["found_on"] - former["handled_on"]
    soon = gap.between(pd.Timedelta(days=1), pd.Timedelta(days=89))
    chosen = soon & (draw.random(len(candidates)) < relapse[candidates.index])
    repeated = violations.copy()
    rows = candidates.index[chosen]
    repeated.loc[rows, "institution_id"] = former.loc[rows, "institution_id"]
    return repeated


def make_enforcement(plan: Plan, sizes: Sizes, institutions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of relation `enforcement`: a few inspections a month in every county."""
    draw = plan.stream("enforcement")
    active = plan.share("enforcement", 0.5, 1.5)[:, -1]
    per_county = np.bincount(plan.position(institutions["area_code"]), minlength=len(plan.counties))
    numbers = draw.poisson((18 + 54 * min(plan.scale, 1.0) ** 0.5) * active)
    place = np.repeat(np.arange(numbers.size), numbers)
    day = WORKDAYS[draw.integers(0, WORKDAYS.size, place.size)]
    order = np.lexsort((place, day))
    place, day = place[order], day[order]
    frame = pd.DataFrame({"enforcement_id": np.char.mod("E%06d", np.arange(1, place.size + 1)).astype(object)})
    frame["area_code"] = plan.codes[place]
    frame["acted_on"] = day
    frame["people"] = draw.integers(4, 24, place.size)
    frame["institutions_checked"] = 1 + draw.poisson(np.minimum(per_county[place] * 0.12, 12))
    frame["source"] = draw.choice(
        np.array(["日常巡查", "专项检查", "联合执法"], dtype=object), place.size, p=[0.6, 0.25, 0.15]
    )
    return frame
