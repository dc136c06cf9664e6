"""The map of coverage for the wall: plain shapes as a small SVG, with the places where the words stand beside it.

An SVG in a page knows none of the page's fonts, so its words are put over it as text of the page.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from charts.boundaries import label_points, map_settings, read_boundaries, shape_codes
from charts.map import shape_of
from charts.shades import Shade, Shades
from charts.theme import MISSING_STRIPE, PAPER, QUIET_INK
from supervision.areas import Areas
from supervision.meeting.slides import MapShare

Point = tuple[float, float]
SIZE = 600.0
"""Width in the own coordinates of the map, a little less than the units it takes on a slide; all are whole."""
# Equal areas as on the desk's map (`charts.map.PROJECTION`).
_PARALLELS, _MERIDIAN = (32.2, 35.6), 113.5


@dataclass(frozen=True)
class Word:
    """A name on the map; x and y are shares (0-1) of its width and height, at the middle of the name."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class WallMap:
    """The shapes, how high they are for their width, the names that stand on them, and the classes of their colours."""

    svg: str
    height_share: float
    words: tuple[Word, ...]
    legend: tuple[Shade, ...]
    caption: str


def draw_wall_map(shares: Sequence[MapShare], areas: Areas, shades: Shades) -> WallMap:
    """Return the counties of the province coloured by the share of schools visited; zones are not drawn.

    A county without a share, or with nothing due, is striped. Raises InputRejected where the map file cannot be used.
    """
    found = {share.area_code: share for share in shares}
    drawn = {shape_of(area): found.get(area.area_code) for area in areas.counties if not area.is_zone}
    outlines, height = _outlines()
    fills = "".join(
        f'<path d="{outlines["county", code]}" fill="{_fill(drawn.get(code), shades)}"/>'
        for code in shape_codes("county")
    )
    units = "".join(f'<path d="{outlines["unit", code]}"/>' for code in shape_codes("unit"))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE:.0f} {height:.0f}">{_STRIPES}'
        f'<g stroke="{PAPER}" stroke-width="0.6">{fills}</g>'
        f'<g fill="none" stroke="{QUIET_INK}" stroke-width="1.2">{units}</g></svg>'
    )
    return WallMap(svg, height / SIZE, _words(areas, height), (*shades.shades, shades.none), map_settings().caption)


_STRIPES = (
    '<defs><pattern id="s" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#F4F4F4"/><rect width="2" height="6" fill="{MISSING_STRIPE}"/></pattern></defs>'
)


def _fill(share: MapShare | None, shades: Shades) -> str:
    """Return the colour of a county; stripes where nothing was due or nothing is known."""
    if share is None or not share.due or share.visited is None:
        return "url(#s)"
    return shades.of(share.visited / share.due).colour


@cache
def _constants() -> tuple[float, float]:
    low, high = (math.sin(math.radians(parallel)) for parallel in _PARALLELS)
    cone = (low + high) / 2
    return cone, math.cos(math.radians(_PARALLELS[0])) ** 2 + 2 * cone * low


def _project(lon: float, lat: float) -> Point:
    """Return a point in Albers' conic projection of equal areas, y growing to the south."""
    cone, constant = _constants()
    radius = math.sqrt(constant - 2 * cone * math.sin(math.radians(lat))) / cone
    angle = cone * math.radians(lon - _MERIDIAN)
    return radius * math.sin(angle), radius * math.cos(angle)


@cache
def _arcs() -> tuple[tuple[Point, ...], ...]:
    """Return the lines of the map file, projected."""
    topology = read_boundaries()
    (x_scale, y_scale), (x_from, y_from) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append(_project(x * x_scale + x_from, y * y_scale + y_from))
        lines.append(tuple(line))
    return tuple(lines)


@cache
def _frame() -> tuple[float, float, float, float]:
    """Return the left and upper edge, the factor to the map's coordinates, and their height."""
    points = [point for arc in _arcs() for point in arc]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    upper, lower = min(y for _, y in points), max(y for _, y in points)
    factor = SIZE / (right - left)
    return left, upper, factor, (lower - upper) * factor


def _placed(point: Point) -> Point:
    left, upper, factor, _ = _frame()
    return (point[0] - left) * factor, (point[1] - upper) * factor


@cache
def _outlines() -> tuple[dict[tuple[str, str], str], float]:
    """Return the path of each shape by layer and code, and the height of the whole."""
    paths = {}
    for layer in ("county", "unit"):
        for shape in read_boundaries()["objects"][layer]["geometries"]:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            rings = (ring for polygon in polygons for ring in polygon)
            paths[layer, str(shape["properties"]["code"])] = "".join(map(_ring, rings))
    return paths, _frame()[3]


def _ring(numbers: Sequence[int]) -> str:
    """Return a ring as a path of short steps; points that fall on the one before are left out."""
    spots = [(round(x), round(y)) for x, y in map(_placed, _ring_points(numbers))]
    steps = [(x - x_before, y - y_before) for (x_before, y_before), (x, y) in pairwise(spots)]
    return f"M{spots[0][0]} {spots[0][1]}l{' '.join(f'{x} {y}' for x, y in steps if x or y)}z"


def _ring_points(numbers: Sequence[int]) -> Iterator[Point]:
    arcs = _arcs()
    for number in numbers:
        # A negative number is the line of its complement, walked backwards.
        yield from arcs[number] if number >= 0 else reversed(arcs[~number])


def _words(areas: Areas, height: float) -> tuple[Word, ...]:
    """Return the names of cities with room for them; the others are told by the table beside the map."""
    points = label_points("unit")
    # Three letters of 27 units on a map about 700 wide, and a line and a half, as shares of its width.
    wide, high = 0.12, 0.055
    kept: list[Word] = []
    for unit in sorted(areas.units, key=lambda each: -points.get(each.area_code, {}).get("r_km", 0.0)):
        if not (point := points.get(unit.area_code)):
            continue
        x, y = _placed(_project(point["lon"], point["lat"]))
        word = Word(unit.short_name, x / SIZE, y / height)
        if all(abs(word.x - other.x) > wide or abs(word.y - other.y) > high for other in kept):
            kept.append(word)
    return tuple(kept)
