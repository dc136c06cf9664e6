"""Whether this process can serve people well, for a proxy or a monitor that asks: `/readyz`, 200 or 503."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from supervision.faults import Fault

_LOG = logging.getLogger("dashboard")
_last = ""


async def _answer(_request: Request) -> JSONResponse:
    """Say ready or not, and nothing of what is behind: whoever asks has not signed in. The log has the reason."""
    reason = await run_in_threadpool(_what_is_missing)
    _log_change(reason)
    headers = {"Cache-Control": "no-store"}
    return JSONResponse({"ready": not reason}, status_code=503 if reason else 200, headers=headers)


def _what_is_missing() -> str:
    """Return why the shared database cannot be read, and only read, or our own store not; empty where both can."""
    # Not above: Streamlit's caches are to be made when its server runs.
    from components import outage_store, workspace_store
    from components.scope import whole_province

    try:
        with whole_province():
            workspace_store.version()
            outage = outage_store.outage()
            return outage.reason if outage else ""
    except Fault as fault:
        return fault.sentence


def _log_change(reason: str) -> None:
    """Log that the answer is another one than before: a monitor asks every few seconds."""
    global _last
    if reason != _last:
        _last = reason
        _LOG.warning("not ready: %s" if reason else "ready again%s", reason)


READY = Route("/readyz", _answer)
