"""A template filled by a process of its own: without our settings, with an end to its time and its memory."""

import base64
import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from bulletin.templates.chosen import TemplateBroken
from bulletin.templates.job import Job

_ROOT = Path(__file__).resolve().parents[2]
_CHILD = "bulletin.templates.child"
WALL_SECONDS = 25
"""A circular with every annex takes one or two; the limits inside the process (`child.py`) end most earlier."""
AT_ONCE = 2
"""Processes beside the dashboard; more of them would take it the processors."""
MOST_WAITING_SECONDS = 60
_PLACES = threading.BoundedSemaphore(AT_ONCE)
_KEPT_SETTINGS = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What the process says: the finished file, or a sentence per fault."""

    docx: bytes = b""
    faults: tuple[str, ...] = ()


def fill_limited(job: Job) -> bytes:
    """Return the filled document; raises TemplateBroken where there is none."""
    answer = ask_limited(job)
    if answer.faults:
        said = "；".join(each.rstrip("。") for each in answer.faults[:5])
        raise TemplateBroken(f"{said}。可在“季度通报”的“模板”中恢复为随软件附带的模板。")
    return answer.docx


def ask_limited(job: Job) -> Answer:
    """Return what the limited process says; whatever happens to it, it has ended when this returns."""
    if not _PLACES.acquire(timeout=MOST_WAITING_SECONDS):
        return Answer(faults=("正在处理其他模板，请稍后再试。",))
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, no word of the command comes from outside
            [sys.executable, "-m", _CHILD],
            input=job.as_json(),
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=_ROOT,
            env=_bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(faults=(_too_much(job),))
    finally:
        _PLACES.release()
    if ended.returncode:
        _LOG.warning("filling %s ended with %s: %s", job.template.name, ended.returncode, ended.stderr[-2000:])
        return Answer(faults=(_too_much(job),))
    said = json.loads(ended.stdout)
    return Answer(base64.b64decode(said["docx"]), tuple(said["faults"]))


def _too_much(job: Job) -> str:
    return f"模板 {job.template.name} 填写时超出时间或内存限制，已中止：请检查循环标记，删去重复的大段内容或大图片。"


def _bare_environment() -> dict[str, str]:
    """Return what the process may know of ours: no address of a database, no password."""
    kept = {name: os.environ[name] for name in _KEPT_SETTINGS if name in os.environ}
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
