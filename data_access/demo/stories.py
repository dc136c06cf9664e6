"""The planted stories: which place shows what, so that every warning of the product has something true to find.

Places are fixed, not drawn, so that documents and tests can name them. They say nothing about the real places.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One planted story: its key, its places and how it shows."""

    key: str
    area_codes: tuple[str, ...]
    shows: str


PERFECT_REPORT = Story("perfect_report", ("411623",), "自报各项均为100%，到校核查达标率约70%")
NEVER_VISITED = Story("never_visited", ("411524",), "自始至终没有一次到校督导记录")
MONTH_END = Story("month_end", ("411221",), "到校督导全部集中在当月最后两日")
LATE_CLOSING = Story("late_closing", ("410323",), "多数举报超过期限才办结")
LATE_REVISION = Story("late_revision", ("411081",), "2022年第三季度报送数在期限（10月7日）之后改为100%")
BROKEN_INSTITUTION = Story("broken_institution", ("410782",), "一家机构既有转非学科日期又有营转非日期")
BROKEN_IDENTITY = Story("broken_identity", ("410822",), "2022年第四季度报送的基数比注销、转型、留存、未处置之和多3家")
LATE_CITIES = Story("late_cities", ("411100", "411700"), "2022年第三季度材料迟报，所辖县2022年第四季度尚未报送")
CLOSED_SCHOOL = Story("closed_school", ("410225",), "一所学校2022年11月10日关闭，之后仍有一条到校记录")
CITY_REPORTS = Story("city_reports", ("410900",), "2021年第三季度所辖县未报送，留给市级公开半月报导入")
RETURNED_REVISION = Story("returned_revision", ("411402", "410581", "410324"), "一次修订被退回，仍以上一次报送为准")
FEW_INSPECTORS = Story("few_inspectors", ("411625", "410122", "410184"), "责任督学人均负责学校超过5所")
DOUBLE_DUPLICATE = Story("double_duplicate", ("410105",), "一件重复举报所指的举报本身也是重复件")
FUNDS_BREAK = Story("funds_break", ("410000",), "2022年4月起资金监管范围扩大到非学科类机构，与此前不可比")
ZONES = Story("functional_zones", ("410100", "410300", "410900"), "功能区与县（市、区）一并报送，没有国家区划代码")

STORIES: tuple[Story, ...] = (
    PERFECT_REPORT,
    NEVER_VISITED,
    MONTH_END,
    LATE_CLOSING,
    LATE_REVISION,
    BROKEN_INSTITUTION,
    BROKEN_IDENTITY,
    LATE_CITIES,
    CLOSED_SCHOOL,
    CITY_REPORTS,
    RETURNED_REVISION,
    FEW_INSPECTORS,
    DOUBLE_DUPLICATE,
    FUNDS_BREAK,
    ZONES,
)
