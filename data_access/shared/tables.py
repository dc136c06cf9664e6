"""The contract with the shared database, version 1, as typed tables (see docs/database.md).

Names, keys and types here are the contract; comments are shown in docs and messages. Personal data are not part of it.
"""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Integer, MetaData, Table, Text

from data_access.shared.types import CivilDate, UtcTime
from supervision.texts import LONGEST_NAME, LONGEST_SHORT_NAME, LONGEST_TEXT

CONTRACT_VERSION = 1
metadata = MetaData()

LEVELS = ("province", "city", "county")
AREA_KINDS = ("省", "省辖市", "示范区", "省直管县", "省直管市", "市辖区", "县级市", "县", "功能区")
SCHOOL_STAGES = ("小学", "教学点", "初中", "九年一贯制", "完全中学", "十二年一贯制")
CHECK_RESULTS = ("达标", "不达标")


def _text(name: str, comment: str, *, key: bool = False, null: bool = False, codes: Sequence[str] = ()) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null, comment=comment, info={"codes": tuple(codes)})


def _words(name: str, comment: str, longest: int = LONGEST_TEXT, *, null: bool = False) -> Column[str]:
    """Return a column that people fill with words; what is longer is cut where it is shown."""
    return Column(name, Text, nullable=null, comment=comment, info={"longest": longest})


def _count(name: str, comment: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=null, comment=comment, autoincrement=False)


def _flag(name: str, comment: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, comment=comment)


def _day(name: str, comment: str, *, key: bool = False, null: bool = False) -> Column[object]:
    return Column(name, CivilDate, primary_key=key, nullable=null, comment=comment)


def _time(name: str, comment: str, *, null: bool = False) -> Column[object]:
    return Column(name, UtcTime, nullable=null, comment=comment)


area = Table(
    "area",
    metadata,
    _text("area_code", "区划代码（6位文本；功能区用办公室自编代码）", key=True),
    _words("name", "全称", LONGEST_NAME),
    _words("short_name", "简称", LONGEST_SHORT_NAME),
    _text("level", "层级", codes=LEVELS),
    _text("kind", "类型", codes=AREA_KINDS),
    _text("parent_code", "汇总到的上级；省直管县（市）为省", null=True),
    _text("map_code", "所在地图图斑；功能区为空或其外围区县", null=True),
    _count("sort_order", "统计顺序"),
    _day("valid_from", "起用日期", key=True),
    _day("valid_to", "停用日期（当日仍有效）", null=True),
    comment="报送单位，每个单位每段有效期一行",
)

school = Table(
    "school",
    metadata,
    _text("school_id", "学校标识", key=True),
    _text("area_code", "所属县（市、区）"),
    _words("name", "校名", LONGEST_NAME),
    _text("stage", "办学类型", codes=SCHOOL_STAGES),
    _count("pupils", "义务教育在校生数（人）"),
    _day("opened_on", "开办日期"),
    _day("closed_on", "关闭日期", null=True),
    comment="义务教育学校，每校一行",
)

inspector = Table(
    "inspector",
    metadata,
    _text("inspector_id", "责任督学标识（不含姓名）", key=True),
    _text("area_code", "所属县（市、区）"),
    _day("appointed_on", "聘任日期"),
    _day("ended_on", "离任日期", null=True),
    comment="责任督学，每人一行",
)

school_inspector = Table(
    "school_inspector",
    metadata,
    _text("school_id", "学校标识", key=True),
    _text("inspector_id", "责任督学标识", key=True),
    _day("from_on", "起始日期", key=True),
    _day("to_on", "终止日期", null=True),
    comment="责任督学挂牌，每次挂牌一行",
)

visit = Table(
    "visit",
    metadata,
    _text("visit_id", "到校督导标识", key=True),
    _text("school_id", "学校标识"),
    _text("inspector_id", "责任督学标识", null=True),
    _text("level", "督导层级", codes=("county", "city", "province")),
    _day("visited_on", "到校日期"),
    _time("recorded_at", "录入时间"),
    _flag("patrol", "校园巡查"),
    _flag("lesson", "现场听课"),
    _flag("survey", "问卷调查"),
    _flag("interview", "走访座谈"),
    _text("visit_type", "督导类型", codes=("经常性", "专项", "综合")),
    _flag("unannounced", "四不两直"),
    _count("minutes", "在校时长（分钟）", null=True),
    _count("evidence_count", "佐证材料数（件）", null=True),
    _text("homework_design", "作业设计核查结果，空为未查", null=True, codes=CHECK_RESULTS),
    _text("homework_time", "作业时间核查结果，空为未查", null=True, codes=CHECK_RESULTS),
    _text("after_school", "课后服务核查结果，空为未查", null=True, codes=CHECK_RESULTS),
    _text("after_school_quality", "课后服务质量核查结果，空为未查", null=True, codes=CHECK_RESULTS),
    _count("problems_found", "发现问题数（个）"),
    comment="到校督导，每次一行",
)

institution = Table(
    "institution",
    metadata,
    _text("institution_id", "机构标识", key=True),
    _text("area_code", "所属县（市、区）"),
    _words("name", "机构名称", LONGEST_NAME),
    _text("kind", "类别", codes=("学科类", "非学科类")),
    _text("field", "非学科类所属领域", null=True, codes=("体育", "文化艺术", "科技", "其他")),
    _flag("in_baseline", "2021年7月底在册"),
    _day("registered_on", "登记日期", null=True),
    _day("closed_on", "注销日期", null=True),
    _day("converted_on", "转为非学科类日期", null=True),
    _day("nonprofit_on", "营转非登记日期（留存）", null=True),
    _flag("online", "线上机构"),
    _text("stage", "学段", codes=("义务教育", "高中", "学前", "不限")),
    _day("on_platform_on", "纳入全国平台日期", null=True),
    _flag("licence_only", "有营业执照、无办学许可证"),
    _day("permit_on", "取得办学许可日期", null=True),
    _day("department_on", "明确主管部门日期", null=True),
    _day("funds_supervised_on", "纳入预收费资金监管日期", null=True),
    _flag("prepaid", "收取预收费"),
    comment="校外培训机构，每家一行",
)

