"""What the views of 预警 share: the place and its episodes, the choice of a view, rows of a table and their file."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import pandas as pd

from components import store, warning_store
from components.complaints_files import offer_list_file
from components.page_place import PagePlace
from supervision.periods import print_date
from supervision.scheme import Scheme, Warning
from supervision.warning_episodes import Episode
from supervision.warning_notices import Notice, NoticeState, answer_state, notices_for
from supervision.warning_words import point_text, span_text

TOPICS = {"running": "正在预警", "ended": "已解除", "notices": "预警提示和回执", "rules": "规则"}
HEADINGS = {
    "place": "地方",
    "rule": "预警",
    "kind": "类型",
    "since": "起止",
    "now": "最近数值",
    "answer": "预警提示",
}
ROW_PIXELS, MOST_PIXELS = 35, 420


class WarningsPlace(PagePlace):
    """A place and the warnings at it and below it."""

    @property
    def scheme(self) -> Scheme:
        return self.selected.scheme

    def rule(self, episode: Episode) -> Warning:
        """Return the rule of an episode."""
        return next(rule for rule in self.scheme.warning if rule.id == episode.rule_id)

    def episodes(self, *, running: bool) -> list[Episode]:
        """Return the episodes at the place and below it that hold, or that are over; without a notice first."""
        every = warning_store.episodes(self.selected.quarter, self.selected.cutoff)
        own = [each for each in every if each.is_running == running and each.area_code in self.codes]
        order = list(NoticeState)
        return sorted(own, key=lambda each: order.index(self.state(each)))

    @cached_property
    def _notices(self) -> tuple[Notice, ...]:
        # A list asks once per row.
        return warning_store.notices(self.selected.quarter, self.selected.cutoff)

    def answers(self, episode: Episode) -> tuple[Notice, ...]:
        """Return the notices that answer an episode, those to the place above it among them."""
        return notices_for(episode, self._notices, self.selected.cutoff, self.scheme, self.areas)

    def state(self, episode: Episode) -> NoticeState:
        """Return what became of the notices of an episode."""
        return answer_state(self.answers(episode), self.selected.cutoff, self.scheme)

    def notices(self) -> list[Notice]:
        """Return the notices sent to the place and to those below it, the newest first."""
        return [each for each in self._notices if each.area_code in self.codes]


def key_of(episode: Episode) -> str:
    """Return what names an episode in the link: place, rule and the quarter in which it fired."""
    return f"{episode.area_code}-{episode.rule_id}-{episode.since}"


def episodes_table(episodes: Sequence[Episode], place: WarningsPlace) -> pd.DataFrame:
    """Return a row per episode with the columns of HEADINGS."""
    scheme, rows = place.scheme, []
    for episode in episodes:
        rule = place.rule(episode)
        rows.append(
            {
                "place": place.areas.full_name(episode.area_code),
                "rule": rule.name,
                "kind": rule.kind,
                "since": span_text(episode),
                "now": point_text(episode.last, rule, scheme, brief=True),
                "answer": place.state(episode).value,
            }
        )
    return pd.DataFrame(rows, columns=list(HEADINGS))


def offer_rows(rows: pd.DataFrame, headings: Mapping[str, str], title: str, place: WarningsPlace, key: str) -> None:
    """Offer rows as a workbook that says what it holds and of when."""
    selected = place.selected
    notes = {
        "地区": place.name,
        "季度": selected.quarter.name,
        "数据截止日": print_date(selected.cutoff),
        "行数": f"{len(rows)}行",
        "口径": "到预警值起一次预警，回到解除值为止只算一次；各季度按同期截止日比较；样本不足的不判断",
        "评分方案": selected.scheme.id,
        "数据性质": "演示数据，均为虚构" if store.is_demo() else "业务数据",
    }
    offer_list_file(
        lambda: rows, headings, f"{place.name}{selected.quarter.name}{title}", notes, selected, key=key, rows=len(rows)
    )
