"""Where a place stands among its peers: the total and each category beside the group's spread."""

import pandas as pd

from supervision.areas import PeerGroup
from supervision.assessment import Assessment, Rating
from supervision.kept import once

TOTAL = "total"
DISTRIBUTION_COLUMNS = (
    "shown",  # str, `total` or a category id as text
    "score",  # float, the place's own; missing where it may not be compared
    "lowest",  # float, of the group's comparable scores; missing where there are none
    "lower_quartile",  # float
    "median",  # float
    "upper_quartile",  # float
    "highest",  # float
    "count",  # int, members of the group with a comparable score
    "better",  # int, how many of them score higher than the place
)
_QUARTILES = {"lowest": 0.0, "lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75, "highest": 1.0}


@once
def peer_scores(assessment: Assessment, group: PeerGroup) -> pd.DataFrame:
    """Return the comparable scores of a group: area_code × `total` and category ids as text; missing where not rated.

    A total that may not be ranked is no point of comparison either.
    """
    codes = [area.area_code for area in assessment.areas.in_group(group)]
    totals = assessment.totals.loc[assessment.totals["rating"] == Rating.RATED.value].set_index("area_code")["score"]
    wide = assessment.categories.pivot(index="area_code", columns="category_id", values="score")
    wide.columns = wide.columns.astype(str)
    order = [str(category.id) for category in assessment.scheme.category]
    return wide[order].reindex(codes).assign(**{TOTAL: totals.reindex(codes)})[[TOTAL, *order]]


def place_among_peers(assessment: Assessment, area_code: str) -> pd.DataFrame:
    """Return one row for the total and each category: DISTRIBUTION_COLUMNS; empty for a place without peers.

    Quartiles interpolate linearly between scores; they never mix peer groups.
    """
    group = assessment.areas[area_code].peer_group
    if group is None:
        return pd.DataFrame(columns=list(DISTRIBUTION_COLUMNS))
    scores = peer_scores(assessment, group)
    own = scores.T[area_code]
    table = pd.DataFrame({name: scores.quantile(share) for name, share in _QUARTILES.items()})
    table = table.assign(score=own, count=scores.notna().sum(), better=scores.round(9).gt(own.round(9)).sum())
    return table.rename_axis("shown").reset_index().loc[:, list(DISTRIBUTION_COLUMNS)]
