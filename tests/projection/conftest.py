"""The province's places, an assessment of them, and a deck of it."""

import pytest

from projection.drawing import Background
from supervision.meeting.slides import Deck
from tests.charts.building import build_assessment, build_coverage, henan_areas
from tests.projection.building import build_deck


@pytest.fixture(scope="session")
def background() -> Background:
    return Background(henan_areas(), build_assessment().scheme)


@pytest.fixture(scope="session")
def deck(background: Background) -> Deck:
    """Return five slides that together have every kind of block, as full as the model allows."""
    found = build_coverage(background.areas)
    counts = zip(found["area_code"], found["schools_due"], found["schools_visited"], strict=True)
    return build_deck(build_assessment(), [(code, int(due), int(visited)) for code, due, visited in counts])
