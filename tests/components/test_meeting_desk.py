"""The meeting's desk without a browser: nothing is written before a click, and what is resolved comes back."""

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_access.workspace.engine import open_workspace
from data_access.workspace.resolutions import change_resolution, read_resolutions
from data_access.workspace.transactions import reading, writing
from supervision.meeting.records import ResolutionState

DESK = """
from datetime import date
from components.frame import Selected
from components.meeting_desk import show_desk
from supervision.periods import Quarter
from supervision.scheme import scheme_for
fourth = Quarter(2022, 4)
show_desk(Selected(fourth, date(2022, 12, 20), scheme_for(fourth)), lambda quarter, cutoff: {"逾期未办结": 2})
"""


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, demo_url: str, tmp_path) -> Iterator[str]:
    """Return the address of a new store that the desk uses beside the small demo."""
    address = f"sqlite:///{tmp_path / 'workspace.sqlite'}"
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", address)
    yield address
    st.cache_data.clear()
    st.cache_resource.clear()


def desk() -> AppTest:
    return AppTest.from_string(DESK, default_timeout=60).run()


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def begin_and_resolve() -> AppTest:
    app = press(desk(), "开始例会")
    app.text_area[-1].set_value("三日内完成逾期举报办理")
    app.text_input[0].set_value("督导处")
    return press(app, "登记议定事项")


def test_a_meeting_begins_resolves_and_closes_and_the_next_finds_what_is_open(url: str):
    app = begin_and_resolve()
    assert "三日内完成逾期举报办理　督导处" in app.expander[0].label
    app = press(app, "结束例会")
    assert not app.error
    assert any("上次为第1次例会" in each.value for each in app.markdown)
    later = press(desk(), "开始例会")
    assert any("第2次例会正在进行" in each.value for each in later.markdown)
    assert len(later.expander) == 1
    next(each for each in later.radio if each.label == "状态").set_value(ResolutionState.DONE)
    later = press(later, "保存")
    assert len(later.expander) == 0
    assert any("已办结1项" in each.value for each in later.markdown)


def test_what_is_not_complete_is_told_and_stays_typed(url: str):
    app = press(desk(), "开始例会")
    app.text_area[-1].set_value("三日内完成逾期举报办理")
    app = press(app, "登记议定事项")
    assert any("请填写责任单位" in each.value for each in (*app.error, *app.warning))
    assert app.text_area[-1].value == "三日内完成逾期举报办理"


def test_what_another_changed_meanwhile_is_told_beside_what_was_typed(url: str):
    app = begin_and_resolve()
    store = open_workspace(url)
    with reading(store) as connection:
        (kept,) = read_resolutions(connection)
    with writing(store) as connection:
        change_resolution(connection, kept, kept.decided_at)
    store.dispose()
    app.text_area[0].set_value("我所写")
    app = press(app, "保存")
    assert any("他人刚刚修改" in each.value for each in (*app.error, *app.warning))
    assert app.text_area[0].value == "我所写"
