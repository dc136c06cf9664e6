"""Make the two fonts of `static/fonts/` from Debian's fonts-noto-cjk: `python docs/make_fonts.py`.

The fonts are cut to GB 2312 with its punctuation, Latin letters, marks and the rarer characters of Henan's places.
The same outlines serve vl-convert (.otf) and the browser (.woff2, a third smaller and not packed anew by the server
for every visitor), so a chart looks the same on screen and in Word. Rarer characters in names fall back to the
computer's own font (see `FONT_STACK` in `charts/theme.py`). Besides fontTools this needs brotli.
"""

import json
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = ROOT / "static" / "fonts"
# The OFL lets a changed font be passed on; a name of its own keeps it from being taken for the whole Noto.
FAMILY = "Dashboard Sans SC"
# Index of the Simplified Chinese face in the collection.
SIMPLIFIED_CHINESE = 2
MARKS = "●◆▲■○◇△□★—–…‰′″·×÷±≤≥≠≈→←↑↓①②③④⑤⑥⑦⑧⑨⑩⑪⑫〔〕《》【】「」『』％＋－"
# Characters outside GB 2312 that are common in given names and names of schools.
COMMON_OUTSIDE_GB2312 = "瀍镕堃喆珺垚煊昇旸玥璟祎祺淏翀赟燚昶晞芃栩邨珅滢颢璐砼漯濮淅柘鄢郏浉涧"


def wanted_characters() -> set[int]:
    """Return the code points that the fonts must hold."""
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    labels = (ROOT / "charts" / "map_files" / "labels.json").read_text(encoding="utf-8")
    names = "".join(place["name"] for places in json.loads(labels).values() for place in places)
    return latin | gb2312_characters() | set(map(ord, MARKS + COMMON_OUTSIDE_GB2312 + names))


def gb2312_characters() -> set[int]:
    """Return the code points of GB 2312."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return set(map(ord, "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)))


def make_font(weight: str, target: Path) -> None:
    """Write the cut font of one weight (`Regular`, `Bold`)."""
    options = subset.Options()
    # Hints are for low resolutions and nearly double the file; vertical metrics are never used.
    options.hinting = False
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    options.layout_features = ["kern", "ccmp", "locl"]
    options.name_IDs = ["*"]
    font = TTFont(SOURCE / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED_CHINESE, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted_characters())
    cutter.subset(font)
    rename(font, weight)
    font.save(target)
    font.flavor = "woff2"
    font.save(target.with_suffix(".woff2"))


def rename(font: TTFont, weight: str) -> None:
    """Give the font our family name, in the name table and in the outlines."""
    script_name = f"{FAMILY.replace(' ', '')}-{weight}"
    full_name = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    # 1 family, 2 style, 3 unique id, 4 full name, 6 PostScript name.
    for name_id, text in {1: FAMILY, 2: weight, 3: f"2.004;{script_name}", 4: full_name, 6: script_name}.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    for unused in (7, 16, 17, 21, 22):
        font["name"].removeNames(nameID=unused)
    outlines = font["CFF "].cff
    outlines.fontNames[0] = script_name
    outlines[0].FullName, outlines[0].FamilyName = full_name, FAMILY


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        path = TARGET / f"DashboardSansSC-{style}.otf"
        make_font(style, path)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
