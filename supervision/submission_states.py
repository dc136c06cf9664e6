"""What a paper that a unit owes is at a cut-off: the one definition, of which indicator 1.4 counts those on time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from supervision.records import records_of

STATE_COLUMNS = (
    "area_code",  # str
    "kind",  # str
    "period",  # str
    "due_on",  # date, the register's
    "received_on",  # date; None where it had not come by the cut-off
    "state",  # SubmissionState
    "days_late",  # float, days after the due day: of a late paper until it came, of a missing one until the cut-off
)


class SubmissionState(StrEnum):
    """The state of one paper of one unit at the end of a cut-off day."""

    ON_TIME = "已报"
    LATE = "迟报"
    RETURNED = "退回"
    MISSING = "未报"
    NOT_DUE = "未到期"
    UNKNOWN = "未登记"

    @property
    def is_owed(self) -> bool:
        """Return whether the unit is to be urged for it."""
        return self in (SubmissionState.MISSING, SubmissionState.RETURNED)


def state_at(cutoff: date, *, due_on: date, received_on: date | None, status: str) -> SubmissionState:
    """Return the state at the end of a day; what came after it has not come yet.

    A paper due on the cut-off day itself is not missing before that day is over. A returned one has not been handed in.
    """
    has_come = received_on is not None and received_on <= cutoff
    if status == "退回" and (has_come or received_on is None):
        return SubmissionState.RETURNED
    if not has_come or received_on is None:
        return SubmissionState.MISSING if due_on < cutoff else SubmissionState.NOT_DUE
    return SubmissionState.ON_TIME if received_on <= due_on else SubmissionState.LATE


def states_of(submissions: pd.DataFrame, cutoff: date) -> pd.DataFrame:
    """Return the papers of `read_submissions` with their states at a cut-off; columns STATE_COLUMNS."""
    rows = []
    for row in records_of(submissions):
        state = state_at(cutoff, due_on=row["due_on"], received_on=row["received_on"], status=row["status"])
        came = row["received_on"] if row["received_on"] and row["received_on"] <= cutoff else None
        late = None
        if state in (SubmissionState.LATE, SubmissionState.MISSING):
            late = ((came or cutoff) - row["due_on"]).days
        rows.append((row["area_code"], row["kind"], row["period"], row["due_on"], came, state, late))
    return pd.DataFrame(rows, columns=list(STATE_COLUMNS)).astype({"days_late": float})


def states_for(states: pd.DataFrame, kind: str, period: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return one paper of every unit, in the order of the codes; a unit without a row is 未登记, which is not 未报."""
    own = states.loc[(states["kind"] == kind) & (states["period"] == period)].set_index("area_code")
    listed = own[~own.index.duplicated()].reindex(list(codes))
    listed["state"] = listed["state"].fillna(SubmissionState.UNKNOWN)
    return listed.rename_axis("area_code").reset_index().assign(kind=kind, period=period)[list(STATE_COLUMNS)]


def registered(states: pd.DataFrame) -> dict[tuple[str, str, str], SubmissionState]:
    """Return the state of every paper by kind, period and unit; of two rows of one paper the first, as `states_for`."""
    found: dict[tuple[str, str, str], SubmissionState] = {}
    columns = (states[name] for name in ("kind", "period", "area_code", "state"))
    for kind, period, code, state in zip(*columns, strict=True):
        found.setdefault((kind, period, code), SubmissionState(state))
    return found


def count_states(states: Iterable[SubmissionState]) -> dict[SubmissionState, int]:
    """Return how many papers are in each state, every state named."""
    found = Counter(states)
    return {state: found[state] for state in SubmissionState}


def lateness(states: pd.DataFrame, codes: Sequence[str], cutoff: date) -> pd.DataFrame:
    """Return the history of each unit: one row per unit, a column per paper due before the cut-off, then the counts.

    Columns: area_code; one per paper, named kind and period (`季度情况 2022Q1`), in order of their due days; due,
    on_time, late, missing, returned (int). A paper that the unit has no row of is missing and in no count.
    """
    past = states.loc[states["due_on"] < cutoff] if len(states) else states
    names = past["kind"] + " " + past["period"]
    order = list(dict.fromkeys(names.loc[past.sort_values(["due_on", "kind"]).index]))
    table = pd.DataFrame(index=pd.Index(list(codes), name="area_code"), columns=order, dtype=object)
    for code, name, state in zip(past["area_code"], names, past["state"], strict=True):
        if code in table.index:
            table.loc[code, name] = state
    counted = {
        "due": table.notna().sum(axis=1),
        "on_time": (table == SubmissionState.ON_TIME.value).sum(axis=1),
        "late": (table == SubmissionState.LATE.value).sum(axis=1),
        "missing": (table == SubmissionState.MISSING.value).sum(axis=1),
        "returned": (table == SubmissionState.RETURNED.value).sum(axis=1),
    }
    return table.assign(**{name: numbers.astype(int) for name, numbers in counted.items()}).reset_index()


def counted_in_quarter(states: pd.DataFrame, first: date, cutoff: date) -> tuple[int, int]:
    """Return papers on time and papers due of a quarter, as indicator 1.4 counts them."""
    if not len(states):
        return 0, 0
    due = states.loc[(states["due_on"] >= first) & (states["due_on"] < cutoff), "state"]
    return int((due == SubmissionState.ON_TIME).sum()), len(due)
