"""The styles of the templates; all looks are styles, so that staff change them in one place."""

from bulletin.layout.markup import DECLARATION, NAMESPACES
from bulletin.layout.measures import LETTER_SPACING, LINE_PITCH, MARK_TOP, TEXT_WIDTH, mark_line

LATIN = "Times New Roman"
BODY, BLACK, SCRIPT, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"

FONTS = (
    # name, what Word takes where it is missing, panose, family
    (BODY, "仿宋", "02010609030101010101", "modern"),
    (BLACK, "SimHei", "02010609060101010101", "modern"),
    (SCRIPT, "楷体", "02010609030101010101", "modern"),
    (TITLE, "方正小标宋_GBK", "02010601030101010101", "auto"),
    ("宋体", "SimSun", "02010600030101010101", "auto"),
)


def fonts(east: str, latin: str = LATIN) -> str:
    """Return the fonts of a run, Chinese and Latin each named."""
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _letters(east: str, half_points: int, *, color: str = "", spacing: int = 0, latin: str = LATIN) -> str:
    parts = [fonts(east, latin)]
    parts += [f'<w:color w:val="{color}"/>'] if color else []
    parts += [f'<w:spacing w:val="{spacing}"/>']
    parts += [f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>']
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def _style(key: str, name: str, paragraph: str, letters: str = "", *, based_on: str = "Normal", then: str = "") -> str:
    following = f'<w:next w:val="{then}"/>' if then else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{letters}</w:style>'
    )


def _heading(level: int, east: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>{_letters(east, 32, spacing=LETTER_SPACING)}</w:style>'
    )


_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_CENTRED = '<w:jc w:val="center"/>'


def _exact(twentieths: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twentieths}" w:lineRule="exact"/>'


def _mark_place(half_points: int) -> str:
    """Return the spacing that puts the upper edge of the name where the standard wants it.

    Space above, not a frame: LibreOffice ignores a frame in a style, and Word lets text run above one.
    """
    return f'<w:spacing w:before="{MARK_TOP}" w:after="0" w:line="{mark_line(half_points)}" w:lineRule="exact"/>'


def _head_styles(mark_half_points: int) -> list[str]:
    """Return the styles of the red head."""
    mark = _letters(TITLE, mark_half_points, color="FF0000")
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="0" w:color="FF0000"/></w:pBdr>'
    return [
        _style("OfficeMark", "发文机关标志", f"{_OFF_GRID}{_mark_place(mark_half_points)}{_CENTRED}", mark),
        _style(
            "Secrecy", "密级和保密期限", f'{_OFF_GRID}{_exact(LINE_PITCH)}<w:jc w:val="left"/>', _letters(BLACK, 32)
        ),
        _style("DocumentNumber", "发文字号", _CENTRED),
        _style(
            "NumberAndSigner",
            "发文字号和签发人",
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - 320}"/></w:tabs>'
            '<w:ind w:leftChars="100" w:left="320" w:rightChars="100" w:right="320"/><w:jc w:val="left"/>',
        ),
        _style("RedRule", "红色分隔线", f"{rule}{_OFF_GRID}{_exact(96)}"),
    ]


