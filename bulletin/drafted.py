"""What staff typed into a draft, as our own store keeps it: the fields and edited paragraphs of a document."""

from collections.abc import Mapping

import pandas as pd

from bulletin.drafting import EditedText
from bulletin.fields import PersonFields, fill_fields
from bulletin.kinds import Kind
from supervision.picking import Case, CaseKind
from supervision.scheme import Office

PARAGRAPH, FIELD, PICK = "paragraph/", "field/", "pick/"
"""What the places of a draft begin with."""
MOST_BEFORE = 8
"""Earlier bulletins that are looked at for how often a place was named: two years."""


def fields_of(draft: pd.DataFrame, office: Office, year: int, kind: Kind) -> PersonFields:
    """Return the fields that only a person fills, as typed; columns as `drafts.read_draft`."""
    return fill_fields(_typed(draft, FIELD), office, year, kind)


def _typed(draft: pd.DataFrame, beginning: str) -> dict[str, str]:
    rows = zip(draft["place"], draft["content"], strict=True)
    return {
        place.removeprefix(beginning): text
        for place, text in rows
        if place.startswith(beginning) and isinstance(text, str)
    }


def edits_of(draft: pd.DataFrame) -> dict[str, EditedText]:
    """Return what staff typed in place of paragraphs, by place; columns as `drafts.read_draft`."""
    basis = dict(zip(draft["place"], draft["basis"], strict=True))
    typed = _typed(draft, PARAGRAPH)
    return {place: EditedText(text, basis[f"{PARAGRAPH}{place}"]) for place, text in typed.items()}


def picked_keys(draft: pd.DataFrame) -> dict[CaseKind, tuple[str, ...]]:
    """Return the keys of the records picked as examples, by kind, in the order they are told.

    Columns as `drafts.read_draft`; what stands in a place `pick/` is the record's position.
    """
    return {kind: _in_order(_typed(draft, pick_place(kind, ""))) for kind in CaseKind}


def pick_place(kind: CaseKind, key: str) -> str:
    """Return the place of a picked record in a draft."""
    return f"{PICK}{kind.value}/{key}"


def _in_order(positions: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(positions, key=lambda key: (int(positions[key]), key)))


def picks_of(draft: pd.DataFrame, found: Mapping[str, Case]) -> dict[CaseKind, tuple[Case, ...]]:
    """Return the picked records that the data still hold, by kind; `found` by key."""
    return {kind: tuple(found[key] for key in keys if key in found) for kind, keys in picked_keys(draft).items()}


def issued_circulars(issued: pd.DataFrame, quarter: object) -> list[int]:
    """Return the numbers of what was frozen for the circulars in force before a quarter, newest first.

    Columns as `issuing.read_issued`.
    """
    is_before = issued["is_current"] & (issued["quarter"] < str(quarter))
    wanted = issued.loc[(issued["kind"] == Kind.CIRCULAR.value) & is_before, "frozen_id"]
    return [int(number) for number in wanted.head(MOST_BEFORE)]
