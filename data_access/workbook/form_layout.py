"""Where things stand on the counties' form; the writer and the reader share it."""

from supervision.scheme import Measure

ENTRY_SHEET = "季度填报表"
NOTES_SHEET = "填报说明"

# Rows count from 1, as a person and a cell address count them.
TITLE_ROW = 1
QUARTER_ROW = 2
HEADING_ROW = 3
CODE_ROW = 4
"""Hidden row with the code of each column, so that reading never depends on Chinese text."""
FIRST_ROW = 5

FIXED_COLUMNS = {
    "area_code": "地区代码",
    "unit_name": "报送单位",
    "area_name": "县（市、区）",
    "filled": "填报情况",
}

QUARTER_NAME = "form_quarter"
SCHEME_NAME = "form_scheme"

FILLED = "已填报"
PARTLY = "部分暂缺"
NOT_REPORTED = "本季度未报"
FILLED_CHOICES = (FILLED, PARTLY, NOT_REPORTED)

LARGEST_COUNT = 2_147_483_647
"""The largest number the contract's integer column holds on PostgreSQL."""


def heading_of(measure: Measure) -> str:
    """Return the heading of a measure's column: its name and unit."""
    return f"{measure.name}（{measure.unit}）"
