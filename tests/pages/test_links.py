"""State in the link: each view opens the same for a new visitor from what its link says, choice by choice."""

import pytest

from tests.pages.opening import (
    COMPARISON,
    COMPLAINTS,
    COVERAGE,
    DEADLINES,
    OVERVIEW,
    ROWS,
    SCHOOL,
    SCORECARD,
    go_to,
    in_link,
    open_page,
    said,
)

SUMMONS, PLACE_FILE = "screens/leaders/summons.py", "screens/leaders/place_file.py"
# Every choice of every page with a value that is not its default there.
CHOICES = {
    OVERVIEW: {"shown": "coverage", "form": "tiles"},
    SCORECARD: {"place": "410302", "category": "4", "question": "change", "cause": "课后服务开展"},
    COMPARISON: {"group": "410300", "figure": "3.3", "places": "410303.410305"},
    COVERAGE: {"month": "2022-07", "county": "410323", "topic": "next", "draw": "3"},
    SCHOOL: {"place": "410000", "find": "小学", "sheet": "2"},
    COMPLAINTS: {"place": "410000", "cases": "open", "leaf": "2"},
    DEADLINES: {"papers": "urge", "paper": "季度情况-2022Q1"},
    SUMMONS: {"level": "counties", "trigger": "弄虚作假", "next": "提醒"},
    PLACE_FILE: {"place": "410302"},
    ROWS: {"place": "410000", "indicator": "0.1", "measure": "school_months_due", "part": "2"},
}
COMMON = {"quarter": "2022Q3", "cutoff": "2022-08-31"}
VIEWS = [
    *CHOICES.items(),
    *((COVERAGE, {"topic": topic, "month": "2022Q3"}) for topic in ("gaps", "inspectors", "days")),
    *((SCORECARD, {"question": question}) for question in ("contrast", "trial")),
    *((COMPLAINTS, {"matter": matter, "place": "410300"}) for matter in ("parts", "places", "seasons")),
    (DEADLINES, {"papers": "history"}),
    (SUMMONS, {"steps": "interviews", "trigger": "工作落后"}),
    (SUMMONS, {"steps": "accountability", "subject": "单位", "kind_of_measure": "约谈"}),
    (SUMMONS, {"steps": "contests", "contested": "问题"}),
]


@pytest.mark.parametrize(("page", "choices"), VIEWS, ids=[f"{page}{choices}" for page, choices in VIEWS])
def test_a_link_opens_the_view_it_names_and_keeps_every_choice(demo, page, choices):
    link = choices | COMMON
    opened = open_page(page, **link)
    assert not opened.error
    assert not opened.exception
    assert {name: in_link(opened, name) for name in link} == link
    assert "无法识别" not in said(opened)


@pytest.mark.parametrize("page", CHOICES)
def test_choices_survive_a_walk_over_every_other_page(demo, page):
    link = CHOICES[page] | COMMON
    opened = open_page(page, **link)
    for other in CHOICES:
        if other != page:
            go_to(opened, other)
    back = go_to(opened, page)
    assert {name: in_link(back, name) for name in link} == link


@pytest.mark.parametrize("page", CHOICES)
def test_choices_that_are_not_offered_lapse_and_break_nothing(demo, page):
    opened = open_page(page, **dict.fromkeys(CHOICES[page], "<b>\u202e%27"), school="<b>\u202e%27")
    assert not opened.error
    assert not opened.exception


def test_a_page_begins_at_its_own_place_until_the_reader_chooses_one_and_then_every_page_shows_that(demo):
    opened = go_to(open_page(SCORECARD), COMPLAINTS)
    assert opened.selectbox(key="widget:unit_picker").value == "410000"
    assert in_link(opened, "place") is None
    opened = go_to(opened, SCORECARD)
    assert opened.selectbox(key="widget:unit_picker").value == "410100"
    opened.selectbox(key="widget:unit_picker").set_value("410300").run()
    assert in_link(opened, "place") == "410300"
    assert go_to(opened, COMPLAINTS).selectbox(key="widget:unit_picker").value == "410300"
