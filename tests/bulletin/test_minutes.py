"""会议纪要: the slides' messages, what was resolved, how earlier resolutions stand; Word opens it as it is."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bulletin.minutes import Minutes, render_minutes
from supervision.meeting.records import Resolution, ResolutionState
from supervision.meeting.slides import Deck, Slide
from supervision.periods import Quarter
from supervision.scheme import scheme_for
from tests.bulletin.reading import lines_of

FOURTH = Quarter(2022, 4)
HELD = datetime(2022, 12, 21, 9, tzinfo=UTC)
HOSTILE = "核查<w:p/>{{ 7 }}&问题"


def _resolution(meeting: int, text: str, state: ResolutionState, progress: str = "") -> Resolution:
    return Resolution(f"R{text}", meeting, text, "洛阳市", date(2022, 12, 20), HELD, state, progress)


@pytest.fixture
def docx() -> bytes:
    slides = (Slide("week", "本周概况", "与上次例会相比没有变化", (), "数据截止2022年12月20日"),)
    deck = Deck(slides, (), FOURTH, date(2022, 12, 20), HELD, "0" * 64)
    made = (
        _resolution(1, "催办举报", ResolutionState.OPEN, "已发函"),
        _resolution(1, "补报材料", ResolutionState.DONE),
        _resolution(2, HOSTILE, ResolutionState.OPEN),
    )
    return render_minutes(Minutes(2, HELD.date(), deck, made, scheme_for(FOURTH).office), is_demo=True)


def test_the_minutes_say_what_was_told_resolved_and_carried_over(docx: bytes):
    text = "\n".join(lines_of(docx))
    assert "会议纪要" in text
    assert "第2次" in text
    assert "本周概况。与上次例会相比没有变化。" in text
    assert "1．核查<w:p/>" in text
    assert "&问题（责任单位：洛阳市，2022年12月20日前完成）。" in text
    assert "1．催办举报（责任单位：洛阳市，2022年12月20日前完成）。办理中，已逾期。进展：已发函。" in text
    assert "2．补报材料（责任单位：洛阳市，2022年12月20日前完成）。已办结。" in text
    assert "主持：（由人填写）" in text


@pytest.mark.parametrize(
    "judge", [("openxml-audit", "-f", "office2019"), ("ooxml-integrity", "check", "--fail-on", "warn")]
)
def test_word_opens_the_minutes_without_repair(docx: bytes, judge: tuple[str, ...], tmp_path: Path):
    file = tmp_path / "minutes.docx"
    file.write_bytes(docx)
    command = [Path(sys.executable).parent / judge[0], *judge[1:], file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
