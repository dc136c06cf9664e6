"""What the server reads before a visitor asks, at its start and when data change, so that every page opens alike."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from threading import Event, Thread

from streamlit import App

# Loaded before the server answers at all: pandas, the SQL library and the rules take a second that would otherwise
# be the first visitor's, shared with the reading.
import data_access.shared.assessments  # noqa: F401
from components.log_lines import write_json_lines
from components.prompt_sending import send_promptly
from data_access.memory import give_back_memory
from data_access.shared.engine import open_database
from data_access.shared.reading import connected
from data_access.shared.rights import refuse_writer
from supervision.faults import AccountCanWrite, Fault
from supervision.periods import Quarter, default_cutoff
from supervision.scheme import scheme_for

_LOG = logging.getLogger("dashboard")


# The first visitor's page is drawn meanwhile; reading on at once would take it a second of the two cores.
PAUSE_SECONDS = 10
AGAIN_SECONDS = 30
"""How long until the data's version is looked at again: new data are read before somebody asks for them."""


@asynccontextmanager
async def warm(_app: App) -> AsyncIterator[None]:
    """Read the newest quarter aside while the server starts to answer, then all others; the server's lifespan.

    Raises AccountCanWrite, with which the server ends before it has answered anybody.
    """
    write_json_lines()
    send_promptly()
    await asyncio.to_thread(refuse_start_that_can_write)
    ended = Event()
    Thread(target=_keep_read, args=(ended,), name="warming", daemon=True).start()
    yield
    ended.set()


def refuse_start_that_can_write() -> None:
    """Raise AccountCanWrite, logged, where the account may write to the shared database.

    A database that does not answer now, or is broken, is asked by the first look that reaches it; till then no page
    reads from it.
    """
    try:
        engine = open_database()
        try:
            with connected(engine) as connection:
                refuse_writer(connection)
        finally:
            engine.dispose()
    except AccountCanWrite as fault:
        _LOG.critical("not started: %s", fault.sentence)
        raise
    except Fault as fault:
        _LOG.info("Not asked what the account may do: %s", fault.sentence)


def _keep_read(ended: Event) -> None:
    from components.sign_in import SERVER, acting_as

    with acting_as(SERVER):
        _read_until(ended)


def _read_until(ended: Event) -> None:
    # Reading without a visitor is what we want here, and Streamlit would warn of it.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    read_newest()
    if ended.wait(PAUSE_SECONDS):
        return
    read_every(ended)
    _spare_visitors()
    while not ended.wait(AGAIN_SECONDS):
        read_every(ended)
        read_anew(ended)
        give_back_memory()


def _spare_visitors() -> None:
    """Keep Python's full collections, each of which stops every visitor, short and between visits.

    With a hundred visitors one came every few seconds and took up to 0.4 s, nearly all of it for looking through
    modules and caches, which stay. Those are set aside; the rest is looked through after each look at the data, and by
    itself only where that did not happen for a long time.
    """
    give_back_memory()
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)


def read_newest() -> None:
    """Fill the caches with what 总览 opens with; where that fails, the page itself will say why."""
    # Not above: Streamlit's caches are to be made when its server runs.
    from components import store

    with _failing_quietly():
        for quarter, cutoff in _moments()[:1]:
            store.assessment(quarter, cutoff)
            store.attention(quarter, cutoff)
            store.keep_last_good(quarter, cutoff)


def read_every(ended: Event) -> None:
    """Fill the caches with every quarter at its usual cut-off, and with what pages read of them for the newest.

    What the caches still hold costs next to nothing, so that this may be asked again and again.
    """
    from components import store

    with _failing_quietly():
        if _read_all(ended):
            store.let_go_of_older()


def read_anew(ended: Event) -> None:
    """Read the same again where that is due, while every page still shows what was read before."""
    from components import outage_store, store

    with _failing_quietly():
        if outage_store.read_anew(lambda: _read_all(ended)):
            store.let_go_of_older()


def _read_all(ended: Event) -> bool:
    """Return whether all was read; False where the server ended meanwhile."""
    from components import meeting_store, store, summons_store, warning_store

    moments = _moments()
    for place, (quarter, cutoff) in enumerate(moments):
        if ended.is_set():
            return False
        store.assessment(quarter, cutoff)
        if place == 0:
            store.attention(quarter, cutoff)
            store.keep_last_good(quarter, cutoff)
    for quarter, cutoff in moments[:1]:
        summons_store.suggestions(quarter, cutoff)
        warning_store.episodes(quarter, cutoff)
        meeting_store.read_deck(quarter, cutoff)
    return True


def _moments() -> list[tuple[Quarter, date]]:
    """Return the quarters with data and the day each page shows them at, the newest first; none without a database."""
    from components import store

    if store.needs_demo():
        return []
    return [
        (quarter, default_cutoff(quarter, scheme_for(quarter).cutoff.day_of_third_month, store.newest_day()))
        for quarter in reversed(store.quarters_with_data())
    ]


@contextmanager
def _failing_quietly() -> Iterator[None]:
    # Not above, as in the functions that read. The server reads for everybody, before anybody has signed in.
    from components.scope import whole_province

    try:
        with whole_province():
            yield
    except Fault as fault:
        _LOG.info("Not read in advance: %s", fault.sentence)
    except Exception:  # noqa: BLE001 - the last line of the server's own thread: logged, and tried again in a while
        _LOG.exception("Not read in advance")
