"""What charts show of an assessment: the right figure at the right place, and never a colour without a figure."""

import dataclasses
import html
import re

import pandas as pd
import pytest
import vl_convert

from charts.coverage import NOT_COUNTED, NOTHING_DUE, coverage_rows, draw_coverage_bars, draw_coverage_map
from charts.map import draw_unit_map, undrawn_areas
from charts.matrix import draw_band_matrix
from charts.ranking import draw_ranking
from charts.rows import figure_rows
from charts.shades import band_shades, share_shades
from charts.tile_grid import draw_tile_grid, tile_places
from charts.trend import draw_sparkline
from supervision.areas import Area, Areas, PeerGroup
from supervision.faults import InputRejected
from supervision.printing import print_score
from tests.charts.building import build_assessment, henan_areas

NASTY = "A & B <C> {{x}}"


def drawn_texts(picture) -> list[str]:
    rows = picture.values.astype(object).where(picture.values.notna(), None).to_dict("records")
    svg = vl_convert.vegalite_to_svg({**picture.spec, "width": 800, "data": {"values": rows}})
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def replaced(areas: Areas, code: str, **changes: object) -> Areas:
    return Areas(tuple(dataclasses.replace(area, **changes) if area.area_code == code else area for area in areas.all))


def none_of(areas: Areas) -> dict[str, None]:
    return dict.fromkeys((area.area_code for area in areas.all), None)


class TestFigures:
    def test_are_printed_as_everywhere_else(self, assessment):
        for row in figure_rows(assessment, assessment.areas.units).to_dict("records"):
            score = assessment.total(row["code"]).score
            assert row["text"] == ("未评" if score is None else print_score(score, assessment.scheme.band))

    def test_have_the_class_of_the_assessment(self, assessment):
        for row in figure_rows(assessment, assessment.areas.units, "3").to_dict("records"):
            found = assessment.categories.query("area_code == @row['code'] and category_id == 3").iloc[0]
            assert row["band"] == (found["band"] if pd.notna(found["score"]) else "未评")

    def test_of_a_score_that_is_not_ranked_have_no_class(self, assessment):
        totals = assessment.totals.assign(
            rating=assessment.totals["rating"].where(assessment.totals["area_code"] != "410100", "不排名")
        )
        partly = dataclasses.replace(assessment, totals=totals)
        row = figure_rows(partly, (partly.areas["410100"],)).iloc[0]
        assert (row["text"], row["is_missing"]) == ("不排名", True)

    def test_missing_never_have_a_class_with_a_colour(self, assessment):
        shades = band_shades(assessment.scheme.band)
        colours = {shade.legend for shade in shades.shades}
        for shown in ("total", "1", "7", "0.1"):
            rows = figure_rows(assessment, assessment.areas.all, shown)
            missing = rows.loc[rows["is_missing"]]
            assert not missing.empty
            assert not set(missing["shade"]) & colours
            assert missing["value"].isna().all()
            assert rows.loc[~rows["is_missing"], "value"].notna().all()

    def test_missing_are_striped_in_every_spec_with_a_colour(self, assessment, coverage):
        for picture in (
            draw_unit_map(assessment),
            draw_tile_grid(assessment),
            draw_band_matrix(assessment, assessment.areas.units),
            draw_coverage_map(coverage, assessment.areas, share_shades(assessment.scheme)),
        ):
            fills = [
                layer["encoding"]["fill"] for layer in picture.spec["layer"] if "fill" in layer.get("encoding", {})
            ]
            assert [fill["condition"]["test"] for fill in fills] == ["datum.is_missing"]

    def test_of_places_with_the_same_name_stay_apart(self, areas):
        double = replaced(areas, "410200", short_name="郑州")
        names = figure_rows(build_assessment(double), double.units)["name"]
        assert names.is_unique
        assert {"郑州（410100）", "郑州（410200）"} <= set(names)


