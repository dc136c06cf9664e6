"""季度通报 as a staff member works at it: the draft, the fields, issuing, and the proof of a file."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bulletin.contents import Contents
from bulletin.fields import fill_fields
from bulletin.kinds import Kind
from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document
from bulletin.writing import render_contents
from components import bulletin_check, bulletin_store, issue_store
from components.final_file import FinalFile, obstacles_of
from components.frame import Selected
from components.workspace_store import now, read, write
from data_access.workspace import drafts
from data_access.workspace.drafts import Draft, Edit
from data_access.workspace.issuing import read_issued_file
from supervision.freezing import freeze
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.bulletin.test_proof import edited
from tests.pages.conftest import Alter
from tests.pages.opening import BULLETIN, html_of, open_page, said

FOURTH = Quarter(2022, 4)
CIRCULAR = Draft(FOURTH, Kind.CIRCULAR.value)
PLACE = "paragraph/overview/1"
CUTOFF = date(2022, 12, 20)
FILLED = {"document_number": "豫政教督办〔2022〕7号", "issue_date": "2022-12-26", "printing_date": "2022-12-26"}


@pytest.fixture
def desk(demo: str) -> AppTest:
    """Return the page at the draft of the circular."""
    return open_page(BULLETIN, step="修改草稿", quarter="2022Q4", cutoff="2022-12-20")


def _editor(app: AppTest):
    (box,) = [area for area in app.text_area if area.label == "段落文字"]
    return box


def _edit(app: AppTest, text: str) -> AppTest:
    app.button(key="edit:overview/1").click().run()
    _editor(app).set_value(text)
    return app.button(key="save_paragraph").click().run()


def test_a_paragraph_is_edited_kept_and_shown_as_edited(desk: AppTest):
    desk.button(key="edit:overview/1").click().run()
    written = _editor(desk).value
    assert "责任督学到校督导" in written
    _editor(desk).set_value(f"经核实，{written}")
    desk.button(key="save_paragraph").click().run()
    assert not desk.exception
    assert "经核实，全省责任督学" in html_of(desk)
    assert "● 已修改" in html_of(desk)
    (row,) = issue_store.draft(CIRCULAR).to_dict("records")
    assert (row["place"], row["version"], row["content"]) == (PLACE, 1, f"经核实，{written}")
    assert row["basis"]["text"] == written
    desk.button(key="edit:overview/1").click().run()
    desk.button(key="give_back").click().run()
    assert "● 已修改" not in html_of(desk)
    assert len(issue_store.draft_history(CIRCULAR, PLACE)) == 2


def test_the_second_of_two_editors_is_told_keeps_the_text_and_may_save_it_then(desk: AppTest):
    desk.button(key="edit:overview/1").click().run()
    write(drafts.save_draft, Edit(CIRCULAR, PLACE, "他人写的一段。", 0), now())
    _editor(desk).set_value("我写的一段。")
    desk.button(key="save_paragraph").click().run()
    assert "他人写的一段。" in said(desk)
    assert "没有保存" in said(desk)
    assert _editor(desk).value == "我写的一段。"
    desk.button(key="save_paragraph").click().run()
    assert "我写的一段。" in html_of(desk)
    history = issue_store.draft_history(CIRCULAR, PLACE)
    assert list(history["content"]) == ["他人写的一段。", "我写的一段。"]


def test_a_figure_that_is_old_and_a_number_of_no_figure_are_marked(desk: AppTest):
    desk.button(key="edit:overview/1").click().run()
    written = _editor(desk).value
    printed = re.search(r"到校督导([\d,]+次)", written)[1]
    basis = {"text": written, "count/visits@410000/2022Q4#2022-12-20": "1次"}
    write(drafts.save_draft, Edit(CIRCULAR, PLACE, "到校督导1次，另有37名督学。", 0, basis), now())
    app = open_page(BULLETIN, step="修改草稿", quarter="2022Q4", cutoff="2022-12-20")
    assert f"<del>1次</del> → <ins>{printed}</ins>" in html_of(app)
    assert "没有出处的数字：37" in html_of(app)
    app.button(key="edit:overview/1").click().run()
    app.button(key="renew_figures").click().run()
    assert f"到校督导{printed}，另有37名督学。" in html_of(app)
    assert "<del>" not in html_of(app)


def test_typed_text_is_shown_letter_for_letter(desk: AppTest):
    _edit(desk, "<img src=x onerror=alert(1)> [x](http://example.org)")
    assert "&lt;img src=x onerror=alert(1)&gt;" in html_of(desk)
    assert "<img" not in html_of(desk).split('class="draft"', 1)[1]


def _fill(app: AppTest, **fields: str) -> AppTest:
    labels = {"number": "发文字号", "issue": "成文日期", "printing": "印发日期"}
    for name, text in fields.items():
        next(box for box in app.text_input if box.label == labels[name]).set_value(text)
    return next(button for button in app.button if button.label == "保存").click().run()


@pytest.fixture
def issuing(demo: str) -> AppTest:
    """Return the page where the circular is issued."""
    return open_page(BULLETIN, step="定稿印发", quarter="2022Q4", cutoff="2022-12-20")


def _issue(app: AppTest) -> AppTest:
    app.checkbox(key="issue_checked").check().run()
    return app.button(key="issue").click().run(timeout=120)


def test_open_fields_stand_against_issuing(issuing: AppTest):
    told = "\n".join(text.value for text in issuing.text)
    assert "“发文字号”尚未填写" in told
    assert "签发人" not in told
    assert issuing.button(key="issue").disabled


def test_what_may_be_counted_twice_is_named_and_is_not_issued(altered: Alter):
    altered(
        "create table complaint_rows as select * from complaint",
        "insert into complaint_rows select * from complaint_rows order by complaint_id limit 2",
        "drop table complaint",
        "create view complaint as select * from complaint_rows",
    )
    sentence = "举报（complaint）有2个编号重复，有关数字可能重复计算，请数据库管理员更正"
    app = open_page(BULLETIN, step="生成文件", quarter="2022Q4", cutoff="2022-12-20")
    assert f"<h4>编号重复　1项</h4><ul><li>{sentence}</li></ul>" in html_of(app)
    app = open_page(BULLETIN, step="定稿印发", quarter="2022Q4", cutoff="2022-12-20")
    app = _fill(app, number="豫政教督办〔2022〕7号", issue="2022-12-26", printing="2022-12-26")
    assert [text.value for text in app.text if "还不能登记" in text.value] == [f"还不能登记：\n- {sentence}"]
    assert app.button(key="issue").disabled


def test_unique_keys_stand_against_nothing(demo: str):
    app = open_page(BULLETIN, step="生成文件", quarter="2022Q4", cutoff="2022-12-20")
    assert "<h4>编号重复　无</h4>" in html_of(app)


def test_a_date_that_cannot_be_read_is_not_kept(issuing: AppTest):
    _fill(issuing, issue="十二月")
    assert "无法识别" in said(issuing)
    assert issue_store.draft(CIRCULAR).empty


def test_a_circular_is_issued_once_and_comes_back_byte_by_byte(issuing: AppTest):
    app = _fill(issuing, number="豫政教督办〔2022〕7号", issue="2022-12-26", printing="2022-12-26")
    assert not any(text.value.startswith("还不能登记") for text in app.text)
    app = _issue(app)
    assert not app.exception
    (row,) = issue_store.issued(FOURTH).to_dict("records")
    assert (row["number"], row["issued_on"].isoformat(), row["is_current"]) == (
        "豫政教督办〔2022〕7号",
        "2022-12-26",
        True,
    )
    docx = issue_store.issued_file(row["id"])
    written = open_document(docx)
    text = "\n".join(block.text for block in written.blocks)
    assert "2022年12月26日" in text
    frozen = issue_store.frozen_assessment(row["frozen_id"])
    assert str(frozen.quarter) == "2022Q4"
    assert freeze(frozen) == freeze(issue_store.frozen_assessment(row["frozen_id"]))
    assert bulletin_check.prove(docx)[0].findings == ()
    assert app.dataframe[0].value["状态"].tolist() == ["● 现行"]
    assert read(read_issued_file, row["id"]) == docx


def test_the_same_number_cannot_be_issued_twice(issuing: AppTest):
    app = _fill(issuing, number="豫政教督办〔2022〕7号", issue="2022-12-26", printing="2022-12-26")
    app = _issue(_issue(app))
    assert "已用于另一份印发件" in said(app)
    assert len(issue_store.issued(FOURTH)) == 1


def test_the_box_for_a_file_says_what_it_checks(demo: str):
    app = open_page(BULLETIN, step="核对文件")
    assert not app.exception
    assert "逐个核对其中的数字" in said(app)


def test_a_changed_figure_behind_an_issued_file_leads_to_its_correction(altered: Alter):
    altered("delete from visit where 1 = 0")
    app = open_page(BULLETIN, step="定稿印发", quarter="2022Q4", cutoff="2022-12-20")
    app = _issue(_fill(app, number="豫政教督办〔2022〕7号", issue="2022-12-26", printing="2022-12-26"))
    assert "与印发时完全相同" in said(app)
    altered(
        "delete from visit where visit_id in (select visit_id from visit where visited_on >= '2022-10-01' limit 40)"
    )
    # The dashboard looks for newer data every quarter of a minute; the test does not wait for it.
    st.cache_data.clear()
    st.cache_resource.clear()
    app = open_page(BULLETIN, step="定稿印发", quarter="2022Q4", cutoff="2022-12-20")
    assert "印发后数据有变化" in said(app)
    app.button(key="correct").click().run(timeout=120)
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["下载印发件（Word）", "下载更正说明（Word）"]


def test_the_next_bulletin_is_compared_with_the_issued_one(demo: str):
    third = open_page(BULLETIN, step="定稿印发", quarter="2022Q3", cutoff="2022-09-20")
    _issue(_fill(third, number="豫政教督办〔2022〕5号", issue="2022-09-26", printing="2022-09-26"))
    (before,) = bulletin_store.issued_before(FOURTH)
    assert str(before.assessment.quarter) == "2022Q3"
    assert bulletin_store.issued_before(Quarter(2022, 3)) == ()


def test_a_copy_for_checking_is_made_on_a_click(demo: str):
    app = open_page(BULLETIN, step="核对文件", kind="unit", place="410300")
    app.button(key="make_review").click().run(timeout=120)
    assert not app.exception
    (button,) = app.get("download_button")
    assert button.proto.label.startswith("下载核对稿")


@pytest.fixture
def final(demo: str) -> Callable[..., FinalFile]:
    """Return a function that makes the circular with the fields of a draft and lets an editor change a text in it."""

    def make(*changes: tuple[str, str], **fields: str) -> FinalFile:
        facts = bulletin_store.facts(FOURTH, CUTOFF)
        office = facts.assessment.scheme.office
        entered = fill_fields(FILLED | fields, office, 2022, Kind.CIRCULAR)
        docx = edited(render_contents(Contents(Kind.CIRCULAR, facts, False), fields=entered), *changes)
        written = open_document(docx)
        return FinalFile(docx, written, check_file(written))

    return make


def _obstacles(final: FinalFile, kind: Kind = Kind.CIRCULAR, code: str = "", cutoff: date = CUTOFF) -> list[str]:
    chosen = Selected(FOURTH, cutoff, scheme_for(FOURTH))
    return obstacles_of(final, chosen, kind, code, FILLED["document_number"])


def test_a_file_changed_in_word_may_be_issued_and_its_changes_are_told(final: Callable[..., FinalFile]):
    changed = final(("全省责任督学", "全省约30名责任督学"))
    assert _obstacles(changed) == []
    assert [finding.now for finding in changed.proof.findings] == ["30"]


def test_a_file_of_other_data_or_another_document_may_not_be_issued(final: Callable[..., FinalFile]):
    sound = final()
    assert _obstacles(sound) == []
    assert "不是这一季度、这一文种" in _obstacles(sound, Kind.REPORT)[0]
    assert "数据截止2022-12-20" in _obstacles(sound, cutoff=date(2022, 12, 10))[0]
    assert any("没有发文字号" in each for each in _obstacles(final(document_number="豫政教督办〔2022〕8号")))
    draft = final(document_number="")
    assert any("“送审稿”" in each for each in _obstacles(draft))


def test_a_field_that_another_person_changed_is_told_and_can_be_read_again(issuing: AppTest):
    write(drafts.save_draft, Edit(CIRCULAR, "field/document_number", "豫政教督办〔2022〕9号", 0), now())
    app = _fill(issuing, number="豫政教督办〔2022〕7号")
    assert "他人刚刚改为“豫政教督办〔2022〕9号”，您填的是“豫政教督办〔2022〕7号”" in said(app)
    assert issue_store.draft(CIRCULAR)["content"].tolist() == ["豫政教督办〔2022〕9号"]
    assert next(box for box in app.text_input if box.label == "发文字号").value == "豫政教督办〔2022〕7号"
    write(drafts.save_draft, Edit(CIRCULAR, "field/issue_date", "2022-12-26", 0), now())
    app.run()
    app.button(key="read_fields_again").click().run()
    values = {box.label: box.value for box in app.text_input}
    assert (values["发文字号"], values["成文日期"]) == ("豫政教督办〔2022〕9号", "2022-12-26")
