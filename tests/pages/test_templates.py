"""模板 on 季度通报: a changed template is checked, waits, is put to use by a second person, and documents follow it."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from bulletin.proof.findings import check_file
from bulletin.proof.opening import open_document
from components import template_store
from components.template_store import Upload
from tests.bulletin.reading import lines_of
from tests.bulletin.templates import replaced, saved_with, shipped
from tests.pages.opening import BULLETIN, open_page, said

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SENTENCE = "本通报依据《教育督导问责办法》印发。"


@pytest.fixture
def page(demo: str) -> AppTest:
    """Return the page at the template of the letter, the quickest to try."""
    return open_page(BULLETIN, step="模板", template="letter", quarter="2022Q4", cutoff="2022-12-20")


def _upload(app: AppTest, content: bytes, *, by: str = "督导处", name: str = "改.docx") -> AppTest:
    app.file_uploader[0].set_value((name, content, DOCX))
    _box(app, "改动说明").set_value("补写依据")
    _box(app, "上传人").set_value(by)
    return _press(app, "检查并保存")


def _activate(app: AppTest, by: str) -> AppTest:
    _box(app, "启用人").set_value(by)
    return _press(app, "启用第")


def _box(app: AppTest, label: str):
    return next(box for box in app.text_input if box.label.startswith(label))


def _press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label.startswith(label)).click().run(timeout=120)
    assert not app.exception
    return app


def _told(app: AppTest) -> str:
    return "\n".join([said(app), *(each.value for each in (*app.text, *app.success))])


def _states(app: AppTest) -> list[str]:
    return app.dataframe[0].value["状态"].tolist()


def test_the_page_offers_the_shipped_template_first(page: AppTest):
    assert not page.exception
    assert "随软件附带的模板" in _told(page)
    assert "还没有上传过模板" in _told(page)


def test_a_changed_template_waits_for_a_second_person_and_can_be_taken_back(page: AppTest):
    changed = saved_with("letter", SENTENCE)
    assert "已存为第1版" in _told(_upload(page, changed))
    assert template_store.active().active == {}
    assert _states(page) == ["▲ 待启用"]
    assert "须由另一人核对后启用" in _told(_activate(page, " 督导 处"))
    assert template_store.active().active == {}
    assert "第1版已启用" in _told(_activate(page, "办公室"))
    assert template_store.active().named("letter").content == changed
    assert _states(page) == ["● 启用"]
    _box(page, "经办人").set_value("办公室")
    assert "已恢复" in _told(_press(page, "恢复为随软件附带的模板"))
    assert template_store.active().active == {}
    assert _states(page) == ["○ 停用"]
    assert "第1版已启用" in _told(_activate(page, "办公室"))


def test_a_rejected_template_lists_every_fault_and_nothing_is_kept(page: AppTest):
    wrong = "{{ recipient }}</w:t></w:r></w:p><w:p><w:r><w:t>｛｛ title ｝｝"
    told = _told(_upload(page, replaced("letter", "word/document.xml", b"{{ recipients }}", wrong.encode())))
    assert "没有保存" in told
    assert "系统没有提供名称“recipient”" in told
    assert "花括号是全角的" in told
    assert "发现2处" in told
    assert template_store.versions("letter").empty


def test_what_is_not_filled_in_is_told_before_anything_is_checked(page: AppTest):
    assert "请填写上传人和改动说明" in _told(_upload(page, saved_with("letter", SENTENCE), by=" "))
    assert template_store.versions("letter").empty


def test_the_shipped_template_unchanged_is_not_kept(page: AppTest):
    assert "完全相同" in _told(_upload(page, shipped("letter")))
    assert template_store.versions("letter").empty


def test_documents_follow_the_template_in_use_name_it_and_prove_their_figures(demo: str):
    app = open_page(BULLETIN, step="模板", template="unit", quarter="2022Q4", cutoff="2022-12-20")
    _activate(_upload(app, saved_with("unit", SENTENCE)), "办公室")
    used = template_store.active().named("unit")
    page = open_page(BULLETIN, kind="unit", place="410300", quarter="2022Q4", cutoff="2022-12-20")
    assert "使用上传的模板：一市一单第1版" in _told(page)
    docx = _made(_press(page, "生成洛阳市通知"))
    assert SENTENCE in "\n".join(lines_of(docx))
    assert check_file(open_document(docx)).findings == ()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert f">{used.short_hash}<" in package.read("docProps/custom.xml").decode()


def _made(app: AppTest) -> bytes:
    made = app.session_state["kept:made_from_own"][1]
    assert isinstance(made, bytes), made
    assert any(button.proto.label.startswith("下载洛阳市通知（Word") for button in app.get("download_button"))
    return made


def test_a_template_that_no_longer_fits_is_told_and_the_shipped_one_offered(demo: str):
    # As after an update that dropped a name: what was kept passed the checks of its day.
    old = replaced("unit", "word/document.xml", b"{{ recipients }}", b"{{ oldname }}")
    template_store.keep(Upload("unit", old, "旧版", "督导处"))
    template_store.activate("unit", 1, "办公室")
    page = _press(
        open_page(BULLETIN, kind="unit", place="410300", quarter="2022Q4", cutoff="2022-12-20"), "生成洛阳市通知"
    )
    assert "系统没有提供的名称：“oldname”" in _told(page)
    assert "恢复为随软件附带的模板" in _told(page)
    docx = _made(_press(page, "改用随软件附带的模板"))
    assert "洛阳市人民政府办公室" in "\n".join(lines_of(docx))
