"""The bulletin's files: one on a click, or all of them in one archive with progress; nothing is made before."""

from datetime import date
from functools import partial

import streamlit as st

from bulletin.bundle import Typed, render_all
from bulletin.kinds import Kind
from bulletin.templates.chosen import Templates
from bulletin.writing import name_file, render_contents, render_unit
from components import bulletin_store, selection, store, summons_store, template_store
from components.frame import Selected
from components.notices import explained
from components.own_template import show_own_template
from components.places import current_place, place_choice
from components.summons_material import pick_put_forward, render_material
from components.word_download import offer_archive, offer_word
from components.workspace_store import version as workspace_version
from supervision.areas import Area, Areas
from supervision.assessment import Assessment
from supervision.periods import print_date


def pick_unit(areas: Areas) -> Area:
    """Draw the picker of the reporting unit that 一市一单 goes to; return it."""
    chosen = areas.unit_of(current_place(areas))
    unit = chosen if chosen in areas.units else areas.units[0]
    picker = selection.Picker("bulletin_unit", unit.area_code, place_choice(areas).put)
    st.selectbox(
        "报送单位",
        [each.area_code for each in areas.units],
        key=picker.prepare(),
        format_func=lambda code: areas[code].name,
        on_change=picker.publish,
        placeholder="请选择单位",
    )
    return unit


def pick_area(assessment: Assessment, selected: Selected, kind: Kind) -> Area | None:
    """Draw the picker of the place that a document is on; None for the whole province, or where no place is."""
    if kind is Kind.SUMMONS:
        return pick_put_forward(assessment, selected)
    return pick_unit(assessment.areas) if kind is Kind.UNIT else None


@explained()
def show_download(assessment: Assessment, kind: Kind, selected: Selected) -> None:
    """Offer the Word file of a kind; it is made when the button is clicked, not before."""
    area = pick_area(assessment, selected, kind)
    if kind is Kind.SUMMONS and area is None:
        return
    document = f"{assessment.areas.full_name(area.area_code) if area else ''}{kind.word}"
    templates = template_store.active()
    if kind in templates.active:
        render = partial(_render, selected, kind, area)
        show_own_template(document, kind, name_file(assessment, kind, area), render)
    else:
        offer_word(
            f"生成并下载{document}（Word）",
            lambda: _render(selected, kind, area, templates),
            file_name=name_file(assessment, kind, area),
            key="download_bulletin",
            look="primary",
        )
    st.caption(
        "点击后约需数秒生成。文号、签发人、成文日期由人工填写，文件在填写前标注“送审稿”。"
        f"文中数字均取自同一份考评结果（截止{print_date(selected.cutoff)}，方案 {selected.scheme.id}）。"
    )


def _render(selected: Selected, kind: Kind, area: Area | None, templates: Templates) -> bytes:
    if kind is Kind.SUMMONS and area is not None:
        return render_material(selected, area, templates)
    is_demo = store.is_demo()
    if area is not None:
        facts = bulletin_store.facts(selected.quarter, selected.cutoff)
        fields = bulletin_store.entered_fields(selected, kind, area.area_code)
        return render_unit(facts, area.area_code, is_demo=is_demo, fields=fields, templates=templates)
    fields = bulletin_store.entered_fields(selected, kind)
    # A draft that contradicts itself is handed out for mending, and says so on every page; it cannot be issued.
    contents = bulletin_store.contents(selected, kind)
    return render_contents(contents, fields=fields, templates=templates, stamps_faults=True)


@explained()
def show_bundle(assessment: Assessment, selected: Selected) -> None:
    """Offer all documents in one archive: made on a click with progress, then kept for the download."""
    put_forward = {each.area_code for each in summons_store.suggestions(selected.quarter, selected.cutoff)}
    number = len(assessment.areas.units) + 2 + len(put_forward)
    made_of = (store.data_version(), workspace_version(), str(selected.quarter), selected.cutoff)
    if st.button(f"生成全部文件（共{number}份）", help="通报、报告、一市一单和约谈建议材料", key="make_bundle"):
        selection.remember("bundle", (made_of, _render_all(selected)))
    kept = selection.recall("bundle")
    if not isinstance(kept, tuple) or kept[0] != made_of:
        return
    packed: bytes = kept[1]
    offer_archive(
        f"下载全部文件（.zip，{len(packed) // 1024} KB）",
        lambda: packed,
        file_name=_name_bundle(selected.quarter.name, selected.cutoff),
        key="download_bundle",
    )


def _render_all(selected: Selected) -> bytes:
    bar = st.progress(0.0, text="正在读取数据…")
    facts = bulletin_store.facts(selected.quarter, selected.cutoff)
    packed = render_all(
        facts,
        is_demo=store.is_demo(),
        templates=template_store.active(),
        typed=Typed(
            lambda kind: bulletin_store.contents(selected, kind),
            lambda kind, code: bulletin_store.entered_fields(selected, kind, code),
            lambda code: bulletin_store.kept(selected, code),
        ),
        progress=lambda name, number, of: bar.progress((number - 1) / of, text=f"正在生成第{number}份，共{of}份"),
    )
    bar.empty()
    return packed


def _name_bundle(quarter_name: str, cutoff: date) -> str:
    return f"{quarter_name}双减督导全部文件（数据截止{cutoff.isoformat()}）送审稿.zip"
