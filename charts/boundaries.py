"""The map file: its settings, its caption, its shapes by code, and the check before it is used."""

import json
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from charts.theme import Spec
from supervision.faults import InputRejected

HERE = Path(__file__).resolve().parent
SETTINGS_FILE = HERE / "map_settings.toml"
LABELS_FILE = HERE / "map_files" / "labels.json"
STATIC_MAP_FOLDER = HERE.parent / "static" / "map"

Layer = Literal["county", "unit", "province"]
Use = Literal["screen", "internal", "public"]


class MapSettings(BaseModel):
    """What the office says about its map file (charts/map_settings.toml)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    title: str
    source: str
    data_as_of: str
    review_number: str
    is_schematic: bool
    allowed_in: tuple[Use, ...]

    @property
    def caption(self) -> str:
        """Return the line that every map carries; never a review number the file did not get."""
        if self.review_number:
            return f"审图号：{self.review_number}　底图来源：{self.source}"
        return f"示意图，不作为行政区域界线依据；内部使用。底图来源：{self.source}"

    def may_be_used(self, use: Use) -> bool:
        """Return whether the map may stand there; a public paper needs a review number besides."""
        return use in self.allowed_in and (use != "public" or bool(self.review_number))


@cache
def map_settings() -> MapSettings:
    """Return the settings of the map file in use.

    Raises InputRejected with the place where the file cannot be used.
    """
    return read_map_settings(SETTINGS_FILE)


def read_map_settings(path: Path) -> MapSettings:
    """Return the settings of a file; raises InputRejected as `map_settings` does."""
    try:
        return MapSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise InputRejected(f"底图设置 {path.name} 无法读取，请核对文件。") from cause
    except ValidationError as cause:
        place = "、".join(str(part) for part in cause.errors()[0]["loc"])
        raise InputRejected(f"底图设置 {path.name} 的“{place}”填写有误，请核对。") from cause


def boundary_url(static_base: str) -> str:
    """Return where the browser finds the map file."""
    return f"{static_base}/map/{map_settings().file}"


@cache
def read_boundaries(path: Path | None = None) -> Spec:
    """Return the topology of the map file in use (or of another file).

    Raises InputRejected where it cannot be read or lacks one of its three layers.
    """
    path = path or STATIC_MAP_FOLDER / map_settings().file
    try:
        topology: Spec = json.loads(path.read_text(encoding="utf-8"))
        missing = [layer for layer in ("county", "unit", "province") if layer not in topology["objects"]]
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise InputRejected(f"底图文件 {path.name} 无法读取，应为 TopoJSON 格式。") from cause
    if missing:
        raise InputRejected(f"底图文件 {path.name} 缺少图层：{'、'.join(missing)}。")
    return topology


@cache
def shape_codes(layer: Layer, path: Path | None = None) -> tuple[str, ...]:
    """Return the codes of a layer's shapes, in file order."""
    shapes = read_boundaries(path)["objects"][layer]["geometries"]
    return tuple(str(shape.get("properties", {}).get("code", "")) for shape in shapes)


def check_boundaries(wanted: Iterable[tuple[str, str]], path: Path | None = None) -> None:
    """Refuse a map file that lacks one of these counties (code and name).

    Raises InputRejected with a sentence that names the missing ones.
    """
    drawn = set(shape_codes("county", path))
    missing = [f"{name}（{code}）" for code, name in wanted if code not in drawn]
    if missing:
        shown = "、".join(missing[:10]) + ("等" if len(missing) > 10 else "")
        raise InputRejected(f"底图文件缺少{len(missing)}个县（市、区）：{shown}。请更换底图文件或核对区划代码。")


@cache
def label_points(layer: Literal["county", "unit"]) -> dict[str, dict[str, Any]]:
    """Return lon, lat and r_km (largest inscribed circle) of each shape by code."""
    return {place["code"]: place for place in json.loads(LABELS_FILE.read_text(encoding="utf-8"))[layer]}
