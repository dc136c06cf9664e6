"""A slide as HTML: the same text for the page 会场投影 and for the file that works without a network."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from charts.shades import band_shades, share_shades
from charts.wall_map import draw_wall_map
from projection.canvas import BAR, HEIGHT, SMALLEST, WIDTH, Theme
from projection.cleaning import clean
from projection.fitting import fit_bars, fit_matrix, fit_table
from projection.layout import Placed, lay_out
from supervision.areas import Areas
from supervision.meeting.slides import Bars, CoverageMap, Link, Matrix, Slide, Table, Tiles
from supervision.scheme import Scheme

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Background:
    """What slides need besides themselves: the places of the map, and the scheme's bands and lines."""

    areas: Areas
    scheme: Scheme
    moment: str = ""
    """Quarter and cut-off as a link writes them (`quarter=2022Q4&cutoff=…`); empty where slides have no links."""

    def address(self, link: Link | None) -> str:
        """Return where the rows behind something are, beside this page; empty where nothing leads there."""
        if not self.moment or link is None:
            return ""
        return f"{link.page}?{urlencode(link.choices)}&{self.moment}" if link.choices else f"{link.page}?{self.moment}"


@cache
def slide_style() -> str:
    """Return the style sheet of slides, with the measures of the canvas in it."""
    measures = (
        f":root {{ --u: min(calc(100vw / {WIDTH}), calc(100vh / {HEIGHT})); --bar: {BAR}; --small: {SMALLEST}; }}\n"
    )
    return measures + (HERE / "slides.css").read_text(encoding="utf-8")


def draw_slide(slide: Slide, number: int, of: int, theme: Theme, background: Background) -> str:
    """Return a slide as HTML; every text of it is escaped. Its style is `slide_style`."""
    slide = clean(slide)
    head = lay_out(slide)
    tiles = [_draw_block(placed, background) for placed in head.tiles]
    columns = [
        {"width": column.width, "blocks": [_draw_block(placed, background) for placed in column.blocks]}
        for column in head.columns
    ]
    return render_template(
        "slide", slide=slide, head=head, tiles=tiles, columns=columns, number=number, of=of, theme=theme.value
    )


def _draw_block(placed: Placed, background: Background) -> Markup:
    """Return one block in its place; the template escapes what stands in it."""
    block, width, height = placed.block, placed.width, placed.height
    words: dict[str, object] = {"fitted": placed.tiles}
    match block:
        case Table():
            addresses = [background.address(row.link) for row in block.rows]
            words = {"fitted": fit_table(block, width, height), "addresses": addresses}
        case Tiles():
            words |= {"addresses": [background.address(tile.link) for tile in block.tiles]}
        case Bars():
            words = {"fitted": fit_bars(block, width, height)}
        case Matrix():
            words = {"fitted": fit_matrix(block, width, height), "shades": band_shades(background.scheme.band)}
        case CoverageMap():
            words = _map_words(block, width, height, background)
    name = type(block).__name__.lower()
    return Markup(render_template(name, block=block, width=width, height=height, **words))  # noqa: S704 - autoescaped


def _map_words(block: CoverageMap, width: float, height: float, background: Background) -> dict[str, object]:
    drawn = draw_wall_map(block.shares, background.areas, share_shades(background.scheme))
    # Below the shapes: four lines of legend and caption.
    room = height - 4 * SMALLEST * 1.45 - 24
    map_width = min(width - 24, room / drawn.height_share)
    return {
        "map": drawn,
        "map_width": map_width,
        "map_height": map_width * drawn.height_share,
        "address": f"data:image/svg+xml;base64,{b64encode(drawn.svg.encode()).decode()}",
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_template(name: str, **words: object) -> str:
    """Return a template of `projection/templates/` filled; what it prints is escaped unless it is `Markup`."""
    return _environment().get_template(f"{name}.html").render(**words)
