"""A session with the running server without a browser: how long a page's script takes, by Streamlit's own protocol."""

import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.benchmark.measures import RUNS, Measure, collected
from tests.serving import Server

PAGES = {
    "总览": "",
    "记分卡": "scorecard",
    "分类比较": "comparison",
    "督导覆盖": "coverage",
    "计分办法": "method",
    "季度通报": "bulletin",
    "数据质量": "data-quality",
}


def measure_scripts(server: Server) -> list[Measure]:
    """Return the time of each page's script on a warm server, from the request to `script_finished`."""
    return [collected(f"页面脚本：{name}", "ms", 100, _reruns(server, path)) for name, path in PAGES.items()]


def _reruns(server: Server, path: str) -> list[float]:
    address = f"{server.address.replace('http', 'ws')}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as session:
        _run_page(session, path)  # opens the session and fills the caches
        return [_run_page(session, path) for _ in range(RUNS * 2)]


def _run_page(session: ClientConnection, path: str) -> float:
    """Run a page and return its milliseconds."""
    request = BackMsg()
    request.rerun_script.page_name = path
    started = time.perf_counter()
    session.send(request.SerializeToString())
    while True:
        message = ForwardMsg.FromString(session.recv(timeout=60))
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError(f"The page {path!r} did not run to its end.")
            return (time.perf_counter() - started) * 1000
