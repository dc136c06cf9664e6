"""更正说明: the figures of an issued file that today's data print otherwise, place by place, and nothing else."""

import pytest

from bulletin.correction import Correction, render_correction
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.proof.describing import describe
from bulletin.proof.opening import open_document
from bulletin.writing import render_bulletin, render_unit
from supervision.faults import NoData
from tests.bulletin.conftest import Province
from tests.bulletin.reading import lines_of

NUMBER = "豫政教督办〔2022〕7号"


@pytest.fixture(scope="module")
def issued(assessment, background) -> bytes:
    return render_bulletin(assessment, Kind.CIRCULAR, is_demo=False, background=background)


def test_each_changed_figure_is_told_old_and_new_under_its_place(issued: bytes, background):
    later = Facts(Province(replaced={("410300", "visits"): 4000.0}).assess(), background)
    docx = render_correction(Correction(open_document(issued), NUMBER, later), is_demo=False)
    lines = lines_of(docx)
    assert "涉及2个数字" in next(line for line in lines if NUMBER in line)
    assert "1．河南省。有效到校督导原为18,300次，更正为21,400次。" in lines
    assert "2．洛阳市。有效到校督导原为900次，更正为4,000次。" in lines
    assert "原文件与本说明不一致的，以本说明为准。" in lines


def test_nothing_is_corrected_where_nothing_printed_has_changed(issued: bytes, assessment, background):
    with pytest.raises(NoData, match="没有需要更正"):
        render_correction(Correction(open_document(issued), NUMBER, Facts(assessment, background)), is_demo=False)


def test_a_correction_for_one_place_goes_to_it_and_speaks_of_it_alone(assessment, background):
    unit = open_document(render_unit(Facts(assessment, background), "410300", is_demo=False))
    changed = {("410300", "visits"): 4000.0, ("410400", "problems_open_overdue"): 30.0}
    later = Facts(Province(replaced=changed).assess(), background)
    lines = lines_of(render_correction(Correction(unit, NUMBER, later), is_demo=False))
    assert "洛阳市人民政府办公室、政府教育督导委员会办公室：" in lines
    assert not any("平顶山" in line for line in lines)


def test_figures_are_called_as_people_call_them(assessment):
    origin = "/2022Q4#2022-12-20"
    assert str(describe(f"count/visits@410300{origin}", assessment)) == "洛阳市　有效到校督导"
    assert str(describe(f"indicator/coverage@410140{origin}:change", assessment)) == (
        "郑州中原区　学校月度督导覆盖率·较上季度变化"
    )
    assert str(describe(f"total/score@410300{origin}:rank", assessment)) == "洛阳市　综合得分·名次"
    assert str(describe("total/score@410000/2022Q3#2022-09-30", assessment)) == "河南省　综合得分（2022Q3）"
    assert str(describe("something else", assessment)) == "　something else"
