"""The search on every page: by name, pinyin or initials, units first, then counties, then schools."""

from datetime import date

import pytest

from components import school_store, store
from components.search import MOST_FOUND, find, find_places
from supervision.periods import Quarter
from tests.pages.opening import METHOD, OVERVIEW, SCHOOL, SCORECARD, go_to, in_link, open_page, said, title_of

CUTOFF = date(2022, 12, 20)


def search(page, text):
    return page.text_input(key="search_box").set_value(text).run()


def hits(page):
    return [each for each in page.button if str(each.key).startswith("hit_")]


@pytest.mark.parametrize("page", [OVERVIEW, METHOD, SCORECARD])
@pytest.mark.parametrize(
    ("typed", "place"), [("洛阳", "410300"), ("xunx", "410621"), ("zmx", "410122"), ("LYXGQ", "410303")]
)
def test_a_place_opens_its_card_from_any_page(demo, page, typed, place):
    opened = search(open_page(page, quarter="2022Q3"), typed)
    card = hits(opened)[0].click().run()
    assert title_of(card) == "记分卡"
    assert (in_link(go_to(card, SCORECARD), "place"), in_link(card, "quarter")) == (place, "2022Q3")


def test_units_come_before_counties_and_counties_before_schools(demo):
    areas = store.areas(CUTOFF)
    found = find("ly", areas, CUTOFF)
    assert found[0].area_code == "410300"
    schools = [hit.school_id is not None for hit in found]
    assert schools == sorted(schools)
    # 濮阳市 before 濮阳县: a unit before a county of the same name.
    assert [hit.area_code for hit in find_places("濮阳", areas)][:2] == ["410900", "410928"]


def test_a_school_opens_by_the_initials_of_its_name_and_by_its_name(demo):
    school = school_store.school_page("410302", "", Quarter(2022, 4), CUTOFF, rows=1, page=1)[1].iloc[0]
    initials = school_store.school_index(CUTOFF)
    own = initials.initials[list(initials.keys).index(school["school_id"])].split("/")[0]
    for typed in (school["name"], own):
        page = search(open_page(OVERVIEW), typed)
        hit = next(each for each in hits(page) if "洛阳老城区" in each.label)
        opened = go_to(hit.click().run(), SCHOOL)
        assert in_link(opened, "place") == "410302"
        assert opened.subheader[0].value


def test_never_more_than_a_few_are_shown_and_nothing_is_said_as_nothing(demo):
    many = search(open_page(OVERVIEW), "小学")
    assert len(hits(many)) == MOST_FOUND
    assert "请多输入几个字" in said(many)
    none = search(open_page(OVERVIEW), "%_不存在")
    assert hits(none) == []
    assert "没有找到" in said(none)


def test_a_hit_empties_the_box(demo):
    page = hits(search(open_page(OVERVIEW), "洛阳"))[0].click().run()
    assert page.text_input(key="search_box").value == ""
