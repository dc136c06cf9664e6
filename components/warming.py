"""What a freshly started server reads before its first visitor comes, so that the first page opens like any other."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

from streamlit import App

# Loaded before the server answers at all: pandas, the SQL library and the rules take a second that would otherwise
# be the first visitor's, shared with the reading.
import data_access.shared.assessments  # noqa: F401
from supervision.faults import Fault
from supervision.periods import default_cutoff
from supervision.scheme import scheme_for

_LOG = logging.getLogger("dashboard")


# The first visitor's page is drawn meanwhile; reading on at once would take it a second of the two cores.
PAUSE_SECONDS = 10


@asynccontextmanager
async def warm(_app: App) -> AsyncIterator[None]:
    """Read the newest quarter aside while the server starts to answer, then those before; the server's lifespan."""
    ended = Event()
    Thread(target=_read, args=(ended,), name="warming", daemon=True).start()
    yield
    ended.set()


def _read(ended: Event) -> None:
    read_newest()
    if not ended.wait(PAUSE_SECONDS):
        read_newest(with_quarters_before=True)


def read_newest(with_quarters_before: bool = False) -> None:
    """Fill the caches with what 总览 opens with, or with what 约谈与问责 and 预警 read of earlier quarters as well.

    Where that fails, the page itself will say why.
    """
    # Not above: Streamlit's caches are to be made when its server runs.
    from components import store, summons_store, warning_store

    # Reading without a visitor is what we want here, and Streamlit would warn of it.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    if store.needs_demo():
        return
    try:
        offered = store.quarters_with_data()
        if not offered:
            return
        quarter = offered[-1]
        cutoff = default_cutoff(quarter, scheme_for(quarter).cutoff.day_of_third_month, store.newest_day())
        store.assessment(quarter, cutoff)
        store.attention(quarter, cutoff)
        if with_quarters_before:
            summons_store.suggestions(quarter, cutoff)
            warning_store.episodes(quarter, cutoff)
    except Fault as fault:
        _LOG.info("Not read in advance: %s", fault.sentence)
