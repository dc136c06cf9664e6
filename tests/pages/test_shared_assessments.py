"""What all visitors share is not changed by any page."""

from datetime import date

import pandas as pd

from components import store
from data_access.shared.assessments import read_assessment
from supervision.assessment import Assessment
from supervision.periods import Quarter
from tests.pages.opening import OVERVIEW, PAGES, go_to, open_page

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
FRAMES = ("indicators", "categories", "totals", "counts")


def assert_same(shared: Assessment, read_anew: Assessment) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(shared, name), getattr(read_anew, name), obj=name)
    assert shared.areas == read_anew.areas


def test_no_page_changes_the_assessment_that_all_share(demo: str):
    app = open_page(OVERVIEW, quarter=str(QUARTER), cutoff=CUTOFF.isoformat())
    shared = store.assessment(QUARTER, CUTOFF)
    for page in PAGES:
        go_to(app, page)
    assert store.assessment(QUARTER, CUTOFF) is shared, "one for all, as long as the data are the same"
    assert_same(shared, store.read(read_assessment, QUARTER, CUTOFF))
