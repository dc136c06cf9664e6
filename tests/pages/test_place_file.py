"""一地一档: the same figures as the card, events in order and none after the cut-off, and a page that prints."""

from datetime import date

import pytest

from components import store
from components.frame import Selected
from components.place_file import place_events
from supervision.periods import Quarter
from supervision.printing import print_score, print_value
from supervision.scheme import scheme_for
from tests.pages.opening import html_of, open_page, said

FILE = "screens/leaders/place_file.py"
QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
LINK = {"quarter": "2022Q4", "cutoff": "2022-12-20"}


@pytest.mark.parametrize("place", ["410000", "410300", "410302", "419001", "410181"])
def test_every_kind_of_place_has_its_file_with_the_cards_figures(demo, place):
    page = open_page(FILE, place=place, **LINK)
    assert not page.exception
    assert not page.error
    assessment = store.assessment(QUARTER, CUTOFF)
    shown = html_of(page)
    for part in assessment.scorecard(place).categories:
        if part.score.score is not None:
            assert print_score(part.score.score, assessment.scheme.band) in shown
    for indicator_id in ("0.1", "11.1", "12.1"):
        assert print_value(assessment.indicator(place, indicator_id)) in shown
    assert "大事记" in said(page)


def test_events_are_newest_first_and_none_is_after_the_cutoff(demo):
    for quarter, cutoff in ((QUARTER, CUTOFF), (Quarter(2022, 3), date(2022, 9, 10))):
        selected = Selected(quarter, cutoff, scheme_for(quarter))
        areas = store.areas(cutoff)
        events = place_events("410000", areas, selected)
        days = [event.on for event in events]
        assert len(days) > 50
        assert days == sorted(days, reverse=True)
        assert max(days) <= cutoff


def test_a_county_shows_the_papers_of_its_unit_and_says_so(demo):
    page = open_page(FILE, place="410302", **LINK)
    assert "季度情况（2022Q3）" in html_of(page)
    assert "县（市、区）的材料由所属报送单位报送" in said(page)


def test_what_is_overdue_is_listed_up_to_ten_and_agrees_with_the_count(demo):
    assessment = store.assessment(QUARTER, CUTOFF)
    for place in ("410323", "410300"):
        overdue = round(assessment.count(place, "complaints_open_overdue"))
        text = said(open_page(FILE, place=place, **LINK))
        assert (
            f"**超期未办结举报**　超期最久的{min(overdue, 10)}项" if overdue else "**超期未办结举报**　没有"
        ) in text
