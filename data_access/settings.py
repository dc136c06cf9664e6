"""Settings from the environment; every one has a default that makes the product run on the demo."""

import os
from pathlib import Path

from supervision.faults import InputRejected

DEMO_DATABASE = Path(__file__).resolve().parents[1] / "var" / "demo.sqlite"
WORKSPACE_DATABASE = DEMO_DATABASE.with_name("workspace.sqlite")


def database_url() -> str:
    """Return the URL of the shared database: DASHBOARD_DATABASE_URL, else the embedded demo."""
    return os.environ.get("DASHBOARD_DATABASE_URL") or f"sqlite:///{DEMO_DATABASE}"


def database_schema() -> str | None:
    """Return the schema that holds the contract's relations: DASHBOARD_DATABASE_SCHEMA, else the connection's own."""
    return os.environ.get("DASHBOARD_DATABASE_SCHEMA") or None


def statement_seconds() -> float:
    """Return how long one question to the shared database may take: DASHBOARD_STATEMENT_SECONDS, 5 to 120, else 5.

    Raises InputRejected for anything else.
    """
    given = os.environ.get("DASHBOARD_STATEMENT_SECONDS") or "5"
    if not given.isdecimal() or not 5 <= int(given) <= 120:
        raise InputRejected(f"设置 DASHBOARD_STATEMENT_SECONDS 应为5至120之间的整数（秒），现为“{given}”。")
    return float(given)


def last_good_file() -> Path:
    """Return where the last assessment is kept for a start without the database: DASHBOARD_LAST_GOOD, else var/."""
    return Path(os.environ.get("DASHBOARD_LAST_GOOD") or WORKSPACE_DATABASE.with_name("last_good.json"))


def log_form() -> str:
    """Return how the server's log is written: DASHBOARD_LOG, `text` or `json`."""
    return os.environ.get("DASHBOARD_LOG") or "text"


def uses_demo() -> bool:
    """Return whether no database was set, so that the embedded demo serves."""
    return not os.environ.get("DASHBOARD_DATABASE_URL")


def workspace_url() -> str:
    """Return the URL of our own store: DASHBOARD_WORKSPACE_URL, else a SQLite file beside the demo."""
    return os.environ.get("DASHBOARD_WORKSPACE_URL") or f"sqlite:///{WORKSPACE_DATABASE}"


def workspace_schema() -> str:
    """Return the PostgreSQL schema of our own store: DASHBOARD_WORKSPACE_SCHEMA, else one that bears its name."""
    return os.environ.get("DASHBOARD_WORKSPACE_SCHEMA") or "workspace"


def access_file() -> Path | None:
    """Return the file that says which account has which roles: DASHBOARD_ACCESS_FILE; None where none is set."""
    named = os.environ.get("DASHBOARD_ACCESS_FILE")
    return Path(named) if named else None


def proxy_secret() -> str:
    """Return what a proxy that signs people in proves itself with: DASHBOARD_PROXY_SECRET; empty where none is set."""
    return os.environ.get("DASHBOARD_PROXY_SECRET") or ""
