"""What the audit log says of a write: which document, place or step it was, never a word that somebody typed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from inspect import signature
from typing import Any

from supervision.assessment import Assessment
from supervision.periods import Quarter

SAID: Mapping[str, str] = {
    "quarter": "季度",
    "cutoff": "截止日",
    "kind": "文种",
    "area_code": "地区",
    "number": "编号",
    "place": "位置",
    "meeting": "例会",
    "subject_kind": "对象",
    "subject_id": "对象编号",
    "event": "步骤",
    "contest_id": "申辩",
    "id": "议定事项",
    "state": "状态",
    "choice": "决定",
    "version": "版本",
    "docx": "SHA-256",
}
"""Fields that are said, with what they are called; all others (reasons, texts, names typed) are left out."""
MOST_SAID = 20


def describe(writer: Callable[..., Any], arguments: Sequence[Any], options: Mapping[str, Any]) -> str:
    """Return what a writing function of the store is asked to write, in the fields of SAID."""
    # The first of its arguments is the connection.
    named = signature(writer).bind(None, *arguments, **options).arguments
    said = dict.fromkeys(text for name, value in named.items() for text in _say(name, value))
    more = [f"另{len(said) - MOST_SAID}项"] if len(said) > MOST_SAID else []
    return "；".join([*list(said)[:MOST_SAID], *more])


def told_with(told: str, made: object) -> str:
    """Return what is told of a write, with the number or id of the row that it made."""
    return f"{told}；登记号 {made}" if isinstance(made, int | str) and str(made) else told


def _say(name: str, value: object) -> Iterator[str]:
    if isinstance(value, Assessment):
        yield from (*_say("quarter", value.quarter), *_say("cutoff", value.cutoff))
    elif isinstance(value, Quarter | date | int | str):
        if name in SAID and str(value):
            yield f"{SAID[name]} {value}"
    elif isinstance(value, bytes):
        if name in SAID:
            yield f"{SAID[name]} {hashlib.sha256(value).hexdigest()}"
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _say(name, each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _say(field.name, getattr(value, field.name))
