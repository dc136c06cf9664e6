"""One picture as a document shows it: a PNG, or a chart that Word draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

# A limited process that refuses a template at once does not read what draws charts.
if TYPE_CHECKING:
    from bulletin.native_charts import NativeChart

WIDTH_MM = 156


@dataclass(frozen=True)
class PrintedPicture:
    """One picture as the document shows it."""

    caption: str
    note: str
    alt: str
    drawing: bytes | NativeChart
    """A PNG, or what Word itself draws."""