class TestUnitMap:
    def test_draws_every_unit_once(self, assessment):
        values = draw_unit_map(assessment).values
        assert list(values["shape"]) == list(dict.fromkeys(values["shape"]))
        assert set(values["code"]) == {unit.area_code for unit in assessment.areas.units}

    def test_shows_a_county_that_joined_its_city_with_the_citys_figure(self, areas):
        joined = replaced(areas, "410181", parent_code="410100", kind="县级市")
        values = draw_unit_map(build_assessment(joined)).values.set_index("shape")
        assert values.loc["410181", "code"] == "410100"
        assert values.loc["410181", "text"] == values.loc["410100", "text"]
        # Its name stands once, on the city.
        assert not values.loc["410181", "is_label"]

    def test_refuses_areas_that_the_map_file_does_not_know(self, areas):
        stranger = Area("419999", "某县", "某县", "county", "县", "410100", "419999", 9)
        with pytest.raises(InputRejected, match="底图文件缺少1个县（市、区）：某县（419999）"):
            draw_unit_map(build_assessment(Areas((*areas.all, stranger))))

    def test_leaves_functional_zones_to_the_list_beside_it(self, areas):
        assert [area.short_name for area in undrawn_areas(areas)] == ["航空港区"]

    def test_says_in_words_that_nothing_is_rated(self, areas):
        picture = draw_unit_map(build_assessment(areas, scores=none_of(areas)))
        assert picture.is_empty
        assert picture.alt == "2022年第四季度没有可以显示的总分。"

    def test_finds_its_shapes_under_the_base_path_of_the_server(self, assessment):
        from charts.theme import SCREEN

        based = dataclasses.replace(SCREEN, static_base="dashboard/app/static")
        assert '"dashboard/app/static/map/henan_county.topo.json"' in str(
            draw_unit_map(assessment, look=based).spec
        ).replace("'", '"')


class TestTileGrid:
    def test_has_a_tile_for_every_unit(self, assessment):
        assert set(draw_tile_grid(assessment).values["code"]) == set(tile_places())

    def test_puts_an_unknown_unit_below_the_others(self, areas):
        stranger = Area("419999", "某县", "某县", "county", "省直管县", "410000", None, 999)
        values = draw_tile_grid(build_assessment(Areas((*areas.all, stranger)))).values.set_index("code")
        assert values.loc["419999", "row"] > values.drop("419999")["row"].max()


class TestMatrix:
    def test_has_a_row_per_unit_and_a_column_per_category_and_total(self, assessment):
        values = draw_band_matrix(assessment, assessment.areas.units).values
        assert len(values) == 28 * 13
        assert values["column"].nunique() == 13

    def test_keeps_peer_groups_together_with_one_line_between(self, assessment):
        backwards = tuple(reversed(assessment.areas.units))
        values = draw_band_matrix(assessment, backwards).values.query("column == '总分'")
        groups = [assessment.areas[code].peer_group for code in values["code"]]
        assert groups == [PeerGroup.CITIES] * 18 + [PeerGroup.DIRECT] * 10
        assert list(values["starts_group"]) == [index == 18 for index in range(28)]

    def test_of_no_units_says_so(self, assessment):
        assert draw_band_matrix(assessment, ()).alt == "2022年第四季度没有可以显示的分类得分。"


class TestRanking:
    def test_is_sorted_with_the_missing_last(self, assessment):
        values = draw_ranking(assessment, PeerGroup.CITIES).values
        scores = values["value"].dropna()
        assert list(scores) == sorted(scores, reverse=True)
        assert list(values["name"])[-1] == "济源"
        assert list(values["is_missing"]) == [False] * 17 + [True]

    def test_of_equal_scores_gives_all_the_same_rank(self, areas):
        equal = build_assessment(areas, scores=dict.fromkeys((unit.area_code for unit in areas.units), 85.0))
        values = draw_ranking(equal, PeerGroup.DIRECT).values
        assert set(values["rank_text"]) == {"第1（并列，共10）"}
        assert "最高" in draw_ranking(equal, PeerGroup.DIRECT).alt

    def test_prints_hostile_names_as_they_are(self, areas):
        nasty = build_assessment(replaced(areas, "410100", short_name=NASTY))
        picture = draw_ranking(nasty, PeerGroup.CITIES)
        assert any(NASTY in text for text in drawn_texts(picture))
        # In no part of the spec, where it might be taken for an expression.
        assert NASTY not in str(picture.spec)

    def test_of_nobody_says_so(self, areas):
        only_province = Areas((areas.province,))
        assert draw_ranking(build_assessment(only_province), PeerGroup.CITIES).is_empty


