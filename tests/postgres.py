"""A real PostgreSQL server for tests and benchmark: the one named by TEST_POSTGRES_URL, else a throwaway one."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def running_server() -> Iterator[str]:
    """Give the URL of a server whose user may create databases; a throwaway one is gone afterwards."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    # Not below pytest's own folder: each pytest that starts closes that to all but its user, and the server,
    # which runs as another where we are root, would lose its files.
    with tempfile.TemporaryDirectory(prefix="dashboard-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        cluster, port = Path(folder) / "cluster", free_port()
        _run("initdb", "-D", cluster, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", "fsync=off"]
        options = " ".join(f"-c {setting}" for setting in settings)
        _run("pg_ctl", "-D", cluster, "-w", "-l", Path(folder) / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", cluster, "-w", "-m", "fast", "stop")


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: str, *arguments: object) -> None:
    """Run a PostgreSQL program, as its own user where we are root."""
    folders = sorted(_DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    found = shutil.which(program, path=os.pathsep.join([*map(str, folders), os.environ["PATH"]]))
    if not found:
        pytest.fail("PostgreSQL is not installed; `make test` says what to install, or set TEST_POSTGRES_URL.")
    command = [found, *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
