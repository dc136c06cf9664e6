"""Episodes of warnings: a rule fires once at a place, and holds until its value has recovered."""

from collections.abc import Sequence
from dataclasses import dataclass

from supervision.areas import Area, Areas
from supervision.periods import Quarter
from supervision.scheme import Scheme
from supervision.scheme_warnings import KINDS, Warning
from supervision.warning_signals import QuarterView, Sound, figures, signals, sound_values


@dataclass(frozen=True)
class Span:
    """An episode by places in a series: where it fired, and where it had recovered (None while it holds)."""

    start: int
    end: int | None


def find_spans(values: Sequence[float | None], rule: Warning) -> tuple[Span, ...]:
    """Return the episodes of a series, oldest first.

    Between limit and recovery level an episode holds on but none begins; what cannot be judged neither begins nor
    ends one.
    """
    found: list[Span] = []
    start: int | None = None
    for place, value in enumerate(values):
        if value is None:
            continue
        if start is None and rule.fires(value):
            start = place
        elif start is not None and rule.is_over(value):
            found.append(Span(start, place))
            start = None
    return (*found, Span(start, None)) if start is not None else tuple(found)


@dataclass(frozen=True)
class Point:
    """What a rule saw in one quarter: its own value and the plain figure under it; None where not judged."""

    quarter: Quarter
    signal: float | None
    figure: float | None
    sound: Sound | None = None
    """The indicator with the counts under it; None for cases, which are their own count, and where there is none."""


@dataclass(frozen=True)
class Episode:
    """A rule that fired at a place: since when, until when, and every quarter that was looked at."""

    rule_id: str
    area_code: str
    since: Quarter
    until: Quarter | None
    """The quarter in which it had recovered; None while it holds."""
    may_be_older: bool
    """Whether it fired in the first quarter that could be judged, so that it may have begun before."""
    points: tuple[Point, ...]

    @property
    def is_running(self) -> bool:
        return self.until is None

    @property
    def last(self) -> Point:
        """Return the newest quarter that could be judged, up to the recovery."""
        judged = [p for p in self.points if p.signal is not None and (self.until is None or p.quarter <= self.until)]
        return judged[-1]

    @property
    def fired(self) -> Point:
        """Return the quarter in which it fired."""
        return next(point for point in self.points if point.quarter == self.since)


def find_episodes(views: Sequence[QuarterView], areas: Areas, scheme: Scheme) -> tuple[Episode, ...]:
    """Return every episode in some quarters that follow each other, oldest first.

    Running ones first, then by kind and rule of the scheme, then in statistical order of places.
    """
    found = [
        episode
        for rule in sorted(scheme.warning, key=lambda each: KINDS.index(each.kind))
        for area in areas.all
        if area.level in rule.places
        for episode in _episodes_of(rule, area, areas, views)
    ]
    return tuple(sorted(found, key=lambda each: not each.is_running))


def _episodes_of(rule: Warning, area: Area, areas: Areas, views: Sequence[QuarterView]) -> list[Episode]:
    seen = signals(rule, area, areas, views)
    spans = find_spans(seen, rule)
    if not spans:
        return []
    plain = figures(rule, area, areas, views)
    quarters = [view.quarter for view in views]
    sound = sound_values(rule, area, views)
    points = tuple(Point(*each) for each in zip(quarters, seen, plain, sound, strict=True))
    first = next(place for place, value in enumerate(seen) if value is not None)
    return [
        Episode(
            rule.id,
            area.area_code,
            quarters[span.start],
            None if span.end is None else quarters[span.end],
            span.start == first,
            points,
        )
        for span in spans
    ]
