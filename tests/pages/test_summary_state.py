"""数据质量 says whether the summaries of a large database stand for the rows."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy

from data_access.shared.summaries import setup_sql
from tests.pages.opening import QUALITY, go_to, open_page, said
from tests.postgres import run_script


def test_summaries_are_in_use_and_then_wait_for_a_refresh(use: Callable[[str], None], demo_url: str, tmp_path: Path):
    path = tmp_path / "own.sqlite"
    copy(demo_url.removeprefix("sqlite:///"), path)
    url = f"sqlite:///{path}"
    use(url)
    app = open_page(QUALITY)
    assert "汇总表" not in said(app)
    run_script(url, setup_sql("sqlite"))
    assert "汇总表在用" in said(go_to(app, QUALITY))
    run_script(url, "delete from visit where visited_on = '2022-11-09';")
    assert "汇总表待刷新" in said(go_to(app, QUALITY))
