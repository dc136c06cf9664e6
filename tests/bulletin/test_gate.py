"""The gate before export: a document that contradicts itself is not made, and the sentence says where."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from bulletin.contents import Contents, compose
from bulletin.drafting import DraftParagraph
from bulletin.facts import Facts
from bulletin.figures import Figure, Passage, say
from bulletin.gate.printed import GateClosed, find_printing_faults, pass_gate
from bulletin.gate.rules import find_faults
from bulletin.kinds import Kind
from bulletin.unit_contents import compose_unit
from bulletin.writing import render_contents, render_unit
from tests.bulletin.test_proof import edited

ORIGIN = "/2022Q4#2022-12-20"


@pytest.fixture
def own_contents(assessment, background) -> Contents:
    """Return contents of a circular that a test may spoil."""
    return compose(assessment, Kind.CIRCULAR, is_demo=True, background=background)


def test_a_sound_document_passes(contents: Contents, docx: bytes) -> None:
    assert (find_faults(contents), find_printing_faults(docx, contents)) == ((), ())
    assert pass_gate(docx, contents) is docx


def test_a_sound_document_for_each_place_passes(assessment, background) -> None:
    facts = Facts(assessment, background)
    assert [find_faults(compose_unit(facts, unit.area_code, is_demo=True)) for unit in facts.units] == [()] * 28
    docx = render_unit(facts, "410100", is_demo=True)
    assert find_printing_faults(docx, compose_unit(facts, "410100", is_demo=True)) == ()


def _first_ranked(contents: Contents) -> dict:
    return contents.grouped_tables["ranking_groups"][0]["rows"][0]


def _add(contents: Contents, section: str, passage: Passage) -> None:
    contents.drafts[section] = (*contents.drafts[section], DraftParagraph(f"{section}/x", passage, passage))


def _say_a_figure_otherwise(contents: Contents) -> None:
    figure = next(f for passage in contents.overview for f in passage.figures)
    wrong = replace(figure, text="99.9分")
    _add(contents, "overview", say("又为{figure}。", figure=wrong))


def _stand_a_figure_on_another_value(contents: Contents) -> None:
    figure = next(f for passage in contents.overview for f in passage.figures)
    _add(contents, "overview", Passage((replace(figure, value=1.0),)))


def _exchange_ranks(contents: Contents) -> None:
    first, second = contents.grouped_tables["ranking_groups"][0]["rows"][:2]
    first["rank"], second["rank"] = second["rank"], first["rank"]


def _hide_a_tie(contents: Contents) -> None:
    first, second = contents.grouped_tables["ranking_groups"][0]["rows"][:2]
    second["total"] = replace(second["total"], value=first["total"].value)


def _leave_out_a_row(contents: Contents) -> None:
    contents.grouped_tables["category_groups"][1]["rows"].pop()


def _print_a_row_twice(contents: Contents) -> None:
    rows = contents.plain_tables["coverage_rows"]
    rows.append(rows[3])


def _misspell_a_place(contents: Contents) -> None:
    _first_ranked(contents)["name"] = "郑洲市"


def _speak_of_an_unknown_place(contents: Contents) -> None:
    stray = Figure(f"count/visits@999999{ORIGIN}", 3, "次", "3次")
    _add(contents, "cases", Passage((stray,)))


def _miscount_a_band(contents: Contents) -> None:
    tally = contents.facts.tally("band_良", 27, "个")
    found = [p for passage in contents.overview for p in passage.pieces]
    changed = [tally if isinstance(p, Figure) and p.name == tally.name else p for p in found]
    contents.drafts["overview"] = ()
    _add(contents, "overview", Passage(tuple(changed)))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_say_a_figure_otherwise, "前后不一致"),
        (_stand_a_figure_on_another_value, "依据的数值不一致"),
        (_exchange_ranks, "按综合得分"),
        (_hide_a_tie, "并列"),
        (_leave_out_a_row, "应为1行"),
        (_print_a_row_twice, "有2行"),
        (_misspell_a_place, "“郑洲市”不在区划表中"),
        (_speak_of_an_unknown_place, "999999不在区划表中"),
        (_miscount_a_band, "与单位总数"),
    ],
)
def test_what_contradicts_itself_is_not_exported(
    own_contents: Contents, spoil: Callable[[Contents], None], told: str
) -> None:
    spoil(own_contents)
    assert any(told in fault for fault in find_faults(own_contents))
    with pytest.raises(GateClosed, match="未通过校验，没有生成文件"):
        render_contents(own_contents)


def test_another_places_detail_stops_the_document_for_one_place(assessment, background) -> None:
    contents = compose_unit(Facts(assessment, background), "410300", is_demo=True)
    other = Figure(f"count/visits@410400{ORIGIN}", 3, "次", "3次")
    contents.__dict__["overview"] = (*contents.overview, Passage((other,)))
    assert any("其他地方（平顶山市）" in fault for fault in find_faults(contents))


def test_a_number_that_the_file_prints_otherwise_is_found(contents: Contents, docx: bytes) -> None:
    figure = next(f for passage in contents.overview for f in passage.figures)
    spoilt = edited(docx, (f">{figure.text}<", ">12.3分<"))
    assert any("12.3分" in fault for fault in find_printing_faults(spoilt, contents))


def test_a_chart_that_differs_from_its_table_is_found(contents: Contents, docx: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        charts = [name for name in package.namelist() if name.startswith("word/charts/chart")]
        chart = package.read(charts[0]).decode()
    values = chart[chart.index("<c:val>") :]
    first = values[values.index("<c:v>") : values.index("</c:v>")] + "</c:v>"
    spoilt = edited(docx, (values, values.replace(first, "<c:v>3.3</c:v>", 1)), part=charts[0])
    name = _first_ranked(contents)["name"]
    assert find_printing_faults(spoilt, contents) == (f"图中{name}的3.3与表格不一致",)
