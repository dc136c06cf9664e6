"""Templates that staff uploaded, and which of them is in use; rows are only added, so every earlier one can return."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from data_access.shared.reading import read_frame
from data_access.workspace.columns import in_shanghai
from data_access.workspace.tables import template_activation, template_version
from data_access.workspace.transactions import let_one_at_a_time
from supervision.faults import ContractBroken, InputRejected, NoData
from supervision.permissions import account_mark

WAITING, ACTIVE, RETIRED = "待启用", "启用", "停用"


@dataclass(frozen=True)
class Upload:
    """A template to be kept; it has passed its checks."""

    kind: str
    docx: bytes
    note: str
    uploaded_by: str


@dataclass(frozen=True)
class StoredTemplate:
    """A template as it is kept."""

    kind: str
    version: int
    docx: bytes


def add_template(connection: Connection, upload: Upload, at: datetime) -> int:
    """Keep a template and return its version, counted from 1 for each kind; it is not in use yet.

    Raises InputRejected where somebody or something is not named, or the very same file is kept already.
    """
    if not upload.uploaded_by.strip() or not upload.note.strip():
        raise InputRejected("没有保存：请填写上传人和改动说明。")
    let_one_at_a_time(connection, f"template/{upload.kind}")
    columns, sha256 = template_version.c, hashlib.sha256(upload.docx).hexdigest()
    same = select(columns.version).where(columns.kind == upload.kind, columns.sha256 == sha256)
    if (version := connection.execute(same.limit(1)).scalar_one_or_none()) is not None:
        raise InputRejected(f"没有保存：与第{version}版完全相同，可直接启用第{version}版。")
    newest = select(func.coalesce(func.max(columns.version), 0)).where(columns.kind == upload.kind)
    version = int(connection.execute(newest).scalar_one()) + 1
    row = {
        "kind": upload.kind,
        "version": version,
        "sha256": sha256,
        "docx": upload.docx,
        "note": upload.note.strip(),
        "uploaded_by": upload.uploaded_by.strip(),
        "uploaded_at": at,
    }
    connection.execute(insert(template_version).values(row))
    return version


def activate_template(connection: Connection, kind: str, version: int, activated_by: str, at: datetime) -> None:
    """Put a kept template to use; what was in use before stays among the versions.

    Raises InputRejected where it is in use already, there is none of that version, nobody is named, or the one named
    is who uploaded it: two people see every template before it is used.
    """
    let_one_at_a_time(connection, f"template/{kind}")
    columns = template_version.c
    query = select(columns.id, columns.uploaded_by).where(columns.kind == kind, columns.version == version)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise InputRejected(f"没有启用：没有第{version}版模板，请刷新页面后重试。")
    if not activated_by.strip():
        raise InputRejected("没有启用：请填写启用人。")
    if _same_person(activated_by, found.uploaded_by):
        raise InputRejected(f"没有启用：第{version}版由“{found.uploaded_by}”上传，须由另一人核对后启用。")
    if _active_id(connection, kind) == found.id:
        raise InputRejected(f"没有启用：第{version}版已在使用。")
    _add(connection, kind, int(found.id), activated_by, at)


def restore_shipped(connection: Connection, kind: str, restored_by: str, at: datetime) -> None:
    """Go back to the template that comes with the program.

    Raises InputRejected where nobody is named, or it is in use already.
    """
    let_one_at_a_time(connection, f"template/{kind}")
    if not restored_by.strip():
        raise InputRejected("没有恢复：请填写经办人。")
    if _active_id(connection, kind) is None:
        raise InputRejected("没有恢复：现用的就是随软件附带的模板。")
    _add(connection, kind, None, restored_by, at)


def _add(connection: Connection, kind: str, template_id: int | None, by: str, at: datetime) -> None:
    row = {"kind": kind, "template_id": template_id, "activated_by": by.strip(), "activated_at": at}
    connection.execute(insert(template_activation).values(row))


def _same_person(one: str, other: str) -> bool:
    """Return whether two signatures are one account's, or two names one, whatever their width, case and spaces."""
    marks = account_mark(one), account_mark(other)
    if all(marks):
        return marks[0] == marks[1]
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _active_id(connection: Connection, kind: str) -> int | None:
    """Return the template in use; None where it is the one that comes with the program."""
    columns = template_activation.c
    last = select(columns.template_id).where(columns.kind == kind).order_by(columns.id.desc()).limit(1)
    found = connection.execute(last).scalar_one_or_none()
    return None if found is None else int(found)


def read_templates(connection: Connection, kind: str) -> pd.DataFrame:
    """Return the kept templates of a kind, newest first, without their files.

    Columns: version, sha256, note, uploaded_by, uploaded_at (Shanghai), state (待启用: never in use; 启用; 停用),
    activated_by (of the last time, empty where never) and activated_at (missing there).
    """
    columns, activations = template_version.c, template_activation
    wanted = [column for column in columns if column.name != "docx"]
    found = read_frame(connection, select(*wanted).where(columns.kind == kind).order_by(columns.version.desc()))
    query = select(activations).where(activations.c.kind == kind).order_by(activations.c.id)
    steps = read_frame(connection, query).to_dict("records")
    last = {step["template_id"]: step for step in steps}
    active = _active_id(connection, kind)
    states = [ACTIVE if number == active else RETIRED if number in last else WAITING for number in found["id"]]
    used: list[Mapping[Any, Any]] = [last.get(number, {}) for number in found["id"]]
    return found.drop(columns=["id", "kind"]).assign(
        uploaded_at=in_shanghai(found["uploaded_at"]),
        state=states,
        activated_by=[step.get("activated_by", "") for step in used],
        activated_at=in_shanghai(pd.Series([step.get("activated_at") for step in used], dtype=object)),
    )


def read_template(connection: Connection, kind: str, version: int) -> StoredTemplate:
    """Return a kept template byte by byte.

    Raises NoData where there is none of that version, ContractBroken where the bytes are no longer those.
    """
    columns = template_version.c
    query = select(template_version).where(columns.kind == kind, columns.version == version)
    return _checked(connection.execute(query).mappings().one_or_none())


def read_active_templates(connection: Connection) -> dict[str, StoredTemplate]:
    """Return the templates in use by kind; kinds that use the one that comes with the program are not among them.

    Raises ContractBroken where the bytes of one are no longer those that were kept.
    """
    kinds = connection.execute(select(template_activation.c.kind).distinct()).scalars().all()
    active = [number for kind in kinds if (number := _active_id(connection, kind)) is not None]
    rows = connection.execute(select(template_version).where(template_version.c.id.in_(active))).mappings()
    return {row["kind"]: _checked(row) for row in rows}


def _checked(row: Mapping[Any, Any] | None) -> StoredTemplate:
    if row is None:
        raise NoData("工作库中没有这一版模板。")
    docx = bytes(row["docx"])
    if hashlib.sha256(docx).hexdigest() != row["sha256"]:
        raise ContractBroken("模板与上传时的校验值不符，请从备份恢复工作库，或恢复为随软件附带的模板。")
    return StoredTemplate(row["kind"], int(row["version"]), docx)
