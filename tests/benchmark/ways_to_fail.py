"""The ways in which the shared database fails while the dashboard runs: behind a relay, and in the server itself."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import make_url

from data_access.shared.tables import metadata
from tests.fault_proxy import Fault, FaultProxy
from tests.postgres import Cluster, GivenServer, reading_account

SLOW_SECONDS, ROW_SECONDS = 30, 0.02
_RELAYED = {
    Fault.SILENT_ACCEPT: "接受连接后无应答",
    Fault.SILENT_AFTER_CONNECT: "连接后无应答",
    Fault.RESET_IN_RESULT: "应答中途断开",
    Fault.TRICKLE: "每秒两千字节",
}


@dataclass(frozen=True)
class Way:
    """One way to fail: how it begins and how it ends."""

    name: str
    fail: Callable[[], None]
    mend: Callable[[], None]
    is_always_told: bool = True
    """Where the few bytes of a look still come, the database counts as there and pages show what was read."""


def ways_to_fail(proxy: FaultProxy, server: Cluster | GivenServer) -> list[Way]:
    """Return every way for the server behind the relay; a server that is not ours is not stopped."""
    ways = [Way("端口关闭", proxy.refuse, proxy.accept)]
    ways += [
        Way(name, lambda of=fault: _set(proxy, of), lambda: _set(proxy, Fault.NONE), fault is not Fault.TRICKLE)
        for fault, name in _RELAYED.items()
    ]
    ways += [
        _slow(server.url, "慢查询", f"(select pg_sleep({SLOW_SECONDS}))", is_always_told=True),
        _slow(server.url, "每行都慢", f"pg_sleep({ROW_SECONDS})", is_always_told=False),
        _locked(server.url),
    ]
    if isinstance(server, Cluster):
        ways.append(Way("停止后重新启动", server.stop, server.start))
    return ways


def _set(proxy: FaultProxy, fault: Fault) -> None:
    if fault is Fault.SILENT_ACCEPT:
        # What is connected already would go on.
        proxy.refuse()
        proxy.accept()
    proxy.fault = fault


def _slow(url: str, name: str, nap: str, *, is_always_told: bool) -> Way:
    """Return how the server sleeps over the reading account's questions: half a minute over each, or over each row."""
    reader = make_url(reading_account(url)).username
    slow = f"create policy slow on {{}} for select to {reader} using ({nap} is not null)"

    def fail() -> None:
        _run_for_each(url, "alter table {} enable row level security", slow)

    def mend() -> None:
        _run_for_each(url, "drop policy slow on {}", "alter table {} disable row level security")

    return Way(name, fail, mend, is_always_told)


def _run_for_each(url: str, *statements: str) -> None:
    engine = create_engine(url)
    # A relation at a time: who changes one waits for its readers.
    for relation in metadata.sorted_tables:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement.format(relation.name)))
    engine.dispose()


def _locked(url: str) -> Way:
    """Return how another transaction holds every relation for itself, as a restore does."""
    held: list[Connection] = []
    names = ", ".join(relation.name for relation in metadata.sorted_tables)

    def fail() -> None:
        held.append(create_engine(url, poolclass=NullPool).connect())
        held[0].execute(text(f"lock table {names} in access exclusive mode"))

    return Way("表被锁定", fail, lambda: held.pop().close())
