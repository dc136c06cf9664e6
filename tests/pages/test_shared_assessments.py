"""What all visitors share is not changed by any page."""

from datetime import date

import pandas as pd

from charts.picture import Picture
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


def assert_same_answer(kept: object, worked_out: object) -> None:
    if isinstance(kept, pd.DataFrame):
        pd.testing.assert_frame_equal(kept, worked_out)
    elif isinstance(kept, Picture):
        assert (kept.spec, kept.alt) == (worked_out.spec, worked_out.alt)
        if kept.values is not None:
            pd.testing.assert_frame_equal(kept.values, worked_out.values)
            assert kept.table.equals(worked_out.table)
    else:
        assert kept == worked_out


def test_no_page_changes_the_assessment_that_all_share_nor_what_was_worked_out_of_it(demo: str):
    app = open_page(OVERVIEW, quarter=str(QUARTER), cutoff=CUTOFF.isoformat())
    shared = store.assessment(QUARTER, CUTOFF)
    for page in PAGES:
        go_to(app, page)
    assert store.assessment(QUARTER, CUTOFF) is shared, "one for all, as long as the data are the same"
    anew = store.read(read_assessment, QUARTER, CUTOFF)
    assert_same(shared, anew)
    assert {find.__name__ for find, _, _ in shared.kept} >= {"scorecard", "draw_ranking", "draw_band_matrix"}
    for (find, rest, named), answer in dict(shared.kept).items():
        assert_same_answer(answer, find(anew, *rest, **dict(named)))
