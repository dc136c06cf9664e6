"""How far a rank depends on the weights: 权重敏感区间 and 梯队. Not a confidence interval."""

import hashlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from supervision.areas import PeerGroup
from supervision.assessment import Assessment, Rating
from supervision.ranking import EQUAL_WITHIN

Numbers = NDArray[np.float64]


def rank_ranges(assessment: Assessment) -> pd.DataFrame:
    """Return the range of ranks that each ranked area takes under drawn weights, and the tier it falls in.

    Columns: area_code, rank_low, rank_high (int, the ranks at the scheme's percentiles; low is the better), tier (int
    from 1 in each peer group; areas whose ranges overlap, directly or through others, share one). The draws depend only
    on the scheme, the quarter and the cut-off, so the same assessment always shows the same ranges.
    """
    frames = [_ranges_of(assessment, group) for group in PeerGroup]
    return pd.concat(frames, ignore_index=True)


def drawn_weights(assessment: Assessment) -> Numbers:
    """Return draws × categories weights, each row summing to one."""
    name = f"{assessment.scheme.id}/{assessment.quarter}#{assessment.cutoff}"
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    own = np.array([category.weight for category in assessment.scheme.category])
    rule = assessment.scheme.sensitivity
    drawn = own * np.random.default_rng(seed).uniform(1 - rule.spread, 1 + rule.spread, (rule.draws, len(own)))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def _ranges_of(assessment: Assessment, group: PeerGroup) -> pd.DataFrame:
    members = {area.area_code for area in assessment.areas.in_group(group)}
    totals = assessment.totals
    ranked = totals.loc[totals["area_code"].isin(members) & (totals["rating"] == Rating.RATED.value), "area_code"]
    scores = assessment.categories.pivot(index="area_code", columns="category_id", values="score")
    order = [category.id for category in assessment.scheme.category]
    known = scores.loc[list(ranked), order].to_numpy(dtype=float)
    ranks = competition_ranks(drawn_totals(known, drawn_weights(assessment)))
    rule = assessment.scheme.sensitivity
    bounds = [rule.low, rule.high]
    low, high = np.percentile(ranks, bounds, axis=1, method="inverted_cdf") if len(ranked) else (ranks, ranks)
    frame = pd.DataFrame(
        {"area_code": list(ranked), "rank_low": low.astype(int).ravel(), "rank_high": high.astype(int).ravel()}
    )
    return frame.assign(tier=tiers(frame["rank_low"].tolist(), frame["rank_high"].tolist()))


def drawn_totals(scores: Numbers, weights: Numbers) -> Numbers:
    """Return areas × draws totals of areas × categories scores; missing categories drop out with their weight."""
    known = ~np.isnan(scores)
    return np.asarray((np.where(known, scores, 0.0) @ weights.T) / (known @ weights.T))


def competition_ranks(totals: Numbers) -> NDArray[np.int64]:
    """Return the competition rank of each row in each column, the highest total first, ties sharing the best."""
    rounded = -np.round(totals, EQUAL_WITHIN)
    order = np.argsort(rounded, axis=0, kind="stable")
    ordered = np.take_along_axis(rounded, order, axis=0)
    places = np.broadcast_to(np.arange(1, len(totals) + 1)[:, None], ordered.shape)
    is_new = np.vstack([np.ones((1, ordered.shape[1]), bool), ordered[1:] != ordered[:-1]])[: len(totals)]
    shared = np.maximum.accumulate(np.where(is_new, places, 0), axis=0)
    ranks = np.empty_like(shared)
    np.put_along_axis(ranks, order, shared, axis=0)
    return ranks


def tiers(lows: list[int], highs: list[int]) -> list[int]:
    """Return the tier of each range, counted from the best; overlapping ranges share a tier."""
    found, tier, reach = [0] * len(lows), 0, 0
    for place in sorted(range(len(lows)), key=lambda index: (lows[index], highs[index])):
        if lows[place] > reach:
            tier += 1
        reach = max(reach, highs[place])
        found[place] = tier
    return found
