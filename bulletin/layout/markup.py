"""The few pieces of WordprocessingML that the templates are made of."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text: str, style: str = "") -> str:
    """Return a run; a tab in the text becomes a tab stop."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    parts = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f"<w:r>{properties}{parts}</w:r>"


def paragraph(content: str, style: str, properties: str = "") -> str:
    """Return a paragraph of plain text, or of runs where the content already is markup."""
    inner = content if content.startswith("<w:") else run(content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def blank(style: str = "Normal") -> str:
    """Return an empty line."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'


def each(loop: str, content: str) -> str:
    """Return content repeated by a paragraph-level loop of the template, such as `row in rows`."""
    return tag(f"for {loop}") + content + tag("endfor")


def only_if(condition: str, content: str) -> str:
    """Return content kept only where the condition holds."""
    return tag(f"if {condition}") + content + tag("endif")


def tag(statement: str) -> str:
    """Return a paragraph-level template statement."""
    return paragraph(f"{{%p {statement} %}}", "Normal")


def field(code: str, shown: str) -> str:
    """Return a field such as PAGE in its five runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(text: str, width: int, style: str = "TableText") -> str:
    """Return a table cell of one paragraph."""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{paragraph(text, style)}</w:tc>"


def row(cells: Iterable[str], *, is_head: bool = False) -> str:
    """Return a row that is never cut by a page break; a head is repeated on every page."""
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def statement_row(statement: str, widths: list[int]) -> str:
    """Return a row that holds only a row-level template statement."""
    return row([cell(f"{{%tr {statement} %}}", widths[0]), *(cell("", width) for width in widths[1:])])


def table(rows: Iterable[str], widths: list[int], borders: str = "") -> str:
    """Return a table of fixed column widths, in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="BulletinTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
