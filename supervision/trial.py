"""试算: the ranking under other weights, to see what depends on them. Never saved, never the assessment itself."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from supervision.assessing import peer_groups
from supervision.assessment import Assessment, Rating
from supervision.faults import InputRejected
from supervision.ranking import rank_within
from supervision.scoring import score_totals

TRIAL_COLUMNS = (
    "area_code",  # str, in the order of the areas
    "score",  # float, the total under the trial's weights; missing where no category is rated
    "rating",  # str, Rating under the trial's weights
    "rank",  # float, in the peer group; missing where not ranked
    "rank_n",  # int
    "tied",  # bool
    "score_before",  # float, the total under the scheme's weights
    "rank_before",  # float
    "moved",  # float, places gained (+) or lost (−); missing where either rank is
)


@dataclass(frozen=True)
class Trial:
    """The totals under other weights, and the places whose rank moves more than the scheme's limit."""

    table: pd.DataFrame
    """Columns TRIAL_COLUMNS."""
    moves_more_than: int

    @property
    def movers(self) -> pd.DataFrame:
        """Return the rows that move by more than the limit, the farthest first."""
        far = self.table.loc[self.table["moved"].abs() > self.moves_more_than]
        return far.loc[far["moved"].abs().sort_values(ascending=False, kind="stable").index].reset_index(drop=True)

    def in_group(self, codes: list[str]) -> "Trial":
        """Return the trial of some places only; ranks stay those among all their peers."""
        return Trial(self.table.loc[self.table["area_code"].isin(codes)].reset_index(drop=True), self.moves_more_than)


def try_weights(assessment: Assessment, weights: Mapping[int, float]) -> Trial:
    """Return every total and rank under other category weights (0 leaves a category out); scores stay as they are.

    Raises InputRejected where a weight is negative, one is missing, or none is above zero.
    """
    tried = pd.Series({category.id: weights.get(category.id) for category in assessment.scheme.category}, dtype=float)
    if tried.isna().any() or (tried < 0).any() or not tried.sum() > 0:
        raise InputRejected("试算权重应为不小于0的数，且至少一类大于0。")
    totals = score_totals(assessment.categories, tried, assessment.scheme)
    groups = totals["area_code"].map(peer_groups(assessment.areas))
    ranks = rank_within(totals["score"].where(totals["rating"] == Rating.RATED.value), groups)
    before = assessment.totals.set_index("area_code").loc[totals["area_code"], ["score", "rank"]].reset_index(drop=True)
    table = totals.join(ranks).assign(score_before=before["score"], rank_before=before["rank"])
    table = table.assign(moved=table["rank_before"] - table["rank"])
    order = [area.area_code for area in assessment.areas.all]
    ordered = table.set_index("area_code").loc[order].reset_index()
    return Trial(ordered.loc[:, list(TRIAL_COLUMNS)], assessment.scheme.sensitivity.moves_more_than)


def without(assessment: Assessment, category_id: int) -> dict[int, float]:
    """Return the scheme's weights with one category left out."""
    return assessment.scheme.weights | {category_id: 0.0}
