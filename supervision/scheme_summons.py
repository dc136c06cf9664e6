"""The part of a scheme file about summons: when a place is put forward, the ladder of steps, the term of a contest."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from supervision.scheme_parts import Row

if TYPE_CHECKING:
    from supervision.scheme import Scheme

TRIGGERS = ("举报问题多", "问题整改不力", "弄虚作假", "工作落后")
Trigger = Literal["举报问题多", "问题整改不力", "弄虚作假", "工作落后"]


class ShareBelow(Row):
    """A share below a limit, on at least so many cases."""

    kind: Literal["share_below"]
    indicator: str
    limit: float = Field(gt=0, le=1)
    minimum: int = Field(gt=0)


class CountAtLeast(Row):
    """A count of at least so many."""

    kind: Literal["count_at_least"]
    measure: str
    limit: int = Field(gt=0)


class TimesProvince(Row):
    """A rate at least so many times the province's."""

    kind: Literal["times_province"]
    indicator: str
    times: float = Field(gt=1)


class HighestOfPeers(Row):
    """A rate among the highest of the peer group, ties included; the group's share is rounded up to whole places."""

    kind: Literal["highest_of_peers"]
    indicator: str
    share: float = Field(gt=0, lt=1)


class Matters(Row):
    """A matter that needs attention, of one of these kinds (supervision/attention.py)."""

    kind: Literal["attention"]
    kinds: tuple[str, ...]


class TotalBand(Row):
    """A total in one of these bands."""

    kind: Literal["total_band"]
    bands: tuple[str, ...]


class LastGroup(Row):
    """All ranks that the total takes under varied weights lie in the peer group's last group ([naming])."""

    kind: Literal["last_group"]


class WeakCategories(Row):
    """At least so many of the twelve categories in one of these bands."""

    kind: Literal["weak_categories"]
    bands: tuple[str, ...]
    at_least: int = Field(gt=0)


class CompleteData(Row):
    """Nothing judged is missing, doubtful or carried, and little of the total rests on small samples ([naming])."""

    kind: Literal["complete_data"]


RANKS_ONLY = (HighestOfPeers, LastGroup, CompleteData)
"""Conditions that say where a place stands among others, or nothing of its work: alone they are no ground."""
Condition = Annotated[
    ShareBelow
    | CountAtLeast
    | TimesProvince
    | HighestOfPeers
    | Matters
    | TotalBand
    | LastGroup
    | WeakCategories
    | CompleteData,
    Field(discriminator="kind"),
]


class Summons(Row):
    """One rule that puts a place forward under a trigger: all of its conditions hold in the quarter."""

    id: str
    trigger: Trigger
    name: str
    when: tuple[Condition, ...] = Field(min_length=1)
    running: int = Field(default=1, gt=0)
    """So many quarters running must the conditions hold before the rule counts for the first time."""
    follow: tuple[str, ...]
    """Indicators by which the change after a summons is judged."""
    reminded_by: tuple[int, ...] = ()
    """Categories in which a warning to the place counts as a reminder under the trigger."""
    clause: str
    source: str


class LadderStep(Row):
    """One step of the ladder, reached by quarters running, or when the step before was taken without effect."""

    step: str
    name: str
    quarters: int | None = None
    at_once: bool = False
    """Due as soon as the step before was taken, whether or not the trigger holds on."""
    source: str


class Summoning(Row):
    """How long an earlier step is remembered; within how many days a place may contest, and is to be answered."""

    remembered_quarters: int = Field(gt=0)
    contest_days: int = Field(gt=0)
    answer_days: int = Field(gt=0)
    source: str


def broken_summons_rules(scheme: "Scheme") -> Iterator[str]:
    """Yield a sentence per rule that the rows on summons break."""
    # A median has no numerator and denominator that a ground could name.
    indicators = {indicator.id for indicator in scheme.indicator if indicator.kind != "median"}
    bands = {band.name for band in scheme.band}
    measures = {measure.code for measure in scheme.measure}
    for row in scheme.summons:
        label = f"约谈规则“{row.name}”"
        used = {i for i in (getattr(each, "indicator", None) for each in row.when) if i} | set(row.follow)
        if unknown := used - indicators:
            yield f"{label}用到未定义的指标“{sorted(unknown)[0]}”"
        if unknown := {m for m in (getattr(each, "measure", None) for each in row.when) if m} - measures:
            yield f"{label}用到未定义的计数“{sorted(unknown)[0]}”"
        if unknown := {band for each in row.when for band in getattr(each, "bands", ())} - bands:
            yield f"{label}用到未定义的等次“{sorted(unknown)[0]}”"
        if unknown_ids := set(row.reminded_by) - {category.id for category in scheme.category}:
            yield f"{label}用到未定义的类别“{min(unknown_ids)}”"
        if all(isinstance(each, RANKS_ONLY) for each in row.when):
            yield f"{label}只看名次，名次不能单独作为约谈条件"
    if len({row.id for row in scheme.summons}) < len(scheme.summons):
        yield "约谈规则的编号重复"
    yield from _broken_ladder(scheme.ladder)


def _broken_ladder(ladder: tuple[LadderStep, ...]) -> Iterator[str]:
    counted = [row.quarters for row in ladder if row.quarters is not None]
    # One quarter more is one step more: nobody is lifted over a step.
    if counted != list(range(1, len(counted) + 1)) or any(row.quarters for row in ladder[len(counted) :]):
        yield "约谈阶梯应先列按连续季度数到达的各步，依次为1、2、3……，其后各步以前一步已采取为条件"
