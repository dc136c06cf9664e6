"""会场投影 in Chromium: a step until it is drawn, an answer in the room, the offline file, and hours of stepping."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from tests.benchmark.databases import full_sqlite
from tests.benchmark.measures import Measure, collected
from tests.serving import Complaints, Server, open_window, running_chromium, running_dashboard, wait_until_drawn

GROWTH = 10.0
"""Per cent that server and browser may grow by (issue of the weekly meeting)."""
SETTLED_MINUTES = 10
"""By then every slide has been shown and whatever is kept is kept."""
_HELD = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")
_SHOWN = "number => document.querySelector('.wall-number')?.innerText.startsWith(`${number}／`) && performance.now()"


def measure_wall(url: str) -> list[Measure]:
    """Return what a step, an answer and the offline file take on a warm server, and the file's size."""
    with (
        running_chromium() as browser,
        tempfile.TemporaryDirectory() as folder,
        running_dashboard(url, Path(folder) / "log") as server,
    ):
        visitor, page, _ = open_window(browser, server)
        slides = _open_wall(page)
        _steps(page, slides)
        measures = [
            collected("会场投影，翻到下一页绘出", "ms", 500, _steps(page, slides)),
            collected("会场投影，查到地方并显示", "s", 1.0, [_ask(page, name) for name in ("洛阳", "信阳", "兰考")]),
        ]
        measures += _offline(page)
        visitor.close()
    return measures


def _open_wall(page: Page) -> int:
    page.goto("/projection")
    wait_until_drawn(page, "会场投影")
    page.locator(".st-key-wall_keys button").nth(4).wait_for(state="attached")
    return int(page.locator(".wall-number").inner_text().split("／")[1])


def _steps(page: Page, slides: int) -> list[float]:
    """Return the milliseconds from a key to its slide drawn, from the first slide to the last and back again."""
    way = [*range(2, slides + 1), *range(slides - 1, 0, -1)]
    return [_step(page, "PageDown" if at < slides - 1 else "PageUp", number) for at, number in enumerate(way)]


def _step(page: Page, key: str, number: int) -> float:
    started = float(page.evaluate("performance.now()"))
    page.keyboard.press(key)
    return float(page.wait_for_function(_SHOWN, arg=number, polling="raf").json_value()) - started


def _ask(page: Page, name: str) -> float:
    """Return the seconds from Enter in the box, over the click on the first hit, to the card."""
    page.get_by_role("button", name="查地方学校").click()
    box = page.get_by_label("查找地区或学校")
    box.fill(name)
    started = time.perf_counter()
    box.press("Enter")
    page.locator(".st-key-wall_hit_0 button").click()
    page.locator(".wall h2", has_text=name).wait_for()
    seconds = time.perf_counter() - started
    page.get_by_role("button", name="回到投影").click()
    page.locator(".wall-number").wait_for()
    return seconds


def _offline(page: Page) -> list[Measure]:
    page.goto("/meeting")
    wait_until_drawn(page, "周例会")
    started = time.perf_counter()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="下载离线文件").click()
    size = Path(download.value.path()).stat().st_size
    return [
        collected("离线文件，从点击到存好", "s", 30, [time.perf_counter() - started]),
        collected("离线文件，大小", "MB", 10, [size / 1e6]),
    ]


def soak(url: str, minutes: float) -> tuple[list[Measure], Complaints]:
    """Let the timer turn the pages for so long; return how server and browser grew, and what the browser said."""
    with (
        running_chromium() as browser,
        tempfile.TemporaryDirectory() as folder,
        running_dashboard(url, Path(folder) / "log") as server,
    ):
        return _step_for(browser, server, minutes)


def _step_for(browser: Browser, server: Server, minutes: float) -> tuple[list[Measure], Complaints]:
    visitor, page, complaints = open_window(browser, server)
    _open_wall(page)
    page.get_by_role("button", name="计时").click()
    session = visitor.new_cdp_session(page)
    taken: dict[str, Callable[[], float]] = {"服务": lambda: server.memory() / 1e6, "浏览器": lambda: _browser(session)}
    held: dict[str, list[float]] = {name: [] for name in taken}
    shown: set[str] = set()
    end = time.monotonic() + minutes * 60
    began = time.monotonic()
    while time.monotonic() < end:
        page.wait_for_timeout(20_000)
        shown.add(page.locator(".wall-number").inner_text())
        if time.monotonic() - began > SETTLED_MINUTES * 60:
            for name, take in taken.items():
                held[name].append(take())
            last = "　".join(f"{name} {values[-1]:.1f} MB" for name, values in held.items())
            print(f"{(time.monotonic() - began) / 60:.0f} min　{len(shown)} slides　{last}", flush=True)
    visitor.close()
    return [
        collected(f"自动翻页，{name}内存增长", "%", GROWTH, [_growth(values)]) for name, values in held.items()
    ], complaints


def _browser(session: CDPSession) -> float:
    """Return the megabytes that all of Chromium's processes hold of their own, after what no script needs was freed.

    Pages of the program's file come and go with the machine's other work, and swapped ones are held all the same.
    """
    session.send("HeapProfiler.collectGarbage")
    kilobytes = 0
    for process in _ours():
        shares = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
        kilobytes += sum(int(line.split()[1]) for line in shares if line.startswith(_HELD))
    return kilobytes * 1024 / 1e6


def _ours() -> list[Path]:
    """Return the folders of the Chromium processes that this one has started."""
    stats = {
        path.parent: path.read_text(encoding="utf-8") for path in Path("/proc").glob("[0-9]*/stat") if path.exists()
    }
    parent = {folder: stat.rsplit(")", 1)[1].split()[1] for folder, stat in stats.items()}
    family, grown = {str(os.getpid())}, 0
    while len(family) > grown:
        grown = len(family)
        family |= {folder.name for folder, above in parent.items() if above in family}
    return [folder for folder, stat in stats.items() if folder.name in family and "(chrom" in stat]


def _growth(values: list[float]) -> float:
    """Return by how many per cent the last tenth of the readings is above the first tenth."""
    tenth = max(len(values) // 10, 1)
    first, last = sum(values[:tenth]) / tenth, sum(values[-tenth:]) / tenth
    return (last / first - 1) * 100


if __name__ == "__main__":
    found, complained = soak(full_sqlite(), float(sys.argv[1]) if len(sys.argv) > 1 else 120)
    for each in found:
        print(f"{each.name}: {each.value:.1f} {each.unit}（{each.limit:g}）")
    print(f"console: {complained.console}　outside: {complained.outside}")
    sys.exit(0 if all(each.keeps for each in found) and not complained.console and not complained.outside else 1)
