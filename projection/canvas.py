"""The measures of a slide, in units of which 1920 × 1080 fill the largest picture that a screen holds undistorted."""

from enum import StrEnum

WIDTH, HEIGHT = 1920, 1080
BAR = 72
"""Height of the bar with the buttons, below the slide."""
SMALLEST = 27
"""The smallest text: 20 pt where 1080 lines fill the screen (issue of the weekly meeting: legible at 5 m)."""
PAD_X, PAD_Y = 60, 24
TITLE, MESSAGE = 52, 36
GAP = 20
INNER = WIDTH - 2 * PAD_X


class Theme(StrEnum):
    """What the slide stands on."""

    LIGHT = "light"
    DARK = "dark"
