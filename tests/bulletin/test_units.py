"""一市一单: each place is told of itself alone, and nothing else than the other documents say of it."""

import io
import re
import zipfile

import pytest

from bulletin.background import Background
from bulletin.bundle import render_all
from bulletin.contents import compose
from bulletin.facts import Facts
from bulletin.kinds import Kind
from bulletin.own_tables import COMPLAINTS, PROBLEMS
from bulletin.titles import break_title, write_title
from bulletin.unit_contents import UnitContents, compose_unit
from bulletin.writing import render_unit
from supervision.areas import Area
from supervision.assessment import Assessment
from supervision.faults import InputRejected
from tests.bulletin.conftest import QUARTER
from tests.bulletin.reading import footer_texts, lines_of

CODES = ("410100", "410300", "411700", "419001", "410181", "411729")


@pytest.fixture(scope="module")
def facts(assessment: Assessment, background: Background) -> Facts:
    return Facts(assessment, background)


@pytest.fixture(scope="module")
def archive(facts: Facts) -> dict[str, bytes]:
    """Return every file of the archive by its name."""
    told: list[tuple[str, int, int]] = []
    packed = render_all(facts, is_demo=True, progress=lambda *step: told.append(step))
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        found = {name: files.read(name) for name in files.namelist()}
    assert [(name, number) for name, number, _ in told] == [(name, n) for n, name in enumerate(found, 1)]
    assert {of for _, _, of in told} == {len(found)}
    return found


@pytest.fixture(scope="module")
def by_unit(archive: dict[str, bytes], facts: Facts) -> dict[str, bytes]:
    """Return the document of each unit by its code."""
    ordered = [docx for name, docx in archive.items() if name.startswith("一市一单/")]
    return {unit.area_code: docx for unit, docx in zip(facts.units, ordered, strict=True)}


