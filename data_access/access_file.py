"""The office's list of accounts, read anew each time, so that a role taken back is gone with the next click."""

from functools import lru_cache

from data_access import settings
from supervision.access_list import AccessList, parse_access_list
from supervision.faults import AccessRefused

_parsed = lru_cache(maxsize=2)(parse_access_list)


def read_access_list() -> AccessList | None:
    """Return the list of DASHBOARD_ACCESS_FILE; None where none is set.

    Raises AccessRefused where the file cannot be read or breaks its form: a broken list lets nobody in.
    """
    path = settings.access_file()
    if path is None:
        return None
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AccessRefused("账号权限文件无法使用，系统暂不对任何人开放。请联系系统管理员检查该文件。") from error
