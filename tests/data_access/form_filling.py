"""Ways of filling in the form as a county would, and of importing a file as the command does."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from sqlalchemy import select

from data_access.shared.areas import read_areas
from data_access.shared.engine import open_database, open_writer
from data_access.shared.reading import connected
from data_access.shared.reported import read_reported
from data_access.shared.tables import reported_count
from data_access.shared.types import SHANGHAI
from data_access.workbook.form_layout import CODE_ROW, ENTRY_SHEET, FIRST_ROW
from data_access.workbook.importing import Imported, import_file
from data_access.workbook.template import write_form
from supervision.periods import Quarter
from supervision.scheme import Scheme, scheme_for

QUARTER = Quarter(2022, 4)
SCHEME: Scheme = scheme_for(QUARTER)
REPORTED_AT = datetime(2022, 12, 19, 10, 30, tzinfo=SHANGHAI)
REAL_FIGURES = Path(__file__).parents[1] / "real_figures"

SOUND = {
    "counties": 1, "schools": 40, "pupils": 20000, "counties_with_mechanism": 1, "counties_with_office": 0,
    "schools_homework_design": 39, "schools_homework_public": 40, "schools_homework_time_ok": 38,
    "schools_no_parent_homework": 40, "schools_after_school": 37, "schools_after_school_full": 36,
    "pupils_after_school": 15000, "counties_after_school_funding": 1, "schools_own_plan": 30, "survey_answers": 900,
    "survey_satisfied": 800, "academic_reported": 12, "academic_online_reported": 2, "academic_offline_reported": 10,
    "nonprofit_reported": 8, "online_approved_reported": 0, "reduced_reported": 50, "baseline_reported": 60,
    "closed_reported": 40, "converted_reported": 10, "retained_reported": 8, "untreated_reported": 2,
    "holiday_training_found": 3, "holiday_training_cleared": 2, "contracts_reported": 12, "guide_price_reported": 12,
    "prepaid_controlled_reported": 9, "counties_advert_control": 1, "adverts_punished": 0, "complaints_reported": 20,
    "complaints_closed_reported": 18, "department_named": 1,
}  # fmt: skip
"""A report that breaks no rule, of every reported measure of the scheme."""


def new_form(url: str, path: Path, quarter: Quarter = QUARTER) -> Path:
    engine = open_database(url)
    with connected(engine) as connection:
        areas = read_areas(connection, quarter.ends_on)
    engine.dispose()
    write_form(path, quarter, areas, scheme_for(quarter))
    return path


def cell_of(path: Path, area_code: str, column: str) -> str:
    """Return the address (F7) of an area's cell of a column code."""
    sheet = load_workbook(path)[ENTRY_SHEET]
    codes = [cell.value for cell in sheet[CODE_ROW]]
    rows = {sheet.cell(row, 1).value: row for row in range(FIRST_ROW, sheet.max_row + 1)}
    return f"{get_column_letter(codes.index(column) + 1)}{rows[area_code]}"


def fill(path: Path, area_code: str, values: Mapping[str, object]) -> Path:
    """Write values by column code into the row of an area."""
    workbook = load_workbook(path)
    sheet = workbook[ENTRY_SHEET]
    codes = [cell.value for cell in sheet[CODE_ROW]]
    rows = {sheet.cell(row, 1).value: row for row in range(FIRST_ROW, sheet.max_row + 1)}
    for column, value in values.items():
        sheet.cell(rows[area_code], codes.index(column) + 1).value = value
    workbook.save(path)
    return path


def change(path: Path, address: str, value: object, sheet: str = ENTRY_SHEET) -> Path:
    workbook = load_workbook(path)
    workbook[sheet][address].value = value
    workbook.save(path)
    return path


def import_into(url: str, path: Path, quarter: Quarter = QUARTER, area_code: str | None = None) -> Imported:
    engine = open_writer(url)
    try:
        return import_file(engine, path, quarter, REPORTED_AT, area_code)
    finally:
        engine.dispose()


def stored(url: str) -> list[tuple[object, ...]]:
    """Return every row of `reported_count`."""
    engine = open_database(url)
    with connected(engine) as connection:
        rows = [tuple(row) for row in connection.execute(select(reported_count).order_by(*reported_count.primary_key))]
    engine.dispose()
    return rows


def standing(url: str, area_code: str, quarter: Quarter = QUARTER) -> dict[str, float]:
    """Return the counts of an area as the dashboard reads them."""
    engine = open_database(url)
    with connected(engine) as connection:
        frame = read_reported(connection, quarter, scheme_for(quarter))
    engine.dispose()
    own = frame.loc[(frame["area_code"] == area_code) & (frame["quarter"] == str(quarter))]
    return dict(zip(own["measure"], own["value"], strict=True))


def told(remarks: object) -> str:
    return "\n".join(str(remark) for remark in remarks)  # type: ignore[attr-defined]
