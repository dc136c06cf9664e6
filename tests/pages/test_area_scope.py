"""An account held to one area: on no page, in no chart and no file is there anything of another place."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import row_store, school_store, sign_in, store, warning_store
from components.complaints_figures import TOPICS as COMPLAINT_TOPICS
from components.coverage_parts import TOPICS as COVERAGE_TOPICS
from components.problems_figures import TOPICS as PROBLEM_TOPICS
from components.warnings_parts import TOPICS as WARNING_TOPICS
from data_access.shared.schools import read_school_names
from supervision.areas import Areas
from supervision.periods import Quarter, default_cutoff
from supervision.permissions import Account, Role, permissions
from tests.pages.opening import (
    APP,
    COMPLAINTS,
    COVERAGE,
    METHOD,
    PAGES,
    ROWS,
    SCHOOL,
    SCORECARD,
    html_of,
    in_link,
    open_as,
    said,
    title_of,
)

QUARTER = Quarter(2022, 4)
CUTOFF = default_cutoff(QUARTER, 20, default_cutoff(QUARTER, 20, QUARTER.ends_on))
CITY = Account("city", "洛阳市", frozenset({Role.LOOK}), "410300")
OTHER_CITY = Account("other", "开封市", frozenset({Role.LOOK}), "410200")
DIRECT = Account("direct", "省直管县（市）", frozenset({Role.LOOK}), "410526")
COUNTY = Account("county", "洛阳市所辖县", frozenset({Role.LOOK}), "410323")
WHOLE = Account("whole", "办公室", frozenset(Role))
FOREIGN = {"place": "410100", "county": "410102", "school": "410102S0001"}
FILE, PROBLEMS, WARNINGS = (f"screens/leaders/{name}.py" for name in ("place_file", "problems", "warnings"))
VIEWS: list[tuple[str, dict[str, str]]] = [
    *((SCORECARD, {"question": each}) for each in ("position", "change", "contrast", "trial")),
    *((COVERAGE, {"topic": each}) for each in COVERAGE_TOPICS),
    (COVERAGE, {"month": "2022Q4"}),
    (SCHOOL, {}),
    (SCHOOL, {"find": "小学"}),
    (ROWS, {"indicator": "3.1"}),
    (ROWS, {"indicator": "0.1", "measure": "school_months_due"}),
    (FILE, {}),
    *((COMPLAINTS, {"matter": each}) for each in COMPLAINT_TOPICS),
    (COMPLAINTS, {"cases": "open"}),
    *((PROBLEMS, {"view": each}) for each in PROBLEM_TOPICS),
    (PROBLEMS, {"problems": "all"}),
    *((WARNINGS, {"alerts": each}) for each in WARNING_TOPICS),
    (METHOD, {}),
]
HASHES = re.compile(rb"(?=[0-9]*[a-f])[0-9a-f]{32,}")
"""Ids of elements; a run of digits only is a column of area codes in the data of a chart."""
ECHOES = ("无法识别，已改用默认选项", "学校登记表中没有标识为")
"""What repeats the visitor's own link."""
EXAMPLE = "如：洛阳、xunxian、zmx".encode()
"""What the search box tells everybody how to type."""
pytestmark = pytest.mark.usefixtures("demo", "signed_in")


@cache
def whole_areas() -> Areas:
    return store.areas(CUTOFF)


@cache
def foreign_words(area_code: str) -> tuple[bytes, ...]:
    """Return codes and names of every place and school outside an area; names that occur inside it too are left out."""
    areas = whole_areas()
    inside = set(areas.codes_within(area_code))
    schools = store.read(read_school_names)
    own_schools = schools["area_code"].isin(inside)
    own = "\n".join([*(areas[code].name for code in inside), *schools.loc[own_schools, "name"]])
    others = [area for area in areas.all if area.area_code not in inside]
    names = {area.name for area in others if area.level != "province"} | {unit.short_name for unit in areas.units}
    names |= set(schools.loc[~own_schools, "name"])
    codes = {area.area_code for area in others}
    return tuple(word.encode() for word in sorted(codes | {name for name in names if name not in own}))


