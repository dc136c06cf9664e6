"""Fields of a Word file: those that count pages and refer within the text, none that fetches, runs or asks."""

import re
from collections.abc import Iterator

from lxml import etree

ALLOWED = frozenset(
    ["PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "TOC", "SEQ", "STYLEREF", "HYPERLINK"]
)
_LINK = re.compile(r"^HYPERLINK\s+(\\l\s+|\"(https?://|mailto:))", re.IGNORECASE)
_TEXTS = ("instrText", "delInstrText")


def find_field_faults(root: etree._Element) -> Iterator[str]:
    """Yield a sentence per field that a template may not hold."""
    for code in _codes(root):
        words = code.split()
        if "{{" in code or "{%" in code or "{#" in code:
            yield f"域“{code.strip()[:40]}”中不能有花括号标记"
        elif not words or words[0].upper() not in ALLOWED:
            yield f"不允许的域“{code.strip()[:40] or '（空）'}”，只能用页码、目录和交叉引用等域"
        elif words[0].upper() == "HYPERLINK" and not _LINK.match(code.strip()):
            yield f"超链接域“{code.strip()[:60]}”不是网址、邮件地址或文内位置"


def _codes(root: etree._Element) -> Iterator[str]:
    """Yield the code of every field, put together from its runs; a field inside another's code has its own.

    Elements are told by their names alone: Word reads those of the strict namespace too.
    """
    yield from (_attribute(element, "instr") for element in root.iter("{*}fldSimple"))
    open_codes: list[list[str]] = []
    for element in root.iter("{*}fldChar", *(f"{{*}}{name}" for name in _TEXTS)):
        kind = _attribute(element, "fldCharType")
        if etree.QName(element).localname in _TEXTS:
            # Text outside of any field is no code, but a program may complete it: it is looked at by itself.
            if not open_codes:
                yield element.text or ""
            else:
                open_codes[-1].append(element.text or "")
        elif kind == "begin":
            open_codes.append([])
        elif kind == "end" and open_codes:
            yield "".join(open_codes.pop())
    yield from ("".join(code) for code in open_codes)


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of any namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(str(key)).localname == name), "")
