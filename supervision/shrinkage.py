"""Rates of places of very different size made comparable: an empirical Bayes estimate drawn towards the group's rate.

Marshall, R. J. (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40:
the global estimator from the first two moments, with no prior set by hand. A county of few pupils with one complaint
more or less no longer leads or closes the list by chance; a large place keeps its own rate.
"""

import numpy as np
import pandas as pd


def shrink_rates(cases: "pd.Series[float]", base: "pd.Series[float]") -> pd.DataFrame:
    """Return the rates of the places of one group, as they are and shrunk.

    `base`: what the cases are counted per, such as pupils in ten thousands; a place without any has no rate.
    Columns: rate, shrunk (both cases per unit of base; missing where base is 0 or unknown), weight (float 0-1: how much
    of the place's own rate is in the shrunk one). Index as given.
    """
    known = base.gt(0) & cases.notna()
    events, size = cases[known].astype(float), base[known].astype(float)
    rate = events / size
    mean = events.sum() / size.sum() if known.any() else np.nan
    spread = float((size * (rate - mean) ** 2).sum() / size.sum()) if known.any() else 0.0
    between = max(spread - mean / size.mean(), 0.0) if known.any() else 0.0
    noise = mean / size
    # No cases anywhere: every rate is 0, nothing to draw and no 0 ÷ 0.
    weight = between / (between + noise.where(noise > 0, np.inf)) if between > 0 else rate * 0.0
    shrunk = mean + weight * (rate - mean)
    return pd.DataFrame({"rate": rate, "shrunk": shrunk, "weight": weight}).reindex(cases.index)
