"""The tables of the workspace as they are now; `migrations/` brings every older store to this state.

Rows are only ever added: a correction is a new row, and triggers refuse UPDATE and DELETE on both databases.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy import text as sql_text

from data_access.workspace.columns import day, moment, number, number_key, stored_bytes, text, whole

metadata = MetaData()

decision = Table(
    "decision",
    metadata,
    number_key(),
    text("subject_kind", "对什么作出决定，如 约谈建议"),
    text("area_code", "涉及地区"),
    text("quarter", "季度，如 2022Q1"),
    day("cutoff", "所依据的数据截止日"),
    text("rule_ids", "触发的规则编号，JSON 数组"),
    text("choice", "决定，如 采纳、不采纳"),
    text("reason", "理由"),
    text("decided_by", "决定的处室或职务，可为空"),
    moment("decided_at", "决定的时间"),
    text("snapshot", "所依据考评结果的 SHA-256"),
    Index("decision_of_quarter", "quarter", "area_code"),
    comment="人对建议作出的决定，每次一行，只增不改",
    sqlite_autoincrement=True,
)

contest_event = Table(
    "contest_event",
    metadata,
    number_key(),
    text("contest_id", "申辩编号，同一申辩的各步相同"),
    text("subject_kind", "对什么提出申辩", codes=("问题", "指标")),
    text("subject_id", "问题编号或指标编号"),
    text("area_code", "提出申辩的地区"),
    text("quarter", "季度，如 2022Q1"),
    text("event", "哪一步", codes=("提出", "受理", "成立", "不成立", "撤回")),
    day("filed_on", "这一步发生的日期"),
    day("due_on", "应办结的日期", null=True),
    number("changed_value", "申辩成立后改为的数值"),
    text("reason", "理由"),
    moment("recorded_at", "登记的时间"),
    Index("contest_event_of_contest", "contest_id"),
    Index("contest_event_of_quarter", "quarter", "area_code"),
    comment="申辩的每一步，每步一行，只增不改",
    sqlite_autoincrement=True,
)

frozen_assessment = Table(
    "frozen_assessment",
    metadata,
    number_key(),
    text("quarter", "季度，如 2022Q1"),
    day("cutoff", "数据截止日"),
    text("scheme_id", "考评方案"),
    text("snapshot", "考评结果的 SHA-256"),
    stored_bytes("figures", "全部数值，gzip 压缩的 JSON"),
    text("figures_hash", "全部数值（压缩前）的 SHA-256"),
    text("frozen_by", "定稿的处室或职务，可为空"),
    moment("frozen_at", "定稿的时间"),
    UniqueConstraint("quarter", "cutoff", "snapshot", name="frozen_assessment_once"),
    comment="定稿的考评结果，不可更改",
    sqlite_autoincrement=True,
)

issued_bulletin = Table(
    "issued_bulletin",
    metadata,
    number_key(),
    text("kind", "文种", codes=("circular", "report", "unit")),
    text("area_code", "一市一单发给的单位，其他文种为空文本"),
    text("quarter", "季度，如 2022Q1"),
    day("cutoff", "数据截止日"),
    text("number", "发文字号"),
    text("content_hash", "文件的 SHA-256"),
    stored_bytes("docx", "印发的 Word 文件"),
    Column("frozen_id", Integer, ForeignKey("frozen_assessment.id"), nullable=False, comment="所依据的定稿"),
    Column("supersedes", Integer, ForeignKey("issued_bulletin.id"), unique=True, comment="所替代的文件，可为空"),
    text("issued_by", "登记印发的处室或职务，可为空"),
    day("issued_on", "成文日期"),
    moment("issued_at", "登记印发的时间"),
    Index("issued_bulletin_of_quarter", "quarter", "kind"),
    # A second one for the same quarter and receiver must say which it replaces.
    Index(
        "issued_bulletin_first",
        "quarter",
        "kind",
        "area_code",
        unique=True,
        sqlite_where=sql_text("supersedes is null"),
        postgresql_where=sql_text("supersedes is null"),
    ),
    comment="已印发的文件，不可更改，只能由新文件替代",
    sqlite_autoincrement=True,
)

draft_text = Table(
    "draft_text",
    metadata,
    number_key(),
    text("quarter", "季度，如 2022Q1"),
    text("kind", "文种", codes=("circular", "report", "unit")),
    text("area_code", "一市一单发给的单位，其他文种为空文本"),
    text("place", "哪一段或哪一栏，如 paragraph/overview/2、field/number"),
    whole("version", "第几次修改，从1起"),
    text("content", "修改后的文字；为空表示恢复自动撰写", null=True),
    text("basis", "修改时所见的自动文字和数字，JSON"),
    text("edited_by", "修改的处室或职务，可为空"),
    moment("edited_at", "修改的时间"),
    UniqueConstraint("quarter", "kind", "area_code", "place", "version", name="draft_text_once"),
    comment="草稿中由人填写或修改的段落和栏目，每次修改一行，以最大的 version 为准",
    sqlite_autoincrement=True,
)

template_version = Table(
    "template_version",
    metadata,
    number_key(),
    text("kind", "哪种文件的模板", codes=("circular", "report", "unit", "summons", "letter")),
    whole("version", "第几版，同一种模板从1起"),
    text("sha256", "模板文件的 SHA-256"),
    stored_bytes("docx", "模板文件"),
    text("note", "改了什么"),
    text("uploaded_by", "上传的处室或职务"),
    moment("uploaded_at", "上传的时间"),
    UniqueConstraint("kind", "version", name="template_version_once"),
    comment="上传的文件模板，检查和试填通过后才存入，不可更改",
    sqlite_autoincrement=True,
)

template_activation = Table(
    "template_activation",
    metadata,
    number_key(),
    text("kind", "哪种文件的模板", codes=("circular", "report", "unit", "summons", "letter")),
    Column(
        "template_id", Integer, ForeignKey("template_version.id"), comment="启用哪一版；为空表示恢复随软件附带的模板"
    ),
    text("activated_by", "启用的处室或职务，不是上传的人"),
    moment("activated_at", "启用的时间"),
    comment="模板的启用，每次一行，每种模板以最后一行为准",
    sqlite_autoincrement=True,
)

meeting = Table(
    "meeting",
    metadata,
    number_key(),
    whole("meeting_number", "第几次例会，从1起"),
    text("quarter", "开会时所看的季度，如 2022Q1"),
    day("cutoff", "开会时所看的数据截止日"),
    moment("started_at", "开始的时间"),
    UniqueConstraint("meeting_number", name="meeting_once"),
    comment="周例会的开始，每次一行，只增不改",
    sqlite_autoincrement=True,
)

meeting_closing = Table(
    "meeting_closing",
    metadata,
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

resolution = Table(
    "resolution",
    metadata,
    number_key(),
    text("resolution_id", "议定事项编号，各次修改相同"),
    whole("version", "第几次登记，从1起"),
    Column("meeting_number", Integer, ForeignKey("meeting.meeting_number"), nullable=False, comment="由第几次例会议定"),
    text("matter", "议定的事项"),
    text("unit", "责任单位，不写个人姓名"),
    day("due_on", "完成时限"),
    text("state", "状态", codes=("办理中", "已办结", "已撤销")),
    text("progress", "进展，可为空"),
    moment("recorded_at", "登记的时间"),
    UniqueConstraint("resolution_id", "version", name="resolution_once"),
    Index("resolution_of_meeting", "meeting_number"),
    comment="周例会的议定事项，每次修改一行，以最大的 version 为准",
    sqlite_autoincrement=True,
)

audit_event = Table(
    "audit_event",
    metadata,
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
    Index("audit_event_of_time", "happened_at"),
    Index("audit_event_of_account", "subject"),
    Index("audit_event_of_kind", "kind"),
    comment="审计记录，逐行相连，只增不改",
    sqlite_autoincrement=True,
)

TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)
