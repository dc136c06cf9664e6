"""What is asked in the room: the card of a place or of a school as one slide, as fit for the wall as the others."""

from datetime import date

from supervision.meeting.material import Material, protect
from supervision.meeting.slides import Cell, Link, Row, Slide, Table, Tile, Tiles, Tone
from supervision.periods import print_date
from supervision.printing import print_count, print_percent, print_rank, print_score, print_score_change
from supervision.problem_states import ProblemState


def place_slide(material: Material, area_code: str) -> Slide:
    """Return the card of a place: its total, visits, cases and the twelve categories."""
    area, card = material.areas[area_code], material.assessment.scorecard(area_code)
    total, bands = card.total, material.scheme.band
    score = f"{print_score(total.score, bands)}分" if total.score is not None else total.rating.value
    place = print_rank(total.rank, total.tied, total.rank_n) if total.rank else "不排名"
    due, visited = material.month_coverage(area)
    coverage = print_percent(visited / due) if due else "无应督导学校"
    problems, complaints = _cases(material, area_code)
    tiles = (
        Tile("综合得分", score, print_score_change(total)),
        Tile("等次和名次", total.band or "未评定", place),
        Tile("本月督导覆盖率", coverage, f"未到校{print_count(due - visited)}所" if due else ""),
        problems,
        complaints,
    )
    rows = tuple(
        Row(
            (
                Cell(each.category.name),
                Cell(each.score.band or each.score.rating.value),
                Cell("—" if each.score.score is None else print_score(each.score.score, bands), is_number=True),
                Cell(print_score_change(each.score), is_number=True),
            ),
            Link("scorecard", (("place", area_code), ("category", str(each.category.id)))),
        )
        for each in card.categories
    )
    # Side by side, so that all twelve are on the one slide.
    half = (len(rows) + 1) // 2
    tables = (Table(("类别", "等次", "得分", "较上季度"), part) for part in (rows[:half], rows[half:]))
    name = material.areas.full_name(area_code)
    return Slide("answer", name, f"{material.assessment.quarter.name}记分卡", (Tiles(tiles), *tables), material.as_of)


def _cases(material: Material, area_code: str) -> tuple[Tile, Tile]:
    """Return the open problems and complaints of a place; few complaints are not numbered."""
    codes = set(material.areas.codes_within(area_code))
    own = material.problems.loc[(material.problems["facet"] == "all") & material.problems["area_code"].isin(codes)]
    late = int(own[ProblemState.OVERDUE.value].sum())
    cases = material.complaints.loc[
        (material.complaints["facet"] == "all") & material.complaints["area_code"].isin(codes)
    ]
    (number,) = protect([int(cases["open"].sum())], material.scheme.complaints.cell_at_least, "件")
    tone = Tone.URGENT if late else Tone.PLAIN
    return (
        Tile("未整改问题", f"{print_count(int(own['open'].sum()))}个", f"其中超期{print_count(late)}个", tone),
        Tile("在办举报", number, "尚未办结"),
    )


def school_slide(material: Material, name: str, area_code: str, visits: list[date], problems: dict[str, int]) -> Slide:
    """Return the card of a school: its visits of the quarter, newest first, and its problems by severity."""
    last = print_date(visits[0]) if visits else "本季度未到校"
    shown = "、".join(f"{severity}{print_count(number)}个" for severity, number in problems.items() if number)
    tiles = (
        Tile("本季度到校督导", f"{print_count(len(visits))}次", f"最近一次{last}" if visits else last),
        Tile("本季度有关问题", f"{print_count(sum(problems.values()))}个", shown or "没有登记的问题"),
    )
    place = material.areas.full_name(area_code) if area_code in material.areas else ""
    return Slide("answer", name, f"{place}　{material.assessment.quarter.name}", (Tiles(tiles),), material.as_of)
