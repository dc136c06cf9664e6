"""Seasons in which complaints rose before: which one is near, what earlier years were like, and a draft warning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supervision.periods import print_date
from supervision.printing import print_count, print_number, print_percent
from supervision.scheme_complaints import Complaints, Season, Surge


@dataclass(frozen=True)
class SeasonRun:
    """One season of one year, with the ordinary days before it that it is compared with."""

    season: Season
    first: date
    last: date
    baseline_first: date
    baseline_last: date

    @classmethod
    def in_year(cls, season: Season, year: int, rules: Complaints) -> "SeasonRun":
        """Return a season of a year; where another one runs up to it, the days before both are the ordinary ones."""
        first = season.first_in(year)
        ordinary = _last_ordinary_day(first - timedelta(days=1), rules)
        return cls(season, first, season.last_in(year), ordinary - rules.surge.baseline + timedelta(days=1), ordinary)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def baseline_days(self) -> int:
        return (self.baseline_last - self.baseline_first).days + 1

    @property
    def span(self) -> str:
        """Return its days as people write them: 1月16日至2月15日."""
        return _span(self.first, self.last)

    @property
    def baseline_span(self) -> str:
        return _span(self.baseline_first, self.baseline_last)


def _span(first: date, last: date) -> str:
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def _last_ordinary_day(day: date, rules: Complaints) -> date:
    """Return the newest day up to this one that lies in no season."""
    for season in rules.season:
        if season.first_in(day.year) <= day <= season.last_in(day.year):
            return _last_ordinary_day(season.first_in(day.year) - timedelta(days=1), rules)
    return day


@dataclass(frozen=True)
class PastSeason:
    """How many complaints one earlier season brought, and the days before it."""

    run: SeasonRun
    cases: int
    baseline_cases: int

    @property
    def daily(self) -> float:
        return self.cases / self.run.days

    @property
    def baseline_daily(self) -> float:
        return self.baseline_cases / self.run.baseline_days

    def rise(self, least_cases: int) -> float | None:
        """Return by what share the daily mean rose (0.5: by half); None where too few cases stand before it."""
        if self.baseline_cases < max(least_cases, 1):
            return None
        return self.daily / self.baseline_daily - 1


def seasons_near(rules: Complaints, cutoff: date) -> tuple[SeasonRun, ...]:
    """Return the seasons that are running at the cut-off or begin within the scheme's number of days, in order."""
    until = cutoff + timedelta(days=rules.surge.ahead_days)
    runs = [
        SeasonRun.in_year(season, year, rules) for season in rules.season for year in (cutoff.year, cutoff.year + 1)
    ]
    return tuple(sorted((run for run in runs if run.first <= until and run.last >= cutoff), key=lambda run: run.first))


def earlier_runs(run: SeasonRun, since: date, cutoff: date, rules: Complaints) -> tuple[SeasonRun, ...]:
    """Return the same season of earlier years, the newest first: ended by the cut-off, its days before all in the data.

    `since`: the first day the data speak of. At most as many years as make a pattern.
    """
    years = range(run.first.year - 1, since.year - 1, -1)
    past = [SeasonRun.in_year(run.season, year, rules) for year in years]
    return tuple(each for each in past if each.baseline_first >= since and each.last <= cutoff)[: rules.surge.years]


def pattern_text(past: Sequence[PastSeason], surge: Surge) -> str:
    """Return in a sentence how far earlier years make a pattern; too few are said plainly."""
    if not past:
        return "数据中没有完整的往年同期，不能判断是否上升。"
    if len(past) < surge.years:
        return f"数据中只有{len(past)}年同期，不足{surge.years}年，不足以称为规律，仅供参考。"
    rises = [each.rise(surge.least_cases) for each in past]
    if all(rise is not None and rise >= surge.rise_at_least for rise in rises):
        return f"近{len(past)}年同期日均件数均上升{print_percent(surge.rise_at_least, 0)}以上。"
    return f"近{len(past)}年同期的变化不一致，不称为规律。"


def past_text(past: PastSeason, least_cases: int) -> str:
    """Return one earlier season in a sentence, its daily means and by how much they differ."""
    means = (
        f"{past.run.first.year}年同期（{past.run.span}）收到{print_count(past.cases)}件，"
        f"日均{print_number(past.daily, 1)}件，"
        f"此前平常时段（{past.run.baseline_span}）日均{print_number(past.baseline_daily, 1)}件"
    )
    rise = past.rise(least_cases)
    if rise is None:
        return f"{means}，件数少，不计升降"
    return f"{means}，{'上升' if rise >= 0 else '下降'}{print_percent(abs(rise))}"


def is_rising(past: Sequence[PastSeason], surge: Surge) -> bool:
    """Return whether the newest earlier season rose enough to warn of the coming one."""
    rise = past[0].rise(surge.least_cases) if past else None
    return rise is not None and rise >= surge.rise_at_least


def draft_warning(
    run: SeasonRun, past: Sequence[PastSeason], topics: Sequence[str], *, place: str, overdue: int, rules: Complaints
) -> str:
    """Return a warning ready to copy: what came before, what about, what to watch, what to do; a person issues it.

    `topics`: names of the categories most complaints were about in the newest earlier season, most first.
    """
    least = rules.surge.least_cases
    history = "；".join(past_text(each, least) for each in past)
    about = f"反映较多的是{'、'.join(topics)}。" if topics else ""
    open_cases = f"四、对截至目前超期未办结的{print_count(overdue)}件举报逐件明确办结时间。\n" if overdue else ""
    return (
        f"关于做好{run.season.name}期间“双减”有关工作的预警提示\n"
        f"{run.season.name}（{run.span}）临近。{place}{history}。{about}{pattern_text(past, rules.surge)}\n"
        f"一、重点防范：{run.season.watch}。\n"
        f"二、{print_date(run.first)}前公布并测试举报受理渠道，明确值守人员，假期不断线。\n"
        f"三、收到举报当日登记，按期转办、办结；同一事项重复反映的并案办理。\n"
        f"{open_cases}"
        "（拟稿，经审定后印发）"
    )