violation = Table(
    "violation",
    metadata,
    _text("violation_id", "违规标识", key=True),
    _text("area_code", "所属县（市、区）"),
    _text("institution_id", "机构标识", null=True),
    _text("kind", "违规类别", codes=("隐形变异", "无证办学", "违规时间", "违规收费", "虚假广告", "退费纠纷")),
    _text("source", "发现途径", codes=("巡查", "举报", "上级交办", "其他")),
    _day("found_on", "查实日期"),
    _day("handled_on", "处置日期", null=True),
    _words("outcome", "处置结果", null=True),
    comment="查实的违规问题，每起一行",
)

enforcement = Table(
    "enforcement",
    metadata,
    _text("enforcement_id", "执法检查标识", key=True),
    _text("area_code", "所属县（市、区）"),
    _day("acted_on", "检查日期"),
    _count("people", "出动人次"),
    _count("institutions_checked", "检查机构家次"),
    _words("source", "来源"),
    comment="执法检查，每地每日每次一行",
)

complaint = Table(
    "complaint",
    metadata,
    _text("complaint_id", "举报标识", key=True),
    _text("area_code", "所属县（市、区）"),
    _text("channel", "渠道", codes=("省级平台", "省级电话", "信访转办", "市县邮箱", "市县电话", "上级转办")),
    _text("category_code", "所涉类别（方案中的类别代码）"),
    _text("subject", "举报对象", codes=("学校", "机构", "其他")),
    _text("school_id", "学校标识", null=True),
    _text("institution_id", "机构标识", null=True),
    _time("received_at", "收到时间"),
    _day("transferred_on", "转办日期", null=True),
    _day("due_on", "办结期限", null=True),
    _day("closed_on", "办结日期", null=True),
    _text("outcome", "核查结果", null=True, codes=("属实", "部分属实", "不属实")),
    _flag("priority", "重点督办"),
    _text("duplicate_of", "重复件所指的举报", null=True),
    comment="举报，每件（含重复件）一行",
)

problem = Table(
    "problem",
    metadata,
    _text("problem_id", "问题标识", key=True),
    _text("area_code", "所属县（市、区）"),
    _text("school_id", "学校标识", null=True),
    _text("institution_id", "机构标识", null=True),
    _text("category_code", "所涉类别（方案中的类别代码）"),
    _text("source", "来源", codes=("督学到校", "举报", "上级督导", "自查", "其他")),
    _text("severity", "程度", codes=("一般", "较重", "严重")),
    _words("summary", "问题摘要（不含个人信息）"),
    _day("raised_on", "交办日期"),
    _day("due_on", "整改期限"),
    _day("rectified_on", "完成整改日期", null=True),
    _day("accepted_on", "验收销号日期", null=True),
    _day("look_back_on", "回头看日期", null=True),
    _text("look_back_result", "回头看结果", null=True, codes=("巩固", "反弹")),
    comment="问题清单，每个问题一行",
)

warning_notice = Table(
    "warning_notice",
    metadata,
    _text("warning_id", "预警标识", key=True),
    _text("area_code", "发往地区"),
    _text("category_code", "所涉类别（方案中的类别代码）"),
    _words("title", "标题"),
    _day("issued_on", "发出日期"),
    _text("audience", "对象", codes=("学校", "机构", "家长", "市县")),
    _day("acknowledged_on", "回执日期", null=True),
    comment="预警提示，每份一行",
)

interview = Table(
    "interview",
    metadata,
    _text("interview_id", "约谈标识", key=True),
    _text("area_code", "被约谈地区"),
    _text("trigger", "约谈事由", codes=("举报问题多", "问题整改不力", "弄虚作假", "工作落后")),
    _day("held_on", "约谈日期"),
    _day("notified_on", "通报当地党委政府日期", null=True),
    _words("document_no", "文号", null=True),
    comment="约谈，每次一行",
)

accountability = Table(
    "accountability",
    metadata,
    _text("accountability_id", "问责标识", key=True),
    _text("area_code", "地区"),
    _text("subject", "对象", codes=("单位", "个人")),
    _words("measure", "问责方式"),
    _day("decided_on", "决定日期"),
    _words("document_no", "文号", null=True),
    comment="问责，每项一行",
)

reported_count = Table(
    "reported_count",
    metadata,
    _text("area_code", "报送地区", key=True),
    _text("quarter", "季度，如 2022Q1", key=True),
    _text("measure", "计数代码（评分方案中定义）", key=True),
    _count("revision", "修订号，从1起；未退回的最高修订号有效", key=True),
    _count("value", "报送数（非负整数），空为未填", null=True),
    _time("reported_at", "报送时间"),
    _text("status", "状态", codes=("已报", "已核", "退回")),
    comment="各地报送数，每地每季度每项每次修订一行",
)

submission = Table(
    "submission",
    metadata,
    _text("area_code", "报送地区", key=True),
    _text("kind", "材料种类", key=True, codes=("落实举措", "季度情况", "年度报告")),
    _text("period", "所属时期，如 2022、2022Q1", key=True),
    _day("due_on", "报送期限"),
    _time("received_at", "收到时间", null=True),
    _text("status", "状态", codes=("未报", "已报", "退回")),
    comment="材料报送，每地每种每期一行",
)

RELATIONS: tuple[Table, ...] = tuple(metadata.tables.values())
