"""典型做法 and 典型问题 on the draft desk: picked, moved, taken out; a record that changed meanwhile is told."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from bulletin.kinds import Kind
from components import issue_store, pick_store
from components.workspace_store import now, write
from data_access.shared.areas import read_areas
from data_access.shared.counts.window import Window
from data_access.shared.engine import open_database
from data_access.shared.pick_candidates import read_candidates
from data_access.workspace import drafts
from data_access.workspace.drafts import Draft, Edit
from supervision.periods import Quarter
from supervision.picking import CaseKind
from supervision.scheme import scheme_for
from tests.pages.conftest import Alter
from tests.pages.opening import BULLETIN, html_of, open_page, said

FOURTH, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
CIRCULAR = Draft(FOURTH, Kind.CIRCULAR.value)


def _desk(section: CaseKind = CaseKind.PROBLEM) -> AppTest:
    return open_page(BULLETIN, step="修改草稿", quarter="2022Q4", cutoff="2022-12-20", section=section.value)


def _picked() -> list[str]:
    return [case.key for case in pick_store.picks(CIRCULAR, CUTOFF)[CaseKind.PROBLEM]]


def _offered(app: AppTest) -> list[str]:
    return [button.key.removeprefix("pick:") for button in app.button if (button.key or "").startswith("pick:")]


@pytest.mark.parametrize("kind", list(CaseKind))
def test_at_most_twenty_records_of_different_counties_are_offered_without_free_text(demo: str, kind: CaseKind):
    app = _desk(kind)
    assert not app.exception
    assert len(_offered(app)) == 20
    assert f"可供挑选的{kind.word}（20条）" in said(app)


def test_records_are_picked_moved_up_and_taken_out(demo: str):
    app = _desk()
    first, second = _offered(app)[:2]
    app.button(key=f"pick:{first}").click().run()
    app.button(key=f"pick:{second}").click().run()
    assert _picked() == [first, second]
    assert first not in _offered(app)
    app.button(key=f"up:{second}").click().run()
    assert _picked() == [second, first]
    app.button(key=f"out:{second}").click().run()
    assert _picked() == [first]
    assert not app.exception
    history = issue_store.draft_history(CIRCULAR, f"pick/typical_problems/{second}")
    assert history["content"].iloc[0] == "2"


def test_a_record_that_changed_is_told_until_somebody_has_looked(demo: str):
    key = _offered(_desk())[0]
    seen = Edit(CIRCULAR, f"pick/typical_problems/{key}", "1", 0, {"text": "挑选时的文字。"})
    write(drafts.save_draft, seen, now())
    app = _desk()
    assert "▲ 记录已有变化：<del>挑选时的文字。</del> → <ins>" in html_of(app)
    app.button(key=f"seen:{key}").click().run()
    assert "记录已有变化" not in html_of(app)


def test_a_record_that_is_gone_or_no_example_any_more_is_told(altered: Alter, demo_url: str):
    gone, solved = _first_two(demo_url)
    altered(
        "delete from problem where problem_id = :gone",
        "update problem set rectified_on = '2022-12-01', accepted_on = null, look_back_on = null, "
        "look_back_result = null where problem_id = :solved",
        gone=gone,
        solved=solved,
    )
    for position, key in enumerate((gone, solved), 1):
        place = f"pick/typical_problems/problem:{key}"
        write(drafts.save_draft, Edit(CIRCULAR, place, str(position), 0, {"text": "挑选时的文字。"}), now())
    app = _desk()
    assert "现有数据中已没有这条记录" in html_of(app)
    assert "已不符合典型问题的条件" in html_of(app)
    app.button(key=f"out:problem:{gone}").click().run()
    assert "现有数据中已没有这条记录" not in html_of(app)
    assert not app.exception


def _first_two(url: str) -> list[str]:
    engine = open_database(url)
    with engine.connect() as connection:
        codes = [area.area_code for area in read_areas(connection, CUTOFF).all]
        window = Window(FOURTH, CUTOFF, scheme_for(FOURTH))
        found = read_candidates(connection, CaseKind.PROBLEM, codes, window)[:2]
    engine.dispose()
    return [case.id for case in found]
