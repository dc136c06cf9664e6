"""举报: every view from its link, lists as long as their figures, and files without small numbers of a county."""

import io
from datetime import date

import pandas as pd
import pytest

from components import complaint_store, store
from components.complaints_figures import TOPICS, ComplaintsPlace, figures_of
from components.complaints_list import listed_cases
from components.complaints_places import COUNTS, places_table, protected_table
from components.deadlines_view import issue_text
from components.download import write_workbook
from components.frame import Selected
from data_access.shared.complaints import CaseList
from supervision.deadlines import dates_of_year
from supervision.periods import Quarter
from supervision.printing import print_count
from supervision.scheme import scheme_for
from tests.pages.conftest import Alter
from tests.pages.opening import COMPLAINTS, DEADLINES, go_to, html_of, in_link, open_page, said

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
PROVINCE, CITY, COUNTY = "410000", "410300", "410323"


def place_of(area_code: str) -> ComplaintsPlace:
    selected = Selected(QUARTER, CUTOFF, scheme_for(QUARTER))
    return ComplaintsPlace(selected, store.areas(CUTOFF), area_code)


@pytest.mark.parametrize("place", [PROVINCE, CITY, COUNTY, "419001"])
@pytest.mark.parametrize("topic", TOPICS)
def test_every_view_opens_from_its_link_for_a_province_a_city_and_a_county(demo: str, topic: str, place: str):
    app = open_page(COMPLAINTS, matter=topic, place=place)
    assert not app.error
    assert not app.exception
    assert in_link(app, "place") == place
    assert "收到举报" in html_of(app)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_view_shows_a_database_without_complaints(altered: Alter, topic: str):
    altered("delete from complaint")
    app = open_page(COMPLAINTS, matter=topic, place=CITY)
    assert not app.error
    assert not app.exception
    assert "举报登记中没有截止日以前收到的举报" in said(app)


@pytest.mark.parametrize("which", list(CaseList))
def test_every_list_has_as_many_cases_as_its_number_says(demo: str, which: CaseList):
    place = place_of(PROVINCE)
    every = complaint_store.cases(which, PROVINCE, QUARTER, CUTOFF, limit=10**6)
    assert len(every) == place.totals[which.value]
    shown = listed_cases(every, place.assessment.areas, place.selected.scheme, CUTOFF)
    expected = {
        CaseList.OVERDUE: {"超期未办结"},
        CaseList.SOON: {"在办"},
        CaseList.OPEN: {"在办", "超期未办结"},
        CaseList.URGE: {"在办", "超期未办结"},
        CaseList.PRIORITY: {"在办", "超期未办结", "按期办结", "超期办结"},
    }
    assert set(shown["state"]) <= expected[which]
    assert set(shown.loc[shown["state"] == "超期未办结", "left"].str[:2]) <= {"超期"}
    assert not shown["left"].isna()[shown["state"] == "在办"].any()


