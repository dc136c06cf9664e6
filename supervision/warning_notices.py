"""Notices (预警提示) beside the episodes they answer: issued or not, acknowledged or not, since how many days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from supervision.areas import Areas
from supervision.periods import same_cutoff_in
from supervision.scheme import Scheme
from supervision.warning_episodes import Episode


class NoticeState(StrEnum):
    """What became of the notices of an episode, or of one notice."""

    NONE = "未发预警提示"
    WAITING = "待回执"
    LATE = "逾期未回执"
    ANSWERED = "已回执"


@dataclass(frozen=True)
class Notice:
    """One notice as it is known at a cut-off."""

    warning_id: str
    area_code: str
    category: str
    """Number of the category as text."""
    title: str
    issued_on: date
    acknowledged_on: date | None

    def state(self, cutoff: date, scheme: Scheme) -> NoticeState:
        """Return whether it was acknowledged, and if not, whether the days for it are over."""
        if self.acknowledged_on is not None and self.acknowledged_on <= cutoff:
            return NoticeState.ANSWERED
        waited = (cutoff - self.issued_on).days
        return NoticeState.LATE if waited > scheme.warnings.answer_days else NoticeState.WAITING


def notices_of(warnings: pd.DataFrame, scheme: Scheme) -> tuple[Notice, ...]:
    """Return the notices of `steps.read_warnings`, in its order."""
    # Offices write the category as its key or as its number.
    codes = {category.key: str(category.id) for category in scheme.category}
    return tuple(_notice(row, codes) for row in warnings.to_dict("records"))


def _notice(row: Mapping[Any, Any], codes: Mapping[str, str]) -> Notice:
    category, answered = str(row["category_code"]), row["acknowledged_on"]
    return Notice(
        row["warning_id"],
        row["area_code"],
        codes.get(category, category),
        row["title"],
        row["issued_on"],
        answered if isinstance(answered, date) else None,
    )


def notices_for(
    episode: Episode, notices: Sequence[Notice], cutoff: date, scheme: Scheme, areas: Areas
) -> tuple[Notice, ...]:
    """Return the notices that answer an episode: of its category, to its place or the one above, while it held.

    It held from the first day of its first quarter to the cut-off, or to the same day of the quarter in which it had
    recovered.
    """
    category = next(str(rule.category) for rule in scheme.warning if rule.id == episode.rule_id)
    above = areas.parent(episode.area_code)
    addressed = {episode.area_code, above.area_code if above else episode.area_code}
    now = episode.points[-1].quarter
    last = cutoff if episode.until is None else same_cutoff_in(now, episode.until, cutoff)
    return tuple(
        notice
        for notice in notices
        if notice.area_code in addressed
        and notice.category == category
        and episode.since.starts_on <= notice.issued_on <= last
    )


def answer_state(found: Sequence[Notice], cutoff: date, scheme: Scheme) -> NoticeState:
    """Return the state of an episode by its newest notice."""
    if not found:
        return NoticeState.NONE
    return max(found, key=lambda notice: notice.issued_on).state(cutoff, scheme)
