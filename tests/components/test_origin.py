"""Without a sign-in the dashboard serves this computer only, however the server listens and whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from streamlit import config

from components import origin
from supervision.faults import AccessRefused

HERE = {"Host": "127.0.0.1:8501"}


@contextmanager
def listening(address: str | None) -> Iterator[None]:
    before = config.get_option("server.address")
    config.set_option("server.address", address)
    try:
        yield
    finally:
        config.set_option("server.address", before)


def visit(monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], visitor: str | None) -> None:
    """Be in the run of a page that was asked for so; Streamlit knows this only where its server runs."""
    monkeypatch.setattr(origin.st, "context", SimpleNamespace(headers=headers, ip_address=visitor))


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
def test_this_computer_is_served(monkeypatch, address, host):
    visit(monkeypatch, {"Host": host}, None)
    with listening(address):
        origin.require_local()


@pytest.mark.parametrize(
    ("address", "headers", "visitor"),
    [
        ("0.0.0.0", HERE, None),  # noqa: S104 - what must be refused
        ("10.0.0.8", HERE, None),
        (None, HERE, None),
        ("127.0.0.1", {"Host": "dashboard.office.test"}, None),
        ("127.0.0.1", {"Host": "10.0.0.8:8501"}, None),
        ("127.0.0.1", HERE, "10.0.0.9"),
        *(("127.0.0.1", HERE | {name: "10.0.0.9"}, None) for name in origin._OF_A_PROXY),
    ],
)
def test_everybody_else_is_refused(monkeypatch, address, headers, visitor):
    visit(monkeypatch, headers, visitor)
    with listening(address), pytest.raises(AccessRefused, match="没有配置登录"):
        origin.require_local()
