"""Half-month reports as places published them: mapped by name, nothing dropped in silence, shares recomputed."""

import csv

import pytest

from data_access.shared.tables import area
from data_access.workbook.item_names import map_items, normalise
from data_access.workbook.published_table import read_published
from supervision.faults import InputRejected, SchemeBroken
from supervision.periods import Quarter
from supervision.scheme import Scheme
from tests.data_access.conftest import on
from tests.data_access.form_filling import REAL_FIGURES, SCHEME, import_into, standing, stored, told

PUYANG_CSV = REAL_FIGURES / "puyang_2021-09-26.csv"
THIRD = Quarter(2021, 3)
HEAD = "section,item,value,share\n"


@pytest.fixture
def puyang(write, places):
    """Add 濮阳市 with nine counties, as many as its report says."""
    row = {"kind": "县", "map_code": None, "valid_from": on("2014-01-01"), "sort_order": 20}
    city = {"area_code": "410900", "name": "濮阳市", "short_name": "濮阳", "level": "city", "parent_code": "410000"}
    write(area, row | city | {"kind": "省辖市"})
    for place in range(1, 10):
        names = {"area_code": f"41090{place}", "name": f"第{place}县", "short_name": f"第{place}"}
        write(area, row | names | {"level": "county", "parent_code": "410900"})


