"""核对稿: a document with a comment on every figure, made on a click."""

import streamlit as st

from bulletin.kinds import Kind
from bulletin.review_copy import annotate
from bulletin.unit_contents import compose_unit
from bulletin.writing import name_file, render_contents, render_unit
from components import bulletin_store, selection, store, template_store
from components.bulletin_files import pick_area
from components.bulletin_view import pick_kind
from components.frame import Selected
from components.notices import explained
from components.outage_store import require_live
from components.summons_material import compose_material, render_material
from components.word_download import offer_word
from components.workspace_store import version as workspace_version
from supervision.areas import Area


@explained()
def show_review(selected: Selected) -> None:
    """Offer the copy for checking of a document of the chosen quarter."""
    st.subheader("核对稿", anchor=False)
    st.caption("与送审稿相同，另在每个数字上加批注：是哪个地方的什么数、由哪两个数相除、依据是什么、到哪里查逐件数据。")
    assessment = store.assessment(selected.quarter, selected.cutoff)
    kind = pick_kind()
    area = pick_area(assessment, selected, kind)
    if kind is Kind.SUMMONS and area is None:
        return
    code = area.area_code if area else ""
    made_of = (store.data_version(), workspace_version(), str(selected.quarter), selected.cutoff, kind, code)
    if st.button(f"生成{area.name if area else ''}{kind.word}的核对稿", key="make_review"):
        with st.spinner("正在生成，约需数秒…"):
            selection.remember("review", (made_of, _annotated(selected, kind, area)))
    kept = selection.recall("review")
    if not isinstance(kept, tuple) or kept[0] != made_of:
        return
    docx: bytes = kept[1]
    offer_word(
        f"下载核对稿（Word，{len(docx) // 1024} KB）",
        lambda: docx,
        file_name=name_file(assessment, kind, area).replace("送审稿", "核对稿"),
        key="download_review",
    )


def _annotated(selected: Selected, kind: Kind, area: Area | None) -> bytes:
    require_live("生成核对稿")
    templates = template_store.active()
    fields = bulletin_store.entered_fields(selected, kind, area.area_code if area else "")
    if area is None:
        contents = bulletin_store.contents(selected, kind)
        return annotate(render_contents(contents, fields=fields, templates=templates, stamps_faults=True), contents)
    if kind is Kind.SUMMONS:
        return annotate(render_material(selected, area, templates), compose_material(selected, area))
    facts, is_demo = bulletin_store.facts(selected.quarter, selected.cutoff), store.is_demo()
    written = compose_unit(facts, area.area_code, is_demo=is_demo)
    return annotate(render_unit(facts, area.area_code, is_demo=is_demo, fields=fields, templates=templates), written)
