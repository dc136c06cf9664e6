"""Rows of a frame as plain values: nothing missing is a number, and whole numbers stay whole."""

from datetime import date

import pandas as pd

from supervision.records import records_of


def test_every_kind_of_column_comes_as_plain_values_and_missing_ones_as_none():
    rows = pd.DataFrame(
        {
            "text": ["郑州", None],
            "whole": [1, 2],
            "part": [0.5, float("nan")],
            "day": [date(2022, 3, 1), None],
            "moment": pd.to_datetime(["2022-03-01 08:00", None]),
            "is_so": [True, False],
            "maybe": pd.array([3, None], dtype="Int64"),
        },
        index=[7, 7],
    )
    moment = pd.Timestamp("2022-03-01 08:00")
    first = {"text": "郑州", "whole": 1, "part": 0.5, "day": date(2022, 3, 1), "moment": moment}
    second = {"text": None, "whole": 2, "part": None, "day": None, "moment": None}
    assert records_of(rows) == [first | {"is_so": True, "maybe": 3}, second | {"is_so": False, "maybe": None}]
    assert [type(value) for value in records_of(rows)[0].values()] == [
        str,
        int,
        float,
        date,
        pd.Timestamp,
        bool,
        int,
    ]


def test_no_rows_are_no_records():
    assert records_of(pd.DataFrame({"text": pd.Series([], dtype=str)})) == []
