"""The permissions as a file for the audit: pages and acts down, roles across, with date, version and source."""

from datetime import date
from functools import partial

import pandas as pd

from components.download import XLSX, offer_file, write_workbook
from components.notices import explained
from components.workspace_store import now
from supervision.periods import print_date
from supervision.permissions import Act, Role, permissions
from supervision.watermarks import Medium

_ROLE_WORDS = {
    Role.LOOK: "看（领导查看）",
    Role.DRAFT: "编（工作人员起草）",
    Role.SIGN: "签（第二人）",
    Role.ADMIN: "管（系统管理员）",
}
_YES, _NO = "●", "—"


def permission_matrix(today: date) -> pd.DataFrame:
    """Return the matrix: kind (页面, 事项), name, one column a role's letter, within_area, and `today` on each row."""
    table = permissions()
    pages = [("页面", table.page_names.get(path, path), rule) for rule in table.page for path in rule.paths]
    acts = [("事项", rule.name, rule) for rule in table.act]
    rows = [
        {"kind": kind, "name": name}
        | {role.value: _YES if role in rule.roles else _NO for role in Role}
        | {"within_area": _YES if rule.within_area else _NO, "as_of": today}
        for kind, name, rule in [*pages, *acts]
    ]
    return pd.DataFrame(rows)


@explained()
def offer_matrix() -> None:
    """Offer the matrix of today to who may read the audit log."""
    today = now().date()
    offer_file(
        "下载权限表（Excel）",
        partial(permission_matrix_file, today),
        Medium.EXCEL,
        file_name=f"双减督导看板权限表（{today.isoformat()}）.xlsx",
        mime=XLSX,
        key="permission_matrix",
        act=Act.READ_AUDIT,
    )


def permission_matrix_file(today: date, mark: str = "") -> bytes:
    """Return the matrix as an .xlsx; the second sheet says of when it is and where it comes from."""
    headings = {"kind": "类别", "name": "名称"} | {role.value: word for role, word in _ROLE_WORDS.items()}
    headings |= {"within_area": "限定地区的账号也有", "as_of": "日期"}
    notes = {
        "日期": print_date(today),
        "权限表版本": permissions().version,
        "依据": permissions().source,
        "说明": f"{_YES}准许，{_NO}不准。未列出的页面和事项一律不准；限定地区的账号只能看到本地区。",
    }
    return write_workbook(permission_matrix(today), headings, "双减督导看板权限表", notes, mark)
