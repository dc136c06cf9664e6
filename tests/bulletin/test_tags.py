"""Every figure of a document stands in a content control that bears its name."""

import io
import zipfile
from collections import Counter

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from bulletin.blocks import read_blocks
from bulletin.cleaning import FIRST_MARK, LAST_MARK, MIDDLE_MARK, clean_text
from bulletin.contents import Contents
from bulletin.facts import Facts
from bulletin.figures import Figure
from bulletin.proof.opening import open_document
from bulletin.tagging import LONGEST_TAG, FigureTags, lengthen, shorten
from bulletin.writing import render_unit

ORIGIN = "/2022Q4#2022-12-20"


def _body(docx: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read("word/document.xml")).find(qn("w:body"))


def test_every_figure_of_the_document_bears_its_name(docx: bytes, contents: Contents) -> None:
    written = open_document(docx)
    tagged = {(mark.tag, block.text[mark.start : mark.end]) for block in written.blocks for mark in block.marks}
    for figure in contents.figures():
        assert (figure.name, figure.text) in tagged, figure.name
    assert {name for name, _ in tagged} == {figure.name for figure in contents.figures()}


def test_a_place_is_told_its_figures_by_name_too(assessment, background) -> None:
    written = open_document(render_unit(Facts(assessment, background), "411600", is_demo=True))
    assert sum(len(block.marks) for block in written.blocks) > 250
    assert (written.listed.kind, written.listed.area_code) == ("unit", "411600")


def test_tags_fit_word_and_ids_are_unique(docx: bytes) -> None:
    body = _body(docx)
    tags = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]
    ids = Counter(number.get(qn("w:val")) for number in body.iter(qn("w:id")))
    assert len(tags) > 800
    assert max(map(len, tags)) <= LONGEST_TAG
    assert [number for number, times in ids.items() if times > 1] == []


def test_no_sign_of_the_making_is_left(docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                text = package.read(name).decode()
                assert not any(mark in text for mark in (FIRST_MARK, MIDDLE_MARK, LAST_MARK)), name


def test_a_control_keeps_the_letters_of_its_run() -> None:
    document, tags = Document(), FigureTags(ORIGIN)
    figure = Figure(f"count/visits@410000{ORIGIN}", 12, "次", "12次")
    paragraph = document.add_paragraph()
    run = paragraph.add_run(f"到校{tags.mark(figure)}，{tags.mark(figure)}。")
    run.bold = True
    tags.put_into(document)
    assert [child.tag for child in paragraph._p.iterchildren()] == [
        qn(f"w:{name}") for name in ("r", "sdt", "r", "sdt", "r")
    ]
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in paragraph._p.iter(qn("w:r")))
    (block,) = read_blocks(document.element.body)
    assert block.text == "到校12次，12次。"
    assert [(mark.start, mark.end, mark.tag) for mark in block.marks] == [
        (2, 5, "count/visits@410000"),
        (6, 9, "count/visits@410000"),
    ]


def test_a_figure_cut_by_a_filter_of_the_template_keeps_its_text() -> None:
    document, tags = Document(), FigureTags(ORIGIN)
    paragraph = document.add_paragraph(tags.mark(Figure("a/b@1", 1, "", "12次"))[:-1])
    tags.put_into(document)
    assert "12次" in paragraph.text
    assert not any(mark in paragraph.text for mark in (FIRST_MARK, MIDDLE_MARK, LAST_MARK))


def test_text_of_the_database_cannot_pose_as_a_figure() -> None:
    assert clean_text(f"{FIRST_MARK}0{MIDDLE_MARK}99%{LAST_MARK}小学") == "099%小学"


def test_a_tag_gives_the_name_back() -> None:
    for name in (
        f"indicator/after_school@410100{ORIGIN}",
        f"indicator/after_school@410100{ORIGIN}:change",
        "total/score@410000/2022Q3#2022-09-20",
    ):
        assert lengthen(shorten(name, ORIGIN), ORIGIN) == name
