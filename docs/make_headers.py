"""Write deploy/headers.conf: the security headers, with the hashes of the scripts that stand in the page itself.

The hashes belong to the installed Streamlit and to our own line that names the page's language; a test fails when the
file is behind (`make headers`).
"""

import base64
import hashlib
import re
from pathlib import Path

import streamlit

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "deploy" / "headers.conf"
_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
_OWN = ROOT / "components" / "frame.py"


def scripts() -> list[str]:
    """Return the text of every script that stands in the page: Streamlit's, then ours."""
    theirs = re.findall(r"<script>(.*?)</script>", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    ours = re.findall(r"<script>(.*?)</script>", _OWN.read_text(encoding="utf-8"), re.DOTALL)
    return [*theirs, *ours]


def policy() -> str:
    """Return the Content-Security-Policy: nothing from another host, no script but those we know, no eval."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts()
    )
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers() -> str:
    """Return the whole file."""
    said = {
        "Content-Security-Policy": policy(),
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # The way back to the page after a sign-in needs the address within our own site.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Set-Cookie": "dashboard_process=$process; Path=/; HttpOnly; Secure; SameSite=Lax",
    }
    lines = [f'add_header {name} "{value}" always;' for name, value in said.items()]
    return "\n".join(["# Written by `make headers`; do not edit.", *lines, ""])


if __name__ == "__main__":
    TARGET.write_text(headers(), encoding="utf-8")
