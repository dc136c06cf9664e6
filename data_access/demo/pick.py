"""Which school or institution a case is about: one of the same county that existed on the day."""

import numpy as np
import pandas as pd

from data_access.demo.plan import Plan
from data_access.demo.timeline import Days, Flags, Numbers, Texts


def pick_schools(plan: Plan, schools: pd.DataFrame, place: Numbers, wanted: Flags) -> Texts:
    """Return a school id for each wanted row, else None. Only schools that stood all the time are picked."""
    steady = schools.loc[(schools["opened_on"] < "2021-07-01") & schools["closed_on"].isna()]
    return _pick(plan, steady, "school_id", place, wanted)


def pick_institutions(plan: Plan, institutions: pd.DataFrame, place: Numbers, day: Days, wanted: Flags) -> Texts:
    """Return an institution id for each wanted row, else None where it was not yet registered.

    A closed institution may be picked: teaching on after closing is one of the things people report.
    """
    ids = _pick(plan, institutions, "institution_id", place, wanted)
    registered = institutions.set_index("institution_id")["registered_on"].reindex(ids)
    known = registered.to_numpy(dtype="datetime64[D]") <= day
    return np.asarray(np.where(known, ids, None), dtype=object)


def _pick(plan: Plan, candidates: pd.DataFrame, key: str, place: Numbers, wanted: Flags) -> Texts:
    """Return the county's candidates in turn, so that the same one comes up again only after all others."""
    positions = plan.position(candidates["area_code"])
    order = np.argsort(positions, kind="stable")
    numbers = np.bincount(positions, minlength=len(plan.counties))
    starts = np.concatenate([[0], np.cumsum(numbers)[:-1]])
    turn = pd.Series(wanted).groupby(place).cumsum().to_numpy() - 1
    inside = turn % np.maximum(numbers[place], 1)
    possible = wanted & (numbers[place] > 0)
    chosen = order[np.where(possible, starts[place] + inside, 0)]
    ids = candidates[key].to_numpy(dtype=object)[chosen]
    return np.asarray(np.where(possible, ids, None), dtype=object)
