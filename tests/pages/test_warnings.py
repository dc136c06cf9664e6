"""预警: every view from its link, figures of the assessment, notices and their acknowledgement, ways to the rows."""

from datetime import date

import pytest

from components import store, warning_store
from components.frame import Selected
from components.warnings_notices import notices_table
from components.warnings_parts import TOPICS, WarningsPlace, episodes_table, key_of
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.warning_notices import NoticeState
from tests.pages.conftest import Alter
from tests.pages.opening import html_of, in_link, open_page, said, title_of

WARNINGS = "screens/leaders/warnings.py"
QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
PROVINCE, CITY, COUNTY = "410000", "410300", "410323"


def place_of(area_code: str) -> WarningsPlace:
    return WarningsPlace(Selected(QUARTER, CUTOFF, scheme_for(QUARTER)), store.areas(CUTOFF), area_code)


@pytest.mark.parametrize("place", [PROVINCE, CITY, COUNTY])
@pytest.mark.parametrize("alerts", TOPICS)
def test_every_view_opens_from_its_link_for_a_province_a_city_and_a_county(demo: str, alerts: str, place: str):
    app = open_page(WARNINGS, alerts=alerts, place=place)
    assert not app.error
    assert not app.exception
    assert in_link(app, "place") == place


@pytest.mark.parametrize("alerts", TOPICS)
def test_every_view_shows_a_database_without_cases_and_notices(altered: Alter, alerts: str):
    altered("delete from problem", "delete from complaint", "delete from warning_notice")
    app = open_page(WARNINGS, alerts=alerts, place=CITY)
    assert not app.error
    assert not app.exception


def test_the_newest_figure_of_an_episode_is_the_one_of_the_assessment(altered: Alter):
    altered(
        "update problem set rectified_on = null, accepted_on = null, look_back_on = null, look_back_result = null "
        "where area_code like '4103%'"
    )
    assessment, scheme = store.assessment(QUARTER, CUTOFF), scheme_for(QUARTER)
    rules = {rule.id: rule for rule in scheme.warning}
    every = warning_store.episodes(QUARTER, CUTOFF)
    judged = [each for each in every if rules[each.rule_id].indicator and each.points[-1].sound is not None]
    assert CITY in {each.area_code for each in judged}
    for each in judged:
        value, seen = assessment.indicator(each.area_code, rules[each.rule_id].indicator), each.points[-1].sound
        assert (seen.value, seen.numerator, seen.denominator) == (value.value, value.numerator, value.denominator)
    keys = [key_of(each) for each in every]
    assert len(keys) == len(set(keys))


def test_cases_of_an_episode_are_those_of_the_measure(altered: Alter):
    # All of one category, so that the cases of the rule are all cases.
    altered(
        "delete from complaint where received_at < '2022-10-01' and complaint_id like '%1'",
        "update complaint set category_code = '7'",
    )
    assessment, rules = store.assessment(QUARTER, CUTOFF), scheme_for(QUARTER).warning
    of_complaints = {rule.id for rule in rules if rule.cases == "举报" and rule.category == 7}
    every = [each for each in warning_store.episodes(QUARTER, CUTOFF) if each.rule_id in of_complaints]
    assert every
    for each in every:
        assert each.points[-1].figure == assessment.count(each.area_code, "complaints_received")


def test_episodes_without_a_notice_stand_first_and_one_to_the_city_answers_its_counties(altered: Alter):
    altered(
        "update problem set rectified_on = null, accepted_on = null, look_back_on = null, look_back_result = null "
        "where area_code like '4103%' or area_code like '4101%'",
        "delete from warning_notice where area_code <> '410323'",
        "update warning_notice set area_code = '410100', category_code = '11', issued_on = '2022-12-01', "
        "acknowledged_on = null",
    )
    place = place_of(PROVINCE)
    table = episodes_table(place.episodes(running=True), place)
    states = list(table["answer"])
    assert states == sorted(states, key=[each.value for each in NoticeState].index)
    assert {"未发预警提示", "逾期未回执"} <= set(states)
    zhengzhou = table.loc[table["place"].str.startswith("郑州") & (table["rule"] == "问题按期整改率偏低")]
    assert len(zhengzhou) > 1
    assert set(zhengzhou["answer"]) == {"逾期未回执"}


def test_a_place_where_nothing_is_rectified_in_time_is_warned_of_and_its_draft_says_so(altered: Alter):
    altered(
        "update problem set rectified_on = null, accepted_on = null, look_back_on = null, look_back_result = null "
        "where area_code like '4103%'"
    )
    app = open_page(WARNINGS, place=CITY, alert=f"{CITY}-rectified_low-2021Q4", alert_rule="rectified_low")
    page = said(app)
    assert "问题按期整改率偏低" in page
    assert "触发" in page
    assert "关于问题按期整改率偏低的预警提示" in page
    assert "（拟稿，经审定后印发）" in page
    app.button(key="alert_rows").click().run()
    assert title_of(app) == "明细"
    assert in_link(app, "place") == CITY


def test_notices_without_an_answer_for_too_long_come_first(altered: Alter):
    altered(
        "delete from warning_notice where area_code <> '410323'",
        "update warning_notice set issued_on = '2022-12-20', acknowledged_on = '2022-12-20'",
        "insert into warning_notice values ('late', '410323', '3', '作业总量提示', '2022-12-09', '学校', null)",
        "insert into warning_notice values ('after', '410323', '3', '尚未发出', '2022-12-21', '学校', null)",
    )
    table = notices_table(place_of(COUNTY))
    assert table["title"].iloc[0] == "作业总量提示"
    assert (table["state"].iloc[0], table["waited"].iloc[0]) == ("逾期未回执", 11)
    assert "尚未发出" not in set(table["title"])
    assert "逾期未回执 **1**" in said(open_page(WARNINGS, place=COUNTY, alerts="notices"))


def test_the_rules_are_read_from_the_scheme(demo: str):
    page = html_of(open_page(WARNINGS, alerts="rules"))
    for rule in scheme_for(QUARTER).warning:
        assert rule.name in page


def test_an_episode_of_problems_leads_to_the_list_of_their_category(altered: Alter):
    rows = ", ".join(
        f"('n{county}{number}', '{county}', '7', '自查', '一般', '甲', '2022-12-01', '2022-12-31')"
        for county in ("410323", "410324", "410325")
        for number in range(15)
    )
    names = "problem_id, area_code, category_code, source, severity, summary, raised_on, due_on"
    altered("delete from problem where category_code = '7'", f"insert into problem ({names}) values {rows}")  # noqa: S608 - rows of a test
    link = {"alert_rule": "hidden_widespread", "alert": f"{CITY}-hidden_widespread-2022Q4"}
    app = open_page(WARNINGS, place=CITY, **link)
    assert "多地出现" in said(app)
    app.button(key="alert_rows").click().run()
    assert title_of(app) == "问题清单"
    assert set(app.dataframe[0].value["类别"]) == {"隐形变异培训查处"}
    assert "共45个" in said(app)
