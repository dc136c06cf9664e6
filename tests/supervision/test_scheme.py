"""A scheme file is refused with a Chinese sentence that names the place and the rule."""

import pytest

from supervision.faults import SchemeBroken
from supervision.periods import Quarter
from supervision.scheme import SCHEME_FOLDER, read_scheme, scheme_for

TEXT = (SCHEME_FOLDER / "henan_2022.toml").read_text(encoding="utf-8")

FAULTS = [
    ('code = "schools"', 'code = "pupils"', "指标代码重复：pupils"),
    ('numerator = ["schools_homework_public"]', 'numerator = ["schools_nowhere"]', "未定义的计数“schools_nowhere”"),
    ('numerator = ["visits_time_ok"]', 'numerator = ["schools_homework_time_ok"]', "混用了报送数和清点数"),
    ("weight = 1.0", "weight = 0.0", "权重应大于0"),
    ("at_least = 80.0", "at_least = 95.0", "等次应从高到低排列"),
    ('direction = "up"', 'direction = "sideways"', "indicator、0、direction"),
    ("category = 12\nname", "category = 13\nname", "类别13没有定义"),
    ("category = 12\nplaces", "category = 13\nplaces", "预警规则“举报按期办结率偏低”用到未定义的类别“13”"),
    ('indicator = "12.1"\nside', 'indicator = "12.9"\nside', "用到未定义的指标“12.9”"),
    ('id = "relapse_high"', 'id = "rectified_low"', "预警规则的编号重复"),
    ('valid_to = "2022Q1"', 'valid_to = "2022Q2"', "时间上重叠"),
    ('valid_from = "2021Q3"', 'valid_from = "2021年"', "无法识别"),
    ('band = "差"', 'band = "优"', "每个等次各有一行"),
    ('total = "baseline_reported"', 'total = "no_such"', "未定义的计数“no_such”"),
    ('relation = "equals"\nother = "pupils"', 'relation = "equals"\nother = "nobody"', "未定义的计数“nobody”"),
    ("judged = true", "judged = maybe", "格式有误"),
    ('province = "河南省"', 'province = "河南省"\nsecret = 1', "secret"),
]


@pytest.mark.parametrize(("good", "bad", "rule"), FAULTS)
def test_each_broken_rule_is_named(tmp_path, good, bad, rule):
    assert good in TEXT
    path = tmp_path / "broken.toml"
    path.write_text(TEXT.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(SchemeBroken) as caught:
        read_scheme(path)
    assert rule in caught.value.sentence
    assert "broken.toml" in caught.value.sentence


def test_the_shipped_scheme_holds_the_twelve_categories_each_with_evidence_beyond_self_report():
    scheme = scheme_for(Quarter(2022, 4))
    assert [category.id for category in scheme.category] == list(range(1, 13))
    for category in scheme.category:
        judged = [i for i in scheme.indicators(Quarter(2022, 4)) if i.judged and i.category == category.id]
        assert any(indicator.evidence != "自报" for indicator in judged), category.name


def test_a_quarter_keeps_the_definition_it_was_scored_with():
    scheme = scheme_for(Quarter(2022, 1))
    assert scheme.indicator_in("10.1", Quarter(2022, 1)).denominator == ("prepaid_academic",)
    assert scheme.indicator_in("10.1", Quarter(2022, 2)).denominator == ("prepaid_all",)


def test_a_quarter_without_a_scheme_is_said():
    with pytest.raises(SchemeBroken, match="2019年第一季度应有且只有一份评分方案"):
        scheme_for(Quarter(2019, 1))
