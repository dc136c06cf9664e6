"""Where the parts of a slide stand: key figures across the top, the map on the left, everything else in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from projection.canvas import BAR, GAP, HEIGHT, INNER, MESSAGE, PAD_Y, SMALLEST, TITLE
from projection.fitting import fit_bars, fit_matrix, fit_table
from projection.measuring import LINE, count_lines, ems, shorten
from supervision.meeting.slides import Bars, Block, CoverageMap, Matrix, Slide, Table, Tile, Tiles

_LEAST = 240.0
"""A block that shares a column keeps so much height: its title, its heads and three rows."""
_MAP_SHARE = 0.48


@dataclass(frozen=True)
class FittedTiles:
    """The key figures of a row with the size that all their values share, and the height that all of them take."""

    tiles: tuple[Tile, ...]
    size: float
    height: float


@dataclass(frozen=True)
class Placed:
    """A block with the room it has."""

    block: Block
    width: float
    height: float
    tiles: FittedTiles | None = None


@dataclass(frozen=True)
class Column:
    """Blocks under each other."""

    width: float
    blocks: tuple[Placed, ...]


@dataclass(frozen=True)
class Layout:
    """A slide's head cut to its lines, its rows of key figures (as columns of full width), and its columns."""

    title: str
    message: str
    as_of: str
    tiles: tuple[Placed, ...]
    body_height: float
    columns: tuple[Column, ...]


def lay_out(slide: Slide) -> Layout:
    """Return where everything on a slide stands; nothing is higher than what is left for it."""
    title, message = shorten(slide.title, TITLE, INNER, 1), shorten(slide.message, MESSAGE, INNER, 2)
    as_of = shorten(slide.as_of, SMALLEST, INNER, 1)
    head = TITLE * LINE + count_lines(message, MESSAGE, INNER) * MESSAGE * LINE
    left = HEIGHT - BAR - 2 * PAD_Y - head - SMALLEST * LINE - 2 * GAP
    tiles = tuple(_place_tiles(block) for block in slide.blocks if isinstance(block, Tiles))
    left -= sum(placed.height + GAP for placed in tiles)
    others = [block for block in slide.blocks if not isinstance(block, Tiles)]
    return Layout(title, message, as_of, tiles, left, tuple(_columns(others, left)))


def _place_tiles(block: Tiles) -> Placed:
    count = max(len(block.tiles), 1)
    inner = (INNER - GAP * (count - 1)) / count - 2 * 22
    tiles = tuple(
        Tile(shorten(tile.label, 30, inner, 2), shorten(tile.value, 40, inner, 2),
             shorten(tile.note, SMALLEST, inner - 2 * SMALLEST, 3), tile.tone)
        for tile in block.tiles
    )  # fmt: skip
    # One size for all: a larger figure would say that it matters more.
    size = min(76.0, max(40.0, inner / max([ems(tile.value) for tile in tiles] + [1.0])))
    heights = [
        (
            count_lines(tile.label, 30, inner) * 30
            + count_lines(tile.value, size, inner) * size
            + count_lines(f"{tile.tone.value} {tile.note}", SMALLEST, inner) * SMALLEST * bool(tile.note or tile.tone)
        )
        * LINE
        for tile in tiles
    ]
    height = max(heights, default=0.0) + 2 * 16 + 4
    return Placed(block, INNER, height, FittedTiles(tiles, size, height))


def _columns(blocks: Sequence[Block], height: float) -> list[Column]:
    maps = [block for block in blocks if isinstance(block, CoverageMap)]
    others = [block for block in blocks if not isinstance(block, CoverageMap)]
    if maps:
        width = INNER * _MAP_SHARE if others else INNER
        left = Column(width, (Placed(maps[0], width, height),))
        return [left, _stack(others, INNER - width - GAP, height)] if others else [left]
    if len(others) < 2 or any(isinstance(block, Matrix) for block in others):
        return [_stack(others, INNER, height)]
    width = (INNER - GAP * 2) / 2
    # The first half stands on the left: slides are read column by column.
    half = (len(others) + 1) // 2
    return [_stack(others[:half], width, height), _stack(others[half:], width, height)]


def _stack(blocks: Sequence[Block], width: float, height: float) -> Column:
    """Return blocks under each other: each gets what it needs as long as those after it keep the least."""
    placed = []
    left = height
    for position, block in enumerate(blocks):
        after = len(blocks) - position - 1
        room = left - after * (_LEAST + GAP)
        wanted = _wanted(block, width, room) if after else room
        placed.append(Placed(block, width, min(wanted, room)))
        left -= min(wanted, room) + GAP
    return Column(width, tuple(placed))


def _wanted(block: Block, width: float, room: float) -> float:
    """Return the height that a block takes of what is offered, with its title and notes."""
    extra = 33 * LINE * 2 + SMALLEST * LINE * 2
    match block:
        case Table():
            return fit_table(block, width, room).height + extra
        case Bars():
            return fit_bars(block, width, room).height + extra
        case Matrix():
            return fit_matrix(block, width, room).height + extra
    return room
