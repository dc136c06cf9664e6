"""Pictures as PNG for Word: boundaries put in, 300 dots per inch, made once for the same picture."""

import io
import json
import re
from copy import deepcopy
from functools import lru_cache
from typing import Any

from PIL import Image

from charts.boundaries import read_boundaries
from charts.picture import Picture
from charts.theme import Spec, register_fonts
from supervision.records import records_of

MM_PER_INCH = 25.4
# Vega-Lite units are points where 72 of them make an inch; font sizes of `PAPER_LOOK` are meant so.
POINTS_PER_INCH = 72
# Flat colours and smoothed text need no more; the file becomes a fifth.
COLOURS = 96
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RARE = re.compile("[\U00010000-\U0010ffff]")
_LIMITS = ("limit", "labelLimit", "titleLimit")


def render_png(picture: Picture, width_mm: float = 156, dpi: int = 300) -> bytes:
    """Return the picture as PNG of that width; the same picture again costs nothing.

    Draw the picture with `PAPER_LOOK`, whose sizes are points.
    """
    spec = deepcopy(picture.spec)
    # Panels keep their own width.
    if "width" in spec:
        spec["width"] = width_mm / MM_PER_INCH * POINTS_PER_INCH
    if picture.values is not None:
        # JSON knows no NaN, and a text "nan" would be drawn as one.
        spec["data"] = {"values": records_of(picture.values)}
    printable = _printable(spec)
    text = json.dumps(printable, ensure_ascii=False, allow_nan=False)
    if _RARE.search(text):
        text = json.dumps(_uncut(printable), ensure_ascii=False, allow_nan=False)
    return _render(text, dpi)


def _printable(part: Any) -> Any:
    """Return a part of a spec without the characters that XML cannot hold: vl-convert would end the whole process."""
    if isinstance(part, str):
        return _UNPRINTABLE.sub("", part)
    if isinstance(part, dict):
        return {_printable(key): _printable(value) for key, value in part.items()}
    return [_printable(value) for value in part] if isinstance(part, list | tuple) else part


def _uncut(part: Any) -> Any:
    """Return a part of a spec without limits of texts: Vega may cut between the halves of a rare character (𠮷), and
    vl-convert draws nothing at all of a picture with half of one."""
    if isinstance(part, dict):
        return {key: 0 if key in _LIMITS else _uncut(value) for key, value in part.items()}
    return [_uncut(value) for value in part] if isinstance(part, list) else part


@lru_cache(maxsize=128)
def _render(spec_text: str, dpi: int) -> bytes:
    import vl_convert

    register_fonts()
    spec: Spec = json.loads(spec_text)
    _put_boundaries_in(spec)
    return _with_few_colours(vl_convert.vegalite_to_png(spec, ppi=dpi), dpi)


def _put_boundaries_in(part: Any, names: list[str] | None = None) -> None:
    """Replace every address of the map file by its shapes: vl-convert finds no file and would draw an empty map."""
    names = [] if names is None else names
    children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for child in list(children):
        _put_boundaries_in(child, names)
    if isinstance(part, dict) and "url" in part and part.get("format", {}).get("type") == "topojson":
        del part["url"]
        # Each its own name: Vega-Lite takes two data sets of equal content for one and drops the second format.
        names.append(f"boundaries_{len(names)}")
        part |= {"name": names[-1], "values": _one_layer(part["format"]["feature"])}


def _one_layer(layer: str) -> Spec:
    topology = read_boundaries()
    return topology | {"objects": {layer: topology["objects"][layer]}}


def _with_few_colours(png: bytes, dpi: int) -> bytes:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = io.BytesIO()
    # Median cut keeps flat colours exact. Optimising would take longer than drawing and save a tenth.
    small.save(written, "PNG", dpi=(dpi, dpi))
    return written.getvalue()
