"""Templates of documents that staff change themselves, and which of them is in use."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint

from data_access.workspace.columns import moment, number_key, stored_bytes, text, whole
from data_access.workspace.migrations.appending import only_grows

revision = "0002"
down_revision = "0001"

_KINDS = ("circular", "report", "unit", "summons", "letter")


def upgrade() -> None:
    """Create the tables and let them only grow."""
    op.create_table(
        "template_version",
        number_key(),
        text("kind", "哪种文件的模板", codes=_KINDS),
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
    op.create_table(
        "template_activation",
        number_key(),
        text("kind", "哪种文件的模板", codes=_KINDS),
        Column(
            "template_id",
            Integer,
            ForeignKey("template_version.id"),
            comment="启用哪一版；为空表示恢复随软件附带的模板",
        ),
        text("activated_by", "启用的处室或职务，不是上传的人"),
        moment("activated_at", "启用的时间"),
        comment="模板的启用，每次一行，每种模板以最后一行为准",
        sqlite_autoincrement=True,
    )
    for table in ("template_version", "template_activation"):
        only_grows(table)
