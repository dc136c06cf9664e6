"""Messages on the screen: an error with an incident number, no data, and old data are three different things.

Every part of a page is drawn under `explained`, as a decorator, so that it says in its own place what it cannot show
and the other parts stay; the whole page is run under it once more.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

import streamlit as st

from components import outage_store, selection
from components.escaping import md_escape
from supervision.faults import AccessRefused, DatabaseAway, Fault, InputRejected, NoData
from supervision.outage import Outage, outage_text
from supervision.periods import print_date

OLD_AFTER_DAYS = 10
"""Complaints arrive on holidays too, so ten days without any record mean that the supply of data stands still."""

log = logging.getLogger("dashboard")

_UNEXPECTED = "页面暂时无法显示。已记录故障，请稍后重试；如再次出现，请将故障编号告知系统管理员。"


# Of one run of a page: the incident numbers given so far, by what happened. One cause is one incident.
_NUMBERS: ContextVar[dict[tuple[type, str], str] | None] = ContextVar("numbers", default=None)
_MAY_START_OVER, _ANEW = "may_start_over", "anew"


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong inside into a message; the cause goes to the log under the incident number shown.

    Also a decorator, `@explained()`, of what draws one part of a page. Streamlit's own ways to stop and to run again
    are no exceptions of Python's and pass.
    """
    known = _NUMBERS.get()
    run = _NUMBERS.set({} if known is None else known)
    try:
        yield
    except NoData as fault:
        show_no_data(fault.sentence)
    except AccessRefused as fault:
        show_access_refused(fault.sentence)
    except InputRejected as fault:
        show_rejected(fault.sentence)
    except Fault as fault:
        if isinstance(fault, DatabaseAway):
            _start_over_where_it_was_lost()
        show_error(fault, fault.sentence)
    except Exception as error:  # noqa: BLE001 - the last line before the reader: named, logged, never swallowed
        show_error(error, _UNEXPECTED)
    finally:
        _NUMBERS.reset(run)


def note_head(*, says_away: bool) -> None:
    """Note whether the head of a page says that the database is away; without that word a loss draws it anew, once."""
    selection.remember(_MAY_START_OVER, not says_away and selection.recall(_MAY_START_OVER) != _ANEW)


def _start_over_where_it_was_lost() -> None:
    """Run the page again where the database was lost below a head that knew nothing of it.

    The head then says so, all parts are of one version of the data, and the page looks whether the database is back.
    """
    if selection.recall(_MAY_START_OVER) is True and outage_store.outage():
        selection.remember(_MAY_START_OVER, _ANEW)
        selection.start_over()


def show_error(error: BaseException, sentence: str) -> None:
    """Show a sentence with an incident number and log the error under it; again in the same run, the same number."""
    numbers, cause = _NUMBERS.get(), (type(error), str(error))
    number = numbers.get(cause) if numbers else None
    if number is None:
        number = secrets.token_hex(4).upper()
        log.error("incident %s", number, exc_info=error)
    if numbers is not None:
        numbers[cause] = number
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


def is_old(newest: date, today: date) -> bool:
    """Return whether nothing new has come in for longer than usual: the figures stand, but they may be behind."""
    return (today - newest).days > OLD_AFTER_DAYS


def show_old_data(newest: date, today: date) -> None:
    """Say since when nothing new has come in."""
    idle = (today - newest).days
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
