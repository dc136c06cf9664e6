"""Values that the tests of charts share."""

import pandas as pd
import pytest

from supervision.areas import Areas
from supervision.assessment import Assessment
from tests.charts.building import build_assessment, build_coverage, henan_areas


@pytest.fixture(scope="session")
def areas() -> Areas:
    return henan_areas()


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    """Return an assessment in which 兰考 and 济源 are not rated."""
    return build_assessment(scores={"410225": None, "419001": None})


@pytest.fixture(scope="session")
def coverage(areas: Areas) -> pd.DataFrame:
    return build_coverage(areas)
