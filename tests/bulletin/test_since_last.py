"""What is otherwise than in the bulletin issued before: named newly, no longer, still; bands; never without one."""

from dataclasses import replace

import pytest

from bulletin.contents import SINCE_TITLE, Contents
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.naming import TOTAL, decide_all
from bulletin.since_last import Difference, compare_with_issued
from bulletin.writing import render_contents
from supervision.assessment import Assessment
from tests.bulletin.conftest import Province
from tests.bulletin.reading import lines_of

MOST = 8


def words(differences: tuple[Difference, ...]) -> dict[tuple[str, str], str]:
    return {(each.area.name, each.matter): each.word for each in differences}


def test_without_an_issued_bulletin_there_is_nothing_to_compare(assessment, contents: Contents):
    assert compare_with_issued(Facts(assessment), (), MOST) == ()
    assert SINCE_TITLE not in contents.annex_titles


def test_an_unchanged_bulletin_names_the_same_again(assessment):
    now = Facts(assessment)
    found = compare_with_issued(now, (now, now), MOST)
    assert {each.word for each in found} == {"连续3期点名"}


def test_times_are_counted_only_without_a_gap(assessment):
    now, other = Facts(assessment), Facts(Province(all_missing=True).assess())
    assert {each.word for each in compare_with_issued(now, (now, other, now), MOST)} == {"连续2期点名"}
    newly = compare_with_issued(now, (other, now), MOST)
    assert "新点名" in {each.word for each in newly}
    assert not any(each.word.startswith("连续") for each in newly)


def test_who_is_no_longer_named_is_told_with_the_reason(assessment):
    better = Facts(Province(all_equal=True).assess())
    found = [each for each in compare_with_issued(better, (Facts(assessment),), MOST) if each.word == "不再点名"]
    assert found
    assert all("上期" in each.said and "本期" in each.said for each in found)


def test_only_who_was_printed_counts_as_named(assessment):
    """A bulletin's text takes up three places an indicator; the others were never named."""
    now = Facts(assessment)
    total = {each for each in decide_all(now) if each.is_named}
    told = compare_with_issued(now, (now,), MOST)
    text = "".join(passage.text for passage in Contents(Kind.CIRCULAR, now, False).passages)
    assert len(told) < len(total)
    for each in told:
        assert each.area.name in text or each.matter == TOTAL


def _in_band(assessment: Assessment, code: str, band: str) -> Assessment:
    totals = assessment.totals.copy()
    totals.loc[totals["area_code"] == code, "band"] = band
    return replace(assessment, totals=totals)


def test_another_band_is_told_unless_the_scheme_is_another(assessment):
    code = next(u.area_code for u in assessment.areas.units if assessment.total(u.area_code).band == "中")
    name = assessment.areas[code].name
    last = _in_band(assessment, code, "良")
    said = {
        each.area.name: each.said
        for each in compare_with_issued(Facts(assessment), (Facts(last),), MOST)
        if each.word == "等次变化"
    }
    assert said == {name: "由“良”变为“中”"}
    other_scheme = replace(last, scheme=last.scheme.model_copy(update={"id": "another"}))
    assert "等次变化" not in {
        each.word for each in compare_with_issued(Facts(assessment), (Facts(other_scheme),), MOST)
    }  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.CIRCULAR, Kind.REPORT])
def test_the_annex_stands_in_the_document_only_after_an_issued_bulletin(assessment, background, kind: Kind):
    issued = Facts(background.history[-1])
    contents = Contents(kind, Facts(assessment, background), False, {}, (issued,))
    lines = lines_of(render_contents(contents))
    assert f"7．{SINCE_TITLE}" in lines
    place = lines.index(SINCE_TITLE)
    assert lines[place - 1 : place + 2] == ["附件7", SINCE_TITLE, "地方 | 事项 | 变化 | 说明"]
    assert sum(line.count(" | ") == 3 for line in lines[place + 2 :]) == len(contents.since_last)
    assert any(line.startswith("注：上期指2022年第三季度通报，数据截止2022年9月30日") for line in lines[place:])
