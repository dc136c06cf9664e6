"""Names are found in the reading of the place itself, whole or by initials, and where a sign begins."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.name_search import NameIndex, is_pinyin, normalise, spell

# The readings that the province prints on its signs; the commonest reading of a sign is often another.
LOCAL = {
    "浚县": "xunxian",
    "中牟县": "zhongmuxian",
    "栾川县": "luanchuanxian",
    "濮阳市": "puyangshi",
    "泌阳县": "biyangxian",
    "睢县": "suixian",
    "睢阳区": "suiyangqu",
    "鄢陵县": "yanlingxian",
    "郾城区": "yanchengqu",
    "瀍河回族区": "chanhehuizuqu",
    "长垣市": "changyuanshi",
    "长葛市": "changgeshi",
    "漯河市": "luoheshi",
    "召陵区": "shaolingqu",
    "南召县": "nanzhaoxian",
    "南乐县": "nanlexian",
    "渑池县": "mianchixian",
    "荥阳市": "xingyangshi",
    "武陟县": "wuzhixian",
    "郏县": "jiaxian",
    "柘城县": "zhechengxian",
    "临颍县": "linyingxian",
    "魏都区": "weiduqu",
    "殷都区": "yinduqu",
    "尉氏县": "weishixian",
    "淅川县": "xichuanxian",
    "浉河区": "shihequ",
    "潢川县": "huangchuanxian",
    "获嘉县": "huojiaxian",
    "解放区": "jiefangqu",
    "平舆县": "pingyuxian",
    "郸城县": "danchengxian",
    "重渠乡中心小学": "chongquxiangzhongxinxiaoxue",
}


def index(*names):
    return NameIndex.of_schools(pd.DataFrame({"school_id": names, "area_code": "410102", "name": names}))


@pytest.mark.parametrize(("name", "reading"), LOCAL.items())
def test_a_place_is_found_by_its_local_reading_and_by_its_initials(name, reading):
    found = index("开封市", name)
    assert found.find(reading) == [1]
    initials = "".join(sign for sign in spell(name).split("/")[0] if sign.isupper()).lower()
    assert 1 in found.find(initials)


@pytest.mark.parametrize(("name", "reading"), [("浚县", "junxian"), ("长垣市", "zhangyuan"), ("重渠小学", "zhongqu")])
def test_the_common_reading_finds_it_too(name, reading):
    assert index(name).find(reading) == [0]


def test_pinyin_fits_where_a_sign_begins_and_nowhere_else():
    names = ("安阳市", "兰考县", "新安县")
    assert index(*names).find("an") == [0, 2]
    assert index(*names).find("lank") == [1]


def test_names_that_begin_so_come_first_and_shorter_ones_before_longer():
    assert index("第二实验小学", "实验小学分校", "实验小学").find("syxx") == [2, 1, 0]


def test_a_name_that_is_no_text_is_never_found_and_breaks_nothing():
    assert index(None, 7, "实验小学").find("sy") == [2]


@pytest.mark.parametrize(
    ("typed", "sought", "letters"),
    [
        (" Xun Xian ", "xunxian", True),
        ("zm'x", "zmx", True),
        ("洛阳", "洛阳", False),
        ("12", "12", False),
        ("", "", False),
    ],
)
def test_what_is_typed_is_made_even(typed, sought, letters):
    assert normalise(typed) == sought
    assert is_pinyin(sought) is letters


@given(st.text(alphabet="洛阳郑州长重乐中牟县小学第一二三AB12", min_size=1, max_size=10))
def test_every_name_is_found_by_its_whole_pinyin_and_all_its_initials(name):
    found = index(name)
    for variant in spell(name).lower().split("/"):
        assert found.find(variant) == [0]
    for variant in found.initials[0].split("/"):
        assert found.find(variant) == [0]
