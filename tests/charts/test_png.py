"""Pictures for paper: what a name may hold, a picture must survive."""

import pandas as pd
import pytest

from charts.picture import Picture
from charts.png import render_png


@pytest.mark.parametrize("name", ["戊市\a\f己", "丁\x00\x0b市\ufffe", "A & B <c>"])
def test_a_character_that_no_picture_can_hold_does_not_end_the_process(name: str):
    # vl-convert aborts the whole server where such a character reaches it.
    spec = {"mark": "text", "width": 80, "height": 40, "encoding": {"text": {"field": "name", "type": "nominal"}}}
    png = render_png(Picture(spec, pd.DataFrame({"name": [name]}), name), width_mm=40, dpi=72)
    assert png.startswith(b"\x89PNG")
