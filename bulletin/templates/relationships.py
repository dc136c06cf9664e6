"""What the parts of a file refer to: parts of the same file, and of the outside only addresses that a reader clicks."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from bulletin.templates.places import name_part

# What Word and WPS write into a plain document. Deny by default: an unknown kind is named and refused.
_KNOWN = frozenset(
    [
        "officeDocument",
        "core-properties",
        "extended-properties",
        "custom-properties",
        "thumbnail",
        "styles",
        "stylesWithEffects",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "numbering",
        "footnotes",
        "endnotes",
        "comments",
        "commentsExtended",
        "commentsIds",
        "commentsExtensible",
        "people",
        "header",
        "footer",
        "image",
        "hyperlink",
        "customXml",
        "customXmlProps",
        "glossaryDocument",
        "font",
        "classificationlabels",
    ]
)
_OURS = frozenset({"chart", "package"})
"""Kinds that we put into a finished document: charts with their sheets."""
_CLICKED = re.compile(r"^(https?://|mailto:|#)", re.IGNORECASE)
_WORDS = {
    "attachedTemplate": "附加模板",
    "vbaProject": "宏",
    "oleObject": "嵌入的对象",
    "package": "嵌入的文件",
    "control": "ActiveX 控件",
    "aFChunk": "插入的外部文件（altChunk）",
    "subDocument": "子文档",
    "chart": "图表（图表由系统生成）",
    "video": "视频",
    "audio": "声音",
    "frame": "框架网页",
    "mailMergeSource": "邮件合并",
}


def find_relationship_faults(
    roots: Mapping[str, etree._Element], names: set[str], *, is_finished: bool
) -> Iterator[str]:
    """Yield a sentence per reference that a template may not hold."""
    for part, root in roots.items():
        if part.endswith(".rels"):
            for entry in root.iter("{*}Relationship"):
                if fault := _fault_of(part, entry, names, is_finished=is_finished):
                    yield f"{name_part(part)}（{part[:80]}）：{fault}。"


def _fault_of(part: str, entry: etree._Element, names: set[str], *, is_finished: bool) -> str | None:
    """Return what is wrong with one reference; None where nothing is."""
    kind, target = entry.get("Type", "").rpartition("/")[2], entry.get("Target", "")
    is_external = entry.get("TargetMode", "").lower() == "external"
    if kind not in (_KNOWN | _OURS if is_finished else _KNOWN):
        return f"含有{_WORDS.get(kind, f'系统不支持的内容“{kind[:40]}”')}"
    if kind == "hyperlink":
        # A link does nothing until a reader clicks it; one to a file or a share would hand out the reader's account.
        is_fit = not is_external or _CLICKED.match(target)
        return None if is_fit else f"超链接“{target[:60]}”不是网址或邮件地址"
    if is_external:
        return f"引用了文件以外的内容“{target[:60]}”（{_WORDS.get(kind, '图片等须插入到文件中')}）"
    folder = posixpath.dirname(posixpath.dirname(part))
    path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
    return None if path in names else f"引用的部件“{target[:60]}”不在文件中"
