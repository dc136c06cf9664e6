"""Cell styles of the form: quiet, readable, and telling a cell for entry from a locked one without colour alone."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

_FONT = "宋体"
_LINE, _LOCKED, _HEADING, _ALARM = "#B8C0CC", "#F2F4F7", "#DCE4F0", "#F8D7D2"


@dataclass(frozen=True)
class Styles:
    """The styles by what they are for."""

    title: Format
    label: Format
    note: Format
    text: Format
    heading: Format
    locked: Format
    entry: Format
    choice: Format
    too_many: Format


def make_styles(workbook: Workbook) -> Styles:
    """Return the styles, registered with a workbook that is being written."""

    def style(**properties: Any) -> Format:
        return workbook.add_format({"font_name": _FONT, "font_size": 11, "valign": "vcenter", **properties})

    box = {"border": 1, "border_color": _LINE}
    return Styles(
        title=style(font_name="黑体", font_size=18),
        label=style(bold=True),
        note=style(font_color="#44546A"),
        text=style(text_wrap=True, indent=1, **box),
        heading=style(bold=True, text_wrap=True, align="center", bg_color=_HEADING, **box),
        locked=style(bg_color=_LOCKED, num_format="@", indent=1, **box),
        entry=style(locked=False, num_format="General", align="right", **box),
        choice=style(locked=False, align="center", **box),
        too_many=workbook.add_format({"bg_color": _ALARM, "bold": True}),
    )
