"""The extra table that marks a database as a demo; screens and documents made from it say 演示数据."""

from sqlalchemy import Column, Connection, Float, Integer, MetaData, Table, Text, delete, insert

from data_access.demo.timeline import NEWEST_MOMENT
from data_access.shared.quarters import DEMO_RELATION
from data_access.shared.types import UtcTime

NOTICE = (
    "演示数据：除区划代码、名称和引用的公开总数外，学校、机构、到校督导、举报等均为虚构，不反映任何地方的真实情况。"
)

demo_notice = Table(
    DEMO_RELATION,
    MetaData(),
    Column("notice", Text, nullable=False, comment="说明"),
    Column("seed", Integer, nullable=False, comment="随机种子"),
    Column("scale", Float, nullable=False, comment="规模，1为全省"),
    Column("built_at", UtcTime, nullable=False, comment="数据最新时刻"),
    comment="只有演示库才有的标记，一行",
)


def write_notice(connection: Connection, scale: float, seed: int) -> None:
    """Mark the database as a demo of this scale and seed."""
    demo_notice.create(connection, checkfirst=True)
    connection.execute(delete(demo_notice))
    # The newest moment in the data, not the clock, so that one seed always gives the same database.
    row = {"notice": NOTICE, "seed": seed, "scale": scale, "built_at": NEWEST_MOMENT}
    connection.execute(insert(demo_notice), [row])
