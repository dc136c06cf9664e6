"""Streamlit's settings: options that exist, nothing from outside, the same colours as the charts."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config as streamlit_config

from charts.theme import ACCENT, FONT_FAMILY, INK, PAPER

ROOT = Path(__file__).resolve().parents[2]
SETTINGS_TEXT = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
SETTINGS = tomllib.loads(SETTINGS_TEXT)


def options(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


@pytest.mark.parametrize("option", list(options(SETTINGS)))
def test_every_option_is_one_that_streamlit_knows(option):
    assert option in streamlit_config._config_options_template


def test_nothing_is_fetched_from_or_sent_to_the_internet():
    assert SETTINGS["browser"] == {"serverAddress": "localhost", "gatherUsageStats": False}
    assert not re.search(r"https?://", SETTINGS_TEXT)


def test_an_error_page_shows_neither_code_nor_links():
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["showErrorLinks"] is False


def test_the_sidebar_menu_is_left_on():
    # Switched off, it takes the menu of st.navigation with it.
    assert "showSidebarNavigation" not in SETTINGS["client"]


def test_fonts_are_files_of_ours():
    for face in SETTINGS["theme"]["fontFaces"]:
        assert face["family"] == FONT_FAMILY
        file = ROOT / face["url"].removeprefix("app/")
        # The server leaves this form as it is; others it would pack anew for every visitor.
        assert file.suffix == ".woff2"
        assert file.is_file()
        assert file.with_suffix(".otf").is_file()


def test_pages_and_charts_share_their_colours():
    theme = SETTINGS["theme"]
    assert (theme["primaryColor"], theme["backgroundColor"], theme["textColor"]) == (ACCENT, PAPER, INK)
