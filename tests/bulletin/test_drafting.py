"""Paragraphs that staff edited: kept as typed, figures still figures, old ones told and never silently replaced."""

import pytest

from bulletin.contents import Contents
from bulletin.drafting import EditedText, basis_of, draft_paragraphs, renew
from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, say
from bulletin.gate.printed import GateClosed
from bulletin.gate.rules import find_faults
from bulletin.kinds import Kind
from bulletin.proof.opening import open_document
from bulletin.writing import render_contents
from tests.bulletin.conftest import Province
from tests.bulletin.reading import lines_of

SHARE = Figure("indicator/a@410000/2022Q4#2022-12-20", 0.951, "%", "95.1%")
CHANGE = Figure(f"{SHARE.name}:change", 0.4, "个百分点", "上升0.4个百分点")
WRITTEN = say("达标率为{share}，较上季度{change}，低于目标值（98%）。", share=SHARE, change=CHANGE)


def only(written: Passage, edit: EditedText | None):
    edits = {} if edit is None else {"overview/2": edit}
    (paragraph,) = draft_paragraphs("overview", [("2", written)], edits)
    return paragraph


def test_a_paragraph_that_nobody_edited_is_printed_as_written():
    paragraph = only(WRITTEN, None)
    assert (paragraph.printed, paragraph.is_edited, paragraph.stale) == (WRITTEN, False, ())


def test_typed_words_are_printed_and_their_figures_stay_figures():
    edit = EditedText("较上季度上升0.4个百分点，达到95.1%，仍低于目标值（98%）。", basis_of(WRITTEN))
    paragraph = only(WRITTEN, edit)
    assert paragraph.printed.text == edit.content
    assert [figure.name for figure in paragraph.printed.figures] == [CHANGE.name, SHARE.name]
    assert (paragraph.stale, paragraph.loose) == ((), ())


def test_a_figure_taken_out_is_no_figure_any_more():
    paragraph = only(WRITTEN, EditedText("达标率较上季度上升0.4个百分点。", basis_of(WRITTEN)))
    assert [figure.name for figure in paragraph.printed.figures] == [CHANGE.name]


def test_a_number_that_is_part_of_another_is_not_taken_for_it():
    five = say("{n}的学校", n=Figure("b/c@410000", 0.051, "%", "5.1%"))
    paragraph = only(five, EditedText("95.1%的学校", basis_of(five)))
    assert (paragraph.printed.figures, paragraph.loose) == ((), ("95.1%",))


def test_a_typed_number_of_no_figure_is_told_but_dates_and_goals_are_not():
    text = "截至2022年12月20日，达标率为95.1%，涉及37所学校，低于目标值（98%）。"
    assert only(WRITTEN, EditedText(text, basis_of(WRITTEN))).loose == ("37",)


def test_when_data_change_the_typed_text_stays_and_old_figures_are_told():
    edit = EditedText("达标率达到95.1%，形势向好。", basis_of(WRITTEN))
    newer = say("达标率为{share}。", share=Figure(SHARE.name, 0.947, "%", "94.7%"))
    paragraph = only(newer, edit)
    assert paragraph.printed.text == edit.content
    assert [(old.name, old.was, old.now) for old in paragraph.stale] == [(SHARE.name, "95.1%", "94.7%")]
    renewed = renew(edit, newer)
    assert renewed.content == "达标率达到94.7%，形势向好。"
    assert only(newer, renewed).stale == ()


def test_a_figure_that_is_gone_is_told_and_stays():
    edit = EditedText("较上季度上升0.4个百分点，达标率为95.1%。", basis_of(WRITTEN))
    newer = say("达标率为{share}。", share=SHARE)
    assert [(old.was, old.now) for old in only(newer, edit).stale] == [("上升0.4个百分点", None)]
    assert renew(edit, newer).content == edit.content


def test_the_same_text_of_two_figures_goes_to_them_in_their_order():
    first, second = (Figure(f"{key}/x@410000", 1, "个", "1个") for key in "ab")
    written = say("良{first}、差{second}", first=first, second=second)
    figures = only(written, EditedText("良1个，差1个，合计2个", basis_of(written))).printed.figures
    assert [figure.name for figure in figures] == [first.name, second.name]


def test_an_edit_of_a_paragraph_that_stands_elsewhere_now_is_not_printed_in_its_place():
    edit = EditedText("洛阳市应加强巡查。", {"text": "1．洛阳市于2023年1月7日前补齐材料。"})
    paragraph = only(say("举报办结率为{share}，全省共受理举报。", share=SHARE), edit)
    assert (paragraph.is_displaced, "洛阳" in paragraph.printed.text) == (True, False)


@pytest.fixture
def edited_contents(assessment, background) -> Contents:
    facts = Facts(assessment, background)
    written = Contents(Kind.CIRCULAR, facts, True).overview[1]
    edit = EditedText(f"（经核实）{written.text}", basis_of(written))
    return Contents(Kind.CIRCULAR, facts, True, {"overview/1": edit})


def test_an_edited_paragraph_is_exported_with_its_figures_tagged(edited_contents: Contents):
    assert find_faults(edited_contents) == ()
    docx = render_contents(edited_contents)
    line = next(line for line in lines_of(docx) if line.startswith("（经核实）"))
    block = next(block for block in open_document(docx).blocks if block.text == line)
    assert [mark.tag for mark in block.marks] == [figure.name for figure in edited_contents.overview[1].figures]


def test_a_draft_with_old_figures_is_not_exported(edited_contents: Contents, background):
    later = Facts(Province(replaced={("410300", "visits"): 4000.0}).assess(), background)
    stale = Contents(Kind.CIRCULAR, later, True, edited_contents.edits)
    assert any("18,300次已变为21,400次" in fault for fault in find_faults(stale))
    with pytest.raises(GateClosed, match="18,300次已变为21,400次"):
        render_contents(stale)


def test_each_problem_keeps_its_own_edit(assessment, background):
    facts = Facts(assessment, background)
    problem = Contents(Kind.CIRCULAR, facts, True).problems[1]
    edit = EditedText(f"{problem.body.text}请立即整改。", basis_of(problem.body))
    printed = Contents(Kind.CIRCULAR, facts, True, {f"problems/{problem.title}": edit}).problems
    assert [each.title for each in printed if each.body.text.endswith("请立即整改。")] == [problem.title]
