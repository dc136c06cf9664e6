"""One picture as a document shows it: a PNG, or a chart that Word draws."""

from dataclasses import dataclass

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
