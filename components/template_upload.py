"""An upload of a template: what must be filled in, the check with the figures of the chosen quarter, the keeping."""

from bulletin.templates.checking import check_template
from bulletin.templates.chosen import TEMPLATE_NAMES, Templates, find_template
from bulletin.templates.samples import make_sample
from components import bulletin_store, template_store
from components.frame import Selected
from data_access.workspace.templates import Upload
from supervision.faults import InputRejected


def check_upload(
    name: str, file_name: str, content: bytes, note: str, uploaded_by: str, selected: Selected
) -> tuple[str, ...]:
    """Return a sentence per fault of an uploaded template; nothing where it may be kept.

    Raises InputRejected where something is not filled in, or the file is the shipped one unchanged.
    """
    if not note.strip() or not uploaded_by.strip():
        raise InputRejected("没有保存：请填写上传人和改动说明。")
    if find_template(Templates(), name).content == content:
        raise InputRejected(f"没有保存：文件与随软件附带的{TEMPLATE_NAMES[name]}模板完全相同。")
    facts = bulletin_store.facts(selected.quarter, selected.cutoff)
    return check_template(file_name, content, make_sample(name, facts))


def keep_upload(name: str, content: bytes, note: str, uploaded_by: str) -> int:
    """Keep a template that has passed its check and return its version."""
    return template_store.keep(Upload(name, content, note, uploaded_by))
