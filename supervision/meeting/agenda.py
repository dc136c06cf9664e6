"""The deck of a meeting: the slides of the scheme in its order; those with nothing to say are left out and told."""

from collections.abc import Callable

from supervision.meeting.case_slides import complaints_slide, problems_slide, summons_slide, warnings_slide
from supervision.meeting.material import Material
from supervision.meeting.place_slides import coverage_slide, scores_slides
from supervision.meeting.slides import Deck, Skipped, Slide
from supervision.meeting.week_slides import deadlines_slide, decided_slide, decisions_slide, resolved_slide, week_slide

Made = Slide | Skipped
_MAKERS: dict[str, Callable[[Material], Made | tuple[Made, ...]]] = {
    "week": week_slide,
    "decided": decided_slide,
    "deadlines": deadlines_slide,
    "coverage": coverage_slide,
    "scores": scores_slides,
    "complaints": complaints_slide,
    "problems": problems_slide,
    "warnings": warnings_slide,
    "summons": summons_slide,
    "decisions": decisions_slide,
    "resolved": resolved_slide,
}
"""By the names that a scheme uses (`supervision.scheme_meeting`)."""


def build_deck(material: Material) -> Deck:
    """Return the slides of a meeting on this material, and those left out with their reasons."""
    made: list[Made] = []
    for name in material.scheme.meeting.slides:
        found = _MAKERS[name](material)
        made += found if isinstance(found, tuple) else (found,)
    return Deck(
        slides=tuple(each for each in made if isinstance(each, Slide)),
        skipped=tuple(each for each in made if isinstance(each, Skipped)),
        quarter=material.assessment.quarter,
        cutoff=material.assessment.cutoff,
        made_at=material.read_at,
        snapshot=material.snapshot,
    )
