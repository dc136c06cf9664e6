"""Messages on the screen: an error with an incident number, no data, and old data are three different things."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.escaping import md_escape
from supervision.faults import DatabaseAway, Fault, InputRejected, NoData

log = logging.getLogger("dashboard")

_UNEXPECTED = "页面暂时无法显示。已记录故障，请稍后重试；如再次出现，请将故障编号告知系统管理员。"


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong inside into a message; the cause goes to the log under the incident number shown."""
    try:
        yield
    except NoData as fault:
        show_no_data(fault.sentence)
    except InputRejected as fault:
        show_no_data(fault.sentence)
    except Fault as fault:
        show_error(fault, fault.sentence)
    except Exception as error:  # noqa: BLE001 - the last line before the reader: named, logged, never swallowed
        show_error(error, _UNEXPECTED)


def show_error(error: BaseException, sentence: str) -> None:
    """Show a sentence with a new incident number and log the error under it."""
    number = secrets.token_hex(4).upper()
    log.error("incident %s", number, exc_info=error)
    heading = "数据库连接故障" if isinstance(error, DatabaseAway) else "出现故障"
    st.error(f"**{heading}**（故障编号 {number}）\n\n{md_escape(sentence)}")


def show_no_data(sentence: str) -> None:
    """Say that there is nothing to show, which is neither an error nor a zero."""
    st.info(f"**没有数据**\n\n{md_escape(sentence)}")


def show_refused(text: str) -> None:
    """Say quietly that a value in the link was not offered and the default is shown."""
    st.caption(f"链接中的“{md_escape(text[:40])}”无法识别，已改用默认选项。")
