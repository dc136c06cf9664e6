"""Names and texts of the database: what nobody sees becomes a blank, what nobody can read is cut in sight."""

import pandas as pd

from supervision.areas import Areas
from supervision.texts import LONGEST_NAME, LONGEST_SHORT_NAME, on_one_line, shorten

PRIVATE_SIGN = "\ue000"


def areas_named(name: str | None) -> Areas:
    row = {"area_code": "410000", "name": name, "short_name": name, "level": "province", "kind": "省"}
    rest = {"parent_code": None, "map_code": None, "sort_order": 0}
    city = {"area_code": "410100", "name": "郑州市", "short_name": "郑州", "level": "city", "kind": "省辖市"}
    return Areas.from_frame(pd.DataFrame([row | rest, city | rest | {"parent_code": "410000"}]))


def test_unseen_signs_become_blanks_and_rare_characters_stay():
    assert on_one_line("甲\x00\n\u202e\u2066\u200b\u2028\x85\ufeff\ufdd0\ufffe\U000e0041乙") == f"甲{' ' * 11}乙"
    for kept in ("𠮷𡈽", PRIVATE_SIGN, "葛\U000e0100", "العربية", "　"):
        assert on_one_line(kept) == kept


def test_a_text_is_cut_only_where_it_is_too_long_and_says_so():
    assert shorten("甲" * LONGEST_NAME) == "甲" * LONGEST_NAME
    assert shorten("甲" * (LONGEST_NAME + 1)) == "甲" * (LONGEST_NAME - 1) + "…"


def test_an_area_with_an_endless_a_turning_or_no_name_has_one_that_can_be_shown():
    endless = areas_named("长" * 10_000).province
    assert endless.name == "长" * (LONGEST_NAME - 1) + "…"
    assert endless.short_name == "长" * (LONGEST_SHORT_NAME - 1) + "…"
    assert areas_named("\u202e省\t").province.name == " 省 "
    assert areas_named(None).province.name == "410000"
