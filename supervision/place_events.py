"""一地一档: what happened at a place and its children in order of days, each in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from supervision.areas import Areas
from supervision.periods import print_date
from supervision.records import records_of
from supervision.submission_states import SubmissionState
from supervision.summons_steps import is_day

ASSESSED, SUMMONED, NOTIFIED, ANSWERED, WARNED, HANDED_IN = "考评", "约谈", "通报", "问责", "预警", "报送"
CONTESTED, ISSUED = "申辩", "印发"
KINDS = (ASSESSED, SUMMONED, NOTIFIED, ANSWERED, WARNED, HANDED_IN, CONTESTED, ISSUED)


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day."""

    on: date
    kind: str
    area_code: str
    sentence: str


Rows = list[dict[str, Any]]


def events_of_steps(
    interviews: pd.DataFrame, accountability: pd.DataFrame, warnings: pd.DataFrame, area_codes: Sequence[str]
) -> tuple[Event, ...]:
    """Return the steps against some places as events; columns as data_access.shared.steps reads them."""
    return (
        *_summoned(_own(interviews, area_codes)),
        *_answered(_own(accountability, area_codes)),
        *_warned(_own(warnings, area_codes)),
    )


def _own(rows: pd.DataFrame, area_codes: Sequence[str]) -> Rows:
    return records_of(rows.loc[rows["area_code"].isin(list(area_codes))])


def _summoned(rows: Rows) -> Iterator[Event]:
    for row in rows:
        number = f"（{row['document_no']}）" if row["document_no"] else ""
        told = "" if is_day(row["notified_on"]) else "，尚未通报当地党委政府"
        yield Event(row["held_on"], SUMMONED, row["area_code"], f"因{row['trigger']}被约谈{number}{told}")
        if is_day(row["notified_on"]):
            yield Event(row["notified_on"], NOTIFIED, row["area_code"], f"约谈情况（{row['trigger']}）通报当地党委政府")


def _answered(rows: Rows) -> Iterator[Event]:
    for row in rows:
        number = f"（{row['document_no']}）" if row["document_no"] else ""
        yield Event(row["decided_on"], ANSWERED, row["area_code"], f"对{row['subject']}：{row['measure']}{number}")


def _warned(rows: Rows) -> Iterator[Event]:
    for row in rows:
        answered = row["acknowledged_on"]
        answer = f"，{print_date(answered)}回执" if is_day(answered) else "，尚无回执"
        yield Event(row["issued_on"], WARNED, row["area_code"], f"{row['title']}（发{row['audience']}{answer}）")


def events_of_papers(states: pd.DataFrame, area_codes: Sequence[str]) -> tuple[Event, ...]:
    """Return the papers of some units as events: on the day they came, or, where they have not, on their due day.

    `states`: columns as `submission_states.STATE_COLUMNS`; what is not due yet has not happened.
    """
    rows = [row for row in _own(states, area_codes) if row["state"] != SubmissionState.NOT_DUE]
    return tuple(
        Event(row["received_on"] or row["due_on"], HANDED_IN, row["area_code"], _paper_sentence(row)) for row in rows
    )


def _paper_sentence(row: dict[str, Any]) -> str:
    name = f"{row['kind']}（{row['period']}）"
    due = f"期限{print_date(row['due_on'])}"
    late = f"，迟{round(row['days_late'])}日" if row["state"] == SubmissionState.LATE else ""
    return f"{name}{row['state']}{late}，{due}"


def in_order(events: Iterable[Event], areas: Areas, cutoff: date) -> tuple[Event, ...]:
    """Return the events up to a cut-off, the newest first; those of a day by kind, then in statistical order."""
    order = {area.area_code: place for place, area in enumerate(areas.all)}
    known = [event for event in events if event.on <= cutoff and event.area_code in order]
    return tuple(sorted(known, key=lambda e: (-e.on.toordinal(), KINDS.index(e.kind), order[e.area_code])))
