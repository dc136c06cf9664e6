"""Word files through the door of `download`: marked where the account's roles ask for it, or byte by byte as kept."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from bulletin.watermark import mark_archive, mark_pages
from components.download import offer_file
from components.outage_store import require_live
from supervision.watermarks import Medium

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Make = Callable[[], bytes]


def offer_word(
    label: str, make: Make, *, file_name: str, key: str, look: Literal["primary", "secondary"] = "secondary"
) -> None:
    """Offer a Word file, with the mark behind its pages where one is due."""
    marked = partial(_marked, mark_pages, make)
    offer_file(label, marked, Medium.WORD, file_name=file_name, mime=DOCX, key=key, look=look)


def offer_archive(label: str, make: Make, *, file_name: str, key: str) -> None:
    """Offer an archive of Word files, each with the mark where one is due."""
    marked = partial(_marked, mark_archive, make)
    offer_file(label, marked, Medium.WORD, file_name=file_name, mime="application/zip", key=key)


def offer_as_kept(label: str, make: Make, *, file_name: str, key: str) -> None:
    """Offer a Word file without any mark: what was issued, and templates, which come back to be used."""
    offer_file(label, lambda _: make(), None, file_name=file_name, mime=DOCX, key=key)


def _marked(put_on: Callable[[bytes, str], bytes], make: Make, mark: str) -> bytes:
    # The click may come long after the page was drawn, and what a file is made of outlives the database in the caches.
    require_live("生成文件")
    return put_on(make(), mark) if mark else make()
