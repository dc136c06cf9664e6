"""What is known of a database that does not answer: since when, why, and of when the figures are that stand."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Outage:
    """The shared database is away; what was read before is shown."""

    since: datetime
    """When it was found not to answer."""
    reason: str
    """Half a sentence for the reader, such as 数据库响应超时."""
    read_at: datetime
    """When the figures that are still shown were read."""


def outage_text(outage: Outage) -> str:
    """Return what a page says above figures that are older than the outage."""
    day, at = outage.read_at, outage.since
    return (
        f"{outage.reason}（{at.month}月{at.day}日{at:%H:%M}起），"
        f"以下为{day.year}年{day.month}月{day.day}日{day:%H:%M}读取的数据；数据库恢复后自动更新。"
        "此前没有打开过的内容暂时不能查看，通报暂不能生成和印发。"
    )
