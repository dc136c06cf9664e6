"""The table of who is named and why, as staff read it before a document goes out."""

import pandas as pd

from components.naming_view import rule_text, table_of
from supervision.periods import Quarter
from supervision.scheme import scheme_for

SCHEME = scheme_for(Quarter(2022, 4))


def test_rule_is_stated_with_the_numbers_of_the_scheme():
    said = rule_text(SCHEME)
    assert "分母不少于20" in said
    assert "省辖市和示范区后5位、省直管县（市）后3位，且不超过有名次单位的三分之一" in said
    assert "得分低于80分" in said
    changed = SCHEME.model_copy(update={"naming": SCHEME.naming.model_copy(update={"least_cases": 31, "last_of": 4})})
    assert "分母不少于31" in rule_text(changed)
    assert "四分之一" in rule_text(changed)


def test_decisions_are_told_by_sign_and_word_with_their_reason():
    columns = ["matter", "place", "figure", "is_named", "is_close", "reason"]
    rows = [
        ("综合得分", "甲市", "61.0分，第17位", True, True, "全部落在后5位"),
        ("综合得分", "乙市", "未评", False, True, "有指标未报"),
    ]
    shown = table_of(pd.DataFrame(rows, columns=columns))
    assert list(shown.columns) == ["事项", "地方", "数据", "是否点名", "理由"]
    assert list(shown["是否点名"]) == ["● 点名", "○ 不点名"]
    assert list(shown["理由"]) == ["全部落在后5位", "有指标未报"]
