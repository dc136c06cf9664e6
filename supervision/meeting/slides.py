"""Slides of the weekly meeting: what each of them says, apart from how it is drawn.

Every text is ready to be read aloud and holds no name of a person; whoever draws a slide escapes it for its medium.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from supervision.periods import Quarter


class Tone(StrEnum):
    """How a figure is meant; the value is the sign that stands beside it, since colour is never the only one."""

    PLAIN = ""
    BETTER = "▲"
    WORSE = "▼"
    URGENT = "！"


@dataclass(frozen=True)
class Link:
    """Where the rows behind a figure are: the address of a page and its choices, as they stand in a link."""

    page: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tile:
    """One key figure: 本周新收举报 12件，比上周多3件."""

    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN
    link: Link | None = None


@dataclass(frozen=True)
class Tiles:
    """Key figures side by side, at most six."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a table; numbers stand to the right."""

    text: str
    tone: Tone = Tone.PLAIN
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]
    link: Link | None = None


@dataclass(frozen=True)
class Table:
    """A table of at most a dozen rows and five columns; `left_out` rows are on the page behind the link."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    left_out: int = 0
    link: Link | None = None


@dataclass(frozen=True)
class Bar:
    """One bar: a share 0-1 of the full width, None where there is no value, and the text beside it."""

    label: str
    share: float | None
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Bars:
    """Bars under each other, at most a dozen; `mark` is the share of a target, drawn as a line with its words."""

    bars: tuple[Bar, ...]
    title: str = ""
    mark: float | None = None
    mark_text: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A place with its total and its band (优 良 中 差) per category, or 未报 and the like in words."""

    label: str
    total: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Places of one peer group × categories; at most 18 rows."""

    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    title: str = ""


@dataclass(frozen=True)
class MapShare:
    """Schools due and visited in one county; due is 0 where nothing was, both None where nothing is known."""

    area_code: str
    due: int | None
    visited: int | None


@dataclass(frozen=True)
class CoverageMap:
    """The counties of the province coloured by the share of schools visited in a month."""

    shares: tuple[MapShare, ...]
    alt: str


Block = Tiles | Table | Bars | Matrix | CoverageMap


@dataclass(frozen=True)
class Slide:
    """One slide: a title, one sentence that it says, and the blocks that show it."""

    id: str
    title: str
    message: str
    blocks: tuple[Block, ...]
    as_of: str
    """数据截止… and the like: what moment the figures speak of."""


@dataclass(frozen=True)
class Skipped:
    """A slide that has nothing to say, and why."""

    title: str
    reason: str


@dataclass(frozen=True)
class Deck:
    """The slides of one meeting in their order, and those left out."""

    slides: tuple[Slide, ...]
    skipped: tuple[Skipped, ...]
    quarter: Quarter
    cutoff: date
    made_at: datetime
    snapshot: str
    """SHA-256 of the assessment behind it, as in the bulletin's manifest."""
