"""The audit log: who did what when and with which result, each row chained to the one before."""

from alembic import op

from data_access.workspace.columns import moment, number_key, text
from data_access.workspace.migrations.appending import only_grows

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table and let it only grow."""
    op.create_table(
        "audit_event",
        number_key(),
        moment("happened_at", "发生的时间"),
        text("subject", "账号标识，未登录为空文本"),
        text("name", "账号的显示名称"),
        text("roles", "当时的角色"),
        text("kind", "事件类别", codes=("登录", "退出", "拒绝", "查看明细", "导出", "修改", "印发", "模板")),
        text("what", "对象"),
        text("detail", "补充说明，不含正文和举报内容"),
        text("result", "结果", codes=("允许", "拒绝", "未成功")),
        text("previous_hash", "前一行的 SHA-256，首行为64个0"),
        text("hash", "本行各列和前一行校验值的 SHA-256"),
        comment="审计记录，逐行相连，只增不改",
        sqlite_autoincrement=True,
    )
    op.create_index("audit_event_of_time", "audit_event", ["happened_at"])
    op.create_index("audit_event_of_account", "audit_event", ["subject"])
    op.create_index("audit_event_of_kind", "audit_event", ["kind"])
    only_grows("audit_event")
