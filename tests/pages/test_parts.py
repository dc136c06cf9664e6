"""Each part of a page fails alone: it says in its own place which of the three it is, and the others stay.

A server that has opened every page of one place loses its database; what it is then asked for of another place, or in
another view, was never read. The database is a real file that is moved away; what is read is read as ever.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import outage_store, watching
from data_access import settings
from tests.pages.conftest import Alter
from tests.pages.opening import (
    BULLETIN,
    COMPLAINTS,
    COVERAGE,
    DEADLINES,
    METHOD,
    OVERVIEW,
    PAGES,
    PROJECTION,
    QUALITY,
    ROWS,
    SCHOOL,
    SCORECARD,
    html_of,
    open_page,
    said,
    title_of,
)

FILE, PROBLEMS = "screens/leaders/place_file.py", "screens/leaders/problems.py"
MEETING = "screens/meeting/meeting.py"
SUMMONS, WARNINGS = "screens/leaders/summons.py", "screens/leaders/warnings.py"
AWAY, LOST, OLD, NOTHING = "数据库暂时不可用", "数据库连接故障", "数据未更新", "没有数据"
NUMBER = re.compile(r"故障编号 ([0-9A-F]{8})")
READ_BEFORE, OTHER = "410100", "410300"
NEVER_READ = (
    # page, link, what stays: the parts beside those that were never read
    (FILE, {"place": OTHER}, ("洛阳市", "十二大类", "需关注", "大事记", "各季度总分")),
    (SCORECARD, {"place": OTHER, "question": "change"}, ("洛阳市", "怎样看这个分数", "口径：")),
    (ROWS, {"place": OTHER}, ("洛阳市", "证据：")),
    (COVERAGE, {"county": "410302"}, ("覆盖率", "点击地图或表中一行")),
    (COVERAGE, {"topic": "gaps"}, ("覆盖率",)),
    (COVERAGE, {"topic": "inspectors"}, ("覆盖率",)),
    (COVERAGE, {"topic": "days"}, ("覆盖率",)),
    (COVERAGE, {"topic": "next"}, ("覆盖率",)),
    (SCHOOL, {"school": "never"}, ("在办学校",)),
    (COMPLAINTS, {"cases": "open"}, ("收到举报",)),
    (COMPLAINTS, {"matter": "seasons"}, ("收到举报",)),
    (PROBLEMS, {"problems": "all"}, ("在册问题",)),
    (PROBLEMS, {"view": "ages"}, ("在册问题",)),
    (BULLETIN, {}, ("印发前核对", "点名与不点名的理由")),
)
EMPTIED = tuple(
    f"delete from {relation}"  # noqa: S608 - names written here
    for relation in ("complaint", "problem", "visit", "submission", "interview", "accountability", "warning_notice")
)
EMPTY_PARTS = (
    (COMPLAINTS, {}, "举报登记中没有截止日以前收到的举报"),
    (COMPLAINTS, {"matter": "parts"}, "举报登记中没有截止日以前收到的举报"),
    (PROBLEMS, {}, "问题登记中没有截止日以前交办的问题"),
    (PROBLEMS, {"view": "parts"}, "问题登记中没有截止日以前交办的问题"),
    (DEADLINES, {}, "未登记28"),
    (DEADLINES, {"papers": "history"}, "没有到期的报送事项"),
    (SUMMONS, {"steps": "interviews"}, "没有约谈记录"),
    (SUMMONS, {"steps": "accountability"}, "没有问责记录"),
    (WARNINGS, {"alerts": "notices"}, "没有预警提示"),
)

NEEDS_NO_ASSESSMENT = (METHOD, QUALITY)
GONE = ("accountability", "warning_notice", "interview")
MISSED = {
    FILE: {"interview"},
    SUMMONS: {"interview"},
    BULLETIN: {"interview"},
    MEETING: {"warning_notice"},
    PROJECTION: {"warning_notice"},
}


@pytest.fixture(scope="module")
def lost(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Open every page, then move the database away; return what each page's figures said before."""
    path = tmp_path_factory.mktemp("lost") / "shared.sqlite"
    shutil.copy(demo_url.removeprefix("sqlite:///"), path)
    st.cache_data.clear()
    st.cache_resource.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{path}")
        patch.setattr(watching, "FRESH_SECONDS", 0)
        before = {page: html_of(open_page(page, place=READ_BEFORE)) for page in PAGES}
        path.rename(path.with_name("elsewhere.sqlite"))
        outage_store._engine(settings.database_url(), settings.database_schema()).dispose()
        yield before
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(autouse=True)
def _clean_caches() -> None:
    """Keep what the server has read from one test of this file to the next, unlike elsewhere."""


