"""The steps of the ladder that the shared database records: reminders, summons, notifications, accountability."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from supervision.scheme import Scheme
from supervision.summons import ANSWERED, NOTIFIED, REMINDED, SUMMONED, Step

UNITS = "单位"
TO_PLACES = "市县"


def steps_of(
    interviews: pd.DataFrame, accountability: pd.DataFrame, warnings: pd.DataFrame, scheme: Scheme
) -> tuple[Step, ...]:
    """Return the steps of some rows; columns as data_access.shared.steps reads them.

    A warning to places counts as a reminder under the triggers whose rules name its category. Decisions on persons are
    no step against the place. The data name no trigger for an accountability decision.
    """
    reminded = _triggers_by_category(scheme)
    return (*_warned(warnings, reminded), *_summoned(interviews), *_answered(accountability))


def _triggers_by_category(scheme: Scheme) -> dict[str, set[str]]:
    """Return the triggers under which a warning of a category reminds; offices write categories by number or key."""
    found: dict[str, set[str]] = {}
    for rule in scheme.summons:
        for category_id in rule.reminded_by:
            for code in (str(category_id), scheme.categories[category_id].key):
                found.setdefault(code, set()).add(rule.trigger)
    return found


def _warned(warnings: pd.DataFrame, reminded: dict[str, set[str]]) -> Iterator[Step]:
    for row in warnings.loc[warnings["audience"] == TO_PLACES].to_dict("records"):
        for trigger in sorted(reminded.get(str(row["category_code"]), ())):
            yield Step(row["area_code"], REMINDED, trigger, row["issued_on"])


def _summoned(interviews: pd.DataFrame) -> Iterator[Step]:
    for row in interviews.to_dict("records"):
        yield Step(row["area_code"], SUMMONED, row["trigger"], row["held_on"])
        if is_day(row["notified_on"]):
            yield Step(row["area_code"], NOTIFIED, row["trigger"], row["notified_on"])


def _answered(accountability: pd.DataFrame) -> Iterator[Step]:
    for row in accountability.loc[accountability["subject"] == UNITS].to_dict("records"):
        yield Step(row["area_code"], ANSWERED, None, row["decided_on"])


def is_day(value: Any) -> bool:
    """Return whether a cell holds a day; empty ones are None, or NaT where the whole column is empty."""
    return isinstance(value, date) and not pd.isna(value)
