"""Two processes behind nginx while the database is away: both go on, one is killed, the other serves, both are back."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import make_url
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from components.watching import FRESH_SECONDS
from tests.benchmark.sessions import has_ended, request_of
from tests.fault_proxy import Fault, relaying
from tests.front import Front, running_front
from tests.postgres import reading_account
from tests.serving import Server, running_dashboard

AWAY, OF_WHEN, WHY = (text.encode() for text in ("数据库暂时不可用", "读取的数据", "数据库响应超时"))
NOT_CONNECTED = "数据库暂时无法连接".encode()
FIRST_SECONDS = 5.0
"""A ceiling for a busy machine; the benchmark measures the three seconds that are promised."""
OTHER_SECONDS, BACK_SECONDS, ATTEMPT_SECONDS = 10.0, 30.0, 8.0
ESTABLISHED = "01"
Found = TypeVar("Found")


async def _in_session(front: Front, visitor: str, look: Callable[[ClientConnection], Awaitable[Found]]) -> Found:
    """Return what a look at a visitor's session finds; nginx sends the same visitor to the same process."""
    # Not the client without asyncio: over TLS it once waited two minutes for a process that had been killed.
    async with (
        asyncio.timeout(ATTEMPT_SECONDS),
        connect(
            front.address.replace("https", "wss") + "/_stcore/stream",
            ssl=front.trust,
            origin=front.address,
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"dashboard_process={visitor}"},
            max_size=None,
            close_timeout=1,
        ) as session,
    ):
        return await look(session)


def opened(front: Front, visitor: str, page: str = "/") -> bytes:
    """Return all that a visitor receives of a page."""

    async def receive(session: ClientConnection) -> bytes:
        await session.send(request_of(page))
        received = [await session.recv()]
        while not has_ended(received[-1], page):
            received.append(await session.recv())
        return b"".join(message for message in received if isinstance(message, bytes))

    return asyncio.run(_in_session(front, visitor, receive))


def reaches(front: Front, visitor: str, server: Server) -> bool:
    """Return whether nginx sends a visitor to a process."""

    async def look(_session: ClientConnection) -> bool:
        return serves_somebody(server)

    return asyncio.run(_in_session(front, visitor, look))


def serves_somebody(server: Server) -> bool:
    """Return whether a process holds a connection on its port, by the system's own list."""
    end = f":{urlsplit(server.address).port:04X}"
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    return any(line[1].endswith(end) and line[3] == ESTABLISHED for line in lines)


def a_visitor_of(front: Front, server: Server) -> str:
    for number in range(40):
        if reaches(front, f"visitor{number}", server):
            return f"visitor{number}"
        time.sleep(0.1)
    return pytest.fail("nginx sends nobody to one of the processes.")


def wait_for(what: Callable[[], bool], seconds: float) -> float:
    """Wait until something holds and return the seconds it took."""
    began = time.monotonic()
    while not what():
        assert time.monotonic() - began < seconds
        time.sleep(0.2)
    return time.monotonic() - began


def is_there(front: Front, visitor: str) -> bool:
    try:
        return AWAY in opened(front, visitor)
    except (OSError, WebSocketException, EOFError):
        return False


def is_sent_to(front: Front, visitor: str, server: Server) -> bool:
    try:
        return reaches(front, visitor, server)
    except (OSError, WebSocketException, EOFError):
        return False


def check_useful_and_old(front: Front, visitor: str) -> None:
    began = time.monotonic()
    page = opened(front, visitor)
    assert time.monotonic() - began < FIRST_SECONDS
    assert AWAY in page
    assert OF_WHEN in page
    assert WHY in page or NOT_CONNECTED in page
    assert "郑州".encode() in page


def test_two_processes_go_on_without_the_database_and_without_each_other(demo_postgres_url: str, tmp_path: Path):
    reader = make_url(reading_account(demo_postgres_url))
    with relaying(reader.port or 5432) as proxy:
        behind = reader.set(port=proxy.port).render_as_string(hide_password=False)
        with running_front(behind, tmp_path) as front:
            visitors = [a_visitor_of(front, server) for server in front.processes]
            assert not any(AWAY in opened(front, visitor) for visitor in visitors)
            wait_for(lambda: len(list(tmp_path.glob("log?.last_good"))) == 2, BACK_SECONDS)
            proxy.refuse()
            proxy.accept()
            proxy.fault = Fault.SILENT_ACCEPT
            time.sleep(FRESH_SECONDS + 1)
            for visitor in visitors:
                check_useful_and_old(front, visitor)
            os.kill(front.processes[0].process, signal.SIGKILL)
            wait_for(lambda: is_there(front, visitors[0]), OTHER_SECONDS)
            check_useful_and_old(front, visitors[0])
            # The service manager starts it again, without a database: it shows what was kept.
            port = urlsplit(front.processes[0].address).port
            with running_dashboard(behind, tmp_path / "log0", port=port) as again:
                wait_for(lambda: is_sent_to(front, visitors[0], again), BACK_SECONDS)
                check_useful_and_old(front, visitors[0])
                proxy.refuse()
                proxy.accept()
                wait_for(lambda: not any(AWAY in opened(front, visitor) for visitor in visitors), BACK_SECONDS)