def _text_styles() -> list[str]:
    """Return the styles of the text from the title to the date."""
    title = _letters(TITLE, 44)
    return [
        _style("BulletinTitle", "公文标题", f"<w:keepNext/>{_OFF_GRID}{_exact(LINE_PITCH + 121)}{_CENTRED}", title),
        _style("TitleNote", "题下说明", _CENTRED, _letters(SCRIPT, 28)),
        _style("Recipients", "主送机关", '<w:jc w:val="left"/>', then="BodyText"),
        _style("BodyText", "公文正文", '<w:ind w:firstLineChars="200" w:firstLine="640"/>'),
        _heading(1, BLACK),
        _heading(2, SCRIPT),
        _style("AnnexList", "附件说明", '<w:keepNext/><w:ind w:leftChars="200" w:left="640"/><w:jc w:val="left"/>'),
        _style(
            "AnnexListMore", "附件说明续行", '<w:keepNext/><w:ind w:leftChars="500" w:left="1600"/><w:jc w:val="left"/>'
        ),
        _style(
            "SignOff", "发文机关署名", '<w:keepNext/><w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'
        ),
        _style("IssueDate", "成文日期", '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),
    ]


def _annex_styles() -> list[str]:
    """Return the styles of annexes, tables and pictures; small text leaves the line grid."""
    small = _letters(BODY, 21)
    return [
        _style(
            "AnnexMark",
            "附件序号",
            f'<w:keepNext/>{_OFF_GRID}{_exact(LINE_PITCH)}<w:jc w:val="left"/>',
            _letters(BLACK, 32),
        ),
        _style(
            "AnnexTitle", "附件标题", f"<w:keepNext/>{_OFF_GRID}{_exact(LINE_PITCH)}{_CENTRED}", _letters(TITLE, 36)
        ),
        _style("TableName", "表名", f"<w:keepNext/>{_OFF_GRID}{_exact(400)}{_CENTRED}", _letters(BLACK, 24)),
        _style("TableHead", "表头", f"{_OFF_GRID}{_exact(280)}{_CENTRED}", _letters(BLACK, 18)),
        _style("TableText", "表格文字", f"{_OFF_GRID}{_exact(270)}{_CENTRED}", small),
        _style("TableSmall", "表格小字", f"{_OFF_GRID}{_exact(280)}{_CENTRED}", _letters(BODY, 18)),
        _style("TableLeft", "表格文字靠左", f'{_OFF_GRID}{_exact(270)}<w:jc w:val="left"/>', small),
        _style("TableNote", "表注", f'{_OFF_GRID}{_exact(300)}<w:jc w:val="left"/>', small),
        _style("Picture", "图片", f"<w:keepNext/>{_OFF_GRID}{_CENTRED}"),
        _style("Caption", "图题", f"<w:keepNext/>{_OFF_GRID}{_exact(400)}{_CENTRED}", _letters(BLACK, 24)),
    ]


def _page_styles() -> list[str]:
    """Return the styles of page numbers, header and imprint (版记)."""
    number = _letters("宋体", 28, latin="宋体")
    line = f"{_OFF_GRID}{_exact(280)}"
    return [
        _style(
            "OddNumber", "页码单页", f'{line}<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>', number
        ),
        _style("EvenNumber", "页码双页", f'{line}<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>', number),
        _style("PageMark", "页眉标注", f'{_OFF_GRID}{_exact(300)}<w:jc w:val="right"/>', _letters(SCRIPT, 21)),
        _style(
            "Imprint",
            "版记",
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - 280}"/></w:tabs>{_OFF_GRID}{_exact(460)}'
            '<w:ind w:leftChars="400" w:left="1120" w:rightChars="100" w:right="280" '
            'w:hangingChars="300" w:hanging="840"/><w:jc w:val="left"/>',
            _letters(BODY, 28),
        ),
    ]


def write_styles(mark_half_points: int) -> str:
    """Return styles.xml; the size of the issuing office's name follows from its length."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>'
        f"{_letters(BODY, 32, spacing=LETTER_SPACING)}</w:style>"
    )
    character = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="SignerName"><w:name w:val="签发人姓名"/>'
        f"<w:rPr>{fonts(SCRIPT)}</w:rPr></w:style>"
    )
    styles = [*_head_styles(mark_half_points), *_text_styles(), *_annex_styles(), *_page_styles()]
    return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{normal}{character}{_tables()}{''.join(styles)}</w:styles>"


def _tables() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="20" w:type="dxa"/><w:right w:w="20" w:type="dxa"/></w:tblCellMar>'
    plain = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    return (
        f'{plain}<w:style w:type="table" w:customStyle="1" w:styleId="BulletinTable"><w:name w:val="公文表格"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders>{margins}</w:tblPr></w:style>'
    )


def write_font_table() -> str:
    """Return fontTable.xml: what Word takes where a font is missing. Fonts themselves are never shipped."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, panose, family in FONTS
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{rows}{latin}</w:fonts>"
