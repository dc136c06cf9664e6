"""A place beside its peers: quartiles of its own group and nobody else's."""

import pytest

from supervision.areas import PeerGroup
from supervision.distribution import peer_scores, place_among_peers
from tests.supervision.conftest import Province

PROVINCE = Province()
COUNTIES = ("410102", "410103", "4101Z1", "410202", "410221")


def graded(shares):
    """Return an assessment in which the counties have so many of 100 schools with homework design (floor 60)."""
    reported = {}
    for code, share in zip(COUNTIES, shares, strict=True):
        if share is not None:
            reported |= {(code, "schools_homework_design"): share, (code, "schools"): 100.0}
    return PROVINCE.assess({}, reported)


def row(assessment, code, shown="2"):
    return place_among_peers(assessment, code).set_index("shown").loc[shown]


def test_quartiles_are_those_of_the_group_and_better_counts_strictly_higher_scores():
    assessment = graded([100.0, 90.0, 80.0, 70.0, 70.0])
    scores = sorted(peer_scores(assessment, PeerGroup.COUNTIES)["2"])
    found = row(assessment, "410103")
    assert (found["lowest"], found["median"], found["highest"]) == (scores[0], scores[2], scores[4])
    assert (found["lower_quartile"], found["upper_quartile"]) == (scores[1], scores[3])
    assert (found["count"], found["better"]) == (5, 1)
    assert row(assessment, "410221")["better"] == row(assessment, "410202")["better"] == 3


def test_a_place_without_a_score_is_beside_its_peers_without_one_of_its_own():
    found = row(graded([100.0, 90.0, 80.0, 70.0, None]), "410221")
    assert found["score"] != found["score"]
    assert (found["count"], found["better"]) == (4, 0)


def test_all_equal_scores_make_a_spread_of_nothing():
    found = row(graded([80.0] * 5), "410102")
    assert found["lowest"] == found["median"] == found["highest"] == found["score"]
    assert found["better"] == 0


def test_the_province_has_no_peers():
    assert place_among_peers(graded([80.0] * 5), "410000").empty


def test_totals_that_may_not_be_ranked_are_no_point_of_comparison():
    found = row(graded([100.0, 90.0, 80.0, 70.0, 70.0]), "410102", "total")
    assert found["count"] == 0
    assert found["median"] != found["median"]


def test_groups_are_never_mixed():
    assessment = graded([100.0, 90.0, 80.0, 70.0, 70.0])
    assert set(peer_scores(assessment, PeerGroup.CITIES).index) == {"410100", "410200", "410300", "419001"}
    assert set(peer_scores(assessment, PeerGroup.DIRECT).index) == {"410181"}
    assert place_among_peers(assessment, "410181").set_index("shown").at["2", "count"] == pytest.approx(0)
