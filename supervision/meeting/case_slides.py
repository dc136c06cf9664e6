"""The slides on cases: complaints, problems, early warnings, and whom the rules put forward for a summons."""

from supervision.meeting.material import Material, in_order, key_of, protect, row_of
from supervision.meeting.slides import Link, Row, Skipped, Slide, Table, Tile, Tiles, Tone
from supervision.printing import print_count
from supervision.problem_states import ProblemState
from supervision.summons import Suggestion
from supervision.warning_episodes import Episode
from supervision.warning_words import subject_text, value_text

COMPLAINTS, PROBLEMS, WARNINGS, SUMMONS = "举报与重点督办", "问题整改与反弹", "预警", "约谈建议"


def complaints_slide(material: Material) -> Slide | Skipped:
    """Return the state of complaints, and the units with most overdue; small numbers of a place are not printed."""
    total = material.province_complaints
    names = (("received", "本季度收到", "重复件不计"), ("open", "在办", "尚未办结"),
             ("overdue", "超期未办结", "已过办理时限"), ("priority", "重点督办", "在办和本季度办结"))  # fmt: skip
    if not any(total.get(name) for name, _, _ in names):
        return Skipped(COMPLAINTS, "本季度没有举报，也没有在办的举报")
    tiles = tuple(
        Tile(name, f"{print_count(total.get(key, 0))}件", note, tone=_urgent(key == "overdue" and bool(total.get(key))),
             link=Link("complaints", (("cases", key),) if key != "received" else ()))
        for key, name, note in names
    )  # fmt: skip
    least = material.scheme.complaints.cell_at_least
    units = in_order(material.areas)
    places = material.complaints_by_unit.reindex([unit.area_code for unit in units]).fillna(0).astype(int)
    texts = {name: protect(list(places[name]), least, "件") for name in ("overdue", "open", "priority")}
    found = sorted(
        (-int(places["overdue"].iloc[at]), at) for at in range(len(units)) if places["overdue"].iloc[at] >= least
    )
    small = int(((places["overdue"] > 0) & (places["overdue"] < least)).sum())
    rows = material.scheme.meeting.rows - 2
    listed = tuple(
        row_of(Link("complaints", (("place", units[at].area_code), ("cases", "overdue"))), units[at].name,
               texts["open"][at], texts["priority"][at], texts["overdue"][at], numbers=(1, 2, 3), tone=Tone.URGENT)
        for _, at in found[:rows]
    )  # fmt: skip
    note = f"；另有{small}个地方超期少于{least}件，不逐一列出" if small else ""
    said = (
        f"超期未办结{print_count(total.get('overdue', 0))}件，重点督办{print_count(total.get('priority', 0))}件{note}"
    )
    heads = ("地方", "在办", "重点督办", "超期未办结")
    table = Table(heads, listed, "超期未办结较多的地方", max(0, len(found) - rows), Link("complaints"))
    return Slide("complaints", COMPLAINTS, said, (Tiles(tiles), table) if listed else (Tiles(tiles),), material.as_of)


def _urgent(holds: bool) -> Tone:
    return Tone.URGENT if holds else Tone.PLAIN


def problems_slide(material: Material) -> Slide | Skipped:
    """Return the state of the problem list, and the units with most problems overdue or relapsed."""
    total = material.province_problems
    if not total["total"]:
        return Skipped(PROBLEMS, "问题清单中没有问题")
    overdue, relapsed = ProblemState.OVERDUE.value, ProblemState.RELAPSED.value
    shown = (("open", "未整改", "open", "含超期和反弹"), (overdue, "超期未整改", "overdue", "已过整改时限"),
             (relapsed, "反弹", "relapsed", "“回头看”发现"),
             (ProblemState.RECTIFIED.value, "待验收", "rectified", "整改已完成"))  # fmt: skip
    tiles = tuple(
        Tile(name, f"{print_count(total[key])}个", note, tone=_urgent(key in (overdue, relapsed) and bool(total[key])),
             link=Link("problems", (("problems", which),)))
        for key, name, which, note in shown
    )  # fmt: skip
    listed, left_out = _problem_rows(material)
    counted = [print_count(total[key]) for key in ("open", overdue, relapsed)]
    said = f"未整改{counted[0]}个，其中超期{counted[1]}个、反弹{counted[2]}个"
    heads = ("地方", "未整改", "超期未整改", "反弹")
    table = Table(heads, listed, "超期和反弹较多的地方", left_out, Link("problems"))
    return Slide("problems", PROBLEMS, said, (Tiles(tiles), table) if listed else (Tiles(tiles),), material.as_of)


