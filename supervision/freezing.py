"""An assessment as bytes and back: what was frozen is read again, whatever the database says by now."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from supervision.areas import Area, Areas
from supervision.assessment import Assessment
from supervision.faults import ContractBroken
from supervision.periods import Quarter
from supervision.scheme import Scheme, scheme_for

FORMAT = 1
_FRAMES = ("indicators", "categories", "totals", "counts")


def freeze(assessment: Assessment) -> bytes:
    """Return everything an assessment says as JSON, the same bytes for the same assessment."""
    said = {
        "format": FORMAT,
        "quarter": str(assessment.quarter),
        "cutoff": assessment.cutoff.isoformat(),
        "previous_cutoff": assessment.previous_cutoff.isoformat() if assessment.previous_cutoff else None,
        "scheme": assessment.scheme.model_dump(mode="json", by_alias=True),
        "areas": [asdict(area) for area in assessment.areas.all],
        "revised_late": list(assessment.revised_late),
        **{name: _freeze_frame(getattr(assessment, name)) for name in _FRAMES},
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _freeze_frame(frame: pd.DataFrame) -> dict[str, Any]:
    plain = frame.astype(object).where(frame.notna(), None)
    return {
        "columns": [str(column) for column in frame.columns],
        "columns_name": frame.columns.name,
        "types": [str(kind) for kind in frame.dtypes],
        "index": [str(label) for label in frame.index] if frame.index.name else None,
        "index_name": frame.index.name,
        "rows": [[_plain(value) for value in row] for row in plain.itertuples(index=False)],
    }


def _plain(value: Any) -> Any:
    """Return a value that JSON knows: numpy's numbers as Python's, enums as their text."""
    value = getattr(value, "item", lambda: value)()
    return str(value) if isinstance(value, str) else value


def thaw(frozen: bytes) -> Assessment:
    """Return the assessment that was frozen; raises ContractBroken where the bytes are of another format."""
    try:
        said = json.loads(frozen)
        if said["format"] != FORMAT:
            raise ContractBroken("定稿的考评结果由其他版本的程序保存，本程序不能读取。")
        earlier = said["previous_cutoff"]
        return Assessment(
            quarter=Quarter.parse(said["quarter"]),
            cutoff=date.fromisoformat(said["cutoff"]),
            scheme=_thaw_scheme(said["scheme"], Quarter.parse(said["quarter"])),
            areas=Areas(tuple(Area(**area) for area in said["areas"])),
            revised_late=tuple(said["revised_late"]),
            previous_cutoff=date.fromisoformat(earlier) if earlier else None,
            **{name: _thaw_frame(said[name]) for name in _FRAMES},
        )
    except (ValueError, KeyError, TypeError) as cause:
        raise ContractBroken("定稿的考评结果已损坏，不能读取。") from cause


def _thaw_scheme(said: dict[str, Any], quarter: Quarter) -> Scheme:
    """Return the scheme as it was; parts that schemes did not have then are taken from the scheme of today.

    A scheme gains sections over the years (limits of complaints, rules of summons); what was frozen before them must
    still be read, and none of its figures rests on them.
    """
    today = scheme_for(quarter).model_dump(mode="json", by_alias=True)
    return Scheme.model_validate(_completed(said, today))


def _completed(old: Any, new: Any) -> Any:
    """Return old with the keys it lacks from new, and without keys that are no longer known, section by section."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: _completed(old[key], new[key]) if key in old else new[key] for key in new}
    if isinstance(old, list) and isinstance(new, list):
        known = {_identity(each): each for each in new if isinstance(each, dict)}
        return [_completed(each, known.get(_identity(each), each)) if isinstance(each, dict) else each for each in old]
    return old


def _identity(entry: dict[str, Any]) -> tuple[Any, ...]:
    """Return what tells an entry of a list apart; entries without such a key are never completed."""
    return next(((key, entry[key]) for key in ("id", "code", "kind", "name") if key in entry), (id(entry),))


def _thaw_frame(said: dict[str, Any]) -> pd.DataFrame:
    index = None if said["index"] is None else pd.Index(said["index"], name=said["index_name"])
    frame = pd.DataFrame(said["rows"], columns=said["columns"], index=index, dtype=object)
    typed = frame.astype(dict(zip(said["columns"], said["types"], strict=True)))
    return typed.rename_axis(columns=said["columns_name"])
