"""The slides that open and close a meeting: the week, what was resolved, dates ahead, what is to be decided."""

from collections.abc import Iterator
from datetime import date, timedelta

from supervision.deadlines import DueDate, dates_of_year, print_countdown
from supervision.meeting.material import Material, compare, key_of, row_of
from supervision.meeting.records import Resolution, ResolutionState
from supervision.meeting.since_last import changes_since, is_same_quarter
from supervision.meeting.slides import Link, Row, Skipped, Slide, Table, Tile, Tiles, Tone
from supervision.periods import print_date
from supervision.printing import print_count
from supervision.problem_states import ProblemState
from supervision.submission_states import SubmissionState, states_for
from supervision.warning_notices import NoticeState

WEEK, DECIDED, DEADLINES, DECISIONS, RESOLVED = "本周概况", "上次议定事项", "期限", "本周要定的事", "本次议定事项"
_EVENTS = (
    ("received", "新收举报", "件", Tone.PLAIN, Link("complaints")),
    ("closed", "办结举报", "件", Tone.PLAIN, Link("complaints")),
    ("visits", "到校督导", "次", Tone.BETTER, Link("coverage")),
    ("raised", "新交办问题", "个", Tone.PLAIN, Link("problems", (("problems", "all"),))),
    ("rectified", "完成整改", "个", Tone.BETTER, Link("problems", (("problems", "rectified"),))),
    ("relapsed", "新发现反弹", "个", Tone.WORSE, Link("problems", (("problems", "relapsed"),))),
)


def week_slide(material: Material) -> Slide:
    """Return week against week, and what changed since the last meeting was closed."""
    tiles = []
    for event, name, unit, more_is, link in _EVENTS:
        now, before = material.week(event)
        note, tone = compare(now, before, unit, more_is=more_is)
        tiles.append(Tile(f"本周{name}", f"{print_count(now)}{unit}", note, tone, link))
    first = material.assessment.cutoff - timedelta(days=6)
    message, blocks = _since_last(material)
    span = f"本周指{print_date(first)}至{print_date(material.assessment.cutoff)}；{message}"
    return Slide("week", WEEK, span, (Tiles(tuple(tiles)), *blocks), material.as_of)


def _since_last(material: Material) -> tuple[str, tuple[Table, ...]]:
    """Return in words what it is compared with, and the table of changes where there is any."""
    closed = material.closed
    if closed is None:
        return "此前没有结束过的例会，下次会议起与本次对照", ()
    held = f"{closed.closed_at.month}月{closed.closed_at.day}日第{closed.number}次例会"
    changes = changes_since(closed, material)
    if not changes:
        return f"与{held}结束时相比没有变化", ()
    rows = material.scheme.meeting.rows
    shown = tuple(
        row_of(each.link, each.matter, each.was, each.now, each.tone.value, tone=each.tone) for each in changes[:rows]
    )
    other = "" if is_same_quarter(closed, material) else "；季度或方案不同，等次不比较"
    table = Table(("变化事项", "上次会议时", "现在", "方向"), shown, f"与{held}结束时相比", max(0, len(changes) - rows))
    return f"与{held}结束时相比有{len(changes)}项变化{other}", (table,)


def decided_slide(material: Material) -> Slide | Skipped:
    """Return the open resolutions, the earliest day first, and how many were finished."""
    today = material.read_at.date()
    earlier = [each for each in material.resolutions if each.meeting != material.running]
    listed = [each for each in earlier if each.state is ResolutionState.OPEN]
    if not earlier:
        return Skipped(DECIDED, "此前没有登记过议定事项")
    if not listed:
        return Skipped(DECIDED, "以往议定事项均已办结或撤销")
    listed.sort(key=lambda each: (each.due_on, each.id))
    rows = material.scheme.meeting.rows
    late = sum(each.is_overdue(today) for each in listed)
    done = sum(each.state is ResolutionState.DONE for each in earlier)
    table = Table(
        ("议定事项", "责任单位", "完成时限", "进展", "状态"),
        tuple(_resolution_row(each, today) for each in listed[:rows]),
        left_out=max(0, len(listed) - rows),
        link=Link("meeting"),
    )
    said = f"在办{len(listed)}项，其中逾期{late}项；累计办结{done}项"
    return Slide("decided", DECIDED, said, (table,), f"登记情况截至{material.read_at:%Y-%m-%d %H:%M}")


def _resolution_row(each: Resolution, today: date) -> Row:
    is_late = each.is_overdue(today)
    state = "逾期" if is_late else each.state.value
    tone = Tone.URGENT if is_late else Tone.PLAIN
    link = Link("meeting")
    return row_of(link, each.text, each.unit, print_date(each.due_on), each.progress or "未登记", state, tone=tone)


def resolved_slide(material: Material) -> Slide | Skipped:
    """Return what the running meeting has resolved so far."""
    made = [each for each in material.resolutions if material.running and each.meeting == material.running]
    if not made:
        return Skipped(RESOLVED, "本次会议还没有登记议定事项")
    rows = material.scheme.meeting.rows
    table = Table(
        ("议定事项", "责任单位", "完成时限"),
        tuple(row_of(Link("meeting"), each.text, each.unit, print_date(each.due_on)) for each in made[:rows]),
        left_out=max(0, len(made) - rows),
        link=Link("meeting"),
    )
    said = f"第{material.running}次例会议定{len(made)}项"
    return Slide("resolved", RESOLVED, said, (table,), f"登记情况截至{material.read_at:%Y-%m-%d %H:%M}")


