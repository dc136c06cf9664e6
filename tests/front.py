"""The shipped nginx configuration, really running in front of two dashboards."""

import json
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.postgres import free_port
from tests.serving import Server, running_dashboard

ROOT = Path(__file__).resolve().parents[1]
SECRET = "0123456789abcdef" * 4
ACCESS = """
[[account]]
subject = "leader"
name = "督导委员会办公室"
roles = ["看"]
[[account]]
subject = "administrator"
roles = ["管"]
"""


@dataclass(frozen=True)
class Front:
    """nginx, and the two dashboards behind it."""

    address: str
    processes: tuple[Server, Server]

    trust: ssl.SSLContext

    def ask(self, path: str) -> httpx.Response:
        return httpx.get(self.address + path, verify=self.trust, timeout=10)


@contextmanager
def running_front(database_url: str, folder: Path) -> Iterator[Front]:
    """Start two dashboards and nginx in front of them, which signs every visitor in as a leader."""
    access, port, ports = folder / "access.toml", free_port(), (free_port(), free_port())
    access.write_text(ACCESS, encoding="utf-8")
    mapping = json.dumps({"X-Dashboard-User": "sub", "X-Dashboard-Proof": "proxy_secret"})
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("STREAMLIT_SERVER_TRUSTED_USER_HEADERS", mapping)
        patch.setenv("DASHBOARD_PROXY_SECRET", SECRET)
        patch.setenv("DASHBOARD_ACCESS_FILE", str(access))
        starting = [
            running_dashboard(database_url, folder / f"log{number}", port=each) for number, each in enumerate(ports)
        ]
        with ThreadPoolExecutor(len(ports)) as at_once:
            servers = list(at_once.map(stack.enter_context, starting))
        _write_configuration(folder, port, ports)
        nginx = subprocess.Popen([_nginx(), "-p", str(folder), "-c", str(folder / "main.conf")])
        stack.callback(nginx.wait, 10)
        stack.callback(nginx.terminate)
        trust = ssl.create_default_context(cafile=folder / "certificate.pem")
        found = Front(f"https://127.0.0.1:{port}", (servers[0], servers[1]), trust)
        _wait_for(found)
        yield found


def _nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert found, "nginx is not installed; `make test` says what to install."
    return found


def _write_configuration(folder: Path, port: int, ports: tuple[int, int]) -> None:
    """Put the shipped files in place, with ports, certificate and paths of this test, and a proxy that signs in."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("127.0.0.1:8501", f"127.0.0.1:{ports[0]}"),
        ("127.0.0.1:8502", f"127.0.0.1:{ports[1]}"),
        ("/etc/ssl/dashboard/", f"{folder}/"),
        ("/etc/nginx/dashboard/", f"{folder}/"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
    ):
        assert old in shipped
        shipped = shipped.replace(old, new)
    (folder / "dashboard.conf").write_text(shipped, encoding="utf-8")
    shutil.copy(ROOT / "deploy" / "headers.conf", folder)
    identity = (ROOT / "deploy" / "identity.conf").read_text(encoding="utf-8")
    identity = identity.replace('User ""', 'User "leader"').replace('Proof ""', f'Proof "{SECRET}"')
    (folder / "identity.conf").write_text(identity, encoding="utf-8")
    # The worker's folders lie in a test's, which only we may read.
    user = "user root;" if os.geteuid() == 0 else ""
    main = f"""{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/p;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
include {folder}/dashboard.conf; }}"""
    (folder / "main.conf").write_text(main, encoding="utf-8")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    keys = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    subprocess.run([*made, *keys], check=True, capture_output=True)


def _wait_for(front: Front) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if front.ask("/_stcore/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("nginx did not start.")
