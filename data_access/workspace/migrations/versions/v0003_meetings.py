"""The weekly meetings: when each began and closed, and what they resolved."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint

from data_access.workspace.columns import day, moment, number_key, text, whole
from data_access.workspace.migrations.appending import only_grows

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables and let them only grow."""
    op.create_table(
        "meeting",
        number_key(),
        whole("meeting_number", "第几次例会，从1起"),
        text("quarter", "开会时所看的季度，如 2022Q1"),
        day("cutoff", "开会时所看的数据截止日"),
        moment("started_at", "开始的时间"),
        UniqueConstraint("meeting_number", name="meeting_once"),
        comment="周例会的开始，每次一行，只增不改",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting_closing",
        number_key(),
        Column("meeting_number", Integer, ForeignKey("meeting.meeting_number"), nullable=False, comment="第几次例会"),
        text("quarter", "结束时所看的季度，如 2022Q1"),
        day("cutoff", "结束时所看的数据截止日"),
        text("snapshot", "所依据考评结果的 SHA-256"),
        text("standing", "结束时的各项数，供下次例会对比，JSON"),
        moment("closed_at", "结束的时间"),
        UniqueConstraint("meeting_number", name="meeting_closing_once"),
        comment="周例会的结束，每次一行，只增不改",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "resolution",
        number_key(),
        text("resolution_id", "议定事项编号，各次修改相同"),
        whole("version", "第几次登记，从1起"),
        Column(
            "meeting_number", Integer, ForeignKey("meeting.meeting_number"), nullable=False, comment="由第几次例会议定"
        ),
        text("matter", "议定的事项"),
        text("unit", "责任单位，不写个人姓名"),
        day("due_on", "完成时限"),
        text("state", "状态", codes=("办理中", "已办结", "已撤销")),
        text("progress", "进展，可为空"),
        moment("recorded_at", "登记的时间"),
        UniqueConstraint("resolution_id", "version", name="resolution_once"),
        comment="周例会的议定事项，每次修改一行，以最大的 version 为准",
        sqlite_autoincrement=True,
    )
    op.create_index("resolution_of_meeting", "resolution", ["meeting_number"])
    for table in ("meeting", "meeting_closing", "resolution"):
        only_grows(table)
