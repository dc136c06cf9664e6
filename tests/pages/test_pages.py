"""What each page promises: figures of the assessment, clicks that lead on, lists as long as the number above them."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from bulletin.kinds import Kind
from components import bulletin_files, store
from components.coverage_view import coverage_table
from components.key_figures import SHOWN
from supervision.assessment import Assessment
from supervision.periods import Quarter
from supervision.printing import print_score, print_value
from supervision.scheme import scheme_for
from tests.pages.conftest import Alter
from tests.pages.opening import (
    BULLETIN,
    COMPARISON,
    COVERAGE,
    METHOD,
    OVERVIEW,
    QUALITY,
    SCORECARD,
    html_of,
    in_link,
    open_page,
    said,
)

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
DECEMBER = date(2022, 12, 1)


@pytest.fixture
def assessment(demo: str) -> Assessment:
    return store.assessment(QUARTER, CUTOFF)


def charts_of(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def test_the_overview_shows_the_figures_of_the_assessment(assessment: Assessment):
    shown = html_of(open_page(OVERVIEW))
    province = assessment.areas.province.area_code
    assert f"{print_score(assessment.total(province).score, assessment.scheme.band)}分" in shown
    for indicator_id in SHOWN:
        value = assessment.indicator(province, indicator_id)
        assert f'<div class="figure-value">{print_value(value)}</div>' in shown


def test_the_overview_draws_map_rankings_and_matrix(demo: str):
    assert charts_of(open_page(OVERVIEW)) == 4


@pytest.mark.parametrize("form", ["map", "tiles"])
@pytest.mark.parametrize("shown", ["total", "coverage"])
def test_the_overview_draws_total_and_coverage_as_map_and_as_tiles(demo: str, shown: str, form: str):
    app = open_page(OVERVIEW, shown=shown, form=form)
    assert not app.error
    assert charts_of(app) == 4
    assert in_link(app, "shown") == (None if shown == "total" else "coverage")


def test_the_overview_names_what_needs_attention(demo: str):
    matters = store.attention(QUARTER, CUTOFF)
    assert matters
    shown = html_of(open_page(OVERVIEW))
    for kind in {matter.kind for matter in matters}:
        assert f"<h4>{kind}　" in shown


def test_a_card_shows_twelve_categories_with_score_band_and_rank(assessment: Assessment):
    shown = html_of(open_page(SCORECARD, place="410300"))
    card = assessment.scorecard("410300")
    assert shown.count('<div class="tile">') == 12
    for part in card.categories:
        assert part.category.name in shown
        if part.score.score is not None:
            assert f"{print_score(part.score.score, assessment.scheme.band)}<small>分</small>" in shown
    assert shown.count('class="chip') == 13
    assert shown.count("data:image/svg+xml") == 13


def test_a_click_on_a_tile_shows_its_indicators_with_counts_source_and_definition(assessment: Assessment):
    app = open_page(SCORECARD, place="410300")
    app.button(key="open_12").click().run()
    assert in_link(app, "category") in ("12", None)
    shown = html_of(app)
    part = next(part for part in assessment.scorecard("410300").categories if part.category.id == 12)
    for value in part.indicators:
        assert f"{value.indicator.id}　{value.indicator.name}" in shown
        assert f"来源：{value.source.value}" in shown
    assert shown.count("口径：") == len(part.indicators)


def test_the_county_picker_opens_a_county_of_the_city_and_the_city_again(demo: str):
    app = open_page(SCORECARD, place="410300")
    county = store.assessment(QUARTER, CUTOFF).areas.children("410300")[0]
    app.selectbox(key="widget:county_picker").set_value(county.area_code).run()
    assert f'<span class="card-name">{county.name}</span>' in html_of(app)
    assert app.selectbox(key="widget:unit_picker").value == "410300"
    app.selectbox(key="widget:county_picker").set_value("").run()
    assert '<span class="card-name">洛阳市</span>' in html_of(app)


def test_a_card_of_a_place_without_any_report_says_so_instead_of_a_zero(one_visit: str):
    shown = html_of(open_page(SCORECARD, place="410200"))
    assert "不排名" in shown
    assert shown.count("未评</span>") == 13
    assert ">0.0<small>" not in shown


def test_comparison_keeps_range_and_figure_in_the_link(demo: str):
    app = open_page(COMPARISON, group="410300", figure="12")
    assert not app.error
    assert app.selectbox(key="widget:group").value == "410300"
    assert app.selectbox(key="widget:figure").value == "12"
    assert charts_of(app) == 2


@pytest.mark.parametrize("month", [date(2022, 10, 1), date(2022, 11, 1), DECEMBER])
def test_the_list_of_schools_not_visited_is_as_long_as_the_number_of_the_month(demo: str, month: date):
    coverage = store.month_coverage(month, CUTOFF)
    gaps = (coverage["schools_due"] - coverage["schools_visited"]).set_axis(coverage["area_code"])
    county = gaps.sort_values().index[len(gaps) // 2]
    app = open_page(COVERAGE, month=f"{month:%Y-%m}", county=county)
    (heading,) = (part.value for part in app.subheader)
    assert int(re.search(r"(\d+) 所$", heading)[1]) == gaps[county]
    rows = re.findall(r"<tr><td>", html_of(app))
    assert len(rows) == gaps[county]


def test_coverage_offers_only_the_months_begun_by_the_cutoff(demo: str):
    app = open_page(COVERAGE, cutoff="2022-11-15")
    slider = app.select_slider(key="widget:month")
    assert list(slider.options) == ["2022年10月", "2022年11月", "全季度"]
    assert "（当月未结束，为暂定数）" in said(app)


def test_the_table_of_counties_starts_with_the_largest_gap_and_adds_up(assessment: Assessment):
    table = coverage_table(store.month_coverage(DECEMBER, CUTOFF), assessment.areas)
    assert table["unvisited"].is_monotonic_decreasing
    assert (table["schools_due"] == table["schools_visited"] + table["unvisited"]).all()
    assert table["schools_due"].sum() == assessment.count(
        assessment.areas.province.area_code, "school_months_due"
    ) - sum(store.month_coverage(month, CUTOFF)["schools_due"].sum() for month in QUARTER.months[:2])


@pytest.mark.parametrize(("kind", "word"), [(Kind.CIRCULAR, "通报"), (Kind.REPORT, "报告"), (Kind.UNIT, "洛阳市通知")])
def test_the_bulletin_is_offered_and_only_written_on_the_click(
    demo: str, monkeypatch: pytest.MonkeyPatch, kind: Kind, word: str
):
    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("written without a click")

    for maker in ("render_contents", "render_unit", "render_all"):
        monkeypatch.setattr(bulletin_files, maker, refuse)
    app = open_page(BULLETIN, kind=kind.value, place="410300")
    assert not app.error
    (button,) = app.get("download_button")
    assert f"生成并下载{word}" in button.proto.label


def test_all_documents_are_made_on_a_click_and_then_offered(demo: str):
    app = open_page(BULLETIN)
    app.button(key="make_bundle").click().run(timeout=120)
    assert not app.error
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert any(label.startswith("下载全部文件（.zip，") for label in labels)


def test_who_is_named_and_who_not_is_shown_with_its_reason(demo: str):
    app = open_page(BULLETIN)
    (table,) = app.dataframe
    assert list(table.value.columns) == ["事项", "地方", "数据", "是否点名", "理由"]
    assert set(table.value["是否点名"]) <= {"● 点名", "○ 不点名"}
    assert table.value["理由"].str.len().min() > 0
    few = len(table.value)
    app.toggle(key="every_decision").set_value(True).run()
    assert len(app.dataframe[0].value) > few


def test_the_bulletin_page_names_what_is_missing_or_provisional(demo: str):
    words = said(open_page(BULLETIN))
    assert "距期限还有5天" in words
    assert "本季度尚未结束" in words
    assert "报表未报" in words
    assert "自报与核查不符" in words


def test_a_complete_quarter_is_not_called_provisional(demo: str):
    words = said(open_page(BULLETIN, quarter="2022Q3", cutoff="2022-09-30"))
    assert "暂定数　无" in words
    assert "已过期限" in words


def test_the_method_names_every_category_indicator_band_and_deadline_of_the_scheme(demo: str):
    shown = html_of(open_page(METHOD))
    scheme = scheme_for(QUARTER)
    names = [category.name for category in scheme.category]
    names += [indicator.name for indicator in scheme.indicators(QUARTER)]
    names += [f"{band.mark} {band.name}" for band in scheme.band]
    names += [deadline.kind for deadline in scheme.deadline]
    names += [standard.field for standard in scheme.standard]
    missing = [name for name in names if f">{name}<" not in shown.replace("&quot;", '"')]
    assert missing == []


def test_the_check_runs_on_a_click_and_lists_the_broken_row(altered: Alter):
    altered(
        "update visit set visited_on = '2031-01-01', visit_id = 'VX' where visit_id = (select min(visit_id) from visit)"
    )
    app = open_page(QUALITY)
    assert "核对完成" not in said(app)
    app.button(key="start_check").click().run()
    assert not app.error
    words = said(app)
    assert "核对完成：错误" in words
    assert "VX" in words
    assert "不应早于“到校日期”" in words
    assert len(app.get("download_button")) == 1