def parts_of(app: AppTest) -> Iterator[bytes]:
    """Return every element that was sent to the browser, with the data of charts and tables; not the link's echo."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is not None and not any(echo in str(getattr(node, "value", "")) for echo in ECHOES):
            yield proto.SerializeToString()


def found_in(sent: bytes, area_code: str) -> list[str]:
    """Return the words of elsewhere that stand in what was sent."""
    bare = HASHES.sub(b"", sent.replace(EXAMPLE, b""))
    return [word.decode() for word in foreign_words(area_code) if word in bare]


def contents_of(file: bytes) -> bytes:
    """Return what stands in a workbook, unpacked."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@contextmanager
def noted_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Callable[[], bytes]]]]:
    """Note the name and the maker of every file that a page offers."""
    offered: list[tuple[str, Callable[[], bytes]]] = []
    real = st.download_button

    def noting(*labels: object, **options: object) -> bool:
        offered.append((str(options["file_name"]), options["data"]))  # type: ignore[arg-type]
        return real(*labels, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(st, "download_button", noting)
        yield offered


def test_the_search_for_foreign_words_finds_them():
    # Every test below would pass on a search that finds nothing.
    app = open_as(WHOLE, COVERAGE)
    assert {"410102", "郑州"} <= set(found_in(b"".join(parts_of(app)), "410300"))
    assert len(foreign_words("410300")) > 500


def test_every_page_open_to_an_area_is_looked_at():
    addresses = dict(re.findall(r'st\.Page\("([^"]+)", title="[^"]+", url_path="([^"]+)"', APP.read_text("utf-8")))
    opened = {page for page in PAGES if permissions().may_open(CITY, addresses.get(page, "overview"))}
    assert opened == {page for page, _ in VIEWS}


@pytest.mark.parametrize("account", [CITY, DIRECT], ids=lambda account: account.subject)
def test_no_page_and_no_file_holds_anything_of_another_place(account: Account, monkeypatch: pytest.MonkeyPatch):
    leaks, files = {}, 0
    for page, view in VIEWS:
        with noted_files(monkeypatch) as offered:
            app = open_as(account, page, **FOREIGN, **view)
        assert title_of(app) == PAGES[page]
        assert not app.exception
        assert not app.error, (page, view, app.error[0].value)
        assert "全省合计" not in said(app)
        leaks[page, str(view)] = found_in(b"\n".join(parts_of(app)), account.area_code)
        for name, make in offered:
            with sign_in.acting_as(account):
                held = contents_of(make())
            leaks[page, name] = found_in(name.encode() + held, account.area_code)
            files += 1
    assert {place: words for place, words in leaks.items() if words} == {}
    assert files > 10


@pytest.mark.parametrize("page", sorted(set(PAGES) - {page for page, _ in VIEWS}))
def test_a_page_not_open_to_an_area_shows_nothing_of_another_place_even_without_the_gate(page: str):
    app = open_as(CITY, page, **FOREIGN)
    assert not app.exception
    assert found_in(b"\n".join(parts_of(app)), "410300") == []


@pytest.mark.parametrize("account", [CITY, DIRECT], ids=lambda account: account.subject)
def test_own_figures_ranks_and_groups_are_those_that_the_whole_province_sees(account: Account):
    link = {"place": account.area_code or "", "question": "change"}
    own, whole = (_unmarked(html_of(open_as(each, SCORECARD, **link))) for each in (account, WHOLE))
    assert own == whole
    assert re.search(r"第\d+（(并列，)?共1\d）", own)
    assert said(open_as(account, ROWS, **link)).split("读取时间")[0] in said(open_as(WHOLE, ROWS, **link))


def _unmarked(page: str) -> str:
    """Return the page without the watermark, which names the account and the minute."""
    return re.sub(r"<style>body::after.*?</style>", "", page)


def test_a_place_of_elsewhere_in_the_link_is_refused_like_one_that_does_not_exist():
    foreign, unknown = (said(open_as(CITY, SCORECARD, place=code).run()) for code in ("410100", "999999"))
    assert "链接中的“410100”无法识别，已改用默认选项。" in foreign
    assert foreign.replace("410100", "999999") == unknown


def test_a_school_of_elsewhere_in_the_link_is_not_found_like_one_that_does_not_exist():
    foreign, unknown = (said(open_as(CITY, SCHOOL, school=key)) for key in ("410102S0001", "410302X9999"))
    assert open_as(WHOLE, SCHOOL, school="410102S0001").subheader[0].value
    assert "没有找到这所学校" in foreign
    assert foreign.replace("410102S0001", "410302X9999") == unknown


@pytest.mark.parametrize("typed", ["郑州", "zhengzhou", "zys", "中原区", "实验小学", "河南", "xx"])
def test_the_search_finds_only_what_is_inside(typed: str):
    app = open_as(CITY, METHOD)
    app.text_input(key="search_box").set_value(typed).run()
    hits = [each.label for each in app.button if str(each.key).startswith("hit_")]
    assert all("洛阳" in label for label in hits), hits
    assert found_in(b"".join(part.proto.SerializeToString() for part in app.button), "410300") == []


def test_the_search_finds_own_places_and_schools_by_name_and_by_pinyin():
    school = school_store.school_page("410302", "", QUARTER, CUTOFF, rows=1, page=1)[1].iloc[0]
    for typed in ("xigong", "西工", str(school["name"])):
        app = open_as(CITY, METHOD)
        app.text_input(key="search_box").set_value(typed).run()
        assert any(str(each.key).startswith("hit_") for each in app.button)


def test_each_account_sees_its_own_after_the_whole_province_and_after_another_city():
    first = html_of(open_as(WHOLE, SCORECARD))
    city, other = (html_of(open_as(each, SCORECARD)) for each in (CITY, OTHER_CITY))
    assert "郑州市" in first
    assert ("洛阳市" in city, "开封市" in city, "郑州市" in city) == (True, False, False)
    assert ("洛阳市" in other, "开封市" in other, "郑州市" in other) == (False, True, False)
    assert html_of(open_as(WHOLE, SCORECARD)) == first
    assert len(store.areas(CUTOFF).units) > 20


def test_a_county_inside_a_city_sees_itself_and_not_its_city():
    for page, view in [
        (SCORECARD, {}),
        (COVERAGE, {}),
        (COVERAGE, {"topic": "gaps"}),
        (COMPLAINTS, {"matter": "places"}),
    ]:
        app = open_as(COUNTY, page, place="410300", **view)
        assert not app.error
        assert "新安" in said(app) + str(app.dataframe[0].value if app.dataframe else "")
        assert found_in(b"\n".join(parts_of(app)), "410323") == []


def test_a_place_without_its_peers_is_not_put_in_an_order():
    (table,) = open_as(DIRECT, COMPLAINTS, matter="places").dataframe
    assert not {"order", "shrunk", "group"} & set(table.value.columns)
    (inside,) = open_as(CITY, COMPLAINTS, matter="places").dataframe
    (whole,) = open_as(WHOLE, COMPLAINTS, matter="places", place="410300").dataframe
    assert inside.value.equals(whole.value)


def test_what_other_places_would_be_needed_for_is_left_out_and_said():
    app = open_as(CITY, SCORECARD, question="position")
    words = said(app)
    assert "“同类位置”、“权重试算”要用其他地方的数据" in words
    assert in_link(app, "question") is None
    assert "登记申辩" not in str([each.label for each in app.expander])
    assert "约谈建议由省级办公室掌握" in said(open_as(CITY, FILE))


@pytest.mark.parametrize("code", ["999999", "130100", "", "410300|"])
@pytest.mark.parametrize("page", [SCORECARD, COVERAGE, SCHOOL, METHOD])
def test_an_account_whose_area_does_not_exist_sees_nothing_and_is_told(code: str, page: str):
    app = open_as(Account(f"nowhere{code}", "无", frozenset({Role.LOOK}), code), page)
    assert not app.exception
    assert "账号限定的地区不在所选日期的区划表中" in app.warning[0].value
    assert not app.title
    assert not list(app.selectbox)
    assert not app.dataframe
    assert not re.search(r"410\d{3}", said(app))


def test_figures_of_elsewhere_cannot_be_asked_of_the_stores_either():
    with sign_in.acting_as(CITY):
        assert {each.area_code for each in warning_store.notices(QUARTER, CUTOFF)} <= set(store.areas(CUTOFF).by_code)
        assert school_store.school_card("410102S0001", QUARTER, CUTOFF) is None
        with pytest.raises(Exception, match="没有找到这个地方"):
            row_store.row_page("school_months_due", "410100", QUARTER, CUTOFF, 10, 0)
