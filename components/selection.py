"""The one owner of session state and query parameters: what the reader has chosen, kept across pages and in the link.

A choice is read from the link, else from the session, else its default; a value that is not offered is refused with a
quiet notice. Streamlit forgets widgets that a page does not draw, so each choice is written to its own session key, to
the link and to the widget's key before the widget is drawn, and published again when the widget changes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import streamlit as st

from supervision.faults import InputRejected
from supervision.periods import Quarter, check_cutoff, default_cutoff

Value = TypeVar("Value")
_REFUSED = "selection:refused"
LOST = "lost"
"""What a link to a page that is not there becomes (`components/known_pages.py`): its address under this name."""


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """One thing a reader chooses: its name in the link, its default, and how it is written and read."""

    name: str
    default: Value
    write: Callable[[Value], str]
    read: Callable[[str], Value]
    """Returns the value of a text, or raises KeyError, ValueError or InputRejected where it is not offered."""
    always_in_link: bool = False
    """Written to the link even as the default, so that a link shows the same when newer data move the default."""

    @property
    def widget_key(self) -> str:
        return f"widget:{self.name}"

    @property
    def _session_key(self) -> str:
        return f"choice:{self.name}"

    def current(self) -> Value:
        """Return what is chosen, written back to the session and the link."""
        linked, kept = st.query_params.get(self.name), st.session_state.get(self._session_key)
        for text in (linked, kept):
            try:
                if text is not None:
                    return self.put(self.read(text))
            except (KeyError, ValueError, InputRejected):
                # What a link says and is not offered is told; what the session kept from elsewhere just lapses.
                if text is linked:
                    st.session_state[_REFUSED] = text
        return self.put(self.default)

    def put(self, value: Value) -> Value:
        """Choose a value: session, link and widget agree from here on; a default is in the link only if asked."""
        text = self.write(value)
        st.session_state[self._session_key] = text
        if value == self.default and not self.always_in_link:
            st.query_params.pop(self.name, None)
        elif st.query_params.get(self.name) != text:
            st.query_params[self.name] = text
        return value

    def publish(self) -> None:
        """Take over what the widget says; its `on_change`."""
        value = st.session_state[self.widget_key]
        # A widget that was cleared says None and a date range says a tuple: the choice stays.
        if value is not None:
            self.put(value)

    def prepare(self) -> Value:
        """Return what is chosen and set the widget to it; call just before drawing the widget."""
        value = self.current()
        st.session_state[self.widget_key] = value
        return value


def one_of(name: str, offered: Sequence[str], default: str) -> Choice[str]:
    """Return a choice among texts."""
    known = {text: text for text in offered}
    return Choice(name, default, str, lambda text: known[text])


def several_of(name: str, offered: Sequence[str], default: tuple[str, ...]) -> Choice[list[str]]:
    """Return a choice of several texts, written to the link with dots between them; unknown ones drop out."""

    def read(text: str) -> list[str]:
        found = [part for part in text.split(".") if part in offered]
        if not found:
            raise KeyError(text)
        return found

    return Choice(name, list(default), ".".join, read)


def text_choice(name: str, longest: int = 60) -> Choice[str]:
    """Return the choice of a free text, such as a school's id or a part of its name; empty is the default.

    Whether there is such a thing, the query says: the text is only ever bound, never made part of one.
    """

    def read(text: str) -> str:
        if len(text) > longest or not text.isprintable():
            raise ValueError(text)
        return text

    return Choice(name, "", str, read)


def quarter_choice(offered: Sequence[Quarter]) -> Choice[Quarter]:
    """Return the choice of the quarter; the newest one with data is the default."""
    known = {str(quarter): quarter for quarter in offered}
    return Choice("quarter", offered[-1], str, lambda text: known[text], always_in_link=True)


def cutoff_choice(quarter: Quarter, day_of_third_month: int, newest: date) -> Choice[date]:
    """Return the choice of the cut-off inside a quarter; a day of another quarter lapses."""
    usual = default_cutoff(quarter, day_of_third_month, newest)
    return Choice(
        "cutoff",
        usual,
        lambda day: day.isoformat(),
        lambda text: check_cutoff(quarter, date.fromisoformat(text)),
        always_in_link=True,
    )


def forget(name: str) -> None:
    """Drop a choice, so that its default counts again."""
    st.session_state.pop(f"choice:{name}", None)
    st.query_params.pop(name, None)


def take_refused() -> str | None:
    """Return the last value that was refused, or the address of a page that is not there, once."""
    lost = st.query_params.pop(LOST, None)
    return st.session_state.pop(_REFUSED, lost)


def remember(name: str, value: object) -> None:
    """Keep a small thing for the session that does not belong in a link (an answer already prepared, a click seen)."""
    st.session_state[f"kept:{name}"] = value


def recall(name: str) -> object | None:
    """Return what was kept under a name; None where nothing was."""
    return st.session_state.get(f"kept:{name}")


def clicked_value(chart_key: str, parameter: str, field: str) -> str | None:
    """Return the field's value of what was clicked in a chart; None for a click beside it."""
    state = st.session_state.get(chart_key) or {}
    rows = state.get("selection", {}).get(parameter) or []
    return str(rows[0][field]) if rows and field in rows[0] else None


def clicked_row(table_key: str) -> int | None:
    """Return the number of the row that was clicked in a table; None where none is."""
    state = st.session_state.get(table_key) or {}
    rows = state.get("selection", {}).get("rows") or []
    return int(rows[0]) if rows else None


@dataclass(frozen=True)
class Picker:
    """A widget that shows one side of a choice (the unit of a place, say) and hands what it says to the choice."""

    name: str
    shown: str | None
    """None where the widget only opens something and shows nothing as chosen."""
    take: Callable[[str], object]

    def prepare(self) -> str:
        """Set the widget to what is chosen and return its key; call just before drawing it."""
        st.session_state[f"widget:{self.name}"] = self.shown
        return f"widget:{self.name}"

    def publish(self) -> None:
        """Take over what the widget says; its `on_change`."""
        value = st.session_state[f"widget:{self.name}"]
        if value is not None:
            self.take(value)


def clear_box(key: str) -> None:
    """Empty a text box after what was looked for was opened; for use in callbacks."""
    st.session_state[key] = ""


def ask_to_go(page: str) -> None:
    """Ask for another page after a click; a callback may not switch pages itself."""
    st.session_state["kept:go_to"] = page


def follow() -> None:
    """Go to the page that was asked for, if one was; call at the start of a run."""
    if page := st.session_state.pop("kept:go_to", None):
        st.switch_page(page)


def start_over() -> None:
    """Run the page again from its start, so that it shows what was just kept."""
    st.rerun()


def typed_text(key: str) -> str:
    """Return what stands in a text box; for use in callbacks."""
    return str(st.session_state.get(key) or "")
