"""Make the icon of the browser tab, `static/favicon.png`: `python docs/make_favicon.py`."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
ACCENT = "#0F4C5C"
SIZE = 96

if __name__ == "__main__":
    picture = Image.new("RGBA", (SIZE, SIZE), "#00000000")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, SIZE - 1, SIZE - 1), radius=SIZE // 8, fill=ACCENT)
    font = ImageFont.truetype(ROOT / "static" / "fonts" / "DashboardSansSC-Bold.otf", round(SIZE * 0.68))
    pen.text((SIZE / 2, SIZE / 2), "督", font=font, fill="white", anchor="mm")
    picture.save(ROOT / "static" / "favicon.png", optimize=True)
