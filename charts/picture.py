"""What every chart function returns: a picture for the browser and for Word alike."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from charts.theme import QUIET_INK, Look, Spec, chart_config

Row = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, eq=False)
class Picture:
    """A Vega-Lite spec, the rows it draws, and what it shows in words.

    The spec does not depend on the figures, so that a living chart in the browser takes new rows without being rebuilt:
    `st.vega_lite_chart(picture.table, picture.spec, theme=None)`.
    """

    spec: Spec
    values: pd.DataFrame | None
    """Rows for the spec; None where there is nothing to draw and the spec says so in words."""
    alt: str
    """The picture in words, for those who cannot see it."""

    @cached_property
    def table(self) -> pa.Table:
        """The rows as the browser receives them, made once for all who look; raises TypeError where there are none."""
        return pa.Table.from_pandas(self.values)

    @property
    def is_empty(self) -> bool:
        """Return whether there was nothing to draw."""
        return self.values is None


def make_picture(view: Spec, values: pd.DataFrame, alt: str, look: Look) -> Picture:
    """Return a picture of a view (the parts of a spec that differ from chart to chart)."""
    _silence_ornaments(view)
    spec = {
        "$schema": SCHEMA,
        "config": chart_config(look),
        "autosize": {"type": "fit", "contains": "padding"},
        # Streamlit's browser side writes into it and fails on a plain number.
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        **view,
    }
    return Picture(spec, values, alt)


def _silence_ornaments(view: Spec) -> None:
    """Hide from readers aloud the marks that say nothing of their own: outlines, rules, bands behind the figures."""
    for part in [*view.get("layer", []), *([view["spec"]] if "spec" in view else [])]:
        _silence_ornaments(part)
    mark, encoding = view.get("mark"), view.get("encoding", {})
    if isinstance(mark, dict) and mark["type"] != "text" and "tooltip" not in encoding and "params" not in view:
        mark["aria"] = False


def draw_nothing(sentence: str, look: Look) -> Picture:
    """Return a picture that says in words why there is nothing to see."""
    text: Spec = {
        "$schema": SCHEMA,
        "config": chart_config(look),
        "width": look.spec_width,
        "height": look.font_size * 6,
        "data": {"values": [{}]},
        "mark": {"type": "text", "color": QUIET_INK, "fontSize": look.font_size * 1.15},
        "encoding": {"text": {"value": sentence}},
    }
    return Picture(text, None, sentence)


def join_names(names: list[str], most: int = 5) -> str:
    """Return names for an alt text: 郑州、开封等18个."""
    shown = "、".join(names[:most])
    return f"{shown}等{len(names)}个" if len(names) > most else shown
