"""Before and after a summons: changes against its own quarter, missing and redefined figures in words."""

from datetime import date

from supervision.periods import Quarter
from supervision.summons_effects import effects_of, followed, since_quarter

Q1, Q2, Q4 = Quarter(2022, 1), Quarter(2022, 2), Quarter(2022, 4)


def rectified(province, quarter, cutoff, due, on_time):
    counted = {("410102", "problems_due"): due, ("410102", "problems_on_time"): on_time}
    return province.assess(counted, quarter=quarter, cutoff=cutoff)


def by_id(effects):
    return {each.indicator_id: each for each in effects}


def test_changes_refer_to_the_quarter_of_the_summons_not_to_the_one_before(province):
    quarters = [
        rectified(province, Q1, date(2022, 3, 20), 20, 10),
        rectified(province, Q2, date(2022, 6, 20), 20, 18),
        rectified(province, Quarter(2022, 3), date(2022, 9, 20), 20, 14),
    ]
    effect = by_id(effects_of("410102", "问题整改不力", since_quarter(quarters)))["11.1"]
    assert effect.before == "50.0%"
    assert [(each.value, each.change) for each in effect.later] == [
        ("90.0%", "上升40.0个百分点"),
        ("70.0%", "上升20.0个百分点"),
    ]


def test_a_quarter_without_the_figure_says_so_instead_of_a_change(province):
    quarters = [
        rectified(province, Q1, date(2022, 3, 20), 20, 10),
        province.assess(quarter=Q2, cutoff=date(2022, 6, 20)),
    ]
    effect = by_id(effects_of("410102", "问题整改不力", since_quarter(quarters)))["11.1"]
    assert [(each.value, each.change) for each in effect.later] == [("不适用", "—")]
    reversed_order = [
        province.assess(quarter=Q1, cutoff=date(2022, 3, 20)),
        rectified(province, Q2, date(2022, 6, 20), 20, 18),
    ]
    effect = by_id(effects_of("410102", "问题整改不力", since_quarter(reversed_order)))["11.1"]
    assert effect.before == "不适用"
    assert [(each.value, each.change) for each in effect.later] == [("90.0%", "不可比")]


def test_a_place_that_did_not_exist_has_no_effects_and_no_later_quarter_gives_none(province):
    quarters = [rectified(province, Q4, date(2022, 12, 20), 20, 10)]
    assert effects_of("999999", "问题整改不力", since_quarter(quarters)) == ()
    (first, *_) = effects_of("410102", "问题整改不力", since_quarter(quarters))
    assert first.later == ()


def test_each_trigger_follows_the_indicators_of_its_rules_once(province):
    assert followed(province.scheme, "问题整改不力") == ("11.1", "11.3", "11.4", "12.1")
    assert followed(province.scheme, "没有这一条") == ()
