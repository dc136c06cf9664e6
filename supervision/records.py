"""The rows of a frame as plain values."""

from typing import Any

import pandas as pd


def records_of(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows one after another by column, None where a value is missing.

    Column by column: a frame of objects, as `where` makes one, takes several times as long for the few rows of a page.
    """
    columns = [
        [None if missing else value for value, missing in zip(rows[name].tolist(), rows[name].isna(), strict=True)]
        for name in rows
    ]
    names = [str(name) for name in rows]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
