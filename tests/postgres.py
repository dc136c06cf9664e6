"""A real PostgreSQL server for tests and benchmark: the one named by TEST_POSTGRES_URL, else a throwaway one."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

_DEBIAN = Path("/usr/lib/postgresql")
START_SECONDS = 60


@contextmanager
def running_server() -> Iterator["Cluster | GivenServer"]:
    """Give a server whose user may create databases; a throwaway one is gone afterwards."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield GivenServer(given)
        return
    # Not below pytest's own folder: each pytest that starts closes that to all but its user, and the server,
    # which runs as another where we are root, would lose its files.
    with tempfile.TemporaryDirectory(prefix="dashboard-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _make_cluster(data := Path(folder) / "cluster")
        with _serving(data, free_port()) as cluster:
            yield cluster


@dataclass(frozen=True)
class GivenServer:
    """A running server of somebody else, which is not ours to stop."""

    url: str


@dataclass
class Cluster:
    """A running server of our own."""

    data: Path
    port: int
    server: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://tester@127.0.0.1:{self.port}/postgres"

    def kill(self) -> None:
        """Let it die without a word, as a machine does."""
        self.server.kill()
        self.server.wait()

    def stop(self) -> None:
        """Shut it down as `pg_ctl stop` does: every session is ended."""
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
        self.server.wait(timeout=30)

    def start(self) -> None:
        """Start it again where it was, on the same port; it answers when this returns."""
        self.server = _start_server(self.data, self.port)
        _wait_until_ready(self.server, self.port)


@contextmanager
def primary_and_standby() -> Iterator[tuple[Cluster, Cluster]]:
    """Give a primary and a hot standby that streams from it; both are throwaway servers of our own."""
    with tempfile.TemporaryDirectory(prefix="dashboard-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        standby_data = Path(folder) / "standby"
        _make_cluster(primary_data := Path(folder) / "primary")
        with _serving(primary_data, free_port()) as primary:
            _start("pg_basebackup", "-d", f"host=127.0.0.1 port={primary.port} user=tester", "-D", standby_data,
                   "-R", "-X", "stream", "-c", "fast").communicate()  # fmt: skip
            with _serving(standby_data, free_port()) as standby:
                yield primary, standby


def _make_cluster(data: Path) -> None:
    _start("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N").communicate()


@contextmanager
def _serving(data: Path, port: int) -> Iterator[Cluster]:
    cluster = Cluster(data, port, _start_server(data, port))
    try:
        _wait_until_ready(cluster.server, port)
        yield cluster
    finally:
        cluster.stop()


def _start_server(data: Path, port: int) -> "subprocess.Popen[bytes]":
    settings = ["listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={data.parent}", "fsync=off"]
    return _start("postgres", "-D", data, *[part for setting in settings for part in ("-c", setting)])


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


def reading_account(url: str) -> str:
    """Return the URL of an account that may only read, as the dashboard demands one; made where it is missing."""
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        if not connection.scalar(text("select 1 from pg_roles where rolname = 'bench_reader'")):
            connection.execute(text("create role bench_reader login nosuperuser"))
        connection.execute(text("grant select on all tables in schema public to bench_reader"))
    admin.dispose()
    return make_url(url).set(username="bench_reader").render_as_string(hide_password=False)


def run_script(url: str, script: str) -> None:
    """Run statements as the owner of a database would: by sqlite3's or PostgreSQL's own client."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.executescript(script)
        connection.close()
        return
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", address], input=script, text=True, check=True)
