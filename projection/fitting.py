"""Tables, bars and matrices cut to the place they stand in: the largest text at which all fits, else fewer rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from projection.canvas import SMALLEST
from projection.measuring import LINE, count_lines, ems, share_width, shorten
from supervision.meeting.slides import Bar, Bars, Cell, Matrix, MatrixRow, Table

SIZES = (40, 36, 33, 30, SMALLEST)
MOST_LINES = 3


@dataclass(frozen=True)
class Density:
    """How close the cells stand: room left and right of a text, room above and below it with the rule, line height."""

    pad: float
    between: float
    line: float


LOOSE = Density(pad=12, between=10, line=LINE)
# Eighteen places on one slide need it; slides.css says the same.
CLOSE = Density(pad=5, between=5.2, line=1.12)


@dataclass(frozen=True)
class Fitted:
    """What is drawn of a block: its text size, the widths of its columns, the rows that fit and how many do not."""

    size: float
    widths: tuple[float, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int
    height: float
    density: Density
    is_shortened: bool
    """Whether a text was too long for its cell even on several lines."""


def fit_table(table: Table, width: float, height: float) -> Fitted:
    """Return what is drawn of a table; rows that do not fit are counted with those it left out itself."""
    rows = [row.cells for row in table.rows]
    tries = [_fit_cells(table.heads, rows, size, width) for size in SIZES]
    return _choose(tries, height - _title_height(table.title), table.left_out)


def fit_matrix(matrix: Matrix, width: float, height: float) -> Fitted:
    """Return what is drawn of a matrix: the place, its total, then a band per category in columns of one width."""
    rows = [_matrix_cells(row) for row in matrix.rows]
    tries = [_fit_matrix_at(matrix.heads, rows, size, width) for size in SIZES]
    return _choose(tries, height - _title_height(matrix.title), 0)


def fit_bars(bars: Bars, width: float, height: float) -> Fitted:
    """Return what is drawn of bars: columns are label, bar and text; each row's cells are label and text."""
    rows = [(Cell(bar.label), Cell(_said(bar), bar.tone)) for bar in bars.bars]
    tries = [_fit_bars_at(rows, size, width) for size in SIZES]
    mark = SMALLEST * LINE if bars.mark is not None else 0.0
    return _choose(tries, height - _title_height(bars.title) - mark, 0)


def _said(bar: Bar) -> str:
    return bar.text or "—"


def _title_height(title: str) -> float:
    """Return the height of a block's title with the room below it; its lines are not more than two."""
    return 2 * 33 * LINE if ems(title) > 24 else 33 * LINE + 6 if title else 0.0


def _matrix_cells(row: MatrixRow) -> tuple[Cell, ...]:
    return (Cell(row.label), Cell(row.total, is_number=True), *(Cell(text) for text in row.cells))


def _written(cell: Cell) -> str:
    return f"{cell.tone.value}{cell.text}"


def _fit_cells(heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], size: float, width: float) -> Fitted:
    columns = range(len(heads))
    texts = [[head, *(_written(row[at]) for row in rows)] for at, head in enumerate(heads)]
    wanted = [max(map(ems, texts[at])) * size + 2 * LOOSE.pad + size * 0.3 for at in columns]
    return _laid(heads, rows, size, share_width(wanted, width), LOOSE)


def _fit_matrix_at(heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], size: float, width: float) -> Fitted:
    label, total = (max([ems(row[at].text) for row in rows] + [2.0]) * size + 2 * CLOSE.pad + 4 for at in (0, 1))
    each = (width - label - total) / max(len(heads), 1)
    return _laid(("", "总分", *heads), rows, size, [label, total, *[each] * len(heads)], CLOSE)


def _fit_bars_at(rows: Sequence[tuple[Cell, ...]], size: float, width: float) -> Fitted:
    label, text = (max([ems(_written(row[at])) for row in rows] + [2.0]) * size + 2 * LOOSE.pad for at in (0, 1))
    widths = [min(label, width * 0.36), min(text, width * 0.34)]
    laid = _laid(("", ""), rows, size, widths, LOOSE)
    return replace(laid, widths=(widths[0], width - sum(widths), widths[1]), heads=())


def _laid(
    heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], size: float, widths: Sequence[float], density: Density
) -> Fitted:
    """Return all rows at one size, with the height that they take together."""
    inner = [width - 2 * density.pad for width in widths]
    small = max(SMALLEST, size * 0.9)
    shown_heads = tuple(shorten(head, small, room, MOST_LINES) for head, room in zip(heads, inner, strict=True))
    shown = tuple(
        tuple(
            replace(cell, text=shorten(cell.text, size, room, MOST_LINES))
            for cell, room in zip(row, inner, strict=True)
        )
        for row in rows
    )
    fitted = Fitted(size, tuple(widths), shown_heads, shown, 0, 0.0, density, shown != tuple(rows))
    return replace(fitted, height=_head_height(fitted) + sum(_row_height(row, size, inner, density) for row in shown))


def _head_height(fitted: Fitted) -> float:
    if not any(fitted.heads):
        return 0.0
    inner = [width - 2 * fitted.density.pad for width in fitted.widths]
    return _row_height([Cell(text) for text in fitted.heads], max(SMALLEST, fitted.size * 0.9), inner, fitted.density)


def _row_height(row: Sequence[Cell], size: float, inner: Sequence[float], density: Density) -> float:
    lines = max(count_lines(_written(cell), size, room) for cell, room in zip(row, inner, strict=True))
    return lines * size * density.line + density.between


def _choose(tries: Sequence[Fitted], height: float, left_out: int) -> Fitted:
    """Return the largest text at which every row fits unshortened; at the smallest, the rows that do."""
    note = SMALLEST * LINE + 8
    for fitted in tries:
        if fitted.height + (note if left_out else 0.0) <= height and not fitted.is_shortened:
            return replace(fitted, left_out=left_out)
    return _cut(tries[-1], height - (note if left_out or tries[-1].height > height else 0.0), left_out)


def _cut(fitted: Fitted, height: float, left_out: int) -> Fitted:
    """Return the first rows that fit a height; the others are counted with those left out before."""
    widths = fitted.widths if fitted.heads else (fitted.widths[0], fitted.widths[-1])
    inner = [width - 2 * fitted.density.pad for width in widths]
    used = _head_height(fitted)
    kept = 0
    for row in fitted.rows:
        used += _row_height(row, fitted.size, inner, fitted.density)
        if used > height:
            break
        kept += 1
    return replace(fitted, rows=fitted.rows[:kept], left_out=left_out + len(fitted.rows) - kept)
