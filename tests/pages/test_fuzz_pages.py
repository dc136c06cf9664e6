"""Every page on databases damaged in every way: no error, no incident, and 数据质量 tells of the bad rows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy import Connection, create_engine, text

from tests import damages as d
from tests.pages.opening import OVERVIEW, PAGES, QUALITY, go_to, open_page, said, title_of
from tests.sound_copy import sound_copy

PARTS = 6
NO_PROVINCE = {
    "update area set level = null where level = 'province'": "没有省级单位",
    "update area set parent_code = null": "没有以省为上级的市、县",
}


@pytest.fixture(scope="module")
def sound(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small database without constraints in which nothing is wrong; nobody may write to it."""
    return sound_copy(demo_url, tmp_path_factory.mktemp("fuzz"))


@pytest.fixture
def changed(sound: Path, tmp_path: Path, use: Callable[[str], None]) -> Callable[[Callable[[Connection], None]], None]:
    """Return a function that uses a copy of the sound database after a change."""

    def change(do: Callable[[Connection], None]) -> None:
        path = tmp_path / "damaged.sqlite"
        shutil.copy(sound, path)
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            do(connection)
        engine.dispose()
        use(f"sqlite:///{path}")
        st.cache_data.clear()
        st.cache_resource.clear()

    return change


def wrong_pages(place: str) -> list[str]:
    """Return the pages that show an error or another page, with what they say, as one visitor goes through them."""
    app, wrong = open_page(place=place), []
    for page in PAGES:
        app = app if page == OVERVIEW else go_to(app, page)
        if app.exception or app.error or title_of(app) != PAGES[page]:
            wrong.append(f"{page}: {[part.value for part in (*app.exception, *app.error)]}")
    return wrong


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    derandomize=True,
    max_examples=1,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_every_page_opens_on_damaged_data(sound: Path, changed, part: int, data: some.DataObject):
    engine = create_engine(f"sqlite:///{sound}")
    with engine.connect() as connection:
        rows = d.rows_of(connection)
    engine.dispose()
    kinds = d.kinds("sqlite")[part::PARTS]
    done = d.spread(kinds, rows, data.draw(some.integers(0, 997)))
    changed(lambda connection: d.damage(connection, done))
    assert wrong_pages(data.draw(some.sampled_from(["410100", "410102", "410600", "419001"]))) == []


@pytest.mark.parametrize(("number", "level", "kind"), [(3000, "county", "县"), (400, "city", "省辖市")])
def test_every_page_opens_with_as_many_areas_as_in_the_whole_country(changed, number: int, level: str, kind: str):
    changed(lambda connection: d.add_areas(connection, number, level, kind))
    assert wrong_pages("410100") == []


@pytest.mark.parametrize("statement", NO_PROVINCE)
def test_a_table_of_areas_that_nothing_can_be_summed_by_is_told_in_a_sentence(changed, statement: str):
    changed(lambda connection: connection.execute(text(statement)))
    app = open_page()
    assert not app.exception
    assert not app.error
    assert NO_PROVINCE[statement] in app.info[0].value
    # The page that says which rows are wrong needs no sums.
    app = go_to(app, QUALITY)
    app.button(key="start_check").click().run()
    assert not app.exception
    assert "area" in said(app)


def test_areas_in_no_sum_are_told_on_every_page_and_listed(changed):
    changed(lambda connection: connection.execute(text("update area set parent_code = area_code where row_no = 5")))
    app = open_page()
    assert "有1个地区未计入全省汇总" in app.warning[0].value
    app = go_to(app, QUALITY)
    app.button(key="start_check").click().run()
    assert "上级应高一级" in said(app)
