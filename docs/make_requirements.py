"""Write the lower part of requirements.txt and requirements-dev.txt: `make requirements`.

The upper part of each file, written by hand, pins what we import. What those packages need in turn is taken from a
clean virtual environment that holds nothing else. To move to a newer version, change its line above and run again.
"""

import re
import subprocess
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARK = "# Needed by those above"


def write_pins(name: str, python: Path, known: set[str]) -> set[str]:
    """Rewrite the lower part of a file from what installing its upper part brings; return every package pinned."""
    target = ROOT / name
    upper = target.read_text(encoding="utf-8").split(MARK)[0].rstrip("\n")
    target.write_text(upper + "\n", encoding="utf-8")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", target], check=True)
    freeze = [python, "-m", "pip", "freeze", "--exclude", "pip", "--exclude", "setuptools"]
    found = subprocess.run(freeze, check=True, capture_output=True, text=True).stdout.split()
    above = known | {_package(line) for line in upper.splitlines() if "==" in line}
    below = sorted((line for line in found if _package(line) not in above), key=str.lower)
    target.write_text("\n".join([upper, "", MARK, *below, ""]), encoding="utf-8")
    return above | set(map(_package, below))


def _package(line: str) -> str:
    """Return a package's normal name from its pin, so that `et_xmlfile` and `et-xmlfile[x]==1` are one."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=]", line)[0]).lower()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        interpreter = Path(folder) / "bin" / "python"
        pinned: set[str] = set()
        for file in ("requirements.txt", "requirements-dev.txt"):
            pinned = write_pins(file, interpreter, pinned)
            print(f"{file}: {len(pinned)} packages in all")
