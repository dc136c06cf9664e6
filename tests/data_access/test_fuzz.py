"""Databases damaged in every way the contract forbids: nothing ends in an error, each bad row is listed, and the
figures are those of the same database without the bad rows.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bulletin.command_reading import read_facts
from bulletin.contents import Contents
from bulletin.gate.rules import find_faults
from bulletin.kinds import PROVINCE_WIDE
from data_access.demo.builder import build_demo
from data_access.shared.assessments import read_assessment
from data_access.shared.engine import open_database, open_writer
from data_access.shared.findings import read_findings
from data_access.shared.reading import connected
from data_access.shared.tables import RELATIONS
from supervision.areas import Areas
from supervision.faults import NoData
from supervision.findings import Finding, Severity
from supervision.periods import Quarter
from supervision.summing import owners_of
from tests import damages as d
from tests.conftest import DEMO_SCALE
from tests.sound_copy import rebuild, sound_copy

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
PARTS = 8
"""Into so many databases all kinds of damage are divided, so that each is met in every run."""
_FIGURE = ("area_code", "numerator", "denominator", "value", "state", "points", "source", "reporting", "expected")
_SCORE = ("area_code", "score", "rating", "band", "available_weight")
OWN_COLUMNS = {
    "indicators": (*_FIGURE, "indicator_id", "carried"),
    "categories": (*_SCORE, "category_id"),
    "totals": _SCORE,
}
"""What a place's figures are by itself; ranks are among others."""
# The examples are the same in every run; a new kind of damage is drawn without luck, because each stands in the list.
quick = settings(
    derandomize=True,
    # The failing rows are named; to find fewer would take minutes.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def sound(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small SQLite database without constraints in which nothing is wrong; nobody may write to it."""
    return sound_copy(demo_url, tmp_path_factory.mktemp("fuzz"))


@contextmanager
def _changed(sound: Path, folder: Path, *changes) -> Iterator[str]:
    """Give the URL of a copy after some changes, each a function of a connection."""
    path = folder / "changed.sqlite"
    shutil.copy(sound, path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for change in changes:
            change(connection)
    engine.dispose()
    yield f"sqlite:///{path}"


def _read(url: str, read):
    engine = open_database(url)
    try:
        with connected(engine) as connection:
            return read(connection)
    finally:
        engine.dispose()


def _assessment(connection):
    return read_assessment(connection, QUARTER, CUTOFF)


def _rows(path: Path) -> dict[str, int]:
    return _rows_at(f"sqlite:///{path}")


@cache
def _rows_at(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = d.rows_of(connection)
    engine.dispose()
    return found


@cache
def _kinds(dialect: str, *fates: str) -> tuple[d.Kind, ...]:
    return tuple(kind for kind in d.kinds(dialect) if not fates or kind.fate in fates)


@st.composite
def damages(draw: st.DrawFn, kinds: tuple[d.Kind, ...], rows: dict[str, int]) -> list[d.Damage]:
    """Return each of some kinds done to a row of its own."""
    return d.spread(kinds, rows, draw(st.integers(0, 997)))


def _keys(url: str, done: list[d.Damage]) -> list[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [d.key_of(connection, each) for each in done]
    engine.dispose()
    return found


def _listed(findings: list[Finding], damaged: d.Damage, key: str) -> bool:
    kind = damaged.kind
    return any(
        (f.relation, f.key, f.column, f.severity) == (kind.relation, key, kind.column, Severity.FAULT)
        and kind.rule in f.rule
        for f in findings
    )


def _same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    keys = [name for name in ("area_code", "indicator_id", "category_id") if name in found]
    ordered = [f.sort_values(keys, ignore_index=True) if keys else f.sort_index() for f in (found, expected)]
    pd.testing.assert_frame_equal(*ordered)


def test_nothing_is_wrong_with_the_database_that_is_damaged(sound: Path):
    findings = _read(f"sqlite:///{sound}", lambda c: list(read_findings(c)))
    known = {"重复件不应再指向重复件", "同一机构不应既转为非学科类又登记为营转非留存（基数不平衡）"}
    of_rows = [f for f in findings if f.severity is Severity.FAULT and f.relation != "reported_count"]
    assert {f.rule for f in of_rows} <= known | {"到校当日学校尚未开办或已关闭"}


@pytest.mark.parametrize("part", range(PARTS))
@settings(quick, max_examples=1)
@given(data=st.data())
def test_each_bad_row_is_listed_with_its_table_key_column_and_rule(sound: Path, tmp_path: Path, part: int, data):
    done = data.draw(damages(_kinds("sqlite")[part::PARTS], _rows(sound)))
    with _changed(sound, tmp_path, lambda c: d.damage(c, done)) as url:
        keys = _keys(url, done)
        findings = _read(url, lambda c: list(read_findings(c)))
    assert [each for each, key in zip(done, keys, strict=True) if not _listed(findings, each, key)] == []


@pytest.mark.parametrize("part", range(PARTS))
@settings(quick, max_examples=1)
@given(data=st.data())
def test_figures_are_those_of_the_database_without_the_bad_rows(sound: Path, tmp_path: Path, part: int, data):
    kinds = _kinds("sqlite", d.OUT, d.STANDS, d.UNCOUNTED)[part::PARTS]
    done = data.draw(damages(kinds, _rows(sound)))
    with _changed(sound, tmp_path, lambda c: d.damage(c, done)) as url:
        found = _read(url, _assessment)
    with _changed(sound, tmp_path, lambda c: d.repair(c, done)) as url:
        expected = _read(url, _assessment)
    for name in ("indicators", "categories", "totals", "counts"):
        _same(getattr(found, name), getattr(expected, name))
    assert found.revised_late == expected.revised_late


@pytest.mark.parametrize("part", range(PARTS))
@settings(quick, max_examples=1)
@given(data=st.data())
def test_figures_of_places_that_no_bad_row_names_are_unchanged(sound: Path, tmp_path: Path, part: int, data):
    # What a repeated key or a wrong parent does to its own place, only the office can say.
    done = data.draw(damages(_kinds("sqlite", d.UNSAID)[part::PARTS][:6], _rows(sound)))
    before = _read(f"sqlite:///{sound}", _assessment)
    with _changed(sound, tmp_path, lambda c: d.damage(c, done)) as url:
        after = _read(url, _assessment)
        named = _named(f"sqlite:///{sound}", done) | _named(url, done)
    touched = {code for each in (before, after) for code in _with_above(each.areas, named)}
    kept = [code for code in before.areas.by_code if code in after.areas and code not in touched]
    assert kept
    for name, columns in OWN_COLUMNS.items():
        found, expected = (getattr(each, name) for each in (after, before))
        _same(*(f.loc[f["area_code"].isin(kept), list(columns)] for f in (found, expected)))


def _named(url: str, done: list[d.Damage]) -> set[str]:
    """Return the areas that the damaged rows name, those of the first two rows where a key was repeated."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {code for each in done for code in d.areas_of(connection, each)}
    engine.dispose()
    return found


def _with_above(areas: Areas, codes: set[str]) -> set[str]:
    """Return the areas with all that they are summed into and all that is summed into them."""
    known = codes & set(areas.by_code)
    below = {inside for code in known for inside in areas.codes_within(code)}
    owners = owners_of(areas)
    return codes | below | set(owners.loc[owners["area_code"].isin(below), "owner"])


@pytest.mark.parametrize("relation", [table.name for table in RELATIONS])
def test_an_empty_relation_is_missing_figures_or_a_sentence(sound: Path, tmp_path: Path, relation: str):
    with _changed(sound, tmp_path, lambda c: c.execute(text(f"delete from {relation}"))) as url:  # noqa: S608 - our own names
        assert all(finding.rule for finding in _read(url, lambda c: list(read_findings(c))))
        if relation == "area":
            with pytest.raises(NoData, match="没有省级单位"):
                _read(url, _assessment)
        else:
            assert len(_read(url, _assessment).totals)


@pytest.mark.parametrize(("number", "level", "kind"), [(3000, "county", "县"), (400, "city", "省辖市")])
def test_as_many_areas_as_in_the_whole_country_change_no_figure_of_the_others(
    sound: Path, tmp_path: Path, number: int, level: str, kind: str
):
    before = _read(f"sqlite:///{sound}", _assessment)
    with _changed(sound, tmp_path, lambda c: d.add_areas(c, number, level, kind)) as url:
        after = _read(url, _assessment)
    assert len(after.areas.all) == len(before.areas.all) + number
    kept = [code for code in before.areas.by_code if code not in ("410000", "410100")]
    for name, columns in OWN_COLUMNS.items():
        found, expected = (getattr(each, name) for each in (after, before))
        _same(*(f.loc[f["area_code"].isin(kept), list(columns)] for f in (found, expected)))


@settings(quick, max_examples=4)
@given(data=st.data())
def test_the_bulletin_is_written_or_refused_with_a_sentence(sound: Path, tmp_path: Path, data):
    part = data.draw(st.integers(0, PARTS - 1))
    done = data.draw(damages(_kinds("sqlite")[part::PARTS], _rows(sound)))
    with _changed(sound, tmp_path, lambda c: d.damage(c, done)) as url:
        facts, is_demo = read_facts(url, QUARTER, CUTOFF)
    for kind in PROVINCE_WIDE:
        contents = Contents(kind, facts, is_demo)
        assert find_faults(contents) == ()


@pytest.mark.parametrize("part", range(3))
@settings(quick, max_examples=1)
@given(data=st.data())
def test_postgresql_lists_and_leaves_out_the_same(damaged_postgres, part: int, data):
    sound_url, copied = damaged_postgres
    done = data.draw(damages(_kinds("postgresql", d.OUT, d.STANDS, d.UNCOUNTED)[part::3], _rows_at(sound_url)))
    with copied(lambda c: d.damage(c, done)) as url:
        keys = _keys(url, done)
        findings, found = _read(url, lambda c: (list(read_findings(c)), _assessment(c)))
    with copied(lambda c: d.repair(c, done)) as url:
        expected = _read(url, _assessment)
    assert [each for each, key in zip(done, keys, strict=True) if not _listed(findings, each, key)] == []
    for name in ("indicators", "categories", "totals", "counts"):
        _same(getattr(found, name), getattr(expected, name))


@pytest.fixture(scope="module")
def damaged_postgres(postgres_server: str):
    """Return the URL of a sound database without constraints, and a function that gives changed copies of it."""
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")

    def url_of(name: str) -> str:
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    def run(statement: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(statement))

    @contextmanager
    def copied(change) -> Iterator[str]:
        run("create database fuzz_changed template fuzz_sound")
        engine = open_writer(url_of("fuzz_changed"))
        with engine.begin() as connection:
            change(connection)
        engine.dispose()
        yield url_of("fuzz_changed")
        run("drop database fuzz_changed with (force)")

    run("create database fuzz_sound")
    build_demo(url_of("fuzz_sound"), scale=DEMO_SCALE)
    writer = open_writer(url_of("fuzz_sound"))
    rebuild(writer)
    writer.dispose()
    yield url_of("fuzz_sound"), copied
    run("drop database fuzz_sound with (force)")
    admin.dispose()
