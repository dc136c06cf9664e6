"""What deploy/ holds does what docs/operations.md says of it: units, start, readiness, backup, packages for offline."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from data_access.__main__ import main
from data_access.workspace.engine import open_workspace
from data_access.workspace.migrating import migrate
from tests.postgres import free_port
from tests.workspace.rows import add_a_row_to_each

ROOT = Path(__file__).resolve().parent.parent
UNITS = ("shuangjian@.service", "shuangjian.target", "shuangjian-backup.service", "shuangjian-backup.timer")
READY, NOT_READY, NO_ANSWER = 0, 1, 2
START_SECONDS = 60
MOST_EXPOSED = 20
"""Of 100, as systemd judges what a unit is let do; up to here it says OK."""


@pytest.fixture
def current(tmp_path: Path) -> Path:
    """Return a link that leads to this release, as /opt/shuangjian/current does."""
    link = tmp_path / "current"
    link.symlink_to(ROOT)
    return link


@pytest.fixture
def units(current: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the units, as they would stand on a server whose release is this one."""
    folder = current.parent / "units"
    folder.mkdir()
    for name in UNITS:
        shipped = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        (folder / name).write_text(shipped.replace("/opt/shuangjian/current", str(current)), encoding="utf-8")
    monkeypatch.setenv("SYSTEMD_UNIT_PATH", f"{folder}:")
    return folder


def systemd_analyze(*arguments: object) -> "subprocess.CompletedProcess[str]":
    found = shutil.which("systemd-analyze")
    assert found, "systemd is not installed; `make test` says what to install."
    return subprocess.run([found, *map(str, arguments)], capture_output=True, text=True)


def command_of(unit: Path, instance: str = "") -> list[str]:
    """Return what a unit starts."""
    found = re.search(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1].replace("%i", instance).split()


