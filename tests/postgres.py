"""A real PostgreSQL server for tests and benchmark: the one named by TEST_POSTGRES_URL, else a throwaway one."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DEBIAN = Path("/usr/lib/postgresql")
START_SECONDS = 60


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
        with _serving(Path(folder), free_port()) as url:
            yield url


@contextmanager
def _serving(folder: Path, port: int) -> Iterator[str]:
    cluster = folder / "cluster"
    _start("initdb", "-D", cluster, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N").communicate()
    settings = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", "fsync=off"]
    options = [part for setting in settings for part in ("-c", setting)]
    server = _start("postgres", "-D", cluster, *options)
    try:
        _wait_until_ready(server, port)
        yield f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def _wait_until_ready(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if _start("pg_isready", "-h", "127.0.0.1", "-p", port).wait() == 0:
            return
        time.sleep(0.1)
    pytest.fail("The PostgreSQL server for the tests did not start.")


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(program: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """Start a PostgreSQL program: as its own user where we are root, and never outliving us."""
    folders = sorted(_DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    found = shutil.which(program, path=os.pathsep.join([*map(str, folders), os.environ["PATH"]]))
    if not found:
        pytest.fail("PostgreSQL is not installed; `make test` says what to install, or set TEST_POSTGRES_URL.")
    # A test run that is killed leaves no server behind.
    command = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        command += ["--reuid", "postgres", "--regid", "postgres", "--init-groups"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*command, found, *map(str, arguments)], stdout=quiet, stderr=quiet, cwd="/")
