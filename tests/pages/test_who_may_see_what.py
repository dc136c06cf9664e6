"""Every page for every role, exactly as the permissions say; and what ends or refuses a session."""

import ast
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import visits, workspace_store
from data_access.workspace.auditing import Search, read_events
from supervision.permissions import Account, Act, Role, permissions
from tests.pages.opening import APP, BULLETIN, METHOD, OVERVIEW, go_to, open_page, said
from tests.pages.signing_in import claims, visitor, write_access
from tests.test_house import OURS, tree

FOUND = re.findall(r'st\.Page\("([^"]+)", title="([^"]+)", url_path="([^"]+)"', APP.read_text(encoding="utf-8"))
PATHS = {path: (file, title) for file, title, path in FOUND}
ROLES = {"看": "看", "编": "编", "签": "签", "管": "管", "city": "看.410100"}
Given = Callable[..., Path]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Given:
    """Return a function that writes the list of accounts that counts from now on."""
    path = tmp_path / "access.toml"
    monkeypatch.setenv("DASHBOARD_ACCESS_FILE", str(path))
    return lambda roles, **settings: write_access(path, roles, **settings)


def test_the_permissions_name_every_page_of_the_app_as_the_menu_does():
    ruled = {path for rule in permissions().page for path in rule.paths}
    assert len(PATHS) >= 17
    # 审计记录 is in the table before its page is in the menu.
    assert set(PATHS) <= ruled <= set(PATHS) | {"audit"}
    assert {path: title for path, (_, title) in PATHS.items()}.items() <= permissions().page_names.items()
    assert set(permissions().page_names) == ruled


def test_every_write_to_our_store_belongs_to_an_act():
    writers = {name for source in OURS if source.startswith("components/") for name in _writers(source)}
    assert {"record_decision", "activate_template"} <= writers
    assert writers == {writer for rule in permissions().act for writer in rule.writers}


def _writers(source: str) -> Iterator[str]:
    """Yield the last name of what a file hands to `write` of the store."""
    for node in ast.walk(tree(source)):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if called in ("write", "workspace_store.write"):
            yield ast.unparse(node.args[0]).rpartition(".")[2]


@pytest.mark.parametrize("role", list(ROLES))
def test_a_role_opens_exactly_the_pages_of_its_permissions(role, demo, given):
    given({"someone": ROLES[role]})
    letters, _, area = ROLES[role].partition(".")
    account = Account("someone", "", frozenset(map(Role, letters)), area or None)
    app = visitor(claims("someone")).run()
    opened = set()
    for path, (file, title) in PATHS.items():
        if file == OVERVIEW and not permissions().may_open(account, path):
            continue  # the root leads elsewhere, below
        app = app if file == OVERVIEW else go_to(app, file)
        is_refused = any("无权访问" in each.value for each in app.warning)
        assert is_refused or [each.value for each in app.title] == [title]
        assert not (is_refused and (app.title or app.metric or app.dataframe or app.get("html")[3:]))
        opened |= set() if is_refused else {path}
    assert opened == {path for path in PATHS if permissions().may_open(account, path)}


def test_the_root_leads_to_the_first_page_that_the_account_has(demo, given):
    given({"someone": "管"})
    assert visitor(claims("someone")).run().title[0].value == "计分办法"


def _shows_nothing(app: AppTest) -> bool:
    """Return whether the page shows neither figure, table nor chart, and no page's title."""
    is_empty = not (app.metric or app.dataframe or app.get("vega_lite_chart") or app.selectbox)
    return is_empty and not app.exception and [each.value for each in app.title] == ["双减督导看板"]


@pytest.mark.parametrize(
    ("user", "sentence"),
    [
        ({}, "请登录后使用"),
        ({"is_logged_in": False}, "请登录后使用"),
        (claims("stranger"), "没有使用本系统的权限"),
        (claims("stranger", roles=["管"], email="someone"), "没有使用本系统的权限"),
        (claims(""), "没有使用本系统的权限"),
        (claims("someone", iss="https://elsewhere.test"), "登录来源"),
        (claims("someone", iat=time.time() - 9 * 3600, exp=time.time() + 9e6), "超过规定时长"),
        (claims("someone", iat=time.time() + 9 * 3600), "超过规定时长"),
        (claims("someone", iat=None), "不完整"),
    ],
)
def test_who_is_not_on_the_list_or_too_long_signed_in_sees_no_page_and_no_figure(user, sentence, demo, given):
    given({"someone": "看编签管"})
    app = visitor(user).run()
    assert sentence in said(app)
    assert _shows_nothing(app)
    assert _shows_nothing(go_to(app, BULLETIN))


