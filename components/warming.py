"""What a freshly started server reads before its first visitor comes, so that the first page opens like any other."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from streamlit import App

# Loaded before the server answers at all: pandas, the SQL library and the rules take a second that would otherwise
# be the first visitor's, shared with the reading.
import data_access.shared.assessments  # noqa: F401
from supervision.faults import Fault
from supervision.periods import default_cutoff
from supervision.scheme import scheme_for

_LOG = logging.getLogger("dashboard")


@asynccontextmanager
async def warm(_app: App) -> AsyncIterator[None]:
    """Read the newest quarter aside while the server starts to answer; the lifespan of the server."""
    Thread(target=read_newest, name="warming", daemon=True).start()
    yield


def read_newest() -> None:
    """Fill the caches with what the overview, 约谈与问责 and 预警 open with; where that fails, the page will say why."""
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
        # Last, for they read the quarters before as well.
        summons_store.suggestions(quarter, cutoff)
        warning_store.episodes(quarter, cutoff)
    except Fault as fault:
        _LOG.info("Not read in advance: %s", fault.sentence)