class TestCoverage:
    def test_tells_nothing_due_from_no_data_and_from_zero(self, areas, coverage):
        shades = share_shades(build_assessment(areas).scheme)
        changed = coverage.assign(
            schools_visited=coverage["schools_visited"].where(coverage["area_code"] != "410102", 0)
        )
        rows = coverage_rows(changed, areas.counties, shades).set_index("code")
        assert rows.loc["410325", "text"] == NOTHING_DUE
        assert rows.loc["411526", "text"] == NOT_COUNTED
        assert rows.loc["410102", "text"] == "0.0%"
        assert rows.loc["410102", "band"] == "不足80%"

    def test_map_has_every_county_but_zones(self, assessment, coverage):
        values = draw_coverage_map(coverage, assessment.areas, share_shades(assessment.scheme)).values
        assert len(values) == 157
        assert values["shape"].is_unique

    def test_map_names_each_unit_once(self, assessment, coverage):
        values = draw_coverage_map(coverage, assessment.areas, share_shades(assessment.scheme)).values
        named = values.loc[values["is_label"], "heading"]
        assert sorted(named) == sorted(unit.short_name for unit in assessment.areas.units)

    def test_map_of_a_unit_holds_its_counties_only(self, assessment, coverage):
        values = draw_coverage_map(coverage, assessment.areas, share_shades(assessment.scheme), "410300").values
        assert set(values["code"]) == {area.area_code for area in assessment.areas.children("410300")}

    def test_map_of_a_direct_county_is_that_county(self, assessment, coverage):
        values = draw_coverage_map(coverage, assessment.areas, share_shades(assessment.scheme), "410181").values
        assert list(values["code"]) == ["410181"]

    def test_bars_of_units_add_up_their_counties_zones_included(self, assessment, coverage):
        values = draw_coverage_bars(coverage, assessment.areas, share_shades(assessment.scheme)).values
        city = [area.area_code for area in assessment.areas.children("410100")]
        own = coverage.loc[coverage["area_code"].isin(city)]
        assert "4101Z1" in city
        shown = values.set_index("code").loc["410100", "value"]
        assert shown == pytest.approx(own["schools_visited"].sum() / own["schools_due"].sum())

    def test_of_an_empty_frame_says_so(self, assessment, coverage):
        shades = share_shades(assessment.scheme)
        for draw in (draw_coverage_map, draw_coverage_bars):
            assert draw(coverage.iloc[:0], assessment.areas, shades).alt == "河南省本月没有可以显示的学校覆盖率。"


class TestTrend:
    def test_breaks_where_a_quarter_has_no_score(self, areas, assessment):
        rated = build_assessment(areas, scores={"410100": 70.0})
        missing = build_assessment(areas, scores={"410100": None})
        picture = draw_sparkline([rated, missing, rated], "410100")
        assert list(picture.values["value"].isna()) == [False, True, False]
        assert "未评" in picture.alt

    def test_of_an_unknown_area_says_so(self, assessment):
        assert draw_sparkline([assessment], "999999").alt == "没有历次得分。"


def test_henan_has_28_units():
    assert len(henan_areas().units) == 28


def test_classes_of_scores_name_their_limits(assessment):
    assert [shade.legend for shade in band_shades(assessment.scheme.band).shades] == [
        "● 优（90分及以上）",
        "◆ 良（80—90分）",
        "▲ 中（60—80分）",
        "■ 差（不足60分）",
    ]


@pytest.mark.parametrize(
    ("share", "name"), [(1.0, "100%"), (0.99999, "90%至不足100%"), (0.8, "80%至不足90%"), (0.0, "不足80%")]
)
def test_only_complete_coverage_is_called_complete(assessment, share, name):
    assert share_shades(assessment.scheme).of(share).name == name
