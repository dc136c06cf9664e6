"""Numbers of complaints of a place by channel or category, and its places side by side; nothing is counted anew."""

from collections.abc import Mapping, Sequence

import pandas as pd

from supervision.areas import Areas
from supervision.assessment import Assessment, State
from supervision.complaint_states import plain_rate
from supervision.scheme import Scheme
from supervision.shrinkage import shrink_rates

CHANNEL, CATEGORY, ALL = "channel", "category_code", "all"
_KEYS = ["area_code", CHANNEL, CATEGORY]
PLACE_COLUMNS = (
    "area_code",  # str
    "group",  # str, the peer group in which it is compared
    "received",  # float
    "pupils",  # float; missing where no school is registered
    "rate",  # float, complaints per ten thousand pupils
    "shrunk",  # float, the same drawn towards the group's rate
    "order",  # float, 1 for the highest shrunk rate of its group; missing under the least number of cases
    "on_time_share",  # float 0-1, indicator 12.1; missing where nothing was answerable
    "plain_share",  # float 0-1, closed on time of those closed
    "median_days",  # float, indicator 12.2; missing where nothing or too little was closed
    "overdue",  # float
    "days_state",  # str, why there is no median, or 有值
)


def facets(numbers: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Return the numbers of `read_complaint_numbers` by county and one facet at a time.

    Columns: facet (`channel`, `category_code` or `all`), key (its value; categories by their number as text), area_code
    and the numbers, all int.
    """
    amounts = [name for name in numbers.columns if name not in _KEYS]
    # Offices write the category of a complaint as its key or as its number.
    codes = {category.key: str(category.id) for category in scheme.category}
    named = numbers.copy()
    named[CATEGORY], named[ALL] = numbers[CATEGORY].astype(str).replace(codes), ""
    parts = [
        named.groupby(["area_code", facet], as_index=False)[amounts]
        .sum()
        .rename(columns={facet: "key"})
        .assign(facet=facet)
        for facet in (CHANNEL, CATEGORY, ALL)
    ]
    return pd.concat(parts, ignore_index=True).astype(dict.fromkeys(amounts, int))


def sum_facet(parts: pd.DataFrame, facet: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return the numbers of some areas added up by the values of a facet (index key), most received first."""
    own = parts.loc[(parts["facet"] == facet) & parts["area_code"].isin(codes)]
    summed = own.drop(columns=["facet", "area_code"]).groupby("key").sum()
    return summed.sort_values("received", ascending=False, kind="stable")


def totals_of(parts: pd.DataFrame, codes: Sequence[str]) -> Mapping[str, int]:
    """Return every number of some areas added up; zeros where there is no complaint."""
    own = parts.loc[(parts["facet"] == ALL) & parts["area_code"].isin(codes)]
    return {str(name): int(number) for name, number in own.drop(columns=["facet", "area_code", "key"]).sum().items()}


def numbers_by_place(parts: pd.DataFrame, areas: Areas, codes: Sequence[str]) -> pd.DataFrame:
    """Return every number of some places (index area_code), each the sum of the counties in it."""
    counted = parts.loc[parts["facet"] == ALL].drop(columns=["facet", "key"]).set_index("area_code")
    sums = {code: counted.loc[counted.index.isin(areas.codes_within(code))].sum() for code in codes}
    return pd.DataFrame(sums).T.astype(int)


def category_name(code: str, scheme: Scheme) -> str:
    """Return the name of a complaint's category; a code the scheme does not know as it stands."""
    known = {str(category.id): category.name for category in scheme.category}
    known |= {category.key: category.name for category in scheme.category}
    return known.get(str(code), f"其他（{code}）")


def compared_places(areas: Areas, area_code: str) -> tuple[str, ...]:
    """Return the codes of the places to show side by side: those summed into a place, or a county with its peers."""
    children = areas.children(area_code)
    if not children:
        parent = areas.parent(area_code)
        children = areas.children(parent.area_code) if parent else (areas[area_code],)
    return tuple(area.area_code for area in children)


def compare_places(assessment: Assessment, codes: Sequence[str]) -> pd.DataFrame:
    """Return the places side by side: PLACE_COLUMNS, in the order of the codes; every figure is the assessment's."""
    counts = assessment.counts.loc[list(codes)]
    groups = pd.Series([str(assessment.areas[code].peer_group or "") for code in codes], index=list(codes))
    pupils = counts["pupils_registered"].where(counts["pupils_registered"] > 0)
    received = counts["complaints_received"]
    rates = pd.concat(
        [shrink_rates(received[own.index], pupils[own.index] / 10_000) for _, own in groups.groupby(groups)]
    ).reindex(list(codes))
    enough = received >= assessment.scheme.complaints.least_cases
    days, on_time = _values(assessment, "12.2", codes), _values(assessment, "12.1", codes)
    sound = days["state"] == State.AVAILABLE.value
    plain = [plain_rate(*pair) for pair in zip(counts["complaints_on_time"], counts["complaints_closed"], strict=True)]
    table = pd.DataFrame(
        {
            "group": groups,
            "received": received,
            "pupils": pupils,
            "rate": rates["rate"],
            "shrunk": rates["shrunk"],
            "order": rates["shrunk"].where(enough).groupby(groups).rank(method="min", ascending=False),
            "on_time_share": on_time["value"].where(on_time["state"] != State.NOT_APPLICABLE.value),
            "plain_share": pd.Series(plain, index=list(codes), dtype=float),
            # A median of a few quick cases would stand first: there is none below the indicator's minimum.
            "median_days": days["value"].where(sound),
            "overdue": counts["complaints_open_overdue"],
            "days_state": days["state"],
        }
    )
    return table.rename_axis("area_code").reset_index()[list(PLACE_COLUMNS)]


def _values(assessment: Assessment, indicator_id: str, codes: Sequence[str]) -> pd.DataFrame:
    frame = assessment.indicators
    return frame.loc[frame["indicator_id"] == indicator_id].set_index("area_code").loc[list(codes)]
