"""Texts of a slide without the characters that nobody sees: controls and those that turn the direction of writing."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar

from supervision.meeting.slides import Slide
from supervision.texts import on_one_line

Part = TypeVar("Part")


def clean(slide: Slide) -> Slide:
    """Return the slide with a blank in the place of every unseen character; escaping is the template's."""
    return _clean(slide)


def _clean(part: Part) -> Part:
    if isinstance(part, Enum):
        return part
    if isinstance(part, str):
        return on_one_line(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(map(_clean, part))  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: _clean(getattr(part, field.name)) for field in fields(part)})
    return part
