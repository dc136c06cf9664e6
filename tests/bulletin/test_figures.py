"""Every number of a document is a named figure, and equals the assessment."""

import re

import pytest

from bulletin.annexes import figures_in
from bulletin.contents import Contents
from bulletin.figures import Figure, Passage, join, say
from supervision.assessment import Assessment
from supervision.printing import print_count, print_indicator, print_score
from tests.bulletin.reading import lines_of

_NAME = re.compile(r"(?P<kind>\w+)/(?P<key>\w+)@(?P<area>\w+)/2022Q4#2022-12-20(?::(?P<facet>\w+))?")
_NUMBER = re.compile(r"[\d,.]+%?")
# Numbers that are words of the text, not figures of the assessment.
_NOT_FIGURES = (
    r"\d{4}年(\d+月(\d+日)?)?",  # dates
    r"^\d+．",  # numbering
    r"第\d+号|〔2022〕7号|附件\d",
    r"（\d+%）|低于\d+%",  # goals and thresholds of the scheme
    r"不少于1次|“5\+2”|90日",
    r"共\d+处|等\d+个地方",  # lengths of lists
    r"（\d+个县（市、区）中\d+个已报）|所辖\d+个县（市、区）中的\d+个",
)


def _recomputed(figure: Figure, assessment: Assessment) -> str | None:
    """Return the figure's text worked out from the assessment by its name; None for a facet or a tally."""
    if f"/{assessment.quarter}#" not in figure.name:
        return None  # of an earlier quarter, in the table of trends
    match = _NAME.fullmatch(figure.name)
    assert match, figure.name
    area, key = match["area"], match["key"]
    if match["facet"] or match["kind"] in ("tally", "confirmed"):
        return None
    if match["kind"] == "indicator":
        by_key = {i.key: i for i in assessment.scheme.indicators(assessment.quarter)}
        value = assessment.indicator(area, by_key[key].id)
        assert value.value is not None
        return print_indicator(value.value, value.indicator)
    if match["kind"] == "count":
        return print_count(assessment.count(area, key) or 0)
    if match["kind"] == "total":
        score = assessment.total(area).score
    else:
        ids = {category.key: category.id for category in assessment.scheme.category}
        frame = assessment.categories
        score = float(frame.loc[(frame["area_code"] == area) & (frame["category_id"] == ids[key]), "score"].iloc[0])
    assert score is not None
    return print_score(score, assessment.scheme.band)


def test_figures_equal_the_assessment(contents: Contents, assessment: Assessment) -> None:
    checked = 0
    for figure in contents.figures():
        expected = _recomputed(figure, assessment)
        if expected is not None:
            assert _NUMBER.findall(figure.text) == _NUMBER.findall(expected), figure.name
            checked += 1
    assert checked > 400


def test_every_number_of_the_text_is_a_named_figure(contents: Contents) -> None:
    for passage in contents.passages:
        loose = "".join(piece if isinstance(piece, str) else "◇" for piece in passage.pieces)
        for pattern in _NOT_FIGURES:
            loose = re.sub(pattern, "", loose)
        assert not re.search(r"\d", loose), loose


def test_every_figure_of_the_body_is_printed(contents: Contents, docx: bytes) -> None:
    text = "\n".join(lines_of(docx))
    for passage in contents.passages:
        assert passage.text in text


def test_same_figure_reads_alike_in_text_and_tables(contents: Contents) -> None:
    texts: dict[str, set[str]] = {}
    in_text = [figure for passage in contents.passages for figure in passage.figures]
    in_tables = [
        *(f for groups in contents.grouped_tables.values() for group in groups for f in figures_in(group["rows"])),
        *(figure for rows in contents.plain_tables.values() for figure in figures_in(rows)),
    ]
    for figure in (*in_text, *in_tables):
        number = "".join(re.findall(r"[\d.,]+", figure.text))
        texts.setdefault(figure.name, set()).add(number)
    assert {name: found for name, found in texts.items() if len(found) > 1} == {}


def test_counts_under_a_share_are_those_of_the_assessment(contents: Contents, assessment: Assessment) -> None:
    figures = {figure.name: figure for figure in contents.figures()}
    name = assessment.indicator_name("411600", assessment.scheme.indicator_in("3.3", assessment.quarter))
    assert (figures[name].numerator, figures[name].denominator, figures[name].value) == (60, 120, 0.5)
    assert figures[f"{name}:numerator"].value == 60


def test_passages_take_braces_in_names_as_text() -> None:
    said = say("{name}报送{figure}。", name="{x}{{y}}", figure=Figure("n", 1, "件", "1件"))
    assert said.text == "{x}{{y}}报送1件。"
    assert join([said, Passage(("{z}",))], "；").text == "{x}{{y}}报送1件。；{z}"


def test_a_slot_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("{missing}")
