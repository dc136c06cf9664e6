"""From sums to values, states, points, category scores and bands."""

import numpy as np
import pandas as pd

from supervision.assessment import Rating, State
from supervision.scheme import Band, Indicator, Scheme


def points_of(value: pd.Series, floor: pd.Series, target: pd.Series) -> pd.Series:
    """Return points 0-100 between fixed goalposts; a target below the floor means that less is better.

    Missing where the value or a goalpost is.
    """
    return ((value - floor) / (target - floor)).clip(0.0, 1.0) * 100.0


def state_of(numerator: pd.Series, denominator: pd.Series, minimum: pd.Series) -> pd.Series:
    """Return the State of each row; below its minimum a denominator is a small sample."""
    return pd.Series(
        np.select(
            [numerator.isna() | denominator.isna(), denominator == 0, denominator < minimum],
            [State.UNREPORTED.value, State.NOT_APPLICABLE.value, State.SMALL_SAMPLE.value],
            State.AVAILABLE.value,
        ),
        index=numerator.index,
    )


def value_of(numerator: pd.Series, denominator: pd.Series, per: pd.Series, is_count: pd.Series) -> pd.Series:
    """Return each row's value: a count, or numerator over denominator times `per`; missing over nothing."""
    some = denominator.where(denominator > 0)
    return (numerator / some * per).where(~is_count, numerator.where(some.notna()))


def band_of(score: float, bands: tuple[Band, ...]) -> str | None:
    """Return the name of the best band that the unrounded score reaches; None for a missing score."""
    return next((band.name for band in bands if score >= band.at_least), None)


def score_categories(indicators: pd.DataFrame, scheme: Scheme, definitions: dict[str, Indicator]) -> pd.DataFrame:
    """Return one row per area and category: area_code, category_id, score, rating, available_weight.

    A score is the weighted mean of the judged indicators that have points; with less than the scheme's share of the
    judged weight available the category is not rated.
    """
    judged = [indicator for indicator in definitions.values() if indicator.judged]
    points = indicators.pivot(index="area_code", columns="indicator_id", values="points")
    frames = []
    for category in scheme.category:
        members = [indicator for indicator in judged if indicator.category == category.id]
        weights = pd.Series({indicator.id: indicator.weight for indicator in members}, dtype=float)
        score, share = weighted_mean(points[[indicator.id for indicator in members]], weights)
        rated = share >= scheme.scoring.category_weight_share
        frames.append(
            pd.DataFrame(
                {
                    "area_code": points.index,
                    "category_id": category.id,
                    "score": score.where(rated).to_numpy(),
                    "rating": np.where(rated, Rating.RATED.value, Rating.NOT_RATED.value),
                    "available_weight": share.to_numpy(),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def score_totals(categories: pd.DataFrame, weights: pd.Series, scheme: Scheme) -> pd.DataFrame:
    """Return one row per area: area_code, score, rating, available_weight.

    A total is the mean of the rated categories by `weights` (index category id); below the scheme's share of weight it
    is not ranked.
    """
    scores = categories.pivot(index="area_code", columns="category_id", values="score")
    score, share = weighted_mean(scores[weights.index], weights)
    # A sum of binary weights may miss the threshold by its last bit.
    ranked = share.round(9) >= scheme.scoring.ranked_weight_share
    rating = np.select([ranked, score.notna()], [Rating.RATED.value, Rating.NOT_RANKED.value], Rating.NOT_RATED.value)
    return pd.DataFrame(
        {"area_code": scores.index, "score": score.to_numpy(), "rating": rating, "available_weight": share.to_numpy()}
    )


def weighted_mean(values: pd.DataFrame, weights: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the mean of each row over the columns that have a value, and the share of all weight these carry."""
    available = values.notna().mul(weights, axis=1).sum(axis=1)
    mean = values.mul(weights, axis=1).sum(axis=1, min_count=1) / available.where(available > 0)
    total = float(weights.sum())
    return mean, available / total if total else available * 0.0
