"""Collect all that a machine without a network installs, in var/offline/: `make wheelhouse`.

The sources as they are committed, every package as a wheel, their list with hashes, and what they are (make_sbom).
Options: `--platform manylinux_2_28_aarch64 --python 3.12` for a machine that is not like this one.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from make_sbom import write_sbom

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "offline"
# A wheel for an older system runs on a newer one; pip takes what is named and no more.
_OLDER = ("2_34", "2_31", "2_28", "2_27", "2_26", "2_24", "2_17")


def sha256(path: Path) -> str:
    """Return a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pins(wheels: Iterable[Path]) -> str:
    """Return the list for `pip install --require-hashes`: one line for each wheel."""
    lines = (
        f"{wheel.name.split('-')[0]}=={wheel.name.split('-')[1]} --hash=sha256:{sha256(wheel)}" for wheel in wheels
    )
    return "".join(f"{line}\n" for line in sorted(lines, key=str.lower))


def platform_options(platform: str, python: str) -> list[str]:
    """Return what pip is told to collect wheels for another machine; nothing for one like this."""
    options = ["--python-version", python, "--implementation", "cp"] if python or platform else []
    if found := re.fullmatch(r"manylinux_(\d+_\d+)_(\w+)", platform):
        glibc, machine = found.groups()
        names = [f"manylinux_{older}_{machine}" for older in _OLDER if _number(older) <= _number(glibc)]
        options += [part for name in (*names, f"manylinux2014_{machine}") for part in ("--platform", name)]
    elif platform:
        options += ["--platform", platform]
    return options


def _number(glibc: str) -> tuple[int, ...]:
    return tuple(map(int, glibc.split("_")))


def collect(out: Path, options: Sequence[str]) -> None:
    """Write everything into an empty folder."""
    house = out / "wheelhouse"
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    download += ["--only-binary", ":all:", *options, "-d", str(house), "-r", "requirements.txt"]
    subprocess.run(download, cwd=ROOT, check=True)
    (out / "requirements.lock").write_text(pins(house.glob("*.whl")), encoding="utf-8")
    write_sbom(house, out / "sbom.cdx.json")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    source = f"shuangjian-{version}"
    archive = ["git", "archive", "--prefix", f"{source}/", "--output", str(out / f"{source}.tar.gz"), "HEAD"]
    subprocess.run(archive, cwd=ROOT, check=True)
    files = sorted(path for path in out.rglob("*") if path.is_file())
    sums = "".join(f"{sha256(path)}  {path.relative_to(out)}\n" for path in files)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")


def main() -> None:
    """Collect for this machine, or for the one that the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", default="", help="as wheels name it, such as manylinux_2_28_aarch64")
    parser.add_argument("--python", default="", help="the Python there, such as 3.12")
    options = parser.parse_args()
    python = options.python or (f"{sys.version_info[0]}.{sys.version_info[1]}" if options.platform else "")
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "wheelhouse").mkdir(parents=True)
    collect(OUT, platform_options(options.platform, python))
    size = sum(path.stat().st_size for path in OUT.rglob("*") if path.is_file())
    print(f"{OUT}: {len(list((OUT / 'wheelhouse').iterdir()))} packages, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