def a_table(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "半月报.csv"
    path.write_bytes(text.encode(encoding))
    return path


# ---- the real report of 濮阳


def test_a_published_report_becomes_the_citys_own_figures(contract_url, puyang):
    imported = import_into(contract_url, PUYANG_CSV, THIRD, "410900")
    assert (imported.faults, imported.warnings, imported.unmapped) == ((), (), ())
    assert [(one.area_code, one.revision, one.counts) for one in imported.written] == [("410900", 1, 16)]
    figures = standing(contract_url, "410900", THIRD)
    assert figures["schools"] == figures["schools_homework_time_ok"] == 926
    assert (figures["academic_reported"], figures["nonprofit_reported"], figures["reduced_reported"]) == (118, 5, 0)
    assert (figures["counties"], figures["academic_online_reported"]) == (9, 0)


def test_a_published_report_raises_what_a_careful_reader_asks(contract_url, puyang):
    asked = told(import_into(contract_url, PUYANG_CSV, THIRD, "410900").questions)
    for question in (
        "4项均为100%",
        "118家学科类机构全部被查出",
        "118家机构全部清理完成",
        "压减数量为0",
        "完成营转非5家，尚有113家",
    ):
        assert question in asked
    assert "错误" not in asked


def test_the_same_report_again_makes_no_revision(contract_url, puyang):
    import_into(contract_url, PUYANG_CSV, THIRD, "410900")
    before = stored(contract_url)
    assert import_into(contract_url, PUYANG_CSV, THIRD, "410900").unchanged == ("410900",)
    assert stored(contract_url) == before


def test_a_citys_report_beside_its_counties_says_whose_figures_count(contract_url, puyang, tmp_path):
    import_into(contract_url, a_table(tmp_path, HEAD + "基本情况,义务教育阶段学校总数,9,\n"), THIRD, "410901")
    imported = import_into(contract_url, PUYANG_CSV, THIRD, "410900")
    assert "已有1个报送，全市数以其合计为准" in told(imported.warnings)
    assert "926" in told(imported.questions)


# ---- other real tables


def test_every_column_of_the_national_form_is_a_measure_but_the_yes_no_facts_of_the_province():
    with (REAL_FIGURES / "yiyang_2021-11_form_columns.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    codes = map_items(SCHEME)
    unmapped = [row["column"] for row in rows if row["group"] and normalise(row["column"]) not in codes]
    assert unmapped == ["省政府是否明确文旅、科技、体育等非学科类主管部门", "省级主管部门是否分类制定标准"]
    mapped = [codes[normalise(row["column"])] for row in rows if row["group"] and normalise(row["column"]) in codes]
    assert len(mapped) == len(set(mapped)) == 24


def test_real_figures_of_other_shapes_keep_what_they_share_with_the_scheme(contract_url, puyang):
    imported = import_into(contract_url, REAL_FIGURES / "luoyang_2021.csv", Quarter(2021, 4), "410100")
    figures = standing(contract_url, "410100", Quarter(2021, 4))
    assert figures == {
        "baseline_reported": 484, "closed_reported": 292, "converted_reported": 99, "retained_reported": 93,
    }  # fmt: skip
    unmapped = told(imported.unmapped)
    assert "第6行“压减率”｜值：80.78" in unmapped
    assert "第10行“监管金额”｜值：2575.2" in unmapped
    assert len(imported.unmapped) == 12


# ---- names


@pytest.mark.parametrize(
    "item",
    ["其中:线上", "其中：线上", " 其中 ： 线上", "其中线上", "3.其中：线上", "（1）、其中：线上"],
)
def test_ways_of_writing_the_same_item_are_one(item):
    assert map_items(SCHEME)[normalise(item)] == "academic_online_reported"


@pytest.mark.parametrize(
    "item",
    [
        '省级教育部门接到群众举报"双减"问题线索总数',
        "省级教育部门接到群众举报“双减”问题线索总数",
        "省级教育部门接到群众举报「双减」问题线索总数",
    ],
)
def test_quotes_of_any_kind_do_not_matter(item):
    assert map_items(SCHEME)[normalise(item)] == "complaints_reported"


def test_brackets_of_any_width_do_not_matter():
    codes = map_items(SCHEME)
    assert {codes[normalise(f"本地区县{text}总数")] for text in ("(市、区)", "（市、区）", "〔市、区〕")} == {
        "counties"
    }


def test_every_name_of_the_scheme_leads_to_its_own_measure():
    codes = map_items(SCHEME)
    assert all(codes[normalise(measure.name)] == measure.code for measure in SCHEME.reported_measures)


def test_a_name_of_two_measures_is_a_fault_of_the_scheme():
    measures = [
        m if m.code != "pupils" else m.model_copy(update={"variants": ("提供课后服务的学校",)}) for m in SCHEME.measure
    ]
    fields = {name: getattr(SCHEME, name) for name in Scheme.model_fields}
    with pytest.raises(SchemeBroken, match="同时指向两个计数"):
        map_items(Scheme.model_validate(fields | {"measure": measures}))


# ---- lines


def test_items_without_a_measure_and_yes_no_facts_are_listed_with_line_and_value(contract_url, puyang, tmp_path):
    rows = "1,本地区义务教育阶段学校总数,10,--\n8,省级主管部门是否分类制定标准,是,\n8,新增加的项目,7,70%\n"
    imported = import_into(contract_url, a_table(tmp_path, f"# 来源\n{HEAD}{rows}"), THIRD, "410901")
    assert [str(remark) for remark in imported.unmapped] == [
        "半月报.csv｜第4行“省级主管部门是否分类制定标准”｜值：是｜是否类事实，未对应到计数项",
        "半月报.csv｜第5行“新增加的项目”｜值：7｜未对应到计数项",
    ]
    assert standing(contract_url, "410901", THIRD) == {"schools": 10}


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("-1", "负数"),
        ("9.5", "小数"),
        ("九百", "文字"),
        ("是", "文字"),
        ("926所", "文字"),
        ("=1+1", "文字"),
        ("99999999999", "数值过大"),
    ],
)
def test_a_value_that_is_no_count_is_refused_with_its_line(contract_url, puyang, tmp_path, value, rule):
    table = a_table(tmp_path, f"# 来源\n\n{HEAD}基本情况,本地区义务教育阶段学校总数,{value},\n")
    imported = import_into(contract_url, table, THIRD, "410901")
    assert f"半月报.csv｜第4行“本地区义务教育阶段学校总数”｜值：{value}｜" in str(imported.faults[0])
    assert rule in str(imported.faults[0])
    assert stored(contract_url) == []


@pytest.mark.parametrize(
    ("value", "count"), [("926", 926), ('"1,926"', 1926), ("９２６", 926), ("926.0", 926), (" 0 ", 0)]
)
def test_whole_numbers_are_read_however_they_are_printed(tmp_path, value, count):
    reading = read_published(
        a_table(tmp_path, f"{HEAD}基本情况,本地区义务教育阶段学校总数,{value},\n"), "410901", SCHEME
    )
    assert reading.reports[0].counts == {"schools": count}


