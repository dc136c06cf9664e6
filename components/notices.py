"""Messages on the screen: an error with an incident number, no data, and old data are three different things."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import streamlit as st

from components.escaping import md_escape
from supervision.faults import AccessRefused, DatabaseAway, Fault, InputRejected, NoData
from supervision.outage import Outage, outage_text
from supervision.periods import print_date

OLD_AFTER_DAYS = 10
"""Complaints arrive on holidays too, so ten days without any record mean that the supply of data stands still."""

log = logging.getLogger("dashboard")

_UNEXPECTED = "页面暂时无法显示。已记录故障，请稍后重试；如再次出现，请将故障编号告知系统管理员。"


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong inside into a message; the cause goes to the log under the incident number shown."""
    try:
        yield
    except NoData as fault:
        show_no_data(fault.sentence)
    except AccessRefused as fault:
        show_access_refused(fault.sentence)
    except InputRejected as fault:
        show_rejected(fault.sentence)
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


def show_rejected(sentence: str) -> None:
    """Say that what was chosen cannot be shown, and why; nothing is broken and nothing is missing."""
    st.warning(f"**所选内容不可用**\n\n{md_escape(sentence)}")


def show_access_refused(sentence: str, title: str = "未予办理") -> None:
    """Say that this is not for the account, and what to do; nothing is broken."""
    st.warning(f"**{title}**\n\n{md_escape(sentence)}")


def show_old_data(newest: date, today: date) -> None:
    """Say how long nothing new has come in, if longer than usual: the figures stand, but they may be behind."""
    idle = (today - newest).days
    if idle > OLD_AFTER_DAYS:
        st.warning(
            f"**数据未更新**　数据库最新记录为{print_date(newest)}，已有{idle}天没有新数据，请核实数据报送是否正常。"
        )


def show_outside_sums(areas: int) -> None:
    """Say that areas are in no sum because of what the table of areas says of them; nothing where there are none."""
    if areas:
        st.warning(f"**区划表有误**　有{areas}个地区未计入全省汇总，请在“数据质量”页核对区划表（area）。")


def show_outage(outage: Outage) -> None:
    """Say above everything that the database is away, why, and of when the figures below are."""
    st.warning(f"**数据库暂时不可用**　{md_escape(outage_text(outage))}")


def show_refused(text: str) -> None:
    """Say quietly that a value in the link was not offered and the default is shown."""
    st.caption(f"链接中的“{md_escape(text[:40])}”无法识别，已改用默认选项。")
