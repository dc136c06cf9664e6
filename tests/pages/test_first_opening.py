"""The first opening of all: no database is set and none is there, so the demo is built in sight of the reader."""

from pathlib import Path

import pytest

from components import store
from data_access import settings
from tests.pages.opening import open_page, said, title_of


def test_the_first_opening_builds_the_demo_and_shows_it_marked_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("DASHBOARD_DATABASE_URL", raising=False)
    monkeypatch.setattr(settings, "DEMO_DATABASE", tmp_path / "var" / "demo.sqlite")
    told: list[str] = []
    build = store.build_demo
    monkeypatch.setattr(
        store, "build_demo", lambda url, progress: build(url, scale=0.01, progress=_both(progress, told))
    )
    app = open_page()
    assert title_of(app) == "总览"
    assert not app.error
    assert "演示数据" in said(app)
    assert len(told) > 5
    assert not store.needs_demo()


def _both(progress, told: list[str]):
    def tell(step: str, share: float) -> None:
        assert 0 <= share <= 1
        told.append(step)
        progress(step, share)

    return tell
