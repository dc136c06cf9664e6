"""Reporting areas as they stand on a day."""

from datetime import date

from sqlalchemy import Connection, or_, select

from data_access.shared.reading import read_frame
from data_access.shared.tables import area
from data_access.shared.types import is_readable
from supervision.areas import Areas


def read_areas(connection: Connection, on: date) -> Areas:
    """Return the areas valid on a day; where validities overlap, the one that began last.

    Raises NoData where there is no province among them.
    """
    columns = [column for column in area.c if column.name != "valid_to"]
    query = (
        select(*columns)
        .where(
            is_readable(area.c.valid_from),
            is_readable(area.c.valid_to),
            area.c.valid_from <= on,
            or_(area.c.valid_to.is_(None), area.c.valid_to >= on),
        )
        .order_by(area.c.area_code, area.c.valid_from, *columns)
    )
    areas = read_frame(connection, query).drop_duplicates("area_code", keep="last")
    return Areas.from_frame(areas.drop(columns="valid_from"))
