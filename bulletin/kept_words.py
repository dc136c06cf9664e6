"""What our own store holds on a place, in the words of 约谈建议材料: contests and decisions."""

from typing import Any

import pandas as pd

from bulletin.summons_contents import Kept
from supervision.contest_words import FIGURE, UNDER_REVIEW, is_under_review
from supervision.contesting import ContestStep
from supervision.periods import Quarter, print_date
from supervision.printing import print_indicator
from supervision.scheme import scheme_for
from supervision.summons_record import decision_texts


def kept_words(contests: pd.DataFrame, decisions: pd.DataFrame, area_code: str) -> Kept:
    """Return what is held on a place; columns as `contests.read_contests` and `decisions.read_decisions`.

    `decisions`: those on suggestions of one quarter.
    """
    own = contests.loc[contests["area_code"] == area_code]
    made = decisions.loc[decisions["area_code"] == area_code]
    return Kept(tuple(_contest(dict(row)) for row in own.to_dict("records")), tuple(decision_texts(made)))


def _contest(row: dict[Any, Any]) -> str:
    state = ContestStep(row["state"])
    shown = f"{UNDER_REVIEW}（{state.value}）" if is_under_review(state) else f"申辩{state.value}"
    return f"{print_date(row['raised_on'])}对{_subject(row)}提出申辩，{shown}{_changed(row)}"


def _subject(row: dict[Any, Any]) -> str:
    if row["subject_kind"] != FIGURE:
        return f"问题{row['subject_id']}"
    quarter = Quarter.parse(row["quarter"])
    return f"{quarter.name}的“{_indicator(row).name}”"


def _changed(row: dict[Any, Any]) -> str:
    if row["subject_kind"] != FIGURE or pd.isna(row["changed_value"]):
        return ""
    return f"，核定为{print_indicator(float(row['changed_value']), _indicator(row))}"


def _indicator(row: dict[Any, Any]) -> Any:
    quarter = Quarter.parse(row["quarter"])
    return scheme_for(quarter).indicator_in(row["subject_id"], quarter)