def deadlines_slide(material: Material) -> Slide | Skipped:
    """Return the dates of the plan ahead, and papers that are past their day and missing."""
    cutoff, horizon = material.assessment.cutoff, material.scheme.meeting.horizon_days
    ahead = [each for each in _dates(material) if 0 <= each.days_left(cutoff) <= horizon]
    owed = list(_owed(material))
    if not ahead and not owed:
        return Skipped(DEADLINES, f"今后{horizon}日内没有期限，也没有逾期未报的材料")
    rows = material.scheme.meeting.rows
    blocks = []
    if ahead:
        blocks.append(
            Table(("事项", "期限", "距今"), tuple(_date_row(each, cutoff) for each in ahead[:rows]),
                  f"今后{horizon}日内到期", max(0, len(ahead) - rows), Link("deadlines"))
        )  # fmt: skip
    if owed:
        half = max(rows // 2, rows - len(ahead))
        blocks.append(
            Table(("逾期未报或退回", "单位", "期限", "状态"), tuple(owed[:half]), "逾期材料",
                  max(0, len(owed) - half), Link("deadlines"))
        )  # fmt: skip
    said = f"今后{horizon}日内到期{len(ahead)}项，逾期未报或退回的材料{len(owed)}份"
    return Slide("deadlines", DEADLINES, said, tuple(blocks), material.as_of)


def _dates(material: Material) -> list[DueDate]:
    year = material.assessment.cutoff.year
    found = dict.fromkeys([*dates_of_year(material.scheme, year), *dates_of_year(material.scheme, year + 1)])
    return sorted(found, key=lambda each: each.due_on)


def _date_row(each: DueDate, cutoff: date) -> Row:
    days = each.days_left(cutoff)
    tone = Tone.URGENT if days <= 7 else Tone.PLAIN
    link = Link("deadlines", (("paper", each.code),) if each.is_of_units else ())
    return row_of(link, each.paper, print_date(each.due_on), print_countdown(days), numbers=(1, 2), tone=tone)


def _owed(material: Material) -> Iterator[Row]:
    """Yield the papers of the units that are past their day and missing, or were returned, the latest date first."""
    cutoff = material.assessment.cutoff
    codes = [unit.area_code for unit in material.areas.units]
    past = [each for each in _dates(material) if each.is_of_units and each.due_on < cutoff]
    for each in reversed(past):
        for row in states_for(material.papers, each.kind, each.period, codes).to_dict("records"):
            state = SubmissionState(row["state"])
            if state.is_owed:
                tone = Tone.URGENT if state is SubmissionState.MISSING else Tone.WORSE
                name = material.areas[row["area_code"]].name
                link = Link("deadlines", (("paper", each.code),))
                yield row_of(link, each.paper, name, print_date(each.due_on), state.value, tone=tone)


def decisions_slide(material: Material) -> Slide | Skipped:
    """Return what waits for the office: each kind of matter with its number and the page to decide it on."""
    rows = [row for row in _pending(material) if row is not None]
    if not rows:
        return Skipped(DECISIONS, "没有待定的事项")
    table = Table(("要定的事", "在哪里办理", "数量"), tuple(rows))
    return Slide("decisions", DECISIONS, f"共{len(rows)}类事项待定", (table,), material.as_of)


def _pending(material: Material) -> Iterator[Row | None]:
    today, cutoff = material.read_at.date(), material.assessment.cutoff
    undecided = sum(key_of(each) not in material.decided for each in material.suggestions)
    yield _matter("约谈建议尚未作出决定", undecided, "条", "约谈与问责", Link("summons"))
    yield _matter("申辩尚未答复", material.contests, "件", "约谈与问责", Link("summons"))
    late = sum(each.state(cutoff, material.scheme) is NoticeState.LATE for each in material.notices)
    yield _matter("预警提示逾期未回执", late, "份", "预警", Link("warnings"))
    overdue = sum(each.is_overdue(today) for each in material.resolutions)
    yield _matter("议定事项逾期未办结", overdue, "项", "周例会", Link("meeting"))
    owed = len(list(_owed(material)))
    yield _matter("材料逾期未报或退回，是否催报", owed, "份", "期限", Link("deadlines"))
    priority = material.province_complaints.get("priority", 0)
    yield _matter("重点督办举报", priority, "件", "举报", Link("complaints", (("cases", "priority"),)))
    relapsed = material.province_problems[ProblemState.RELAPSED.value]
    yield _matter("反弹问题，是否重新交办", relapsed, "个", "问题清单", Link("problems", (("problems", "relapsed"),)))


def _matter(name: str, number: int, unit: str, page: str, link: Link) -> Row | None:
    return row_of(link, name, page, f"{print_count(number)}{unit}", numbers=(2,)) if number else None
