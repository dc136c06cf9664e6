"""会场投影 without a browser: the slides of the link's quarter and cut-off, the last ones without a database."""

import re
from collections.abc import Callable

import pytest

from tests.pages.conftest import Alter
from tests.pages.opening import PROJECTION, html_of, in_link, open_page


def numbers(page: str) -> tuple[str, ...]:
    """Return the number of the slide shown and how many there are."""
    found = re.search(r'class="wall-number">(\d+)／(\d+)<', page)
    assert found
    return found.groups()


def test_the_slides_are_of_the_quarter_and_cutoff_of_the_link(demo: str):
    app = open_page(PROJECTION, quarter="2022Q3", cutoff="2022-08-31", slide="2")
    assert not app.error
    assert "2022年8月31日" in html_of(app)
    assert in_link(app, "quarter") == "2022Q3"
    assert numbers(html_of(app))[0] == "2"


def test_no_slide_holds_what_was_typed_into_the_registers(altered: Alter):
    altered(
        "update problem set summary = '张三的电话13800000000'",
        "update warning_notice set title = '李四的电话13900000000'",
    )
    app = open_page(PROJECTION)
    slides = int(numbers(html_of(app))[1])
    for number in range(1, slides + 1):
        assert numbers(html_of(app))[0] == str(number)
        assert not re.search("张三|李四|1[38]900000000|13800000000", html_of(app))
        if number < slides:
            app.button(key="wall_PageDown").click().run()
    assert not app.exception


def test_a_slide_leads_to_the_rows_of_its_quarter_and_cutoff(demo: str):
    page = html_of(open_page(PROJECTION, quarter="2022Q3", cutoff="2022-08-31"))
    assert '<a href="problems?problems=relapsed&amp;quarter=2022Q3&amp;cutoff=2022-08-31">' in page


def test_a_number_that_no_slide_has_shows_the_first(demo: str):
    for asked in ("0", "-1", "99", "x"):
        assert numbers(html_of(open_page(PROJECTION, slide=asked)))[0] == "1"


def test_the_last_slides_stay_with_their_time_when_the_database_is_away(demo: str, use: Callable[[str], None]):
    app = open_page(PROJECTION, slide="2")
    before = re.search(r"<section.*</section>", html_of(app), re.DOTALL)
    use("postgresql+psycopg://reader@127.0.0.1:9/nowhere")
    app.run()
    assert not app.error
    assert re.search(r"数据库暂时不可用，仍为\d\d:\d\d读取的内容", html_of(app))
    assert before
    assert before[0] in html_of(app)
    app.button(key="wall_next").click().run()
    assert numbers(html_of(app))[0] == "3"


def test_the_last_slides_stay_when_our_own_store_is_away(demo: str, monkeypatch: pytest.MonkeyPatch):
    app = open_page(PROJECTION, slide="2")
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", "postgresql://nobody@127.0.0.1:9/nowhere")
    app.run()
    assert not app.exception
    assert numbers(html_of(app))[0] == "2"


def test_the_operator_is_told_that_the_data_are_invented_and_only_then(demo: str, altered: Alter):
    assert "<b>演示数据</b>" in html_of(open_page(PROJECTION))
    altered("drop table demo_notice")
    assert "演示数据" not in html_of(open_page(PROJECTION))