def test_the_list_says_the_number_of_the_figure_and_turns_its_pages(demo: str):
    total = place_of(PROVINCE).totals["open"]
    assert total > 50
    app = open_page(COMPLAINTS, place=PROVINCE, cases="open", leaf="2")
    assert app.selectbox(key="widget:leaf_picker").value == "2"
    assert len(app.dataframe[0].value) == min(50, total - 50)
    far = open_page(COMPLAINTS, place=PROVINCE, cases="open", leaf="999")
    assert not far.exception
    assert far.selectbox(key="widget:leaf_picker").value == str((total + 49) // 50)


def test_no_list_or_file_holds_anything_of_a_person(demo: str):
    app = open_page(COMPLAINTS, place=PROVINCE, cases="priority")
    assert list(app.dataframe[0].value.columns) == [
        "举报编号",
        "地方",
        "状态",
        "剩余或超期",
        "办结期限",
        "收到日期",
        "已历工作日",
        "转办日期",
        "渠道",
        "类别",
        "对象",
        "重点督办",
        "办结日期",
        "核查结果",
    ]


def test_only_overdue_open_cases_show_none_on_time_on_the_page(altered: Alter):
    altered(
        "delete from complaint where area_code <> '410323' or received_at > '2022-09-01' or duplicate_of is not null",
        "update complaint set closed_on = null, due_on = '2022-09-30'",
    )
    _name, value, notes = next(each for each in figures_of(place_of(COUNTY)) if each[0] == "举报按期办结率")
    assert value == "0.0%"
    assert "仅按办结计不适用" in notes


def test_a_place_without_complaints_is_called_not_applicable(altered: Alter):
    altered("delete from complaint where area_code = '410323'")
    app = open_page(COMPLAINTS, place=COUNTY, matter="places")
    assert "不适用" in html_of(app)
    table = app.dataframe[0].value
    row = table.loc[table["name"] == "新安县"].iloc[0]
    assert row["remark"] == "本季度没有举报，各项不适用"
    assert row[["on_time", "median_days", "order"]].isna().all()


def test_a_file_of_counties_prints_no_small_number(demo: str):
    place = place_of(CITY)
    table = places_table(place)
    assert table["overdue"].between(1, 4).any() or table["received"].between(1, 4).any()
    protected = protected_table(table, 5)
    numbers = [value for name in COUNTS for value in protected[name] if not isinstance(value, str)]
    assert not [number for number in numbers if 0 < number < 5]
    held = write_workbook(protected, {"name": "地方", "received": "收到", "overdue": "超期未办结"}, "比较", {})
    read = pd.read_excel(io.BytesIO(held))
    assert "不足5件，不列" in set(read["超期未办结"].astype(str)) | set(read["收到"].astype(str))


def test_the_draft_of_a_warning_names_the_place_and_says_how_few_years_there_are(demo: str):
    app = open_page(COMPLAINTS, place=PROVINCE, matter="seasons")
    words = said(app)
    assert "只有1年同期，不足2年" in words
    assert "关于做好" in html_of(app)
    assert "河南省2022年同期" in html_of(app)
    assert "（拟稿，经审定后印发）" in html_of(app)


def test_a_click_on_a_place_goes_to_it_and_starts_its_list_at_the_first_page(demo: str):
    app = open_page(COMPLAINTS, place=PROVINCE, cases="open", leaf="2")
    app.selectbox(key="widget:unit_picker").select(CITY).run()
    assert in_link(app, "place") == CITY
    assert in_link(app, "leaf") is None


def test_the_board_of_deadlines_agrees_with_indicator_1_4(demo: str):
    assessment = store.assessment(QUARTER, CUTOFF)
    value = assessment.indicator(PROVINCE, "1.4")
    words = said(open_page(DEADLINES))
    assert f"{print_count(value.numerator)}／{print_count(value.denominator)}　与本页登记一致" in words


@pytest.mark.parametrize("topic", ["status", "urge", "history"])
@pytest.mark.parametrize("paper", ["年度报告-2022", "季度情况-2022Q4", "季度情况-2022Q3"])
def test_every_view_of_every_paper_opens_from_its_link(demo: str, topic: str, paper: str):
    app = open_page(DEADLINES, papers=topic, paper=paper)
    assert not app.error
    assert not app.exception
    assert in_link(app, "papers") == (None if topic == "status" else topic)


def test_a_paper_received_after_the_cutoff_has_not_come_yet(altered: Alter):
    altered(
        "update submission set received_at = '2022-12-20 16:00:01' where kind = '年度报告' and area_code = '410100'",
        "update submission set status = '退回' where kind = '年度报告' and area_code = '410200'",
    )
    page = html_of(open_page(DEADLINES, paper="年度报告-2022"))
    assert "郑州市</td><td>未报</td>" in page
    assert "开封市</td><td>退回</td>" in page
    letter = html_of(open_page(DEADLINES, paper="年度报告-2022", papers="urge"))
    assert "郑州市、驻马店市尚未报送" in letter
    assert "开封市报送的材料已退回" in letter


def test_a_register_without_papers_is_not_called_missing(altered: Alter):
    altered("delete from submission")
    page = html_of(open_page(DEADLINES))
    assert "未登记28" in page
    assert "未报" not in page


def test_the_deadlines_of_another_year_are_those_of_its_cutoff(demo: str):
    app = open_page(DEADLINES, quarter="2021Q4", cutoff="2021-12-20")
    page = html_of(app)
    assert "季度通报 21年四季度" in page
    assert "22年一季度" not in page
    assert "2021年期限" in said(go_to(app, DEADLINES))


def test_the_offices_own_date_says_when_it_issued_and_whether_too_late(demo: str):
    due = next(each for each in dates_of_year(scheme_for(QUARTER), 2022) if each.code == "季度通报-2022Q3")
    rows = [("circular", "2022Q3", date(2022, 9, 26)), ("circular", "2022Q3", date(2022, 12, 21))]
    rows += [("report", "2022Q3", date(2022, 9, 20)), ("circular", "2022Q2", date(2022, 9, 1))]
    issued = pd.DataFrame(rows, columns=["kind", "quarter", "issued_on"])
    assert issue_text(issued, due, CUTOFF) == "2022-09-26印发，迟于期限"
    assert issue_text(issued, due, date(2022, 9, 25)) == "本办公室未印发"
    assert issue_text(issued.iloc[1:], due, CUTOFF) == "本办公室无印发记录"
    page = html_of(open_page(DEADLINES))
    assert "本办公室无印发记录" in page
    assert "本办公室未印发" in page
