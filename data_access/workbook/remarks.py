"""What an import does not refuse but tells: warnings about the file, and the questions its figures raise."""

from collections.abc import Iterator

from data_access.workbook.reports import AreaReport, Reading, Remark
from data_access.workbook.revision_writing import Standing
from data_access.workbook.validation import Counts, find_share_disagreements
from supervision.areas import Areas
from supervision.findings import Finding
from supervision.printing import print_count
from supervision.questions import ask_questions, sum_counts
from supervision.scheme import Scheme


def find_warnings(reading: Reading, before: Standing, areas: Areas, scheme: Scheme) -> Iterator[Remark]:
    """Yield the warnings about each area's report; `before` is what stands in the database."""
    for report in reading.reports:
        own = before.get(report.area_code, {})
        yield from find_share_disagreements(reading.file, report, own, scheme)
        yield from _empty_cells(reading.file, report, own, areas, scheme)
        yield from _county_count(reading.file, report, areas)
        yield from _counties_report_too(reading.file, report, before, areas)


def _empty_cells(file: str, report: AreaReport, own: Counts, areas: Areas, scheme: Scheme) -> Iterator[Remark]:
    """Yield one warning for the cells never filled, and one for each that takes back a count reported before."""
    never = [entry for entry in report.empty if own.get(entry.measure) is None]
    if never:
        names = "、".join(f"“{scheme.measures[entry.measure].name}”" for entry in never)
        rule = f"{areas.full_name(report.area_code)}有{len(never)}项未填，按未报处理：{names}"
        yield Remark(file, report.place, "（空）", rule)
    for entry in report.empty:
        earlier = own.get(entry.measure)
        if earlier is not None:
            name = scheme.measures[entry.measure].name
            yield Remark(file, entry.place, "（空）", f"“{name}”原报{print_count(earlier)}，本次为空，修订后按未报处理")


def _county_count(file: str, report: AreaReport, areas: Areas) -> Iterator[Remark]:
    """Yield a warning where the number of counties differs from that of the area table."""
    entry = report.by_measure.get("counties")
    known = len(areas.children(report.area_code)) or 1
    if entry is not None and entry.value is not None and entry.value != known:
        rule = f"所报县（市、区）总数与区划表（{known}个，含功能区）不一致"
        yield Remark(file, entry.place, str(entry.value), rule)


def _counties_report_too(file: str, report: AreaReport, before: Standing, areas: Areas) -> Iterator[Remark]:
    reporting = [area for area in areas.children(report.area_code) if area.area_code in before]
    if reporting:
        rule = f"所辖县（市、区）已有{len(reporting)}个报送，全市数以其合计为准，本级自报数只用于核对"
        yield Remark(file, report.place, areas[report.area_code].name, rule)


def ask_after(standing: Standing, area_codes: list[str], areas: Areas, scheme: Scheme) -> Iterator[Finding]:
    """Yield what a careful reader asks of the figures that now stand: of a city's own report, of counties as a sum.

    Nearly every county states 100 % of everything; put to each county, the question would drown all others.
    """
    cities = [code for code in area_codes if areas[code].level == "city"]
    for code in cities:
        yield from ask_questions(areas.full_name(code), code, standing[code], scheme)
    units = dict.fromkeys(areas.unit_of(code).area_code for code in area_codes if code not in cities)
    for code in units:
        below = [standing[area.area_code] for area in areas.children(code) if area.area_code in standing]
        yield from ask_questions(areas.full_name(code), code, sum_counts(below or [standing[code]]), scheme)
