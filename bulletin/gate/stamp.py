"""The stamp on a file that did not pass: on every page, and the list of faults before anything else."""

from collections.abc import Sequence
from typing import Any

STAMP = "未通过校验"
MOST_LISTED = 30


def stamp(context: dict[str, Any], faults: Sequence[str]) -> dict[str, Any]:
    """Return a template's values with the stamp in the page's mark and the faults ahead of the text."""
    listed = [f"{number}．{fault}。" for number, fault in enumerate(faults[:MOST_LISTED], 1)]
    if len(faults) > MOST_LISTED:
        listed.append(f"其余{len(faults) - MOST_LISTED}处略。")
    heading = f"【本文件{STAMP}，只供修改，不得印发。共{len(faults)}处：】"
    mark = "　".join(filter(None, (STAMP, context["page_mark"])))
    return context | {"page_mark": mark, "cautions": [heading, *listed, *context["cautions"]]}
