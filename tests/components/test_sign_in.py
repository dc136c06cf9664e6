"""Who acts outside a page's run, what a proxy must prove, and the way back to the link that was asked for."""

import asyncio
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from components import issue_store, template_store
from components.deep_link import COOKIE, KeepLink
from components.permission_matrix import permission_matrix_file
from components.sign_in import SERVER, account, acting_as, for_later, require
from data_access.workspace.drafts import Draft, Edit
from data_access.workspace.templates import Upload
from supervision.access_list import parse_access_list
from supervision.faults import AccessRefused, InputRejected
from supervision.periods import Quarter
from supervision.permissions import Account, Act, Role, permissions

ROOT = Path(__file__).resolve().parents[2]
EDITOR = Account("one", "甲处", frozenset({Role.DRAFT, Role.SIGN}))
SECRET = "s" * 40


def test_without_a_run_and_without_an_account_nothing_is_done():
    with pytest.raises(AccessRefused):
        account()
    with pytest.raises(AccessRefused):
        for_later(lambda: b"")


def test_the_servers_own_account_writes_nothing():
    with acting_as(SERVER):
        for act in set(Act) - {Act.EXPORT}:
            with pytest.raises(AccessRefused):
                require(act)


def test_work_for_later_is_done_as_the_account_that_asked():
    with acting_as(EDITOR):
        later = for_later(account)
    assert later() == EDITOR


def test_one_account_cannot_put_its_own_template_to_use_whatever_is_typed_or_called():
    with acting_as(EDITOR):
        number = template_store.keep(Upload("circular", b"template", "改动", "甲"))
    renamed = Account("one", "乙处", frozenset({Role.SIGN}))
    with acting_as(renamed), pytest.raises(InputRejected, match="须由另一人"):
        template_store.activate("circular", number, "丙")
    with acting_as(Account("two", "甲处", frozenset({Role.SIGN}))):
        template_store.activate("circular", number, "")
        assert template_store.versions("circular")["state"].tolist() == ["启用"]


def test_who_wrote_in_a_draft_does_not_issue_it():
    of = Draft(Quarter(2022, 4), "通报", "")
    with acting_as(EDITOR):
        issue_store.save(Edit(of, "field/document_number", "豫政教督办〔2022〕7号", 0, edited_by="他人"))
        with pytest.raises(InputRejected, match="须由另一账号"):
            issue_store.refuse_own_draft(of)
    with acting_as(Account("two", "甲处", frozenset({Role.SIGN}))):
        issue_store.refuse_own_draft(of)
        (by,) = issue_store.draft(of)["edited_by"]
    assert by == EDITOR.signature


def test_groups_add_up_but_never_over_two_areas_and_a_subjects_own_line_counts_alone():
    text = """
    [[group]]
    claim = "roles"
    value = "a"
    roles = ["看"]
    [[group]]
    claim = "roles"
    value = "b"
    roles = ["编"]
    [[group]]
    claim = "roles"
    value = "city"
    roles = ["看"]
    area_code = "410100"
    [[account]]
    subject = "out"
    roles = []
    """
    access = parse_access_list(text)
    both = access.account_of({"sub": "x", "roles": ["a", "b"]})
    assert both is not None
    assert (both.roles, both.area_code) == ({Role.LOOK, Role.DRAFT}, None)
    assert access.account_of({"sub": "x", "roles": "city"}).area_code == "410100"
    two_areas, struck_off = {"sub": "x", "roles": ["a", "city"]}, {"sub": "out", "roles": ["a"]}
    for nobody in (two_areas, struck_off, {"roles": ["a"]}, {"sub": "x"}):
        assert access.account_of(nobody) is None


PROXIED = """
import streamlit as st
from components.sign_in import account
from supervision.faults import AccessRefused
try:
    st.text(account().name)
except AccessRefused as fault:
    st.text(fault.sentence)
"""