def messages(app: AppTest) -> list[str]:
    return [each.value for each in app.error]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_was_read_stands_and_says_of_when_it_is(lost: dict[str, str], page: str):
    app = open_page(page, place=READ_BEFORE)
    assert not app.exception
    assert title_of(app) == PAGES[page]
    assert AWAY in said(app)
    assert re.search(r"\d\d\W{1,3}\d\d读取的", said(app))
    if page not in (PROJECTION, BULLETIN, QUALITY):
        assert html_of(app) == lost[page]
        assert not messages(app)


@pytest.mark.parametrize(("page", "link", "stays"), NEVER_READ)
def test_a_part_that_was_never_read_says_so_in_its_place_and_the_others_stay(
    lost: dict[str, str], page: str, link: dict[str, str], stays: tuple[str, ...]
):
    app = open_page(page, **({"place": READ_BEFORE} | link))
    assert not app.exception
    assert title_of(app) == PAGES[page]
    assert messages(app)
    assert all(LOST in each for each in messages(app))
    assert [words for words in stays if words not in said(app)] == []
    assert AWAY in said(app)
    assert NOTHING not in said(app)
    assert OLD not in said(app)
    # One cause, one incident, however many parts it stops.
    assert len({NUMBER.search(each)[1] for each in messages(app)}) == 1


@pytest.mark.parametrize("page", [page for page in PAGES if page not in NEEDS_NO_ASSESSMENT])
def test_a_day_that_was_never_read_is_an_error_on_every_page_and_not_no_data(lost: dict[str, str], page: str):
    app = open_page(page, cutoff="2022-12-09", place=READ_BEFORE)
    assert not app.exception
    assert title_of(app) == PAGES[page]
    assert messages(app)
    assert all(LOST in each for each in messages(app))
    # The page that makes documents says in a second sentence that it waits for the database.
    assert len({NUMBER.search(each)[1] for each in messages(app)}) == (2 if page == BULLETIN else 1)
    assert AWAY in said(app)
    assert NOTHING not in said(app)
    assert OLD not in said(app)


def test_an_empty_register_is_no_data_in_its_place_and_no_zero(altered: Alter):
    altered(*EMPTIED)
    for page, link, sentence in EMPTY_PARTS:
        app = open_page(page, **link)
        assert not app.exception
        assert not messages(app), (page, messages(app))
        assert sentence in said(app), (page, link)
        assert not re.search(r'figure-value">0[件个]', html_of(app)), page


def test_a_relation_that_is_gone_stops_only_what_is_made_of_it(altered: Alter):
    altered("drop table accountability")
    app = open_page(FILE)
    assert len(messages(app)) == 2
    assert len({NUMBER.search(each)[1] for each in messages(app)}) == 1
    assert "accountability" in messages(app)[0]
    assert "十二大类" in said(app)
    assert "超期未办结举报" in said(app)


def test_relations_that_are_gone_are_named_where_they_are_missed_and_stop_no_other_page(altered: Alter):
    altered(*(f"drop table {relation}" for relation in GONE))
    missed = {}
    for page, title in PAGES.items():
        app = open_page(page)
        assert not app.exception, page
        assert title_of(app) == title
        assert all("出现故障" in each for each in messages(app)), page
        missed[page] = {relation for relation in GONE for each in messages(app) if relation in each.replace("\\", "")}
        assert len({NUMBER.search(each)[1] for each in messages(app)}) == len(missed[page]), page
    assert {page: gone for page, gone in missed.items() if gone} == MISSED


def test_the_wall_says_that_nobody_feeds_the_data(altered: Alter):
    altered("drop table demo_notice")
    assert "数据未更新，最新记录为2022年12月20日" in html_of(open_page(PROJECTION))


def test_a_page_that_loses_its_database_halfway_is_drawn_anew_with_the_notice_above(altered: Alter):
    path = Path(altered().removeprefix("sqlite:///"))
    open_page(OVERVIEW)
    path.rename(path.with_name("elsewhere.sqlite"))
    outage_store._engine(settings.database_url(), settings.database_schema()).dispose()
    app = open_page(ROWS)
    assert AWAY in app.warning[0].value
    assert LOST in messages(app)[0]
    assert not app.exception
