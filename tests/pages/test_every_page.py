"""What holds for every page: it opens, keeps the selection, and meets bad databases and links with a sentence."""

import logging
import re
from collections.abc import Callable

import pytest

from tests.pages.conftest import Alter
from tests.pages.opening import (
    COVERAGE,
    METHOD,
    OVERVIEW,
    PAGES,
    PROJECTION,
    QUALITY,
    SCORECARD,
    go_to,
    html_of,
    in_link,
    open_page,
    said,
    title_of,
)

every_page = pytest.mark.parametrize("page", PAGES)
# 会场投影 has no head: neither pickers nor notices may stand on the wall (tests/pages/test_projection.py).
page_with_head = pytest.mark.parametrize("page", [page for page in PAGES if page != PROJECTION])
PAGES_WITH_FIGURES = [page for page in PAGES if page not in (METHOD, QUALITY)]
INCIDENT = re.compile(r"故障编号 [0-9A-F]{8}")
HOSTILE = "A & B <C> {{x}} ![x](http://e/x.png) :red[y] $z$"


@every_page
def test_every_page_opens_without_an_error_and_says_of_when_its_figures_are(demo: str, page: str):
    app = open_page(page)
    assert title_of(app) == PAGES[page]
    assert not app.exception
    assert not app.error
    assert not app.info
    words = said(app)
    assert "数据截止2022年12月20日" in words
    assert "读取时间" in words
    assert "演示数据" in words


@page_with_head
def test_every_page_shows_the_quarter_and_cutoff_of_a_link(demo: str, page: str):
    app = open_page(page, quarter="2022Q3", cutoff="2022-08-31")
    assert not app.error
    assert str(app.selectbox(key="widget:quarter").value) == "2022Q3"
    assert "数据截止2022年8月31日" in said(app)
    assert in_link(app, "quarter") == "2022Q3"
    assert in_link(app, "cutoff") == "2022-08-31"


@page_with_head
def test_every_page_refuses_unknown_values_of_a_link_quietly_and_shows_its_defaults(demo: str, page: str):
    app = open_page(page, quarter="2022Q9'; drop table visit", place="999999", month="13", county="x", category="13")
    assert title_of(app) == PAGES[page]
    assert not app.exception
    assert not app.error
    assert "无法识别，已改用默认选项" in said(app)
    assert str(app.selectbox(key="widget:quarter").value) == "2022Q4"
    assert in_link(app, "quarter") == "2022Q4"


def test_the_selection_goes_along_from_page_to_page(demo: str):
    app = open_page(SCORECARD, place="410300")
    app.selectbox(key="widget:quarter").select_index(1).run()
    for page in (COVERAGE, METHOD, OVERVIEW, SCORECARD):
        app = go_to(app, page)
        assert str(app.selectbox(key="widget:quarter").value) == "2022Q3"
    assert app.selectbox(key="widget:unit_picker").value == "410300"
    assert "洛阳市" in html_of(app)


@every_page
def test_an_empty_database_is_told_as_no_data_and_not_as_an_error(empty: str, page: str):
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert "没有数据" in app.info[0].value
    assert "还没有任何季度的数据" in app.info[0].value


@every_page
def test_an_unreachable_database_is_told_with_an_incident_number_that_the_log_explains(
    use, caplog: pytest.LogCaptureFixture, page: str
):
    use("postgresql+psycopg://reader@127.0.0.1:9/nowhere")
    with caplog.at_level(logging.ERROR, logger="dashboard"):
        app = open_page(page)
    assert not app.exception
    message = app.error[0].value
    number = INCIDENT.search(message)
    assert number
    assert "数据库连接故障" in message
    assert "127" not in message.replace(number[0], "")
    assert number[0].removeprefix("故障编号 ") in caplog.text
    assert "OperationalError" in caplog.text


@pytest.mark.parametrize("page", PAGES_WITH_FIGURES)
@pytest.mark.parametrize(
    ("statement", "missing"),
    [("drop table school", "school"), ("alter table complaint rename column received_at to came_at", "received")],
    ids=["table", "column"],
)
def test_a_database_without_a_table_or_column_of_the_contract_is_told_by_name(
    altered: Alter, page: str, statement: str, missing: str
):
    altered(statement)
    app = open_page(page)
    assert not app.exception
    message = app.error[0].value
    assert INCIDENT.search(message)
    assert "数据库缺少约定的表或列" in message
    assert missing in message


@every_page
def test_a_quarter_with_one_visit_and_no_reports_shows_missing_figures_and_no_error(one_visit: str, page: str):
    app = open_page(page)
    assert title_of(app) == PAGES[page]
    assert not app.exception
    assert not app.error
    assert "演示数据" not in said(app)


@every_page
def test_a_city_whose_counties_are_gone_is_still_shown(altered_once: Callable[..., None], page: str):
    altered_once("delete from area where parent_code = '410600'")
    app = open_page(page, place="410600")
    assert title_of(app) == PAGES[page]
    assert not app.exception
    assert not app.error


@every_page
def test_names_from_data_are_shown_letter_for_letter_and_never_as_markup(altered_once: Callable[..., None], page: str):
    altered_once(
        "update area set name = :name, short_name = :name where area_code = '410100'",
        "update area set name = :name || area_code where level = 'county'",
        "update school set name = :name",
        name=HOSTILE,
    )
    app = open_page(page, place="410100")
    assert title_of(app) == PAGES[page]
    assert not app.exception
    assert not app.error
    assert "<C>" not in html_of(app)
    written = [*app.markdown, *app.caption, *app.subheader]
    assert not [part.value for part in written if re.search(r"(?<!\\)!\[|(?<!\\)<C|(?<!\\):red|(?<!\\)\$z", part.value)]


def test_hostile_names_do_reach_the_card_and_the_list_of_schools(altered: Alter):
    # The test above would pass on pages that show no name at all.
    altered("update area set name = :name where area_code = '410100'", "update school set name = :name", name=HOSTILE)
    shown = "A &amp; B &lt;C&gt; {{x}} ![x](http://e/x.png)"
    assert shown in html_of(open_page(SCORECARD, place="410100"))
    assert shown in html_of(open_page(COVERAGE))


@page_with_head
def test_data_that_nobody_feeds_any_more_are_called_old_and_still_shown(altered_once: Callable[..., None], page: str):
    altered_once("drop table demo_notice")
    app = open_page(page)
    assert not app.error
    assert "数据未更新" in app.warning[0].value
    assert "2022年12月20日" in app.warning[0].value
    assert "演示数据" not in said(app)


def test_a_finished_quarter_is_not_called_old(altered_once: Callable[..., None]):
    altered_once("drop table demo_notice")
    assert "数据未更新" not in said(open_page(OVERVIEW, quarter="2022Q3"))


def test_a_demo_is_not_called_old(demo: str):
    assert "数据未更新" not in said(open_page(OVERVIEW))
