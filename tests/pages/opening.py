"""Opening the dashboard as a visitor does: the app first, then a page of it, with a link's values."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from supervision.permissions import Account

APP = Path(__file__).resolve().parents[2] / "app.py"
AUDIT = "screens/admin/audit.py"
PAGES = dict(re.findall(r'st\.Page\("([^"]+)", title="([^"]+)"', APP.read_text(encoding="utf-8")))
"""The title of every page of app.py by its file, so that a new page meets every test."""
# 审计记录 reads nothing of the shared database; tests/pages/test_audit.py has what holds for it.
del PAGES[AUDIT]
OVERVIEW, SCORECARD, COMPARISON, COVERAGE, SCHOOL, ROWS, METHOD = (
    f"screens/leaders/{name}.py"
    for name in ("overview", "scorecard", "comparison", "coverage", "school", "rows", "method")
)
COMPLAINTS, DEADLINES = "screens/leaders/complaints.py", "screens/staff/deadlines.py"
PROJECTION = "screens/meeting/projection.py"
BULLETIN, QUALITY = "screens/staff/bulletin.py", "screens/staff/data_quality.py"


ACCOUNTS: dict[str, Account] = {}
"""Who is who by the identity provider's identifier, for the tests that sign somebody in."""


def as_account(app: AppTest, account: Account) -> AppTest:
    """Return the app with somebody signed in; the fixture `signed_in` makes the sign-in know the accounts."""
    ACCOUNTS[account.subject] = account
    app.user = {"is_logged_in": True, "sub": account.subject}
    return app


def open_as(account: Account, page: str, **link: str) -> AppTest:
    """Return a page as an account sees it that comes to it by a link."""
    app = as_account(AppTest.from_file(str(APP), default_timeout=60), account)
    # The shortest page that everybody may open: only after a run are the pages known by their addresses.
    app.switch_page(METHOD).run()
    for name, value in link.items():
        app.query_params[name] = value
    return go_to(app, page)


def open_page(page: str = OVERVIEW, *, patience: float = 60, **link: str) -> AppTest:
    """Return the page after it has run to its end, opened with the values of a link; `patience`: seconds for a run."""
    app = AppTest.from_file(str(APP), default_timeout=patience)
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
    parts = [*app.caption, *app.subheader, *app.error, *app.info, *app.warning]
    # The style sheet holds words too, which stand on no page until something has happened.
    texts = [part.value for part in app.markdown if "<style>" not in part.value]
    return "\n".join([*texts, *(part.value for part in parts), html_of(app)])


def in_link(app: AppTest, name: str) -> str | None:
    """Return a value of the page's link."""
    values = app.query_params.get(name)
    return values[0] if isinstance(values, list) else values
