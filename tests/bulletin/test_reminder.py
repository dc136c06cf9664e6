"""催报: whom the letter asks for what, and the same words in the Word file."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from bulletin.fields import RECIPIENTS, PersonFields
from bulletin.kinds import Kind
from bulletin.layout.documents import LETTERS_OF_OFFICE
from bulletin.layout.letter_pages import build_letter
from bulletin.letter import LETTER_TEMPLATE
from bulletin.reminder import SOME_UNITS, Reminder, name_reminder, render_reminder
from bulletin.writing import TEMPLATE_FOLDER
from supervision.areas import Area
from supervision.deadlines import dates_of_year
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.submission_states import SubmissionState

SCHEME, CUTOFF = scheme_for(Quarter(2022, 4)), date(2022, 12, 20)
DATES = {due.code: due for due in dates_of_year(SCHEME, 2022)}
YEARLY, COMING = DATES["年度报告-2022"], DATES["季度情况-2022Q4"]
SCRIPTS = Path(sys.executable).parent


def unit(place: int, name: str, kind: str = "省辖市") -> Area:
    return Area(f"4101{place:02}", name, name, "city", kind, "410000", None, place)


def reminder(*states: tuple[str, SubmissionState], due=YEARLY) -> Reminder:
    return Reminder(due, CUTOFF, SCHEME, [(unit(n, name), state) for n, (name, state) in enumerate(states)])


LATE_ONES = reminder(
    ("甲市", SubmissionState.ON_TIME),
    ("乙市", SubmissionState.MISSING),
    ("丙市", SubmissionState.RETURNED),
    ("丁市", SubmissionState.LATE),
)


def test_the_letter_says_the_counts_and_asks_each_place_for_what_it_owes():
    opening, demand, returned, late, _ = LATE_ONES.paragraphs()
    assert opening.startswith("按照豫政教督办〔2022〕7号要求，2022年“双减”督导落实情况报告应于2022年12月5日前报送。")
    assert opening.endswith("4个报送单位中，已报1个，迟报1个，退回1个，未报1个。")
    # Three working days after Tuesday 20 December.
    assert demand == "乙市尚未报送，请于2022年12月23日前报送，并说明未按时报送的原因。"
    assert returned == "丙市报送的材料已退回，请按退回意见修改，于2022年12月23日前重新报送。"
    assert late == "丁市报送迟于期限，今后请按时报送。"


def test_only_places_that_owe_something_are_addressed():
    assert LATE_ONES.recipients == "；".join(
        f"{name}人民政府办公室、政府教育督导委员会办公室" for name in ("乙市", "丙市")
    )
    many = [(f"{sign}市", SubmissionState.MISSING) for sign in "甲乙丙丁"]
    assert reminder(*many, ("戊市", SubmissionState.ON_TIME)).recipients == SOME_UNITS
    assert reminder(*many).recipients == RECIPIENTS[Kind.CIRCULAR]


def test_nobody_is_urged_where_all_have_reported():
    done = reminder(("甲市", SubmissionState.ON_TIME), ("乙市", SubmissionState.LATE))
    assert done.paragraphs() == ()


def test_before_the_due_day_the_letter_reminds_and_does_not_reproach():
    early = reminder(("甲市", SubmissionState.NOT_DUE), ("乙市", SubmissionState.ON_TIME), due=COMING)
    text = early.text()
    assert text.startswith("关于报送2022年第四季度开展“双减”督导工作情况的通知")
    assert "请甲市于2023年1月7日前按时报送。" in text
    assert "催报" not in text
    assert "原因" not in text


def test_a_unit_without_a_register_row_is_not_accused():
    unknown = reminder(("甲市", SubmissionState.UNKNOWN), ("乙市", SubmissionState.MISSING))
    assert "甲市" not in unknown.text()


def test_the_file_says_what_the_text_says_and_keeps_the_office_fields_open():
    document = Document(io.BytesIO(render_reminder(LATE_ONES, is_demo=True)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for paragraph in LATE_ONES.paragraphs():
        assert paragraph in lines
    assert f"{LATE_ONES.recipients}：" in lines
    assert "（演示数据，不得作为工作依据）" in lines
    assert "豫政教督办〔2022〕×号" in lines
    title = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "公文标题"]
    assert "".join(title) == f"{SCHEME.office.name}关于催报{YEARLY.paper}的通知"
    assert "送审稿　演示数据" in document.sections[0].header.paragraphs[0].text
    assert name_reminder(LATE_ONES).endswith("送审稿.docx")


def test_a_finished_letter_on_real_data_bears_no_marks():
    fields = PersonFields("豫政教督办〔2022〕30号", "", "2022年12月20日", "2022年12月20日")
    document = Document(io.BytesIO(render_reminder(LATE_ONES, is_demo=False, fields=fields)))
    assert document.sections[0].header.paragraphs[0].text == ""
    assert "演示数据" not in "".join(paragraph.text for paragraph in document.paragraphs)


def test_a_hostile_name_is_text_and_nothing_else():
    hostile = reminder(("A & B <C> {{x}}", SubmissionState.MISSING), ("甲市", SubmissionState.ON_TIME))
    lines = [paragraph.text for paragraph in Document(io.BytesIO(render_reminder(hostile, is_demo=True))).paragraphs]
    assert any("A & B <C>" in line for line in lines)


@pytest.mark.parametrize(
    "command", [("openxml-audit", "-f", "office2019"), ("ooxml-integrity", "check", "--fail-on", "warn")]
)
def test_the_file_passes_the_independent_validators(tmp_path: Path, command: tuple[str, ...]):
    path = tmp_path / "letter.docx"
    path.write_bytes(render_reminder(LATE_ONES, is_demo=True))
    check = subprocess.run(
        [str(SCRIPTS / command[0]), *command[1:], str(path)], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout


def test_the_template_of_the_repository_is_what_the_builder_writes():
    assert (TEMPLATE_FOLDER / LETTER_TEMPLATE).read_bytes() == build_letter(LETTERS_OF_OFFICE), (
        "用 python -m bulletin templates 重建"
    )
