"""A frozen assessment is the assessment."""

import json

import pandas as pd
import pytest

from supervision.assessment import Assessment
from supervision.faults import ContractBroken
from supervision.freezing import freeze, thaw
from tests.bulletin.conftest import Province


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return Province().assess()


def test_what_was_frozen_thaws_to_the_same_assessment(assessment):
    thawed = thaw(freeze(assessment))
    for name in ("indicators", "categories", "totals", "counts"):
        pd.testing.assert_frame_equal(getattr(thawed, name), getattr(assessment, name))
    for name in ("quarter", "cutoff", "previous_cutoff", "scheme", "areas", "revised_late"):
        assert getattr(thawed, name) == getattr(assessment, name)
    assert thawed.scorecard("410300") == assessment.scorecard("410300")


def test_the_same_assessment_freezes_to_the_same_bytes(assessment):
    assert freeze(assessment) == freeze(Province().assess()) == freeze(thaw(freeze(assessment)))
    assert freeze(Province(replaced={("410300", "schools"): 121.0}).assess()) != freeze(assessment)


def test_missing_stays_missing(assessment):
    said = json.loads(freeze(assessment))
    values = [row[said["indicators"]["columns"].index("value")] for row in said["indicators"]["rows"]]
    assert values.count(None) == assessment.indicators["value"].isna().sum() > 0


@pytest.mark.parametrize("frozen", [b"", b"[]", b"{}", b'{"format": 2}', b"\xff"])
def test_what_is_no_frozen_assessment_is_refused(frozen):
    with pytest.raises(ContractBroken):
        thaw(frozen)


def test_what_was_frozen_before_the_scheme_had_a_section_is_still_read(assessment):
    said = json.loads(freeze(assessment))
    del said["scheme"]["attention"]
    del said["scheme"]["naming"]["least_cases"]
    said["scheme"]["category"][0].pop("short_name")
    said["scheme"]["a section of old"] = {"days": 3}
    said["scheme"]["indicator"][0]["weight"] = 7.5
    thawed = thaw(json.dumps(said).encode())
    assert thawed.scheme.attention == assessment.scheme.attention
    assert thawed.scheme.naming == assessment.scheme.naming
    assert thawed.scheme.category == assessment.scheme.category
    # What it does say stands as it was.
    assert thawed.scheme.indicator[0].weight == 7.5
