"""A deck for the tests of drawing: every kind of block, with values of an assessment, as full as the model allows."""

from dataclasses import replace
from datetime import UTC, datetime

from charts.rows import TOTAL, figure_rows
from supervision.areas import Areas
from supervision.assessment import Assessment
from supervision.meeting.slides import (
    Bar,
    Bars,
    Cell,
    CoverageMap,
    Deck,
    MapShare,
    Matrix,
    MatrixRow,
    Row,
    Skipped,
    Slide,
    Table,
    Tile,
    Tiles,
    Tone,
)
from supervision.printing import print_percent

AS_OF = "数据截止2022年12月20日，本季度未结束，当月数据为暂定数　读取时间2022-12-21 09:00"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202e“&'\""


def build_deck(assessment: Assessment, coverage: list[tuple[str, int, int]]) -> Deck:
    """Return the deck; `coverage` is area code, schools due and visited of each county."""
    blocks = {
        "figures": (build_tiles(), build_table(assessment, 12)),
        "coverage": (build_map(coverage), build_table(assessment, 12)),
        "scores": (build_matrix(assessment),),
        "complaints": (build_tiles(), build_bars(assessment.areas, coverage), build_table(assessment, 8)),
        "deadlines": (build_table(assessment, 12), build_table(assessment, 3)),
    }
    slides = tuple(
        Slide(name, f"本周概况与各地工作情况之{number}", f"{MESSAGE}。", parts, AS_OF)
        for number, (name, parts) in enumerate(blocks.items(), start=1)
    )
    made_at = datetime(2022, 12, 21, 9, tzinfo=UTC)
    skipped = (Skipped("约谈建议", "没有达到约谈条件的地方"),)
    return Deck(slides, skipped, assessment.quarter, assessment.cutoff, made_at, "0" * 64)


MESSAGE = "本周新收举报12件，比上周多3件；逾期未办结2件，均在洛阳市；到校督导覆盖率99.1%，比上月同期高0.4个百分点"

MATTER = "校外培训机构违规开展学科类培训逾期未办结，责任单位尚未反馈"


def build_tiles() -> Tiles:
    labels = ("本周新收举报", "逾期未办结举报", "本月督导覆盖率", "新交办问题", "未验收逾期问题", "本周到期事项")
    tones = (Tone.WORSE, Tone.URGENT, Tone.BETTER, Tone.PLAIN, Tone.URGENT, Tone.PLAIN)
    values = ("1,234件", "2件", "99.1%", "1,203个", "31个", "暂无")
    return Tiles(tuple(Tile(label, value, "比上周多31件，其中重点督办2件", tone)
                       for label, value, tone in zip(labels, values, tones, strict=True)))  # fmt: skip


def build_table(assessment: Assessment, rows: int) -> Table:
    found = figure_rows(assessment, assessment.areas.units, TOTAL).head(rows)
    cells = tuple(
        Row((Cell(row["name"]), Cell(MATTER), Cell(row["text"], is_number=True),
             Cell("比上期提高1.2分", Tone.BETTER), Cell("12月31日", is_number=True)))
        for row in found.to_dict("records")
    )  # fmt: skip
    return Table(("地区", "事项", "总分", "变化", "期限"), cells, "总分和限期事项", left_out=16)


def build_bars(areas: Areas, coverage: list[tuple[str, int, int]]) -> Bars:
    bars = [Bar(areas[code].name, visited / due, print_percent(visited / due)) for code, due, visited in coverage[:10]]
    return Bars((*bars, Bar("无应督导学校的县", None, "无应督导学校")), "到校督导覆盖率", 0.9, "目标90%")


def build_matrix(assessment: Assessment) -> Matrix:
    heads = tuple(category.name for category in assessment.scheme.categories.values())
    found = figure_rows(assessment, assessment.areas.units, TOTAL).head(18)
    shown = ["优", "良", "中", "差", "未报", "不适用"]
    rows = tuple(
        MatrixRow(row["name"], row["text"], tuple(shown[(at + each) % 6] for each in range(len(heads))))
        for at, row in enumerate(found.to_dict("records"))
    )
    return Matrix(heads, rows, "各省辖市分类等次")


def build_map(coverage: list[tuple[str, int, int]]) -> CoverageMap:
    shares = tuple(MapShare(code, due, visited) for code, due, visited in coverage)
    return CoverageMap((*shares[:-1], MapShare(coverage[-1][0], 0, 0)), "河南省各县（市、区）本月学校覆盖率分布图")


def with_hostile_texts(deck: Deck) -> Deck:
    """Return the deck's first slide with texts that are markup, and texts far longer than their place."""
    slide = deck.slides[0]
    table = next(block for block in slide.blocks if isinstance(block, Table))
    rows = tuple(
        Row(tuple(Cell(HOSTILE + "长" * 80, cell.tone, cell.is_number) for cell in row.cells)) for row in table.rows
    )
    tiles = Tiles(tuple(Tile(HOSTILE, HOSTILE, HOSTILE * 4, Tone.WORSE) for _ in range(6)))
    bars = Bars(tuple(Bar(HOSTILE, 7.0, HOSTILE) for _ in range(12)), HOSTILE, 3.0, HOSTILE)
    blocks = (tiles, replace(table, rows=rows, title=HOSTILE), bars)
    return replace(deck, slides=(Slide("figures", HOSTILE * 3, HOSTILE * 9, blocks, HOSTILE * 5),))