def _problem_rows(material: Material) -> tuple[tuple[Row, ...], int]:
    """Return the units with most problems overdue or relapsed, and how many more there are."""
    keys = ["open", ProblemState.OVERDUE.value, ProblemState.RELAPSED.value]
    counted_in = {str(code): row for code, row in material.problems_by_unit[keys].astype(int).T.to_dict("list").items()}
    numbers = [(unit, counted_in[unit.area_code]) for unit in in_order(material.areas)]
    found = sorted((pair for pair in numbers if sum(pair[1][1:])), key=lambda pair: -sum(pair[1][1:]))
    rows = material.scheme.meeting.rows - 2
    listed = tuple(
        row_of(
            Link("problems", (("place", unit.area_code), ("problems", "open"))),
            unit.name,
            *(f"{print_count(number)}个" for number in counted),
            numbers=(1, 2, 3),
        )
        for unit, counted in found[:rows]
    )
    return listed, max(0, len(found) - rows)


def warnings_slide(material: Material) -> Slide | Skipped:
    """Return the warnings that hold, those that began this quarter first."""
    running = [each for each in material.episodes if each.is_running]
    if not running:
        return Skipped(WARNINGS, "现有数据没有达到预警规则的地方")
    quarter = material.assessment.quarter
    running.sort(key=lambda each: each.since != quarter)
    new = sum(each.since == quarter for each in running)
    rows = material.scheme.meeting.rows
    table = Table(
        ("地方", "预警事项", "开始", "现值"),
        tuple(_warning_row(material, each) for each in running[:rows]),
        left_out=max(0, len(running) - rows),
        link=Link("warnings"),
    )
    return Slide("warnings", WARNINGS, f"预警中{len(running)}条，其中本季度新增{new}条", (table,), material.as_of)


def _warning_row(material: Material, each: Episode) -> Row:
    scheme = material.scheme
    rule = next(rule for rule in scheme.warning if rule.id == each.rule_id)
    now = value_text(each.last.signal, rule, scheme)
    is_new = each.since == material.assessment.quarter
    since = "本季度" if is_new else f"{each.since.name}{'以前' if each.may_be_older else ''}"
    link = Link("warnings", (("place", each.area_code),))
    name = material.areas.full_name(each.area_code)
    tone = Tone.URGENT if is_new else Tone.PLAIN
    return row_of(link, name, subject_text(rule, scheme), since, now, numbers=(3,), tone=tone)


def summons_slide(material: Material) -> Slide | Skipped:
    """Return whom the rules put forward, the undecided first; the grounds are on the page."""
    if not material.suggestions:
        return Skipped(SUMMONS, "没有达到约谈条件的地方")
    listed = sorted(material.suggestions, key=lambda each: key_of(each) in material.decided)
    open_ones = sum(key_of(each) not in material.decided for each in listed)
    rows = material.scheme.meeting.rows
    table = Table(
        ("地方", "事由", "连续", "下一步", "决定"),
        tuple(_summons_row(material, each) for each in listed[:rows]),
        left_out=max(0, len(listed) - rows),
        link=Link("summons"),
    )
    said = f"按规则提出{len(listed)}条建议，其中{open_ones}条尚未作出决定；是否约谈由会议研究"
    return Slide("summons", SUMMONS, said, (table,), material.as_of)


def _summons_row(material: Material, each: Suggestion) -> Row:
    link = Link("summons", (("place", each.area_code),))
    step = each.next_step.step if each.next_step else "待观察成效"
    is_decided = key_of(each) in material.decided
    running = f"{each.running}个季度{'以上' if each.is_longer else ''}"
    name = material.areas.full_name(each.area_code)
    decided = "已决定" if is_decided else "未决定"
    tone = Tone.PLAIN if is_decided else Tone.URGENT
    return row_of(link, name, each.trigger, running, step, decided, tone=tone)