def example_environment() -> dict[str, str]:
    """Return the settings of the example file."""
    lines = (ROOT / "deploy" / "shuangjian.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


@pytest.fixture
def environment(demo_url: str, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a unit: the example's, with addresses and places of this test."""
    own = {name: value.replace("/var/lib/shuangjian", str(tmp_path)) for name, value in example_environment().items()}
    del own["DASHBOARD_DATABASE_SCHEMA"]
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    return kept | own | {"DASHBOARD_DATABASE_URL": demo_url, "SHUANGJIAN_BACKUPS_KEPT": "3"}


def test_systemd_understands_every_line_of_the_units(units: Path):
    judged = systemd_analyze("verify", "--man=no", "shuangjian@8501.service", *UNITS[1:])
    assert (judged.returncode, judged.stderr) == (0, "")
    broken = units / UNITS[2]
    broken.write_text(broken.read_text(encoding="utf-8").replace("NoNewPrivileges", "NoNewPrivilege"))
    assert "Unknown key" in systemd_analyze("verify", "--man=no", UNITS[2]).stderr


@pytest.mark.parametrize("unit", ["shuangjian@8501.service", "shuangjian-backup.service"])
def test_systemd_finds_the_units_well_enclosed(units: Path, unit: str):
    judged = systemd_analyze("security", "--offline=yes", "--no-pager", f"--threshold={MOST_EXPOSED}", unit)
    assert judged.returncode == 0, judged.stdout


def test_every_setting_of_the_example_is_one_that_the_readme_names():
    named = set(re.findall(r"DASHBOARD_[A-Z_]+", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {name for name in example_environment() if name.startswith("DASHBOARD_")} <= named


def ask(port: str, seconds: int = 0) -> int:
    return subprocess.run([ROOT / "deploy" / "ready", port, str(seconds)], stdout=subprocess.DEVNULL).returncode


def wait_until_it_answers(port: str) -> int:
    deadline = time.monotonic() + START_SECONDS
    while (found := ask(port)) == NO_ANSWER and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def test_the_unit_starts_a_process_that_says_when_it_is_ready_and_why_not(
    units: Path, environment: dict[str, str], tmp_path: Path
):
    port, log, store = str(free_port()), tmp_path / "log", open_workspace(environment["DASHBOARD_WORKSPACE_URL"])
    migrate(store)
    with store.begin() as connection:
        ours = connection.execute(text("select version_num from alembic_version")).scalar_one()
        connection.execute(text("update alembic_version set version_num = '9999'"))
    assert ask(port) == NO_ANSWER
    with log.open("w") as output:
        process = subprocess.Popen(command_of(units / UNITS[0], port), env=environment, cwd="/", stdout=output)
    try:
        assert wait_until_it_answers(port) == NOT_READY
        with store.begin() as connection:
            connection.execute(text("update alembic_version set version_num = :ours"), {"ours": ours})
        assert ask(port, START_SECONDS) == READY
        # `current` may lead elsewhere from now on: this process has nothing to do with the link any more.
        assert Path(f"/proc/{process.pid}/cwd").readlink() == ROOT
        assert str(ROOT / ".venv") in Path(f"/proc/{process.pid}/cmdline").read_text()
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=20)
        store.dispose()
    # systemd counts this signal as a clean end and does not start the process again.
    assert ended in (0, -signal.SIGTERM)
    said = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    readiness = [line["message"][:22] for line in said if "ready" in line["message"]]
    assert readiness == ["not ready: 工作库由更新版本的程序", "ready again"]


def back_up(units: Path, environment: dict[str, str], folder: Path) -> "subprocess.CompletedProcess[str]":
    command = command_of(units / UNITS[2])
    assert command[1:] == ["/var/backups/shuangjian", "/etc/shuangjian"]
    configuration = folder.parent / "configuration"
    configuration.mkdir(exist_ok=True)
    (configuration / "access.toml").write_text("# kept")
    return subprocess.run([command[0], folder, configuration], env=environment, cwd="/", capture_output=True, text=True)


@pytest.fixture
def store_url(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Return the URL of the unit's store, with a row in every table and a last assessment beside it."""
    engine = open_workspace(environment["DASHBOARD_WORKSPACE_URL"])
    migrate(engine)
    add_a_row_to_each(engine)
    (tmp_path / "last_good.json").write_text("kept")
    yield environment["DASHBOARD_WORKSPACE_URL"]
    engine.dispose()


def test_a_nights_backup_holds_everything_and_is_restored_elsewhere(
    units: Path, environment: dict[str, str], store_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert store_url
    folder = tmp_path / "backups"
    done = back_up(units, environment, folder)
    assert done.returncode == 0, done.stderr
    (night,) = folder.iterdir()
    assert {path.name for path in night.iterdir()} == {
        "workspace.sqlite", "last_good.json", "configuration.tar.gz", "audit-head", "SHA256SUMS"
    }  # fmt: skip
    assert {path.stat().st_mode & 0o077 for path in (night, *night.iterdir())} == {0}
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=night, check=True)
    listed = subprocess.run(["tar", "-tzf", night / "configuration.tar.gz"], check=True, capture_output=True, text=True)
    assert "./access.toml" in listed.stdout
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    head = (night / "audit-head").read_text().strip()
    assert main(["workspace", "restore", str(night / "workspace.sqlite"), "--url", fresh]) == 0
    assert main(["workspace", "verify", "--url", fresh, "--head", head]) == 0
    assert "其后新增0行" in capsys.readouterr().out


def test_a_backup_notices_that_the_store_lost_what_the_one_before_had(
    units: Path, environment: dict[str, str], store_url: str, tmp_path: Path
):
    folder, kept = tmp_path / "backups", tmp_path / "workspace.sqlite"
    assert back_up(units, environment, folder).returncode == 0
    first = set(folder.iterdir())
    open_workspace(store_url).dispose()
    for name in ("", "-wal", "-shm"):
        kept.with_name(kept.name + name).unlink(missing_ok=True)
    # Everything written anew: in itself the chain is whole.
    done = back_up(units, environment, folder)
    assert done.returncode == 1
    assert "末尾的记录已被删去，或全部记录被重写" in done.stdout
    assert len(set(folder.iterdir()) - first) == 1


def test_old_backups_go_and_one_that_fails_leaves_the_others(
    units: Path, environment: dict[str, str], store_url: str, tmp_path: Path
):
    folder = tmp_path / "backups"
    nights = [f"2022-12-2{day}T023000" for day in range(1, 5)]
    for night in nights:
        (folder / night).mkdir(parents=True)
    (folder / "by hand").mkdir()
    environment["DASHBOARD_WORKSPACE_URL"] = "sqlite:////proc/nowhere/workspace.sqlite"
    done = back_up(units, environment, folder)
    assert done.returncode == 1
    assert "工作库" in done.stderr
    assert {path.name for path in folder.iterdir()} == {*nights, "by hand"}
    environment["DASHBOARD_WORKSPACE_URL"] = store_url
    assert back_up(units, environment, folder).returncode == 0
    left = sorted(path.name for path in folder.iterdir())
    assert left[:2] == nights[2:]
    assert len(left) == 4


def test_packages_are_listed_with_version_hash_and_licence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(ROOT / "docs")
    import make_sbom
    import make_wheelhouse

    house = tmp_path / "wheelhouse"
    house.mkdir()
    for name, needs in (("et_xmlfile", ""), ("openpyxl", "Requires-Dist: et-xmlfile\nRequires-Dist: unknown\n")):
        with ZipFile(house / f"{name}-2.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(
                f"{name}-2.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.0\n{needs}"
            )
    hashes = {wheel.name.split("-")[0]: make_wheelhouse.sha256(wheel) for wheel in house.iterdir()}
    lines = make_wheelhouse.pins(house.iterdir()).splitlines()
    assert lines == [f"{name}==2.0 --hash=sha256:{hashes[name]}" for name in ("et_xmlfile", "openpyxl")]
    listed = make_sbom.sbom(house, "0.1.0", "2022-12-26T09:00:00+08:00")
    first, second = listed["components"][:2]
    assert (first["name"], first["licenses"]) == ("et-xmlfile", [{"expression": "MIT"}])
    assert second["hashes"] == [{"alg": "SHA-256", "content": hashes["openpyxl"]}]
    assert {"ref": "openpyxl", "dependsOn": ["et-xmlfile"]} in listed["dependencies"]
    assert make_sbom.sbom(house, "0.1.0", "2022-12-26T09:00:00+08:00") == listed
    for name, version, licence in make_sbom.SHIPPED:
        rows = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").splitlines()
        assert any(name in row and version in row for row in rows), licence


def test_a_wheelhouse_for_another_machine_asks_for_every_older_system_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(ROOT / "docs")
    from make_wheelhouse import platform_options

    assert platform_options("", "") == []
    asked = platform_options("manylinux_2_28_aarch64", "3.11")
    assert "manylinux_2_17_aarch64" in asked
    assert "manylinux_2_34_aarch64" not in asked
    assert asked[:2] == ["--python-version", "3.11"]


def test_operations_name_only_files_that_are_there():
    said = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bdeploy/([\w.@-]+\w)", said))
    assert {"serve", "ready", "back-up", "shuangjian.env"} <= named
    assert [name for name in named if not (ROOT / "deploy" / name).exists()] == []
