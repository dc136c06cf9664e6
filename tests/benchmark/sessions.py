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


def _reruns(server: Server, page: str) -> list[float]:
    stream = f"{server.address.replace('http', 'ws')}/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], max_size=None) as session:
        _run_page(session, page)  # opens the session and fills the caches
        return [_run_page(session, page) for _ in range(RUNS * 2)]


def _run_page(session: ClientConnection, page: str) -> float:
    """Run a page and return its milliseconds."""
    request = BackMsg()
    request.rerun_script.page_name = page.strip("/")
    started = time.perf_counter()
    session.send(request.SerializeToString())
    while True:
        message = ForwardMsg.FromString(session.recv(timeout=60))
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError(f"The page {page!r} did not run to its end.")
            return (time.perf_counter() - started) * 1000