def test_a_line_without_a_figure_is_not_reported(contract_url, puyang, tmp_path):
    rows = "基本情况,本地区义务教育阶段学校总数,10,\n2,提供课后服务的学校,--,--\n"
    imported = import_into(contract_url, a_table(tmp_path, HEAD + rows), THIRD, "410901")
    assert "1项未填，按未报处理：“提供课后服务的学校”" in told(imported.warnings)
    figures = standing(contract_url, "410901", THIRD)
    assert figures["schools_after_school"] != figures["schools_after_school"]


def test_an_item_twice_is_refused(contract_url, puyang, tmp_path):
    rows = "基本情况,本地区义务教育阶段学校总数,10,\n基本情况,义务教育阶段学校总数,11,\n"
    imported = import_into(contract_url, a_table(tmp_path, HEAD + rows), THIRD, "410901")
    assert "第3行“义务教育阶段学校总数”｜值：11｜同一项目重复出现，第2行" in str(imported.faults[0])


def test_a_later_table_must_fit_the_figures_that_stand(contract_url, puyang, tmp_path):
    import_into(contract_url, PUYANG_CSV, THIRD, "410900")
    before = stored(contract_url)
    imported = import_into(
        contract_url, a_table(tmp_path, f"{HEAD}基本情况,本地区义务教育阶段学校总数,900,\n"), THIRD, "410900"
    )
    assert "不应小于“建立作业校内公示制度的学校”（926，库中现行数）" in told(imported.faults)
    assert stored(contract_url) == before


def test_a_printed_share_that_its_counts_do_not_give_is_a_warning_with_both(contract_url, puyang, tmp_path):
    rows = "基本情况,本地区义务教育阶段学校总数,926,\n2,提供课后服务的学校,463,60%\n"
    imported = import_into(contract_url, a_table(tmp_path, HEAD + rows), THIRD, "410901")
    assert "第3行“提供课后服务的学校”｜值：60%｜所印占比与计数不符：463÷926＝50.00%" in told(imported.warnings)
    assert imported.written


# ---- whole files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_saved_by_chinese_spreadsheet_programs_are_read(tmp_path, encoding):
    table = a_table(tmp_path, f"{HEAD}基本情况,本地区义务教育阶段学校总数,926,\r\n".replace("\n", "\r\n"), encoding)
    assert read_published(table, "410900", SCHEME).reports[0].counts == {"schools": 926}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("项目,数量\n学校,5\n".encode(), "现缺少 item、value 列"),
        (f"{HEAD}a,没有这一项,5,\n".encode(), "没有一项能对应到方案的计数项"),
        (b"\xff\xfe\x00\x81\x00", "不是 UTF-8 或 GB18030"),
        (f'{HEAD}a,"{"长" * 140_000}",5,\n'.encode(), "无法按 CSV 读取"),
        ((HEAD + "a,本地区义务教育阶段学校总数,5,\n" * 5_001).encode(), "超过5,000行"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(contract_url, puyang, tmp_path, content, sentence):
    path = tmp_path / "半月报.csv"
    path.write_bytes(content)
    with pytest.raises(InputRejected, match=sentence):
        import_into(contract_url, path, THIRD, "410901")
    assert stored(contract_url) == []


@pytest.mark.parametrize(
    ("area_code", "sentence"),
    [(None, "请用 --area 指明地区"), ("419999", "没有地区419999"), ("410000", "全省数由各地汇总得出")],
)
def test_the_area_must_be_given_known_and_below_the_province(contract_url, puyang, area_code, sentence):
    with pytest.raises(InputRejected, match=sentence):
        import_into(contract_url, PUYANG_CSV, THIRD, area_code)


def test_an_area_outside_its_validity_is_refused(contract_url, puyang, write):
    young = {"area_code": "410999", "name": "新区", "short_name": "新区", "level": "county", "kind": "功能区"}
    write(area, young | {"parent_code": "410900", "sort_order": 30, "valid_from": on("2022-01-01")})
    with pytest.raises(InputRejected, match="没有地区410999，或其在2021年第三季度无效"):
        import_into(contract_url, PUYANG_CSV, THIRD, "410999")


def test_a_quarter_without_a_scheme_is_refused(contract_url, puyang):
    with pytest.raises(SchemeBroken, match="2013年第四季度应有且只有一份评分方案"):
        import_into(contract_url, PUYANG_CSV, Quarter(2013, 4), "410900")
