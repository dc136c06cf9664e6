"""数据质量: rows left out of the counts and reports that make a careful reader ask."""

from components.findings_view import show_check
from components.frame import open_page

open_page("数据质量", "数据能不能相信，哪些行须更正？")
show_check()
