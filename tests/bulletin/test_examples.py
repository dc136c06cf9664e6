"""Picked examples in a document: numbered, as staff edited them, without a loose number, told when a record changed."""

from dataclasses import replace
from datetime import date

import pytest

from bulletin.contents import Contents
from bulletin.drafting import EditedText, basis_of
from bulletin.facts import Facts
from bulletin.gate.rules import find_faults
from bulletin.kinds import Kind
from bulletin.manifest import hash_snapshot
from bulletin.proof.findings import check_file, loose_numbers
from bulletin.proof.opening import open_document
from bulletin.proof.today import figures_today
from bulletin.sections.examples import write_example
from bulletin.writing import render_contents
from supervision.assessment import Assessment
from supervision.picking import CaseKind, ProblemCase, VisitCase
from supervision.problem_states import ProblemState
from tests.bulletin.reading import lines_of

OVERDUE = ProblemCase(
    id="P1", area_code="410100", stage="小学", institution=None, category_code="3", source="举报", severity="较重",
    raised_on=date(2022, 9, 1), due_on=date(2022, 10, 1), rectified_on=None, accepted_on=None, look_back_on=None,
    state=ProblemState.OVERDUE,
)  # fmt: skip
RELAPSED = replace(
    OVERDUE, id="P2", stage=None, institution="学科类", state=ProblemState.RELAPSED,
    rectified_on=date(2022, 9, 9), accepted_on=date(2022, 9, 12), look_back_on=date(2022, 11, 2),
)  # fmt: skip
SOUND = VisitCase("V1", "410100", "九年一贯制", "province", date(2022, 11, 1), True, ("达标",) * 4, 0)
PICKS = {CaseKind.PROBLEM: (RELAPSED, OVERDUE), CaseKind.PRACTICE: (SOUND,)}
PROVINCE_WIDE = pytest.mark.parametrize("kind", [Kind.CIRCULAR, Kind.REPORT])


def _contents(assessment: Assessment, kind: Kind, **changes: object) -> Contents:
    return replace(Contents(kind, Facts(assessment), False, picks=PICKS), **changes)


@PROVINCE_WIDE
def test_picked_records_are_numbered_in_their_order_and_pass_the_gate(assessment, kind):
    contents = _contents(assessment, kind)
    docx = render_contents(contents)
    text = "\n".join(lines_of(docx))
    assert (
        text.index("1．经群众举报核查发现，") < text.index("一家学科类培训机构") < text.index("2．经群众举报核查发现，")
    )
    assert "1．郑州市一所九年一贯制学校2022年11月1日接受省级“四不两直”到校督导" in text
    assert "2022年11月2日“回头看”发现反弹，截至2022年12月20日仍未整改到位。" in text
    assert "要求2022年10月1日前完成整改，截至2022年12月20日仍未完成。" in text
    assert find_faults(contents) == ()
    written = open_document(docx)
    today = figures_today(Facts(assessment), written.listed)
    assert check_file(written, today, hash_snapshot(assessment)).findings == ()


@PROVINCE_WIDE
def test_without_a_pick_nothing_is_said_of_examples(assessment, kind):
    text = "\n".join(lines_of(render_contents(_contents(assessment, kind, picks={}))))
    assert "典型" not in text


@pytest.mark.parametrize("state", [each for each in ProblemState if each is not ProblemState.NOT_RAISED])
@pytest.mark.parametrize("kind", list(CaseKind))
def test_a_sentence_of_any_state_holds_dates_and_no_other_number(assessment, kind, state):
    case = replace(RELAPSED, state=state, due_on=date(2022, 12, 1))
    said = write_example(Facts(assessment), kind, case)
    assert not list(loose_numbers(said))
    assert said.text.endswith("。")
    assert "None" not in said.text


def test_an_edited_sentence_is_kept_and_told_as_old_when_its_record_reads_otherwise(assessment):
    facts = Facts(assessment)
    edit = EditedText("某地一所小学长期未整改。", basis_of(write_example(facts, CaseKind.PROBLEM, OVERDUE)))
    contents = _contents(assessment, Kind.CIRCULAR, edits={"typical_problems/problem:P1": edit})
    assert contents.typical_problems[1].text == edit.content
    assert find_faults(contents) == ()
    done = replace(OVERDUE, state=ProblemState.RECTIFIED, rectified_on=date(2022, 12, 9))
    later = replace(contents, picks={CaseKind.PROBLEM: (done,)})
    assert later.typical_problems[0].text == edit.content
    (fault,) = find_faults(later)
    assert "2022年12月9日完成整改，待验收" in fault
