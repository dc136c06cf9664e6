"""下次去哪: reasons in words at their edges, the share drawn by lot, and the same list from the same inputs."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.visit_list import BEHIND, BUSY, CANDIDATE_COLUMNS, COMPLAINTS, DRAWN, choose_visits, reasons_of

RULE = scheme_for(Quarter(2022, 4)).visiting.next.model_copy(
    update={"schools": 5, "random_share": 0.4, "unvisited_at_least": 3, "complaints_at_least": 2, "gap_days": 60}
)


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(CANDIDATE_COLUMNS)).astype({"gap_days": float})


@pytest.mark.parametrize(
    ("gap", "unvisited", "complaints", "overdue", "kinds"),
    [
        (60.0, 2, 1, 0, []),
        (61.0, 2, 1, 0, [BEHIND]),
        (0.0, 3, 1, 0, [BUSY]),
        (0.0, 0, 2, 0, [COMPLAINTS]),
        (0.0, 0, 0, 1, [BEHIND]),
        (None, 3, 2, 1, [BUSY, COMPLAINTS, BEHIND]),
    ],
)
def test_a_reason_begins_exactly_at_its_edge(gap, unvisited, complaints, overdue, kinds):
    row = frame(("A", gap, unvisited, complaints, overdue)).to_dict("records")[0]
    assert list(reasons_of(row, RULE)) == kinds


def test_a_school_never_visited_is_said_in_words_and_has_no_number_of_days():
    row = frame(("A", None, 0, 0, 0)).to_dict("records")[0]
    assert reasons_of(row, RULE)[BEHIND] == "工作落后：从未到校"


def test_those_with_most_reasons_come_first_and_the_lot_falls_on_the_others():
    candidates = frame(
        ("A", 5.0, 0, 0, 0),
        ("B", 99.0, 0, 0, 0),
        ("C", 99.0, 0, 3, 0),
        ("D", None, 0, 0, 0),
        ("E", 5.0, 4, 0, 0),
        ("F", 5.0, 0, 0, 0),
    )
    listed = choose_visits(candidates, RULE, "seed")
    assert listed["school_id"].tolist()[:3] == ["C", "D", "B"]
    assert set(listed["school_id"][3:]) <= {"A", "E", "F"}
    assert listed["kind"].tolist() == ["重点"] * 3 + [DRAWN] * 2


ROWS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 400)), st.integers(0, 9), st.integers(0, 5), st.integers(0, 3)),
    max_size=30,
)


@given(ROWS, st.text(max_size=8), st.randoms())
def test_the_list_depends_on_inputs_and_seed_only_and_holds_its_shares(rows, seed, shuffler):
    candidates = frame(*((f"S{number:02}", *row) for number, row in enumerate(rows)))
    listed = choose_visits(candidates, RULE, seed)
    order = list(range(len(candidates)))
    shuffler.shuffle(order)
    pd.testing.assert_frame_equal(choose_visits(candidates.iloc[order], RULE, seed), listed)
    assert listed["school_id"].is_unique
    assert set(listed["school_id"]) <= set(candidates["school_id"])
    drawn = (listed["kind"] == DRAWN).sum()
    assert drawn == min(2, len(candidates) - (len(listed) - drawn))
    assert len(listed) <= RULE.schools
    assert (listed["reasons"] != "").all()
