"""Whether this process can serve people well, for a proxy or a monitor that asks: `/readyz`, 200 or 503."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from supervision.faults import Fault


async def _answer(_request: Request) -> JSONResponse:
    """Say ready or not, and nothing of what is behind: whoever asks has not signed in."""
    is_ready = await run_in_threadpool(_is_ready)
    headers = {"Cache-Control": "no-store"}
    return JSONResponse({"ready": is_ready}, status_code=200 if is_ready else 503, headers=headers)


def _is_ready() -> bool:
    """Return whether the shared database answers and may only be read, and our own store can be read."""
    # Not above: Streamlit's caches are to be made when its server runs.
    from components import outage_store, workspace_store
    from components.scope import whole_province

    try:
        with whole_province():
            workspace_store.version()
            return outage_store.outage() is None
    except Fault:
        return False


READY = Route("/readyz", _answer)
