"""The slides on places: visits to schools on the map, and the scores of the twelve categories."""

from supervision.areas import Area, PeerGroup
from supervision.assessment import Comparison, Score
from supervision.meeting.material import Material, in_order, row_of
from supervision.meeting.slides import (
    Block,
    CoverageMap,
    Link,
    MapShare,
    Matrix,
    MatrixRow,
    Row,
    Skipped,
    Slide,
    Table,
    Tone,
)
from supervision.printing import print_count, print_percent, print_score, print_score_change

COVERAGE, SCORES = "督导覆盖", "各地得分"
SHORT_BY_WORD = {"未评定": "未评", "未报送": "未报"}
MOVERS = 7
"""Places of each peer group in the tables of those that moved most."""


def coverage_slide(material: Material) -> Slide | Skipped:
    """Return the map of the month and the counties with the lowest share of schools visited."""
    month = material.assessment.cutoff.replace(day=1)
    due, visited = material.month_coverage(material.areas.province)
    if not due:
        return Skipped(COVERAGE, f"{month.year}年{month.month}月没有应督导的学校")
    counties = [area for area in material.areas.all if not material.areas.children(area.area_code)]
    found = [(area, *material.month_coverage(area)) for area in counties]
    known = set(material.coverage["area_code"])
    shares = tuple(
        MapShare(area.area_code, due, visited) if area.area_code in known else MapShare(area.area_code, None, None)
        for area, due, visited in found
    )
    behind = sorted(
        ((area, due, visited) for area, due, visited in found if due > visited),
        key=lambda each: (each[2] / each[1], each[0].sort_order, each[0].area_code),
    )
    rows = material.scheme.meeting.rows
    table = Table(
        ("县（市、区）", "应督导", "未到校", "覆盖率"),
        tuple(_coverage_row(material, area, due, visited) for area, due, visited in behind[:rows]),
        "覆盖率较低的县（市、区）",
        max(0, len(behind) - rows),
        Link("coverage"),
    )
    said = (
        f"{month.month}月应督导学校{print_count(due)}所，已到校{print_count(visited)}所，"
        f"覆盖率{print_percent(visited / due)}；有学校未到的县（市、区）{len(behind)}个"
    )
    drawn = CoverageMap(shares, f"河南省各县（市、区）{month.year}年{month.month}月学校督导覆盖率")
    blocks: tuple[Block, ...] = (drawn, table) if behind else (drawn,)
    return Slide("coverage", COVERAGE, said, blocks, material.as_of)


def _coverage_row(material: Material, area: Area, due: int, visited: int) -> Row:
    link = Link("coverage", (("county", area.area_code),))
    name = material.areas.full_name(area.area_code)
    low = visited / due < material.scheme.attention.coverage_below
    texts = (name, f"{print_count(due)}所", f"{print_count(due - visited)}所", print_percent(visited / due))
    return row_of(link, *texts, numbers=(1, 2, 3), tone=Tone.WORSE if low else Tone.PLAIN)


def scores_slides(material: Material) -> tuple[Slide | Skipped, ...]:
    """Return the bands of each peer group by category, then the places whose totals moved most."""
    groups = [group for group in PeerGroup if any(unit.peer_group is group for unit in material.areas.units)]
    return (*(_matrix_slide(material, group) for group in groups), _movers_slide(material))


def _matrix_slide(material: Material, group: PeerGroup) -> Slide:
    """Return the bands of a peer group: those ranked first in order of their rank, then the others."""
    units = [unit for unit in in_order(material.areas) if unit.peer_group is group]
    totals = {unit.area_code: material.assessment.total(unit.area_code) for unit in units}
    units.sort(key=lambda unit: (totals[unit.area_code].rank is None, totals[unit.area_code].rank or 0))
    heads = tuple(category.short_name for category in material.scheme.category)
    ranked = sum(total.rank is not None for total in totals.values())
    said = f"{group.value}{len(units)}个，参加排名{ranked}个；综合得分由高到低排列"
    matrix = Matrix(heads, tuple(_matrix_row(material, unit, totals[unit.area_code]) for unit in units))
    return Slide(f"scores_{group.name.lower()}", f"{SCORES}：{group.value}", said, (matrix,), material.as_of)


def _matrix_row(material: Material, unit: Area, total: Score) -> MatrixRow:
    card = material.assessment.scorecard(unit.area_code)
    bands = tuple(category.score.band or _why(category.score) for category in card.categories)
    shown = _why(total) if total.score is None else print_score(total.score, material.scheme.band)
    return MatrixRow(unit.short_name, shown, bands)


def _why(score: Score) -> str:
    """Return why there is no score, in the few signs that a cell of the wall holds."""
    return SHORT_BY_WORD.get(score.rating.value, score.rating.value)


def _movers_slide(material: Material) -> Slide | Skipped:
    """Return the places of each peer group whose totals moved most since the quarter before."""
    title = "得分变化较大的地方"
    totals = [(unit, material.assessment.total(unit.area_code)) for unit in in_order(material.areas)]
    known = [(unit, total) for unit, total in totals if total.comparison is Comparison.COMPARABLE and total.change]
    if not known:
        return Skipped(title, "各地综合得分与上季度持平或不可比")
    blocks = []
    for group in PeerGroup:
        own = [pair for pair in known if pair[0].peer_group is group]
        own.sort(key=lambda pair: -abs(pair[1].change or 0.0))
        rows = tuple(_mover_row(material, unit, total) for unit, total in own[:MOVERS])
        blocks += [Table(("地方", "综合得分", "较上季度"), rows, group.value)] if rows else []
    up = sum((total.change or 0.0) > 0 for _, total in known)
    said = f"与上季度可比的地方中，上升{up}个，下降{len(known) - up}个"
    return Slide("movers", title, said, tuple(blocks), material.as_of)


def _mover_row(material: Material, unit: Area, total: Score) -> Row:
    tone = Tone.WORSE if (total.change or 0) < 0 else Tone.BETTER
    score = print_score(total.score or 0.0, material.scheme.band)
    link = Link("scorecard", (("place", unit.area_code), ("question", "change")))
    return row_of(link, unit.name, f"{score}分", print_score_change(total), numbers=(1, 2), tone=tone)
