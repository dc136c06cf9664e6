"""Two hundred provinces made by chance, hostile ones among them: every document passes every validator."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.background import Background
from bulletin.checking import check_document
from bulletin.contents import Contents
from bulletin.context import build_context
from bulletin.facts import Facts
from bulletin.fields import open_fields
from bulletin.kinds import Kind
from bulletin.pictures import print_charts
from bulletin.rendering import render
from bulletin.writing import TEMPLATE_FOLDER, render_contents, render_unit
from supervision.areas import Area
from tests.bulletin.conftest import Province, overdue_cases, unit_areas
from tests.bulletin.test_rendering import HOSTILE

SETS, PARTS = 200, 8
SCRIPTS = Path(sys.executable).parent
ODD_NAMES = (
    *HOSTILE,
    "=1+1",
    "很长很长很长很长很长很长很长很长很长很长很长很长的示范区",
    "\u3000",
    "<w:p/>",
    "ｱｲ𠮷市",
    "'\"&;市",
)
STATES = ("usual", "all_equal", "all_missing", "nobody_reported", "few_cases", "one_unit", "everybody_late")


def province_of(seed: int) -> Province:
    """Return the province of a seed: some of the units, in one of the states, some with names that bite."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    state = STATES[seed % len(STATES)]
    whole, *places = unit_areas()
    number = 1 if state == "one_unit" else chance.choice((2, 2, 3, 3, 5, 8, 12, 28))
    units = chance.sample([area for area in places if area.parent_code == whole.area_code], number)
    counties = [area for area in places if area.parent_code in {unit.area_code for unit in units}]
    areas = [whole, *(_perhaps_renamed(area, chance) for area in (*units, *counties))]
    codes = tuple(area.area_code for area in areas[1:])
    return Province(
        areas=sorted(areas, key=lambda area: area.sort_order),
        unreported=codes if state == "nobody_reported" else tuple(chance.sample(codes, chance.randint(0, 1))),
        carried=tuple(chance.sample(codes, chance.randint(0, 1))),
        late=codes if state == "everybody_late" else (),
        contradicting=chance.choice(codes),
        never_visited=chance.choice((*codes, "")),
        luck=chance.randint(0, 9),
        whole=chance.choice((1, 4)) if state == "few_cases" else chance.choice((12, 40, 4000)),
        all_equal=state == "all_equal",
        all_missing=state == "all_missing",
    )


def _perhaps_renamed(area: Area, chance: random.Random) -> Area:
    if chance.random() < 0.8:
        return area
    name = chance.choice(ODD_NAMES)
    return replace(area, name=name, short_name=name[:4])


def document_of(seed: int) -> bytes:
    """Return one document on the province of a seed, of each kind in turn."""
    province = province_of(seed)
    kind = list(Kind)[seed % 3]
    # Some first quarters of all, some with one before them, some with a history.
    assessment = province.assess() if seed % 4 == 0 else province.assess_alone()
    history = province.history(2) if seed % 6 == 0 else ()
    facts = Facts(assessment, Background(history=history, overdue=overdue_cases(province.areas)))
    if kind is Kind.UNIT:
        return render_unit(facts, facts.units[seed % len(facts.units)].area_code, is_demo=False)
    contents = Contents(kind, facts, bool(seed % 2))
    if seed % 5 == 0:
        return render_contents(contents)
    # Without the map, which is the same picture of other colours and takes a third of the time.
    fields = open_fields(assessment.scheme.office, 2022)
    return render(TEMPLATE_FOLDER / f"{kind}.docx", build_context(contents, fields), print_charts(facts))


@pytest.mark.parametrize("part", range(PARTS))
def test_documents_of_any_province_pass_every_validator(part: int, tmp_path: Path) -> None:
    files = []
    for seed in range(part, SETS, PARTS):
        docx = document_of(seed)
        assert check_document(docx) == (), seed
        files.append(tmp_path / f"{seed}.docx")
        files[-1].write_bytes(docx)
    assert len(files) == SETS // PARTS
    audited = json.loads(_said("openxml-audit", "-f", "office2019", "-o", "json", "-r", str(tmp_path)))
    assert {Path(entry["file"]).name for entry in audited} == {file.name for file in files}
    assert [entry for entry in audited if entry["error_count"] or entry["warning_count"]] == []
    checked = json.loads(_said("ooxml-integrity", "check", "--json", "--fail-on", "warn", *map(str, files)))
    summaries = [entry["summary"] for entry in checked["files"]]
    assert len(summaries) == len(files)
    assert all(summary["error"] == summary["warn"] == 0 for summary in summaries)


def _said(*command: str) -> str:
    done = subprocess.run([str(SCRIPTS / command[0]), *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def test_the_generator_makes_what_it_promises() -> None:
    provinces = [province_of(seed) for seed in range(SETS)]
    assert {len(province.areas) for province in provinces} >= {2, 3, 4, 6}
    assert sum(province.all_equal for province in provinces) > 20
    assert sum(province.all_missing for province in provinces) > 20
    names = {area.name for province in provinces for area in province.areas}
    assert names >= set(ODD_NAMES)
