"""What was freed between things that stay is given back to the system."""

import subprocess
import sys

import pytest

from data_access.memory import give_back_memory

# In a process of its own: what the tests before it left would be given back too.
_SCRIPT = """
import sys
from pathlib import Path
from data_access.memory import give_back_memory

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

many = [bytes(2000) for _ in range(100_000)]
stay = many[::50]
del many
before = megabytes()
assert give_back_memory()
assert all(not any(each) for each in stay)
print(before - megabytes())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_freed_memory_between_what_stays_goes_back():
    told = subprocess.run([sys.executable, "-c", _SCRIPT], check=True, capture_output=True, text=True).stdout
    assert float(told) > 100


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert give_back_memory() is False
