"""Which school or institution a case is about: one of the same county that existed on the day."""

import numpy as np
import pandas as pd

from data_access.demo.plan import Plan
from data_access.demo.timeline import Days, Flags, Numbers, Texts, only_where


def pick_schools(plan: Plan, purpose: str, schools: pd.DataFrame, place: Numbers, wanted: Flags) -> Texts:
    """Return a school id for each wanted row, else None. Only schools that stood all the time are picked."""
    steady = schools.loc[(schools["opened_on"] < "2021-07-01") & schools["closed_on"].isna()]
    return _pick(plan, f"{purpose}/school", steady, "school_id", place, wanted)


def pick_institutions(
    plan: Plan, purpose: str, institutions: pd.DataFrame, place: Numbers, day: Days, wanted: Flags
) -> Texts:
    """Return an institution id for each wanted row, else None where it was not yet registered.

    A closed institution may be picked: teaching on after closing is one of the things people report.
    """
    ids = _pick(plan, f"{purpose}/institution", institutions, "institution_id", place, wanted)
    registered = institutions.set_index("institution_id")["registered_on"].reindex(ids)
    known = registered.to_numpy(dtype="datetime64[D]") <= day
    return only_where(known, ids)


def _pick(plan: Plan, purpose: str, candidates: pd.DataFrame, key: str, place: Numbers, wanted: Flags) -> Texts:
    """Return the county's candidates in a drawn order, so that the same one comes up again only after all others."""
    positions = plan.position(candidates["area_code"])
    order = np.lexsort((plan.stream(purpose).random(positions.size), positions))
    numbers = np.bincount(positions, minlength=len(plan.counties))
    starts = np.concatenate([[0], np.cumsum(numbers)[:-1]])
    turn = pd.Series(wanted).groupby(place).cumsum().to_numpy() - 1
    inside = turn % np.maximum(numbers[place], 1)
    possible = wanted & (numbers[place] > 0)
    chosen = order[np.where(possible, starts[place] + inside, 0)]
    ids = candidates[key].to_numpy(dtype=object)[chosen]
    return only_where(possible, ids)
