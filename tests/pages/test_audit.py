"""审计记录 and what leads to it: rows that are looked at are recorded once, and not shown where they cannot be."""

import pytest

from components import audit_store, sign_in, workspace_store
from data_access.workspace.auditing import Search
from supervision.auditing import Kind
from supervision.permissions import Account, Role
from tests.pages.opening import AUDIT, COMPLAINTS, COVERAGE, ROWS, SCHOOL, open_page, said, title_of

FILE, PROBLEMS = "screens/leaders/place_file.py", "screens/leaders/problems.py"
SUMMONS, WARNINGS = "screens/leaders/summons.py", "screens/leaders/warnings.py"
AWAY = "postgresql://nobody@127.0.0.1:9/nowhere"


def recorded() -> list[tuple[str, str]]:
    found = workspace_store.read(audit_store.auditing.read_events, Search(), limit=99)
    return list(found[["kind", "what"]].iloc[::-1].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("page", "link", "what"),
    [
        (ROWS, {"place": "410300"}, "明细"),
        (SCHOOL, {"place": "410300"}, "学校名单"),
        (COMPLAINTS, {"matter": "cases"}, "举报清单"),
        (PROBLEMS, {}, "问题清单"),
        (COVERAGE, {"county": "410302"}, "未到校学校"),
        (COVERAGE, {"county": "410302", "topic": "gaps"}, "到校间隔"),
        (COVERAGE, {"county": "410302", "topic": "inspectors"}, "责任督学"),
        (COVERAGE, {"county": "410302", "topic": "next"}, "拟督导学校"),
        (SUMMONS, {"steps": "interviews"}, "约谈登记"),
        (SUMMONS, {"steps": "accountability"}, "问责登记"),
        (SUMMONS, {"steps": "contests"}, "申辩"),
        (WARNINGS, {"alerts": "notices"}, "预警提示"),
    ],
)
def test_rows_that_are_looked_at_are_recorded_once_a_session(demo: str, page: str, link: dict[str, str], what: str):
    app = open_page(page, **link)
    app.run()
    assert recorded() == [("查看明细", what)]


def test_both_lists_of_a_places_file_are_recorded(demo: str):
    open_page(FILE, place="410300").run()
    assert sorted(recorded()) == [("查看明细", "举报清单"), ("查看明细", "问题清单")]


def test_rows_are_not_shown_where_the_look_cannot_be_recorded(demo: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DASHBOARD_WORKSPACE_URL", AWAY)
    app = open_page(ROWS, place="410300")
    assert "不能记录的明细不显示" in app.error[0].value
    assert not app.dataframe
    assert title_of(open_page()) == "总览"


def test_the_page_shows_who_did_what_and_is_itself_recorded(demo: str):
    audit_store.record(Kind.EXPORT, "名单.xlsx", "SHA-256 …")
    app = open_page(AUDIT)
    assert title_of(app) == "审计记录"
    assert app.dataframe[0].value["对象"].tolist() == ["审计记录", "名单.xlsx"]
    app = open_page(AUDIT, event="导出")
    assert app.dataframe[0].value["对象"].tolist() == ["名单.xlsx"]
    app.button(key="verify_chain").click().run()
    assert "核验完好：共3行" in app.success[0].value


def test_the_page_opens_without_the_shared_database_and_a_page_past_the_end_is_the_last(demo: str):
    for number in range(60):
        audit_store.record(Kind.DETAIL, f"清单{number}")
    app = open_page(AUDIT, entries="999")
    assert not app.exception
    assert app.dataframe[0].value["对象"].iloc[-1] == "清单0"
    assert len(app.dataframe[0].value) == 11


def test_who_is_no_administrator_is_refused_in_words(demo: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sign_in, "LOCAL", Account("idp|7", "督导处", frozenset({Role.DRAFT})))
    app = open_page(AUDIT)
    assert not app.dataframe
    assert "没有打开“审计记录”的权限" in said(app)


def test_a_signed_in_account_has_its_mark_on_the_screen_and_no_button_it_may_not_use(demo, monkeypatch):
    plain = open_page(ROWS, place="410300")
    assert len(plain.get("download_button")) == 1
    assert "data:image/svg+xml" not in said(plain)
    monkeypatch.setattr(sign_in, "LOCAL", Account("idp|9", "系统管理", frozenset({Role.ADMIN})))
    app = open_page(ROWS, place="410300")
    assert "data:image/svg+xml;base64," in said(app)
    assert not app.get("download_button")
