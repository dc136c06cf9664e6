"""One value of a file as a count: a whole number of at least 0, empty, or the rule that it breaks."""

import re
import unicodedata
from datetime import date, time, timedelta

from data_access.workbook.form_layout import LARGEST_COUNT

YES_NO = ("是", "否")
NOTHING = ("", "-", "--", "—", "——", "－", "/", "／")
"""What published tables print where there is no figure."""

_WHOLE = re.compile(r"\d+(?:\.0+)?|\d{1,3}(?:,\d{3})+")
_RULE = "应为不小于0的整数"


class NotACount(ValueError):  # noqa: N818 - says what the value is
    """The value is no count; the message is the rule in Chinese."""


def count_in_cell(value: object, data_type: str) -> int | None:
    """Return the count of a workbook cell, None for an empty one.

    `data_type` is openpyxl's (`f` formula, `e` error). Raises NotACount with the rule.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if data_type == "f":
        raise NotACount(f"{_RULE}，不得为公式，请粘贴为数值")
    if data_type == "e":
        raise NotACount(f"{_RULE}，不得为错误值")
    if isinstance(value, bool | date | time | timedelta):
        raise NotACount(f"{_RULE}，不得为日期或逻辑值")
    if isinstance(value, int | float):
        return _whole(value)
    if _WHOLE.fullmatch(_plain(str(value))):
        raise NotACount(f"{_RULE}，现为文本格式的数字，请改为数值格式")
    raise NotACount(f"{_RULE}，不得为文字；没有数据请留空，确为零请填0")


def count_in_text(text: str) -> int | None:
    """Return the count of a CSV field, None where nothing is printed; raises NotACount with the rule."""
    plain = _plain(text)
    if plain in NOTHING:
        return None
    if not _WHOLE.fullmatch(plain):
        raise NotACount(f"{_RULE}，不得为文字、小数或负数")
    return _whole(int(plain.split(".")[0].replace(",", "")))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _whole(number: int | float) -> int:
    if number < 0:
        raise NotACount(f"{_RULE}，不得为负数")
    if number > LARGEST_COUNT:
        raise NotACount(f"数值过大，不得超过{LARGEST_COUNT:,}")
    if number != int(number):
        raise NotACount(f"{_RULE}，不得为小数")
    return int(number)
