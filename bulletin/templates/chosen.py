"""Which template a document is made from: the one that staff put to use, else the one that comes with the program."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from supervision.faults import Fault

TEMPLATE_FOLDER = Path(__file__).resolve().parents[2] / "bulletin_templates"
TEMPLATE_NAMES = {
    "circular": "通报",
    "report": "报告",
    "unit": "一市一单",
    "summons": "约谈建议材料",
    "letter": "通知和更正说明",
}
"""What each template makes, by the name of its file."""


class TemplateBroken(Fault):
    """A template cannot be filled; the sentence says what staff must change in it."""


@dataclass(frozen=True)
class Template:
    """A Word template: its bytes, and what messages call it."""

    name: str
    content: bytes
    is_shipped: bool = False
    """Whether it comes with the program; only such a one is filled without a process of its own."""

    @property
    def short_hash(self) -> str:
        """Return the beginning of its SHA-256, as the page and the finished file name it."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@dataclass(frozen=True)
class Templates:
    """The templates of all documents: files of a folder, and in their place what staff put to use."""

    folder: Path = TEMPLATE_FOLDER
    active: Mapping[str, Template] = field(default_factory=lambda: MappingProxyType({}))
    """By the name of the file, as in `TEMPLATE_NAMES`."""

    def named(self, name: str) -> Template:
        """Return the template of a name; raises TemplateBroken where its file is missing."""
        return self.active.get(name) or read_template(self.folder / f"{name}.docx")


def find_template(templates: Path | Templates, name: str) -> Template:
    """Return the template of a name from a folder or a choice; raises TemplateBroken where its file is missing."""
    chosen = templates if isinstance(templates, Templates) else Templates(templates)
    return chosen.named(name)


def read_template(path: Path) -> Template:
    """Return a template that lies in a folder of the program; raises TemplateBroken where there is none."""
    if not path.is_file():
        raise TemplateBroken(f"找不到模板文件 {path.name}，请放回 bulletin_templates 文件夹。")
    return Template(path.name, path.read_bytes(), is_shipped=True)
