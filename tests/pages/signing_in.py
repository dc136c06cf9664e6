"""Opening the dashboard as a visitor whom the identity provider has named, with the office's list of accounts."""

import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.opening import APP

ISSUER = "https://idp.test"
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "0" * 64,
    "client_id": "dashboard",
    "client_secret": "only-for-tests",
    "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
}


def write_access(path: Path, roles: dict[str, str], **settings: float) -> Path:
    """Write a list of accounts: subject → roles, such as {"someone": "编签"}; an area after a dot, "看.410100"."""
    lines = [f'issuer = "{ISSUER}"', *(f"{name} = {value}" for name, value in settings.items())]
    for subject, given in roles.items():
        letters, _, area = given.partition(".")
        lines += ["[[account]]", f'subject = "{subject}"', f"roles = {list(letters)}".replace("'", '"')]
        lines += [f'area_code = "{area}"'] if area else []
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def claims(subject: str, **others: object) -> dict[str, object]:
    """Return what Streamlit hands on of an ID token issued just now."""
    return {"is_logged_in": True, "sub": subject, "iss": ISSUER, "iat": int(time.time()), "name": "某处室"} | others


def visitor(user: dict[str, object]) -> AppTest:
    """Return the dashboard for a visitor with these claims, not run yet."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.secrets["auth"] = AUTH
    app.user = user
    return app
