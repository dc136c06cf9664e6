"""What a limited process is given: template, values, pictures; as plain JSON, so that reading it runs nothing."""

import base64
import json
from dataclasses import astuple, dataclass
from typing import Any

from bulletin.drawings import PrintedPicture
from bulletin.figures import Figure, Passage
from bulletin.templates.chosen import Template

_FIGURE, _PASSAGE = "\ue000figure", "\ue000passage"
"""Keys that no name of a template has: letters of private use are no part of an identifier."""


@dataclass(frozen=True)
class Job:
    """One template to be filled, as `filling.fill` takes it."""

    template: Template
    context: dict[str, Any]
    pictures: tuple[PrintedPicture, ...] = ()
    manifest: bytes | None = None
    checks: bool = False
    """Whether the template is new: its package, its expressions and its names are then looked at first."""

    def as_json(self) -> bytes:
        """Return the job as it is handed over."""
        said = {
            "name": self.template.name,
            "content": _letters(self.template.content),
            "context": _plain(self.context),
            "pictures": [_plain_picture(picture) for picture in self.pictures],
            "manifest": None if self.manifest is None else _letters(self.manifest),
            "checks": self.checks,
        }
        return json.dumps(said).encode()


def read_job(handed: bytes) -> Job:
    """Return the job that was handed over."""
    said = json.loads(handed)
    return Job(
        Template(said["name"], base64.b64decode(said["content"])),
        _valued(said["context"]),
        tuple(_picture(each) for each in said["pictures"]),
        None if said["manifest"] is None else base64.b64decode(said["manifest"]),
        bool(said["checks"]),
    )


def _letters(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, Figure):
        return {_FIGURE: astuple(value)}
    if isinstance(value, Passage):
        return {_PASSAGE: [_plain(piece) for piece in value.pieces]}
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    # Words that are members of an enum print as their text.
    return str(value) if isinstance(value, str) else value


def _valued(said: Any) -> Any:
    if isinstance(said, list):
        return [_valued(part) for part in said]
    if not isinstance(said, dict):
        return said
    if _FIGURE in said:
        return Figure(*said[_FIGURE])
    if _PASSAGE in said:
        return Passage(tuple(_valued(piece) for piece in said[_PASSAGE]))
    return {key: _valued(part) for key, part in said.items()}


def _plain_picture(picture: PrintedPicture) -> dict[str, Any]:
    drawing = picture.drawing
    shown: dict[str, Any] = {"caption": picture.caption, "note": picture.note, "alt": picture.alt}
    if isinstance(drawing, bytes):
        return shown | {"png": _letters(drawing)}
    series = [(one.name, one.numbers) for one in drawing.series]
    return shown | {
        "chart": (drawing.kind.name, drawing.labels, series, drawing.height_mm, drawing.lowest, drawing.highest)
    }


def _picture(said: dict[str, Any]) -> PrintedPicture:
    if "png" in said:
        return PrintedPicture(said["caption"], said["note"], said["alt"], base64.b64decode(said["png"]))
    from pptx.enum.chart import XL_CHART_TYPE

    from bulletin.native_charts import NativeChart, Series

    kind, labels, series, *sizes = said["chart"]
    drawn = tuple(Series(name, tuple(numbers)) for name, numbers in series)
    chart = NativeChart(XL_CHART_TYPE[kind], tuple(labels), drawn, *sizes)
    return PrintedPicture(said["caption"], said["note"], said["alt"], chart)
