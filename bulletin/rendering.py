"""A template and a context made into a Word file: ours at once, one that staff changed in a limited process."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bulletin.drawings import PrintedPicture
from bulletin.filling import fill
from bulletin.templates.chosen import Template, TemplateBroken, read_template
from bulletin.templates.job import Job
from bulletin.templates.limited import fill_limited

__all__ = ["TemplateBroken", "render"]


def render(
    template: Path | Template,
    context: dict[str, Any],
    pictures: Sequence[PrintedPicture],
    manifest: bytes | None = None,
) -> bytes:
    """Return the filled document, with the list of its figures inside where one is given.

    Raises TemplateBroken where the template uses an unknown name, a forbidden expression or broken syntax, takes more
    time or memory than it may, or where the finished file fails a check.
    """
    chosen = template if isinstance(template, Template) else read_template(template)
    if chosen.is_shipped:
        return fill(chosen, context, pictures, manifest)
    # What passed the checks once may still turn on other data; it never runs beside the dashboard.
    return fill_limited(Job(chosen, context, tuple(pictures), manifest))
