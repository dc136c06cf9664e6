"""import_file(): read, check everything, and write all or nothing, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from data_access.shared.areas import read_areas
from data_access.workbook.file_limits import check_file
from data_access.workbook.form_reading import read_form
from data_access.workbook.published_table import read_published
from data_access.workbook.remarks import ask_after, find_warnings
from data_access.workbook.reports import AreaReport, Reading, Remark, show_value
from data_access.workbook.revision_writing import Standing, Written, one_import, read_standing, write_revisions
from data_access.workbook.validation import find_broken_rules
from supervision.areas import Areas
from supervision.faults import InputRejected
from supervision.findings import Finding
from supervision.periods import Quarter
from supervision.scheme import Scheme, scheme_for


@dataclass(frozen=True)
class Imported:
    """What an import did. With faults nothing was written."""

    file: str
    areas: Areas
    faults: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    unmapped: tuple[Remark, ...]
    written: tuple[Written, ...] = ()
    unchanged: tuple[str, ...] = ()
    """Areas whose counts are those that already stand: no new revision."""
    unfilled: tuple[str, ...] = ()
    """Areas whose row or table holds no number: nothing is written, an earlier report stays."""
    questions: tuple[Finding, ...] = ()


def import_file(
    engine: Engine, path: Path, quarter: Quarter, reported_at: datetime, area_code: str | None = None
) -> Imported:
    """Bring a filled-in form (.xlsx), or one area's published table (.csv), into `reported_count` as new revisions.

    Raises InputRejected where the file as a whole cannot be used, SchemeBroken where no scheme applies to the quarter,
    DatabaseAway and ContractBroken as reading does. Faults of single cells are returned, not raised.
    """
    check_file(path)
    scheme = scheme_for(quarter)
    with one_import(engine) as connection:
        areas = read_areas(connection, quarter.ends_on)
        reading = _read(path, quarter, areas, scheme, area_code)
        before = read_standing(connection, quarter, scheme)
        faults = (*reading.faults, *_broken_rules(reading, before, scheme))
        warnings = (*reading.warnings, *find_warnings(reading, before, areas, scheme))
        imported = Imported(reading.file, areas, faults, warnings, reading.unmapped, unfilled=reading.unfilled)
        if faults:
            return imported
        changed = [report for report in reading.reports if not _stands_already(report, before)]
        unchanged = tuple(report.area_code for report in reading.reports if report not in changed)
        written = write_revisions(connection, quarter, changed, reported_at)
        asked = ask_after(read_standing(connection, quarter, scheme), [w.area_code for w in written], areas, scheme)
        return replace(imported, written=written, unchanged=unchanged, questions=tuple(asked))


def _read(path: Path, quarter: Quarter, areas: Areas, scheme: Scheme, area_code: str | None) -> Reading:
    if path.suffix.lower() == ".xlsx":
        if area_code is not None:
            raise InputRejected("填报表中已有地区代码，导入 .xlsx 时不需要 --area。")
        return read_form(path, quarter, areas, scheme)
    if area_code is None:
        raise InputRejected("公示表不含地区代码，导入 .csv 时请用 --area 指明地区，例如 --area 410900。")
    if area_code not in areas:
        raise InputRejected(f"区划表中没有地区{show_value(area_code)}，或其在{quarter.name}无效，请核对 --area。")
    if areas[area_code].level == "province":
        raise InputRejected("全省数由各地汇总得出，不单独导入；--area 应为市或县（市、区）。")
    return read_published(path, area_code, scheme)


def _broken_rules(reading: Reading, before: Standing, scheme: Scheme) -> Iterator[Remark]:
    for report in reading.reports:
        yield from find_broken_rules(reading.file, report, before.get(report.area_code, {}), scheme)


def _stands_already(report: AreaReport, before: Standing) -> bool:
    """Return whether every count of the report is the one that stands; such a report makes no new revision."""
    own = before.get(report.area_code, {})
    return all(own.get(code) == value for code, value in report.counts.items())
