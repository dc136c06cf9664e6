"""A real PostgreSQL server for tests and benchmark: the one named by TEST_POSTGRES_URL, else a throwaway one."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def running_server(folder: Path, *options: str) -> Iterator[str]:
    """Give the URL of a server whose user may create databases; a throwaway one keeps its files in the folder."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    _open_to_postgres(folder)
    port = free_port()
    cluster = folder / "cluster"
    if not cluster.exists():
        _run("initdb", "-D", cluster, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    server = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", "fsync=off", *options]
    start = " ".join(f"-c {option}" for option in server)
    _run("pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", start, "start")
    try:
        yield f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
    finally:
        _run("pg_ctl", "-D", cluster, "-w", "-m", "fast", "stop")


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _open_to_postgres(folder: Path) -> None:
    """Let the user postgres reach and own the folder where we are root, because the server refuses root."""
    if os.geteuid() != 0:
        return
    shutil.chown(folder, "postgres")
    for parent in folder.parents:
        if parent.stat().st_uid == 0 and parent.name and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)


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
