"""Where in a Word file something is, in words that staff know."""

import re

_PARTS = (
    (r"word/document\d*\.xml", "正文"),
    (r"word/header.*\.xml", "页眉"),
    (r"word/footer.*\.xml", "页脚"),
    (r"word/footnotes.*", "脚注"),
    (r"word/endnotes.*", "尾注"),
    (r"word/comments.*", "批注"),
    (r"word/glossary/.*", "文档部件"),
    (r"word/settings\.xml", "文档设置"),
    (r"docProps/.*", "文档属性"),
    (r"customXml/.*", "自定义数据"),
    (r"\[Content_Types\]\.xml", "文件目录"),
    (r".*\.rels", "文件引用"),
)
MOST_LETTERS = 40


def name_part(name: str) -> str:
    """Return what staff call a part of the file: 正文, 页眉; a part without such a name by its own."""
    plain = name.lstrip("/")
    return next((word for pattern, word in _PARTS if re.fullmatch(pattern, plain)), plain[:80])


def shorten_text(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(re.sub(r"<[^>]*>", "", text).split())
    return line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS]}…"
