"""An assessment narrowed to one area keeps its figures and holds nothing of anywhere else."""

import pickle
from dataclasses import replace

import pytest

from supervision.areas import Areas
from supervision.assessment import Assessment
from supervision.faults import AccessRefused
from supervision.narrowing import matters_in, narrow
from supervision.warning_notices import Notice
from tests.supervision.conftest import CUTOFF, Province

PROVINCE = Province()
COUNTIES = {"410102": 90.0, "410103": 80.0, "4101Z1": 70.0, "410202": 95.0, "410221": 60.0}


@pytest.fixture(scope="module")
def whole() -> Assessment:
    reported: dict[tuple[str, str], float | None] = {}
    for code, share in (COUNTIES | {"410300": 85.0, "419001": 75.0, "410181": 65.0}).items():
        reported |= {(code, "schools_homework_design"): share, (code, "schools"): 100.0}
    counted = {(code, "complaints_received"): share for code, share in COUNTIES.items()}
    return replace(PROVINCE.assess(counted, reported, days={"410102": [3, 4]}), revised_late=("410103", "410202"))


@pytest.mark.parametrize("code", ["410100", "410300", "410181", "419001", "410102"])
def test_every_figure_of_its_places_is_the_whole_provinces_with_rank_and_number_ranked(whole: Assessment, code: str):
    own = narrow(whole, code)
    for inside in own.areas.by_code:
        ours, theirs = own.scorecard(inside), whole.scorecard(inside)
        assert (ours.total, ours.categories, ours.coverage) == (theirs.total, theirs.categories, theirs.coverage)
        assert own.counts.loc[inside].equals(whole.counts.loc[inside])


def test_a_rank_does_not_become_the_only_one_of_one(whole: Assessment):
    value = narrow(whole, "410300").indicator("410300", "2.1")
    assert value.rank_n == whole.indicator("410300", "2.1").rank_n > 1


@pytest.mark.parametrize("code", ["410100", "410300", "410181", "410102"])
def test_nothing_of_another_place_is_anywhere_in_the_object(whole: Assessment, code: str):
    # The scheme is everybody's and bears the province's name.
    held = pickle.dumps(replace(narrow(whole, code), scheme=None))  # type: ignore[arg-type]
    inside = set(whole.areas.codes_within(code))
    own = "".join(whole.areas[each].name for each in inside)
    others = [area for area in whole.areas.all if area.area_code not in inside]
    words = {area.area_code for area in others} | {area.name for area in others if area.name not in own}
    assert len(words) > 10
    assert {word for word in words if word.encode() in held} == set()
    # The search finds what is there.
    assert all(each.encode() in held for each in inside)


def test_late_revisions_are_those_of_its_places(whole: Assessment):
    assert narrow(whole, "410100").revised_late == ("410103",)
    assert narrow(whole, "410300").revised_late == ()


def test_its_areas_have_a_top_and_no_province():
    areas = PROVINCE.areas.only("410100")
    assert (areas.top.name, areas.is_whole) == ("郑州市", False)
    assert [area.area_code for area in areas.all] == ["410100", "410102", "410103", "4101Z1"]
    assert areas.units == (areas.top,)
    assert areas.parent("410100") is None
    assert areas.unit_of("410102") == areas.unit_of("410100") == areas.top
    assert [area.area_code for area in areas.counties] == ["410102", "410103", "4101Z1"]
    with pytest.raises(AccessRefused, match="全省数据不在范围内"):
        _ = areas.province


def test_the_whole_province_has_itself_as_top():
    areas = PROVINCE.areas
    assert (areas.top, areas.is_whole) == (areas.province, True)


def test_a_county_is_its_own_unit_and_county():
    areas = PROVINCE.areas.only("410181")
    assert areas.units == areas.counties == (areas.top,)
    assert areas.full_name("410181") == "巩义市"


@pytest.mark.parametrize("code", ["", "999999", "4101", "410100|410200"])
def test_an_area_that_is_not_there_is_refused_in_the_same_words(whole: Assessment, code: str):
    for narrowing in (PROVINCE.areas.only, lambda each: narrow(whole, each)):
        with pytest.raises(AccessRefused, match="不在所选日期的区划表中"):
            narrowing(code)


def test_what_is_said_of_other_places_is_left_out():
    notices = [Notice(code, code, "2", "", CUTOFF, None) for code in ("410000", "410100", "410102", "410202")]
    own: Areas = PROVINCE.areas.only("410100")
    assert [each.warning_id for each in matters_in(notices, own)] == ["410100", "410102"]
