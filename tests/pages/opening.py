"""Opening the dashboard as a visitor does: the app first, then a page of it, with a link's values."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = {
    "screens/leaders/overview.py": "总览",
    "screens/leaders/scorecard.py": "记分卡",
    "screens/leaders/comparison.py": "分类比较",
    "screens/leaders/coverage.py": "督导覆盖",
    "screens/leaders/school.py": "学校",
    "screens/leaders/rows.py": "明细",
    "screens/leaders/method.py": "计分办法",
    "screens/staff/bulletin.py": "季度通报",
    "screens/staff/data_quality.py": "数据质量",
}
OVERVIEW, SCORECARD, COMPARISON, COVERAGE, SCHOOL, ROWS, METHOD, BULLETIN, QUALITY = PAGES


def open_page(page: str = OVERVIEW, **link: str) -> AppTest:
    """Return the page after it has run to its end, opened with the values of a link."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    if page == OVERVIEW:
        return app
    for name, value in link.items():
        app.query_params[name] = value
    return go_to(app, page)


def go_to(app: AppTest, page: str) -> AppTest:
    """Return the same visitor's app after going to another page by the menu."""
    return app.switch_page(page).run()


def title_of(app: AppTest) -> str:
    """Return the heading of the page; fails where there is none."""
    (title,) = app.title
    return title.value


def html_of(app: AppTest) -> str:
    """Return all the HTML that the page's own views have made."""
    return "".join(part.proto.body for part in app.get("html"))


def said(app: AppTest) -> str:
    """Return what the page says in words, HTML included."""
    parts = [*app.markdown, *app.caption, *app.subheader, *app.error, *app.info, *app.warning]
    return "\n".join([*(part.value for part in parts), html_of(app)])


def in_link(app: AppTest, name: str) -> str | None:
    """Return a value of the page's link."""
    values = app.query_params.get(name)
    return values[0] if isinstance(values, list) else values
