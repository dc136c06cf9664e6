"""A document made from a template that staff changed: made on a click, so that what goes wrong can be told."""

from collections.abc import Callable

import streamlit as st

from bulletin.gate.printed import GateClosed
from bulletin.templates.chosen import TemplateBroken, Templates, find_template
from components import selection, store, template_store
from components.notices import show_rejected
from components.word_download import offer_word
from components.workspace_store import version as workspace_version

Render = Callable[[Templates], bytes]


def show_own_template(document: str, name: str, file_name: str, render: Render) -> None:
    """Offer to make a document from the template in use; where that fails, say why and offer the shipped one."""
    made_of = (file_name, name, store.data_version(), workspace_version())
    templates = template_store.active()
    template = find_template(templates, name)
    if st.button(f"生成{document}（Word）", type="primary", key=f"make_{name}"):
        _make(made_of, templates, render)
    st.caption(f"使用上传的模板：{template.name}（校验值 {template.short_hash}）。")
    kept = selection.recall("made_from_own")
    if not isinstance(kept, tuple) or kept[0] != made_of:
        return
    if isinstance(kept[1], str):
        show_rejected(kept[1])
        if not st.button("改用随软件附带的模板生成", key=f"make_shipped_{name}"):
            return
        _make(made_of, Templates(), render)
        kept = selection.recall("made_from_own")
    if isinstance(kept, tuple) and isinstance(kept[1], bytes):
        _offer(document, file_name, kept[1])


def _make(made_of: tuple[str, ...], templates: Templates, render: Render) -> None:
    """Keep the finished document for the download, or the sentence that says why there is none."""
    with st.spinner("正在生成，约需数秒…"):
        try:
            selection.remember("made_from_own", (made_of, render(templates)))
        except (TemplateBroken, GateClosed) as fault:
            selection.remember("made_from_own", (made_of, fault.sentence))


def _offer(document: str, file_name: str, docx: bytes) -> None:
    label = f"下载{document}（Word，{len(docx) // 1024} KB）"
    offer_word(label, lambda: docx, file_name=file_name, key="download_made")
