"""下次去哪: which schools to visit next, why, and which of them by lot; the same inputs give the same list."""

import random
from collections.abc import Hashable, Mapping
from datetime import date

import pandas as pd

from supervision.scheme_visiting import NextVisits

BUSY, COMPLAINTS, BEHIND, DRAWN = "任务重", "投诉多", "工作落后", "随机抽取"
CANDIDATE_COLUMNS = (
    "school_id",  # str
    "gap_days",  # float, days since the last visit up to the cut-off; missing where there never was one
    "inspector_unvisited",  # int, schools of the school's inspector that are due in the month and not yet visited
    "complaints",  # int, complaints about the school in the days the rule looks back
    "overdue",  # int, problems of the school past their limit and not rectified
)


def choose_visits(candidates: pd.DataFrame, rule: NextVisits, seed: str) -> pd.DataFrame:
    """Return at most `rule.schools` of the candidates: those with most reasons first, then those drawn by lot.

    Candidates: CANDIDATE_COLUMNS and what else the reader should see, one row per school that is open.
    Columns: those of the candidates and `reasons` (in words), `kind` (重点 or 随机抽取).
    The lot falls on schools not chosen for a reason. Where few schools have one the list is shorter, not filled up.
    """
    ordered = candidates.sort_values("school_id", ignore_index=True)
    why = [reasons_of(row, rule) for row in ordered[list(CANDIDATE_COLUMNS)].to_dict("records")]
    judged = ordered.assign(reasons=["；".join(each.values()) for each in why], number=[len(each) for each in why])
    judged["waiting"] = judged["gap_days"].fillna(float("inf"))
    by_need = judged.sort_values(
        ["number", "complaints", "waiting", "school_id"], ascending=[False, False, False, True], kind="stable"
    )
    drawn_places = round(rule.schools * rule.random_share)
    chosen = by_need.loc[by_need["number"] > 0].head(rule.schools - drawn_places)
    rest = ordered["school_id"][~ordered["school_id"].isin(chosen["school_id"])].tolist()
    # Not for secrets: a lot that anybody can repeat from the seed printed on the list.
    lot = random.Random(seed).sample(rest, min(len(rest), drawn_places))  # noqa: S311
    drawn = judged.set_index("school_id").loc[lot].reset_index()
    drawn["reasons"] = [f"{DRAWN}；{text}" if text else DRAWN for text in drawn["reasons"]]
    listed = pd.concat([chosen.assign(kind="重点"), drawn.assign(kind=DRAWN)], ignore_index=True)
    return listed.drop(columns=["number", "waiting"])


def reasons_of(row: Mapping[Hashable, object], rule: NextVisits) -> dict[str, str]:
    """Return the reasons for visiting a school in words, by their kind; empty where there is none."""
    gap, unvisited = row["gap_days"], _whole(row["inspector_unvisited"])
    complaints, overdue = _whole(row["complaints"]), _whole(row["overdue"])
    reasons = {}
    if unvisited >= rule.unvisited_at_least:
        reasons[BUSY] = f"{BUSY}：所属责任督学当月尚有{unvisited}所未到校"
    if complaints >= rule.complaints_at_least:
        reasons[COMPLAINTS] = f"{COMPLAINTS}：近{rule.complaint_days}日收到举报{complaints}件"
    late = []
    if pd.isna(gap):  # type: ignore[call-overload]
        late.append("从未到校")
    elif _whole(gap) > rule.gap_days:
        late.append(f"距上次到校{_whole(gap)}日")
    if overdue >= rule.overdue_at_least:
        late.append(f"逾期未整改问题{overdue}个")
    if late:
        reasons[BEHIND] = f"{BEHIND}：{'，'.join(late)}"
    return reasons


def _whole(number: object) -> int:
    return int(number)  # type: ignore[call-overload, no-any-return]


def seed_of(area_code: str, cutoff: date, number: int) -> str:
    """Return the seed of a list, which its reader can repeat: place, cut-off and the number of the draw."""
    return f"{area_code}-{cutoff.isoformat()}-{number}"