@pytest.fixture
def proxied(monkeypatch, tmp_path):
    """Return a function that opens a page for what the proxy's headers say."""
    path = tmp_path / "access.toml"
    path.write_text('[[account]]\nsubject = "someone"\nname = "督导室"\nroles = ["看"]\n', encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_ACCESS_FILE", str(path))
    monkeypatch.setenv("DASHBOARD_PROXY_SECRET", SECRET)

    def show(user: dict[str, str], mapping: dict[str, str], address: str = "127.0.0.1") -> str:
        from streamlit import config

        options = {"server.trustedUserHeaders": mapping, "server.address": address}
        before = {name: config.get_option(name) for name in options}
        try:
            for name, value in options.items():
                config.set_option(name, value)
            app = AppTest.from_string(PROXIED)
            app.user = user
            return app.run().text[0].value
        finally:
            for name, value in before.items():
                config.set_option(name, value)

    return show


GOOD = {"X-Dashboard-User": "sub", "X-Dashboard-Proof": "proxy_secret"}


def test_a_proxy_that_proves_itself_signs_in(proxied):
    assert proxied({"sub": "someone", "proxy_secret": SECRET}, GOOD) == "督导室"


@pytest.mark.parametrize(
    ("user", "mapping", "address"),
    [
        ({"sub": "someone"}, GOOD, "127.0.0.1"),
        ({"sub": "someone", "proxy_secret": "t" * 40}, GOOD, "127.0.0.1"),
        ({"sub": "", "proxy_secret": SECRET}, GOOD, "127.0.0.1"),
        ({"sub": "someone", "proxy_secret": SECRET}, GOOD, "10.0.0.8"),
        ({"sub": "someone", "proxy_secret": SECRET}, {"X-Dashboard-User": "sub"}, "127.0.0.1"),
        ({"sub": "someone", "proxy_secret": SECRET}, GOOD | {"X-Roles": "roles"}, "127.0.0.1"),
        ({"sub": "stranger", "proxy_secret": SECRET}, GOOD, "127.0.0.1"),
    ],
)
def test_a_forged_header_a_role_from_a_header_or_an_open_server_signs_nobody_in(user, mapping, address, proxied):
    assert "督导室" not in proxied(user, mapping, address)


def _answers(path: str, headers: dict[str, str], location: str = "/", query: bytes = b"") -> dict[str, str]:
    """Return the headers that the middleware lets out for a redirect of the server."""
    sent = {}

    async def app(scope, receive, send):
        start = {"type": "http.response.start", "status": 302, "headers": [(b"location", location.encode())]}
        await send(start)

    async def send(message):
        sent.update({name.decode(): value.decode() for name, value in message["headers"]})

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "headers": raw, "query_string": query}
    asyncio.run(KeepLink(app)(scope, None, send))
    return sent


def test_a_link_survives_the_sign_in():
    left = _answers("/auth/login", {"Host": "dash:1", "Referer": "http://dash:1/rows?part=2"}, "http://idp/auth")
    assert left["location"] == "http://idp/auth"
    cookie = left["set-cookie"]
    assert {"HttpOnly", "Max-Age=600", "SameSite=Lax"} <= set(cookie.split("; "))
    back = _answers("/oauth2callback", {"Cookie": cookie.split(";")[0]}, query=b"code=1&state=2")
    assert back["location"] == "/rows?part=2"
    assert "Max-Age=0" in back["set-cookie"]


@pytest.mark.parametrize(
    "link", ["//evil.test", "https://evil.test", "/\\evil.test", "/a%0d%0aSet-Cookie:x", "/" + "a" * 2001]
)
def test_a_cookie_leads_to_no_other_host(link):
    assert _answers("/oauth2callback", {"Cookie": f"{COOKIE}={link}"}, query=b"code=1")["location"] == "/"


def test_another_hosts_page_and_a_sign_out_leave_no_link():
    assert "set-cookie" not in _answers("/auth/login", {"Host": "dash", "Referer": "http://evil.test/rows"})
    assert _answers("/oauth2callback", {"Cookie": f"{COOKIE}=%2Frows"}, query=b"state=1")["location"] == "/"


def test_what_is_served_without_a_sign_in_holds_nothing_confidential():
    # /app/static answers anybody: fonts, outlines of places and the icon, nothing else.
    kinds = {path.suffix for path in (ROOT / "static").rglob("*") if path.is_file()}
    assert kinds <= {".png", ".woff2", ".otf", ".json", ".txt"}
    assert {path.name for path in (ROOT / "static").iterdir()} == {"favicon.png", "fonts", "map"}


def test_the_matrix_holds_every_page_and_act_with_its_date_version_and_source():
    book = load_workbook(io.BytesIO(permission_matrix_file(date(2026, 11, 25))))
    rows = list(book["数据"].values)
    table = permissions()
    names = [table.page_names[path] for rule in table.page for path in rule.paths] + [rule.name for rule in table.act]
    assert [row[1] for row in rows[1:]] == names
    bulletin = next(row for row in rows if row[1] == "季度通报")
    assert bulletin[2:6] == ("—", "●", "●", "—")
    notes = dict(book["说明"].values)
    assert (notes["日期"], notes["权限表版本"]) == ("2026年11月25日", table.version)
    assert notes["依据"] == table.source
