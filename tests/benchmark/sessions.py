"""A session with the running server without a browser: how long a page's script takes, by Streamlit's own protocol."""

import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.benchmark.measures import RUNS, Measure, collected
from tests.serving import PAGES, Server


def measure_scripts(server: Server) -> list[Measure]:
    """Return the time of each page's script on a warm server, from the request to `script_finished`."""
    return [collected(f"页面脚本：{name}", "ms", 100, _reruns(server, address)) for address, name in PAGES.items()]


def run_once(server: Server, page: str, link: str) -> float:
    """Return the milliseconds of a page's script for a new visitor with that link (what stands after the `?`)."""
    with open_session(server) as session:
        return _run_page(session, page, link)


def read_page(server: Server, page: str) -> bytes:
    """Return everything the server sends for a page to a new visitor, one message after another."""
    with open_session(server) as session:
        return receive_page(session, page)


def receive_page(session: ClientConnection, page: str) -> bytes:
    """Return everything that comes for a page in a session."""
    session.send(request_of(page))
    received = [session.recv(timeout=60)]
    while not has_ended(received[-1], page):
        received.append(session.recv(timeout=60))
    return b"".join(message for message in received if isinstance(message, bytes))


def _reruns(server: Server, page: str) -> list[float]:
    with open_session(server) as session:
        _run_page(session, page)  # opens the session and fills the caches
        return [_run_page(session, page) for _ in range(RUNS * 2)]


def open_session(server: Server) -> ClientConnection:
    """Return a new session's websocket."""
    return connect(address_of(server), subprotocols=["streamlit"], max_size=None)


def _run_page(session: ClientConnection, page: str, link: str = "") -> float:
    """Run a page and return its milliseconds."""
    started = time.perf_counter()
    session.send(request_of(page, link))
    while not has_ended(session.recv(timeout=60), page):
        pass
    return (time.perf_counter() - started) * 1000


def address_of(server: Server) -> str:
    """Return where the server's websocket is."""
    return f"{server.address.replace('http', 'ws')}/_stcore/stream"


def request_of(page: str, link: str = "") -> bytes:
    """Return the message that asks for a page with that link."""
    request = BackMsg()
    request.rerun_script.page_name = page.strip("/")
    request.rerun_script.query_string = link
    return request.SerializeToString()


def has_ended(answer: str | bytes, page: str) -> bool:
    """Return whether a message says that the page's script has ended; raises RuntimeError where it failed.

    One that begins anew, because the database was lost halfway, has not ended.
    """
    message = ForwardMsg.FromString(answer)
    if message.WhichOneof("type") != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
        return False
    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
        raise RuntimeError(f"The page {page!r} did not run to its end.")
    return True