def everything_in(docx: bytes) -> str:
    """Return every character of every part: text, properties, charts, and the sheets inside the file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return "".join(_text_of(name, package.read(name)) for name in package.namelist())


def _text_of(name: str, part: bytes) -> str:
    return everything_in(part) if name.endswith(".xlsx") else f"{name}{part.decode('utf-8', 'replace')}"


def _names_of(facts: Facts, unit: Area) -> set[str]:
    """Return the names by which a unit or a county of its own may be spoken of."""
    return {unit.name, *(county.name for county in facts.assessment.areas.children(unit.area_code))}


def test_archive_holds_every_document_once(archive: dict[str, bytes], facts: Facts) -> None:
    assert len(archive) == 2 + len(facts.units) == 30
    assert [name for name in archive if "通报" in name or "报告" in name] == list(archive)[:2]
    for unit, name in zip(facts.units, list(archive)[2:], strict=True):
        assert f"{unit.name}问题整改通知" in name


def test_nothing_of_another_place_is_in_the_file(by_unit: dict[str, bytes], facts: Facts) -> None:
    for unit in facts.units:
        inside = everything_in(by_unit[unit.area_code])
        foreign = set().union(*(_names_of(facts, other) for other in facts.units if other is not unit))
        assert {name for name in foreign if name in inside} == set(), unit.name
        codes = {other.area_code for other in facts.assessment.areas.all} - {unit.area_code, "410000"}
        own = {county.area_code for county in facts.assessment.areas.children(unit.area_code)}
        assert {code for code in codes - own if re.search(rf"[PC@]{code}", inside)} == set(), unit.name


def test_figures_are_of_the_place_or_of_the_province(facts: Facts) -> None:
    for unit in facts.units:
        own = {unit.area_code, *(county.area_code for county in facts.assessment.areas.children(unit.area_code))}
        for figure in compose_unit(facts, unit.area_code, is_demo=True).figures():
            (code,) = re.findall(r"@(\d{6})/", figure.name)
            assert code in own | {"410000"}, figure.name
            if code == "410000":
                assert figure.name.startswith(("indicator/", "tally/")), figure.name


def test_same_figure_has_the_same_number_in_every_document(facts: Facts, assessment: Assessment) -> None:
    background = facts.background
    whole = [compose(assessment, kind, is_demo=True, background=background) for kind in (Kind.CIRCULAR, Kind.REPORT)]
    units = [compose_unit(facts, unit.area_code, is_demo=True) for unit in facts.units]
    seen: dict[str, set[tuple[float, str]]] = {}
    shared: set[str] = set()
    for document in (*whole, *units):
        for figure in document.figures():
            numbers = "".join(re.findall(r"[\d.,]+", figure.text))
            if figure.name in seen and isinstance(document, UnitContents):
                shared.add(figure.name)
            seen.setdefault(figure.name, set()).add((figure.value, numbers))
    assert {name: found for name, found in seen.items() if len(found) > 1} == {}
    assert len(shared) > 28 * 14


def test_list_of_overdue_cases_is_as_long_as_the_counts_say(facts: Facts, by_unit: dict[str, bytes]) -> None:
    for unit in facts.units:
        counted = [facts.assessment.count(unit.area_code, measure) or 0 for measure in (PROBLEMS, COMPLAINTS)]
        if unit.area_code == "410100":
            continue  # Its counties hold the cases.
        rows = [line for line in lines_of(by_unit[unit.area_code]) if re.match(r"[PC]\d{7} \| ", line)]
        assert len(rows) == sum(counted), unit.name
        assert all(f"| {unit.name} |" in row for row in rows)


def test_a_complaint_without_a_limit_has_the_schemes(facts: Facts) -> None:
    rows = compose_unit(facts, "410500", is_demo=True).tables["overdue_rows"]
    # Received on 1 October in Shanghai, 60 days.
    assert [(row["from_on"], row["due"], row["days"]) for row in rows if row["id"] == "C4105001"] == [
        ("2022-10-01", "2022-11-30", "20")
    ]


def test_unit_is_told_what_to_do_by_when(facts: Facts) -> None:
    contents = compose_unit(facts, "411600", is_demo=True)
    table = contents.tables["finding_rows"]
    assert len(table) == len(contents.findings) > 2
    assert {row["due"] for row in table} == {"2023年1月7日"}
    assert all(row["task"] for row in table)
    for demand in contents.next_steps:
        assert re.search(r"于20\d\d年\d+月\d+日前", demand.text)
    assert any("作业时间达标率为50.0%（120次中60次）" in finding.body.text for finding in contents.findings)
    assert any(finding.basis == "自报与核查比对" for finding in contents.findings)


@pytest.mark.parametrize("code", CODES)
def test_document_goes_to_the_offices_of_its_place(facts: Facts, by_unit: dict[str, bytes], code: str) -> None:
    unit = facts.assessment.areas[code]
    lines = lines_of(by_unit[code])
    if unit.kind == "示范区":
        assert f"{unit.name}管委会办公室、教育督导委员会办公室：" in lines
    else:
        assert f"{unit.name}人民政府办公室、政府教育督导委员会办公室：" in lines
    assert "抄送" not in footer_texts(by_unit[code])
    assert not any("签发人" in line for line in lines)
    assert f"关于{unit.name}" in "".join(lines[:6])


def test_unranked_place_is_told_why(facts: Facts) -> None:
    text = compose_unit(facts, "411700", is_demo=True).overview[0].text
    assert "不参加本季度综合排名" in text
    assert "未报" in text


def test_counties_are_listed_for_a_city_and_nowhere_else(facts: Facts, by_unit: dict[str, bytes]) -> None:
    assert "4．所辖县（市、区）情况表" in lines_of(by_unit["410100"])
    assert any(line.startswith("中原区 | ") for line in lines_of(by_unit["410100"]))
    assert not any("所辖县（市、区）情况表" in line for line in lines_of(by_unit["410181"]))


def test_place_that_does_not_report_to_the_province_is_refused(facts: Facts) -> None:
    for code in ("410140", "410000", "999999"):
        with pytest.raises(InputRejected, match="不是报送单位"):
            render_unit(facts, code, is_demo=True)


@pytest.mark.parametrize("name", ["郑州市", "济源示范区", "双柏特别长的民族自治实验示范区", "A"])
def test_title_never_splits_the_name_of_a_place(facts: Facts, name: str) -> None:
    area = Area("410100", name, name[:2], "city", "省辖市", "410000", None, 1)
    lines = write_title(Kind.UNIT, QUARTER, facts.assessment.scheme.office, area)
    assert sum(name in line for line in lines) == 1
    assert sum("2022年第四季度" in line for line in lines) == 1
    assert lines[-1].endswith("通知")


def test_title_is_a_trapezium_or_a_diamond_and_no_hourglass() -> None:
    lines = break_title(("甲" * 17, "乙" * 9, "丙" * 4, "丁" * 7))
    widths = [len(line) for line in lines]
    assert widths == [17, 13, 7]
    assert break_title(("甲" * 4, "乙" * 5)) == ("甲" * 4 + "乙" * 5,)
    # What fits on no line alone keeps a line of its own.
    assert break_title(("甲" * 30, "乙" * 5)) == ("甲" * 30, "乙" * 5)
