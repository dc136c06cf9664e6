"""What a page takes while the database fails in each way known, and until it is live again."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import make_url

from components.watching import FRESH_SECONDS
from tests.benchmark.measures import Measure, collected
from tests.benchmark.sessions import read_page, run_once
from tests.fault_proxy import Fault, FaultProxy, relaying
from tests.postgres import reading_account
from tests.serving import Server, running_dashboard

FIRST_SECONDS, BACK_SECONDS = 3.0, 30.0
AWAY = "数据库暂时不可用".encode()
_NAMES = {
    Fault.SILENT_ACCEPT: "接受连接后无应答",
    Fault.SILENT_AFTER_CONNECT: "连接后无应答",
    Fault.RESET_IN_RESULT: "应答中途断开",
    Fault.TRICKLE: "每秒两千字节",
}


def measure_outages(url: str) -> list[Measure]:
    """Return the seconds of the first page under each fault of a PostgreSQL at `url`, and until it is live again."""
    reader = reading_account(url)
    measures: list[Measure] = []
    with relaying(make_url(reader).port or 5432) as proxy, tempfile.TemporaryDirectory() as folder:
        behind = make_url(reader).set(port=proxy.port).render_as_string(hide_password=False)
        with running_dashboard(behind, Path(folder) / "log") as server:
            run_once(server, "/", "")
            time.sleep(30)  # Everything is read in advance by then.
            measures += _fail(server, proxy, "端口关闭", proxy.refuse)
            for fault, name in _NAMES.items():
                measures += _fail(server, proxy, name, lambda of=fault: _set(proxy, of))
    return measures


def _set(proxy: FaultProxy, fault: Fault) -> None:
    proxy.refuse()
    proxy.accept()
    proxy.fault = fault


def _fail(server: Server, proxy: FaultProxy, name: str, fail: Callable[[], None]) -> list[Measure]:
    fail()
    time.sleep(FRESH_SECONDS + 1)
    seconds = run_once(server, "/", "") / 1000
    # Two kilobytes a second still bring the few bytes of a look: the database counts as there.
    assert _says_away(server) or name == _NAMES[Fault.TRICKLE], name
    proxy.refuse()
    proxy.accept()
    began = time.monotonic()
    while _says_away(server):
        time.sleep(0.5)
    return [
        collected(f"数据库故障（{name}），首页脚本", "s", FIRST_SECONDS, [seconds]),
        collected(f"数据库故障（{name}），恢复后再次可用", "s", BACK_SECONDS, [time.monotonic() - began]),
    ]


def _says_away(server: Server) -> bool:
    """Return whether the page tells that the database is away."""
    return AWAY in read_page(server, "/")
