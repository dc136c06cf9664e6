"""Numbers of problems of a place by state, category, source and severity; nothing is counted anew."""

from collections.abc import Mapping, Sequence

import pandas as pd

from supervision.problem_states import LISTED, OPEN, ProblemState
from supervision.scheme import Scheme

CATEGORY, SOURCE, SEVERITY, ALL = "category_code", "source", "severity", "all"
SEVERITIES = ("严重", "较重", "一般")
STATES = tuple(state.value for state in LISTED)
NUMBERS = ("total", "raised", "open", "reopened", *STATES)
"""All as of the cut-off; `raised` in the quarter; the states add up to the total."""


def facets(numbers: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Return the numbers of `read_problem_numbers` by county and one facet at a time.

    Columns: facet (`category_code`, `source`, `severity` or `all`), key (its value; categories by their number as
    text), area_code and NUMBERS, all int.
    """
    # Offices write the category of a problem as its key or as its number.
    codes = {category.key: str(category.id) for category in scheme.category}
    named = numbers.copy()
    named[CATEGORY], named[ALL] = numbers[CATEGORY].astype(str).replace(codes), ""
    parts = [_facet(named, facet) for facet in (CATEGORY, SOURCE, SEVERITY, ALL)]
    return pd.concat(parts, ignore_index=True).astype(dict.fromkeys(NUMBERS, int))


def _facet(named: pd.DataFrame, facet: str) -> pd.DataFrame:
    keys = ["area_code", facet]
    summed = named.groupby(keys)[["problems", "raised", "reopened"]].sum().rename(columns={"problems": "total"})
    states = named.pivot_table(index=keys, columns="state", values="problems", aggfunc="sum", fill_value=0)
    states = states.reindex(columns=list(STATES), fill_value=0)
    table = summed.join(states).assign(open=lambda each: each[[state.value for state in OPEN]].sum(axis=1))
    return table.reset_index().rename(columns={facet: "key"}).assign(facet=facet)


def sum_facet(parts: pd.DataFrame, facet: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return the numbers of some areas added up by the values of a facet (index key), most open first."""
    own = parts.loc[(parts["facet"] == facet) & parts["area_code"].isin(codes)]
    summed = own.groupby("key")[list(NUMBERS)].sum()
    if facet == SEVERITY:
        return summed.reindex([each for each in SEVERITIES if each in summed.index])
    return summed.sort_values(["open", "total"], ascending=False, kind="stable")


def totals_of(parts: pd.DataFrame, codes: Sequence[str]) -> Mapping[str, int]:
    """Return every number of some areas added up; zeros where there is no problem."""
    own = parts.loc[(parts["facet"] == ALL) & parts["area_code"].isin(codes), list(NUMBERS)]
    return {str(name): int(number) for name, number in own.sum().items()}


def numbers_by_place(parts: pd.DataFrame, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return every number of some places (index area_code); `groups`: the counties in each."""
    counted = parts.loc[parts["facet"] == ALL].set_index("area_code")[list(NUMBERS)]
    sums = {code: counted.loc[counted.index.isin(list(members))].sum() for code, members in groups.items()}
    return pd.DataFrame(sums, index=list(NUMBERS)).T.astype(int)


def sum_ages(ages: pd.DataFrame, codes: Sequence[str], scheme: Scheme) -> pd.DataFrame:
    """Return the open problems of some areas by class of age, the youngest first, every class among them.

    Columns: age (its name), and as ints in_time (its last day not over), no_term (a relapse without a new last day)
    and overdue.
    """
    own = ages.loc[ages["area_code"].isin(codes)]
    found = own.groupby(["age", "standing"])["problems"].sum().to_dict()
    rows = [
        {"age": name} | {each: int(found.get((place, each), 0)) for each in ("in_time", "no_term", "overdue")}
        for place, name in enumerate(scheme.problems.age_names())
    ]
    return pd.DataFrame(rows)


def state_counts(totals: Mapping[str, int]) -> list[tuple[ProblemState, int]]:
    """Return the number in each state, in the order of the work."""
    return [(state, totals[state.value]) for state in LISTED]
