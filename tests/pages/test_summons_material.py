"""约谈建议材料 on the pages: offered beside the suggestion and on 季度通报, with what staff typed and decided."""

from datetime import date
from types import SimpleNamespace

import pytest

from components import store, summons_material, summons_store, template_store, workspace_store
from components.draft_fields import _unreadable
from components.workspace_store import Decision
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.bulletin.reading import lines_of
from tests.pages.opening import BULLETIN, open_page

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
LINK = {"quarter": "2022Q4", "cutoff": "2022-12-20"}


def test_the_file_says_what_the_page_says_and_what_was_decided(demo):
    suggestion = summons_store.suggestions(QUARTER, CUTOFF)[0]
    workspace_store.decide(
        Decision(
            subject_kind="约谈建议",
            area_code=suggestion.area_code,
            quarter=QUARTER,
            cutoff=CUTOFF,
            rule_ids=tuple(ground.rule_id for ground in suggestion.grounds),
            choice="继续观察",
            reason="整改刚刚开始",
            snapshot="0" * 64,
            decided_by="",
        )
    )
    selected = SimpleNamespace(quarter=QUARTER, cutoff=CUTOFF, scheme=scheme_for(QUARTER))
    area = store.areas(CUTOFF)[suggestion.area_code]
    text = "\n".join(lines_of(summons_material.render_material(selected, area, template_store.active())))
    for point in (point for ground in suggestion.grounds for point in ground.points):
        assert point.sentence in text
    assert "继续观察：整改刚刚开始" in text
    assert "无。截至数据截止日，该地没有提出申辩。" in text


def test_the_desk_offers_each_place_put_forward_and_addresses_the_committee(demo):
    suggested = {each.area_code for each in summons_store.suggestions(QUARTER, CUTOFF)}
    page = open_page(BULLETIN, kind="summons", **LINK)
    (picker,) = [each for each in page.selectbox if each.label == "达到约谈规则的地方"]
    assert len(picker.options) == len(suggested)
    page = open_page(BULLETIN, kind="summons", step="定稿印发", **LINK)
    assert [each.value for each in page.text_area if each.label == "主送"] == ["省人民政府教育督导委员会"]
    assert not [each for each in page.button if each.label == "定稿并登记印发"]


@pytest.mark.parametrize("typed", ["秘密★1年", "机密★6个月", "绝密★长期", "秘密", ""])
def test_a_classification_as_the_standard_writes_it_is_taken(typed):
    assert _unreadable({"secrecy": typed}) is None


@pytest.mark.parametrize("typed", ["保密", "秘密1年", "内部★1年", "秘密★"])
def test_another_one_is_refused_with_the_form_it_wants(typed):
    assert "秘密★1年" in (_unreadable({"secrecy": typed}) or "")
