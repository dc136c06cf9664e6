"""Sign-in at a real identity provider (npm oidc-provider), looked at in a real browser."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.postgres import free_port
from tests.serving import OFFICE, Server, running_dashboard, wait_until_drawn

PROVIDER = Path(__file__).resolve().parents[1] / "identity_provider"
HEARTBEAT_SECONDS = 2
ACCESS = """
issuer = "{issuer}"
session_hours = {hours}
idle_minutes = {idle}
heartbeat_seconds = {heartbeat}
[[group]]
claim = "dashboard"
value = "leader"
roles = ["看"]
[[group]]
claim = "dashboard"
value = "staff"
roles = ["{staff}"]
"""


@dataclass(frozen=True)
class Office:
    """The dashboard behind its identity provider, and the list of accounts that a test may rewrite."""

    server: Server
    issuer: str
    access_file: Path

    def allow(self, hours: float = 8, staff: str = "编", idle_minutes: float = 30) -> None:
        settings = {"hours": hours, "heartbeat": HEARTBEAT_SECONDS, "idle": idle_minutes, "staff": staff}
        text = ACCESS.format(issuer=self.issuer, **settings)
        self.access_file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Start the identity provider; return its issuer and the port that the dashboard must have."""
    packages = tmp_path_factory.mktemp("provider")
    shutil.copy(PROVIDER / "package.json", packages)
    install = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(install, cwd=packages, check=True, timeout=120)
    port, served = free_port(), free_port()
    script = ["node", str(PROVIDER / "provider.js"), str(port), f"http://localhost:{served}/oauth2callback"]
    process = subprocess.Popen([*script, str(packages)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"listening\n"
        yield f"http://localhost:{port}", served
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture(scope="module")
def office(provider: tuple[str, int], demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    issuer, port = provider
    folder = tmp_path_factory.mktemp("office")
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\ncookie_secret = "{"0f" * 32}"\n'
        f'client_id = "dashboard"\nclient_secret = "only-for-tests"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        'client_kwargs = { scope = "openid profile", prompt = "login" }\n',
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_ACCESS_FILE", str(folder / "access.toml"))
        with running_dashboard(demo_url, folder / "log", "--secrets.files", str(secrets), port=port) as running:
            # The dashboard of the other tests has no sign-in.
            patch.undo()
            yield Office(Server(f"http://localhost:{port}", running.process), issuer, folder / "access.toml")


@pytest.fixture
def visitor(office: Office, chromium: Browser) -> Iterator[BrowserContext]:
    """Return the browser of somebody who has not signed in, while everybody has what they usually have."""
    office.allow()
    context = chromium.new_context(base_url=office.server.address, locale="zh-CN", viewport=OFFICE)
    context.set_default_timeout(20_000)
    yield context
    context.close()


def sign_in(page: Page, subject: str) -> None:
    """Go through the provider's forms as a subject."""
    page.get_by_role("button", name="统一身份认证登录").click()
    page.locator("input[name=login]").fill(subject)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()
    page.wait_for_url(re.compile("/interaction/|localhost"))
    page.locator("button[type=submit]").click()


def photograph(page: Page, name: str) -> None:
    """Keep a picture where somebody asks for one (SIGN_IN_PICTURES names a folder)."""
    if folder := os.environ.get("SIGN_IN_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_timeout(500)
        page.screenshot(path=f"{folder}/{name}-390.png")
        page.set_viewport_size(OFFICE)


def test_a_leader_comes_back_to_the_link_and_may_not_open_the_bulletin(visitor):
    page = visitor.new_page()
    page.goto("/rows?part=1&quarter=2022Q4")
    expect(page.get_by_role("button", name="统一身份认证登录")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    photograph(page, "sign-in")
    sign_in(page, "leader")
    wait_until_drawn(page, "明细")
    assert "/rows?" in page.url
    assert "quarter=2022Q4" in page.url
    expect(page.get_by_text("厅领导（看）")).to_be_visible()
    menu = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert "总览" in menu
    assert "季度通报" not in menu
    photograph(page, "signed-in")
    page.goto("/bulletin")
    expect(page.get_by_text("无权访问")).to_be_visible()
    assert page.get_by_role("heading", name="季度通报").count() == 0
    photograph(page, "refused")
    (cookie,) = [each for each in visitor.cookies() if each["name"] == "_streamlit_user"]
    assert cookie["httpOnly"]


def test_a_sign_out_in_one_tab_ends_the_other(visitor):
    first = visitor.new_page()
    first.goto("/method")
    sign_in(first, "leader")
    wait_until_drawn(first, "计分办法")
    second = visitor.new_page()
    second.goto("/scorecard")
    wait_until_drawn(second, "记分卡")
    first.get_by_role("button", name="退出登录").click()
    began = time.monotonic()
    expect(second.get_by_text("已退出登录，请重新登录。")).to_be_visible(timeout=20_000)
    assert time.monotonic() - began < 60
    assert second.get_by_role("heading", name="记分卡").count() == 0
    first.wait_for_url(re.compile("/session/end"))


@pytest.mark.parametrize("subject", ["stranger", "quiet"])
def test_an_unknown_subject_or_one_without_claims_in_its_id_token_gets_nothing(subject, visitor):
    page = visitor.new_page()
    page.goto("/method")
    sign_in(page, subject)
    expect(page.get_by_text("没有使用本系统的权限")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    assert page.get_by_test_id("stMetric").count() == 0
    photograph(page, f"nothing-{subject}")


def test_a_role_taken_back_and_a_session_too_old_end_an_open_page(office, visitor):
    page = visitor.new_page()
    page.goto("/bulletin")
    sign_in(page, "staff")
    wait_until_drawn(page, "季度通报")
    office.allow(staff="看")
    expect(page.get_by_text("无权访问")).to_be_visible()
    page.goto("/method")
    wait_until_drawn(page, "计分办法")
    office.allow(hours=0.0001)
    expect(page.get_by_text("登录已超过规定时长，请重新登录。")).to_be_visible()
    page.reload()
    expect(page.get_by_text("登录已超过规定时长，请重新登录。")).to_be_visible()


def test_a_page_that_nobody_touches_ends_though_it_asks_every_two_seconds_whether_it_stands(office, visitor):
    page = visitor.new_page()
    page.goto("/method")
    sign_in(page, "leader")
    wait_until_drawn(page, "计分办法")
    office.allow(idle_minutes=4 * HEARTBEAT_SECONDS / 60)
    expect(page.get_by_text("长时间没有操作")).to_be_visible()
    assert page.get_by_role("heading", name="计分办法").count() == 0


def test_a_forged_header_is_nobody_and_a_proxys_header_ends_the_use_on_this_computer(chromium, office, server):
    office.allow()
    forged = chromium.new_context(
        base_url=office.server.address, extra_http_headers={"X-Auth-User": "leader", "sub": "leader"}
    )
    page = forged.new_page()
    page.goto("/method")
    expect(page.get_by_role("button", name="统一身份认证登录")).to_be_visible()
    forged.close()
    # The dashboard without a sign-in, as if somebody had put a proxy in front of it.
    proxied = chromium.new_context(base_url=server.address, extra_http_headers={"X-Forwarded-For": "10.0.0.8"})
    page = proxied.new_page()
    page.goto("/method")
    expect(page.get_by_text("本系统没有配置登录")).to_be_visible()
    assert page.get_by_test_id("stSidebarNavLink").count() == 0
    photograph(page, "not-configured")
    proxied.close()
