"""The marks in an uploaded template: what they say, whether they fit, and whether the names exist."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from docxtpl_lint.api import lint  # type: ignore[import-untyped]
from docxtpl_lint.core import Issue  # type: ignore[import-untyped]
from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from bulletin.environment import make_environment
from bulletin.figures import Figure, Passage
from bulletin.templates.expressions import find_refused
from bulletin.templates.places import name_part, shorten_text
from bulletin.templates.wording import explain_message

_STORIES = re.compile(r"word/(document|header[^/]*|footer[^/]*|footnotes|endnotes|comments)\.xml")
_RENDERED = re.compile(r"word/(document|header[^/]*|footer[^/]*|footnotes)\.xml")
_FULL_WIDTH = re.compile(r"｛\s*[｛{%％#＃]|[｝}%％#＃]\s*｝|\{\s*｛|％\s*\}")
_PARTS = {"body": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_SILENT = ("DTL005",)
"""Notes to the linter itself."""
MOST_TOLD = 12


def find_tag_faults(content: bytes, context: dict[str, Any]) -> tuple[str, ...]:
    """Return a sentence per fault of the marks, with its place; names are held against the values there will be."""
    refused = tuple(_find_refused(content))
    if refused:
        return refused
    wrong = (*_find_full_width(content), *_find_by_lint(content, context))
    return tuple(dict.fromkeys(wrong))


def _story_texts(content: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if wanted.fullmatch(name):
                yield name, package.read(name)


def _find_refused(content: bytes) -> Iterator[str]:
    """Yield what no template may say, part by part; what cannot be read is left to the linter."""
    for name, text in _story_texts(content, _RENDERED):
        # As docxtpl does it: the marks of a paragraph put together, a line per paragraph.
        readable = DocxTemplate.patch_xml(None, etree.tostring(etree.fromstring(text), encoding="unicode"))
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", readable)
        shown = lines.splitlines()
        try:
            tree = ImmutableSandboxedEnvironment().parse(lines)
        except TemplateSyntaxError:
            continue
        except (RecursionError, ValueError):
            yield f"{name_part(name)}：有标记写得过长或括号过多。"
            continue
        for refused in find_refused(tree):
            around = shorten_text(shown[refused.line - 1]) if refused.line <= len(shown) else ""
            place = f"{name_part(name)}“{around}”处" if around else name_part(name)
            yield f"{place}：{refused.rule}，模板只能引用数据。"


def _find_full_width(content: bytes) -> Iterator[str]:
    for name, text in _story_texts(content, _STORIES):
        for number, paragraph in enumerate(etree.fromstring(text).iter(qn("w:p")), 1):
            said = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
            if _FULL_WIDTH.search(said):
                yield f"{name_part(name)}第{number}段“{shorten_text(said)}”：花括号是全角的，须改为半角 {{{{ }}}}。"


def _find_by_lint(content: bytes, context: dict[str, Any]) -> Iterator[str]:
    found = lint(content, _as_read(context), jinja_env=make_environment(), autoescape=True)
    for issue in found.issues[:MOST_TOLD]:
        if issue.rule not in _SILENT:
            yield f"{_place(issue)}：{_sentence(issue)}。"


def _place(issue: Issue) -> str:
    """Return where the linter found something: 正文第12段（表2第3行第1列）."""
    location = issue.location
    part = next((word for name, word in _PARTS.items() if location.part.startswith(name)), location.part)
    cells = "，".join(f"表{cell.table}第{cell.row}行第{cell.col}列" for cell in location.cells)
    place = f"{part}第{location.paragraph}段" + (f"（{cells}）" if cells else "")
    return f"{place}“{shorten_text(issue.snippet)}”" if issue.snippet else place


def _sentence(issue: Issue) -> str:
    """Return the linter's Chinese message; where it speaks of its own options, in words of ours."""
    said = issue.params
    ours = {
        "DTL002": "标记跨了两段，须写在同一段内",
        "DTL103": f"标记的写法有误：{explain_message(str(said.get('msg', '')))}",
        "DTL104": f"没有“{said.get('name', said.get('filter', ''))}”这个过滤器",
        "DTL301": f"系统没有提供名称“{said.get('path', '')}”，请核对拼写",
        "DTL303": f"“{said.get('path', '')}”不是列表，不能用来循环",
        "DTL306": f"“{said.get('path', '')}”不是列表，不能用“{said.get('filter', '')}”",
        "DTL307": "这个位置只能用 {{ }}，不能用 {{r }} 或 {{p }}",
    }
    return ours.get(issue.rule) or issue.message_for("zh").replace("docxtpl", "系统").rstrip("。")


def _as_read(value: Any) -> Any:
    """Return values as a template sees them: texts, numbers, lists and dictionaries."""
    if isinstance(value, (Figure, Passage)):
        return str(value)
    if isinstance(value, dict):
        return {key: _as_read(part) for key, part in value.items()}
    return [_as_read(part) for part in value] if isinstance(value, (list, tuple)) else value
