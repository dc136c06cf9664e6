"""A template filled with values: one pass, then canonical form, then our own checks; starts without pandas."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from bulletin.blocks import read_blocks
from bulletin.canonical import canonicalise
from bulletin.checking import check_document
from bulletin.cleaning import clean, clean_text
from bulletin.drawings import WIDTH_MM, PrintedPicture
from bulletin.environment import ExpressionRefused, make_environment
from bulletin.layout.measures import EMU_PER_MM
from bulletin.manifest import attach_manifest, name_template, origin_of, with_text
from bulletin.mark_fitting import fit_mark
from bulletin.native_charts import NativeChart, attach_chart, chart_drawing
from bulletin.tagging import FigureTags
from bulletin.templates.chosen import Template, TemplateBroken
from bulletin.templates.places import name_part, shorten_text
from bulletin.templates.wording import explain_syntax, unknown_name


class _DescribedImage(InlineImage):  # type: ignore[misc]
    """A picture that carries its description for readers who cannot see it."""

    def __init__(self, template: DocxTemplate, png: bytes, alt: str) -> None:
        super().__init__(template, io.BytesIO(png), width=Mm(WIDTH_MM))
        self._alt = clean_text(alt)

    def _insert_image(self) -> str:
        """Return the drawing; docxtpl asks for it while the template is filled."""
        inline = self.tpl.current_rendering_part.new_pic_inline(self.image_descriptor, self.width, self.height)
        inline.docPr.set("descr", self._alt)
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


class _DescribedChart:
    """A chart that Word draws, with its description; printed into a template it becomes a drawing."""

    def __init__(self, template: DocxTemplate, chart: NativeChart, alt: str) -> None:
        self._template, self._chart, self._alt = template, chart, clean_text(alt)

    def __html__(self) -> str:
        """Return the drawing; jinja asks for it while the template is filled."""
        key = attach_chart(self._chart, self._template.current_rendering_part)
        drawing = chart_drawing(key, self._alt, round(WIDTH_MM * EMU_PER_MM), round(self._chart.height_mm * EMU_PER_MM))
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'


def fill(
    template: Template, context: dict[str, Any], pictures: Sequence[PrintedPicture], manifest: bytes | None = None
) -> bytes:
    """Return the filled document, with the list of its figures inside where one is given.

    Raises TemplateBroken where the template uses an unknown name, a forbidden expression or broken syntax, or where
    the finished file fails a check.
    """
    document = _open(template)
    tags = FigureTags(origin_of(manifest) if manifest is not None else "")
    filled = clean(context, tags.mark) | {"pictures": [_picture(document, picture) for picture in pictures]}
    with _told(template, document):
        document.render(filled, make_environment(), autoescape=True)
    fit_mark(document.docx, str(filled.get("office_name", "")))
    canonicalise(document.docx)
    tags.put_into(document.docx)
    if manifest is not None:
        attach_manifest(document.docx, with_text(manifest, read_blocks(document.docx.element.body)))
    name_template(document.docx, template.short_hash)
    return _checked(_saved(document), template)


def _open(template: Template) -> DocxTemplate:
    document = DocxTemplate(io.BytesIO(template.content))
    try:
        document.init_docx()
    except Exception as cause:
        raise TemplateBroken(f"模板 {template.name} 不是可用的 Word（.docx）文件。") from cause
    return document


@contextmanager
def _told(template: Template, document: DocxTemplate) -> Iterator[None]:
    """Say in Chinese what is wrong with a template, and where."""
    called = f"模板 {template.name}"
    try:
        yield
    except UndefinedError as cause:
        raise TemplateBroken(f"{called} 用到了系统没有提供的名称：{unknown_name(cause)}。请核对拼写。") from cause
    except ExpressionRefused as cause:
        where = _where(document, cause)
        raise TemplateBroken(f"{called} {where}含有不允许的写法：{cause.rule}。模板只能引用数据。") from cause
    except SecurityError as cause:
        raise TemplateBroken(f"{called} 含有不允许的写法，模板只能引用数据，不能调用程序。") from cause
    except TemplateSyntaxError as cause:
        where = _where(document, cause)
        raise TemplateBroken(f"{called} {where}的标记写法有误：{explain_syntax(cause)}。") from cause
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError, etree.XMLSyntaxError) as cause:
        raise TemplateBroken(f"{called} 无法填写：标记的写法或位置有误，请对照随软件附带的模板核对。") from cause


def _where(document: DocxTemplate, cause: TemplateError) -> str:
    """Return part and text of a fault: 正文“{{ 7 * 7 }}”处; properties of the file have no lines."""
    lines, number = getattr(cause, "docx_context", None), getattr(cause, "lineno", None)
    if lines is None or number is None:
        return "文档属性"
    # docxtpl keeps three lines before and three after, each a paragraph.
    around = list(lines)
    text = around[min(number - 1, 3)] if len(around) > min(number - 1, 3) else ""
    return f"{name_part(str(document.current_rendering_part.partname))}“{shorten_text(text)}”处"


def _picture(document: DocxTemplate, picture: PrintedPicture) -> dict[str, Any]:
    return {
        "caption": clean_text(picture.caption),
        "note": clean_text(picture.note),
        "image": _drawing(document, picture),
    }


def _drawing(document: DocxTemplate, picture: PrintedPicture) -> _DescribedImage | _DescribedChart:
    if isinstance(picture.drawing, NativeChart):
        return _DescribedChart(document, picture.drawing, picture.alt)
    return _DescribedImage(document, picture.drawing, picture.alt)


def _saved(document: DocxTemplate) -> bytes:
    written = io.BytesIO()
    document.docx.save(written)
    return written.getvalue()


def _checked(docx: bytes, template: Template) -> bytes:
    faults = check_document(docx)
    if faults:
        raise TemplateBroken(f"用模板 {template.name} 生成的文件未通过检查：{'；'.join(faults[:5])}。")
    return docx
