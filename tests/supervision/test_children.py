"""Children make their parent's figure, or the sentence says what is missing, what is more, or that nothing adds up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.assessment import State
from supervision.children import sum_children, sum_sentence
from tests.supervision.conftest import Province

PROVINCE = Province()
CITY, COUNTIES = "410100", ("410102", "410103", "4101Z1")
DESIGN, COVERED = "2.1", "0.1"


def reports(**counts):
    """Return reports of homework design: reports(a410102=(8, 10)); None for a count left empty."""
    return {
        key: value
        for code, both in counts.items()
        for key, value in zip(
            [(code[1:], "schools_homework_design"), (code[1:], "schools")], both, strict=True
        )
    }  # fmt: skip


def sentence_for(indicator=DESIGN, area=CITY, **given_counts):
    (sums,) = sum_children(PROVINCE.assess(**given_counts), area, (indicator,))
    return sum_sentence(sums)


def test_three_counties_make_their_city():
    counts = reports(a410102=(8, 10), a410103=(5, 5), a4101Z1=(0, 2))
    said = sentence_for(reported=counts)
    assert said.endswith("3个县（市、区）合计13／17，与本级数相等。")


def test_a_county_that_did_not_report_is_named_and_left_out():
    said = sentence_for(reported=reports(a410102=(8, 10), a410103=(5, 5)))
    assert said.endswith("合计13／15，与本级数相等；1个未报，未计入（郑州航空港区）。")


def test_a_county_with_more_in_the_part_than_in_the_whole_is_named_and_left_out():
    said = sentence_for(reported=reports(a410102=(8, 10), a410103=(9, 5), a4101Z1=(1, 2)))
    assert said.endswith("合计9／12，与本级数相等；1个数据有误，未计入（二七区）。")


def test_a_count_left_empty_is_missing_and_no_zero():
    said = sentence_for(reported=reports(a410102=(None, 10), a410103=(4, 5), a4101Z1=(1, 2)))
    assert said.endswith("合计5／7，与本级数相等；1个未报，未计入（中原区）。")


def test_a_citys_own_report_stands_only_where_no_county_reported_and_is_called_so():
    assert "本级自报30／40；所辖3个县（市、区）均未报" in sentence_for(reported=reports(a410100=(30, 40)))
    # Decoy: the city's own report does not count beside a county's.
    both = reports(a410100=(30, 40), a410102=(8, 10))
    assert "合计8／10，与本级数相等；2个未报" in sentence_for(reported=both)


def test_rows_that_name_the_city_itself_are_told_apart():
    counted = {
        ("410102", "school_months_due"): 4.0,
        ("410102", "school_months_visited"): 3.0,
        ("410100", "school_months_due"): 2.0,
        ("410100", "school_months_visited"): 1.0,
    }
    assert "合计3／4，另有直接记在本级的1／2，本级共4／6" in sentence_for(COVERED, counted=counted)


def test_the_province_tells_which_units_lack_counties():
    said = sentence_for(area="410000", reported=reports(a410102=(8, 10), a410181=(5, 5)))
    assert "5个单位合计13／15，与本级数相等" in said
    assert "3个未报，未计入（开封市、洛阳市、济源示范区）" in said
    assert "郑州市所辖共2个县（市、区）未报或数据有误，未计入" in said


def test_nothing_reported_is_said_as_such():
    assert sentence_for().endswith("未报，3个县（市、区）均没有可以合计的数。")


def test_a_median_is_never_called_a_sum():
    assert "中位数由全部案件放在一起计算" in sentence_for("12.2", days={"410102": [3, 5]})


def test_a_county_has_no_children():
    (sums,) = sum_children(PROVINCE.assess(), "410102", (DESIGN,))
    assert sums.parts == ()


counts = st.one_of(st.none(), st.integers(0, 20).map(float))


@settings(max_examples=40)
@given(st.lists(st.tuples(counts, counts), min_size=3, max_size=3))
def test_whatever_counties_report_their_known_counts_make_the_city(each):
    reported = {key: value for code, both in zip(COUNTIES, each, strict=True)
                for key, value in reports(**{f"a{code}": both}).items()}  # fmt: skip
    (sums,) = sum_children(PROVINCE.assess(reported=reported), CITY, (DESIGN,))
    sound = [(top, below) for top, below in each if top is not None and below is not None and top <= below]
    assert sums.has_parts == bool(sound)
    if sound:
        assert (sums.numerator, sums.denominator) == (sum(top for top, _ in sound), sum(below for _, below in sound))
        assert sums.rest == (0.0, 0.0)
    left_out = sums.in_state(State.UNREPORTED) + sums.in_state(State.FAULTY)
    assert len(left_out) == 3 - len(sound)