def _recorded() -> list[tuple[str, ...]]:
    """Return who, kind, what and result of every event of the audit log."""
    events = workspace_store.read(read_events, Search(), limit=20, offset=0)
    return list(events[["subject", "kind", "what", "result"]].itertuples(index=False, name=None))


def test_a_sign_in_a_refused_page_and_a_sign_out_are_recorded_with_who(demo, given):
    given({"comes once": "看"})
    app = go_to(go_to(visitor(claims("comes once")).run(), BULLETIN), OVERVIEW)
    app.button(key="sign_out").click().run()
    assert _recorded()[::-1] == [
        ("comes once", "登录", "登录", "允许"),
        ("comes once", "拒绝", "季度通报", "拒绝"),
        ("comes once", "退出", "退出", "允许"),
    ]


@pytest.mark.parametrize("user", [claims("stranger"), claims("stranger", iss="https://elsewhere.test")])
def test_who_is_known_and_not_let_in_is_recorded_by_the_subject(user, demo, given):
    given({"someone": "看"})
    visitor(user).run()
    assert _recorded() == [("stranger", "拒绝", "总览", "拒绝")]


@pytest.mark.parametrize("text", ["issuer = ", "[[account]]\nsubject='a'\nroles=['长']", "session_hours = 99"])
def test_a_broken_list_lets_nobody_in(text, demo, given):
    given({}).write_text(text, encoding="utf-8")
    app = visitor(claims("someone")).run()
    assert "账号权限文件无法使用" in said(app)
    assert _shows_nothing(app)


def test_a_list_without_a_sign_in_and_a_sign_in_without_a_list_let_nobody_in(demo, given, monkeypatch):
    given({"local": "看编签管"})
    assert "登录配置不完整" in said(open_page())
    monkeypatch.delenv("DASHBOARD_ACCESS_FILE")
    assert "登录配置不完整" in said(visitor(claims("local")).run())


def test_a_role_taken_back_is_gone_with_the_next_run(demo, given):
    given({"someone": "看"})
    app = visitor(claims("someone")).run()
    assert app.title[0].value == "总览"
    given({"someone": ""})
    assert _shows_nothing(app.run())


def test_a_session_that_nobody_uses_ends_and_a_new_sign_in_opens_again(demo, given):
    given({"someone": "看"}, idle_minutes=0.0001)
    user = claims("someone")
    app = visitor(user).run()
    time.sleep(0.05)
    assert "长时间没有操作" in said(app.run())
    given({"someone": "看"})
    # Ended is ended: only another token opens again.
    assert "长时间没有操作" in said(app.run())
    assert visitor(user | {"iat": user["iat"] - 1}).run().title[0].value == "总览"


def test_a_sign_out_ends_every_tab_of_the_session(demo, given):
    given({"someone": "看"})
    user = claims("someone", iat=int(time.time()) - 60)
    first, second = visitor(user).run(), visitor(user).run()
    assert first.sidebar.caption[0].value == "某处室（看）"
    first.button(key="sign_out").click().run()
    assert _shows_nothing(second.run())
    assert "已退出登录" in said(second)


def test_without_a_sign_in_a_quiet_line_says_so_but_not_on_the_wall(demo):
    app = open_page(METHOD)
    assert "未配置登录，仅限本机使用" in [each.value for each in app.sidebar.caption]
    assert "未配置登录" not in said(go_to(app, "screens/meeting/projection.py"))


def test_who_may_not_put_templates_to_use_or_issue_is_not_offered_it(demo, given):
    given({"someone": "编"})
    app = go_to(visitor(claims("someone")).run(), BULLETIN)
    assert "issue" not in [each.key for each in app.button]
    assert not permissions().may(Account("a", "", frozenset({Role.DRAFT})), Act.ISSUE)


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (1, True), (39, True), (41, False)])
def test_an_ended_session_stays_ended_for_longer_than_a_page_is_left_standing(days, is_kept, monkeypatch):
    visits.end("old", "已退出")
    later = time.monotonic() + days * 24 * 3600
    monkeypatch.setattr(visits.time, "monotonic", lambda: later)
    assert visits.is_new(f"another after {days}")
    assert (visits.why_ended("old") == "已退出") is is_kept
