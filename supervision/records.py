"""The rows of a frame as plain values."""

from typing import Any

import pandas as pd


def records_of(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows one after another by column, None where a value is missing.

    Column by column: a frame of objects, as `where` makes one, takes several times as long for the few rows of a page.
    """
    names = [str(name) for name in rows]
    columns = [_values(rows[name]) for name in rows]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _values(column: "pd.Series[Any]") -> list[Any]:
    values, missing = column.tolist(), column.isna().to_numpy()
    if not missing.any():
        return values
    return [None if is_missing else value for value, is_missing in zip(values, missing.tolist(), strict=True)]
