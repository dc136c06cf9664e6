"""What was done about a place before a day: early warnings, summons, notifications, accountability, newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from supervision.periods import print_date
from supervision.records import records_of
from supervision.scheme import Scheme
from supervision.summons_steps import is_day


@dataclass(frozen=True)
class Taken:
    """One measure taken against a place, in words."""

    taken_on: date
    measure: str
    """预警提示, 约谈 or 问责 with its subject."""
    matter: str
    """Why, and what came of it."""
    document_no: str
    """Empty where the data have none."""


def measures_taken(
    interviews: pd.DataFrame, accountability: pd.DataFrame, warnings: pd.DataFrame, area_code: str
) -> tuple[Taken, ...]:
    """Return what was done about a place, the newest first; columns as data_access.shared.steps reads them."""
    found = [
        *(_summons(row) for row in _of(interviews, area_code)),
        *(_decision(row) for row in _of(accountability, area_code)),
        *(_warning(row) for row in _of(warnings, area_code)),
    ]
    return tuple(sorted(found, key=lambda each: (each.taken_on, each.measure, each.matter), reverse=True))


def _of(rows: pd.DataFrame, area_code: str) -> list[dict[str, Any]]:
    return records_of(rows.loc[rows["area_code"] == area_code])


def _summons(row: dict[str, Any]) -> Taken:
    told = row["notified_on"]
    notified = f"{print_date(told)}通报当地党委政府" if is_day(told) else "尚未通报当地党委政府"
    return Taken(row["held_on"], "约谈", f"{row['trigger']}，{notified}", row["document_no"] or "")


def _decision(row: dict[str, Any]) -> Taken:
    return Taken(row["decided_on"], f"问责（{row['subject']}）", str(row["measure"]), row["document_no"] or "")


def _warning(row: dict[str, Any]) -> Taken:
    answered = row["acknowledged_on"]
    answer = f"{print_date(answered)}回执" if is_day(answered) else "尚无回执"
    return Taken(row["issued_on"], "预警提示", f"{row['title']}（发{row['audience']}，{answer}）", "")


def last_choices(made: pd.DataFrame, scheme: Scheme) -> dict[tuple[str, str], str]:
    """Return the last decision by place and trigger; columns as `decisions.read_decisions`, in the order made."""
    trigger_of = {rule.id: rule.trigger for rule in scheme.summons}
    triggers = [next((trigger_of[each] for each in ids if each in trigger_of), "") for ids in made["rule_ids"]]
    return dict(zip(zip(made["area_code"], triggers, strict=True), made["choice"], strict=True))


def decision_texts(made: pd.DataFrame) -> list[str]:
    """Return decisions in words, the newest first; columns as `decisions.read_decisions`."""
    return [
        f"{row['choice']}：{row['reason']}（{row['decided_at']:%Y-%m-%d %H:%M}登记"
        + (f"，{row['decided_by']}" if row["decided_by"] else "")
        + f"，数据截止{print_date(row['cutoff'])}）"
        for row in reversed(made.to_dict("records"))
    ]
