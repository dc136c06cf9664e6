"""A sparkline as a small SVG: a dozen of them on a page cost nothing to draw, print sharply and need no script."""

from base64 import b64encode
from collections.abc import Sequence

from charts.theme import ACCENT, RULE
from components.escaping import html_escape

WIDTH, HEIGHT, PAD = 108, 30, 4
LOWEST, HIGHEST = 40.0, 100.0
"""The scale is the same on every card; scores below it stand on its lower edge."""


def sparkline_html(scores: Sequence[float | None], words: str) -> str:
    """Return the line of scores (0-100) in time order, broken where one is missing, with a dot on the newest.

    `words` says the same for those who cannot see it. Streamlit takes inline SVG out, so it stands in a data address.
    """
    picture = b64encode(_svg(scores).encode()).decode()
    return (
        f'<img alt="{html_escape(words)}" width="{WIDTH}" height="{HEIGHT}" src="data:image/svg+xml;base64,{picture}">'
    )


def _svg(scores: Sequence[float | None]) -> str:
    points = [None if score is None else (_x(place, len(scores)), _y(score)) for place, score in enumerate(scores)]
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}" fill="none" stroke="{ACCENT}" '
        'stroke-width="1.8" stroke-linejoin="round"/>'
        for run in _runs(points)
        if len(run) > 1
    )
    dots = "".join(
        f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{_radius(place, points)}" fill="{ACCENT}"/>'
        for place, point in enumerate(points)
        if point
    )
    base = f'<line x1="0" x2="{WIDTH}" y1="{HEIGHT - 1}" y2="{HEIGHT - 1}" stroke="{RULE}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{base}{lines}{dots}</svg>"
    )


def _radius(place: int, points: Sequence[object]) -> float:
    return 2.6 if place == len(points) - 1 else 1.5


def _x(place: int, count: int) -> float:
    return PAD + (WIDTH - 2 * PAD) * (place / (count - 1) if count > 1 else 1.0)


def _y(score: float) -> float:
    share = (min(max(score, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)
    return HEIGHT - PAD - (HEIGHT - 2 * PAD) * share


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the stretches between missing points."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return runs
