"""约谈建议材料: the Word file on a place that the rules put forward, made on a click."""

from functools import partial

import streamlit as st

from bulletin.kinds import Kind
from bulletin.summons_contents import SummonsContents, compose_summons
from bulletin.summons_writing import render_summons
from bulletin.templates.chosen import Templates
from bulletin.writing import name_file
from components import bulletin_store, selection, store, summons_store, template_store
from components.frame import Selected
from components.notices import explained
from components.places import current_place, place_choice
from components.word_download import offer_word
from supervision.areas import Area
from supervision.assessment import Assessment


def pick_put_forward(assessment: Assessment, selected: Selected) -> Area | None:
    """Draw the picker of a place that the rules put forward; return it, or None, said on the page, where none is."""
    areas = assessment.areas
    codes = {each.area_code for each in summons_store.suggestions(selected.quarter, selected.cutoff)}
    offered = [area.area_code for area in areas.all if area.area_code in codes]
    if not offered:
        st.info("本季度没有达到约谈规则的地方，没有建议材料。")
        return None
    chosen = current_place(areas)
    current = chosen if chosen in offered else offered[0]
    picker = selection.Picker("summons_place", current, place_choice(areas).put)
    st.selectbox(
        "达到约谈规则的地方",
        offered,
        key=picker.prepare(),
        format_func=areas.full_name,
        on_change=picker.publish,
        placeholder="请选择地方",
    )
    return areas[current]


def compose_material(selected: Selected, area: Area) -> SummonsContents:
    """Return what the material on a place says, with what our own store holds on it."""
    facts = bulletin_store.facts(selected.quarter, selected.cutoff)
    kept = bulletin_store.kept(selected, area.area_code)
    return compose_summons(facts, area.area_code, is_demo=store.is_demo(), kept=kept)


def render_material(selected: Selected, area: Area, templates: Templates) -> bytes:
    """Return the Word file on a place, with the fields that staff typed; raises what `render_summons` raises."""
    return render_summons(
        bulletin_store.facts(selected.quarter, selected.cutoff),
        area.area_code,
        is_demo=store.is_demo(),
        kept=bulletin_store.kept(selected, area.area_code),
        fields=bulletin_store.entered_fields(selected, Kind.SUMMONS, area.area_code),
        templates=templates,
    )


@explained()
def show_material(selected: Selected, area_code: str) -> None:
    """Offer the material on the place of a suggestion; it is made when the button is clicked, not before."""
    assessment = store.assessment(selected.quarter, selected.cutoff)
    area = assessment.areas[area_code]
    offer_word(
        "生成并下载建议材料（Word）",
        partial(_made, selected, area),
        file_name=name_file(assessment, Kind.SUMMONS, area),
        key="download_material",
    )
    st.caption("含该地全部事由、数据、依据和此前措施；文号、签发人、日期和研究意见由人填写，标注“送审稿”。")


def _made(selected: Selected, area: Area) -> bytes:
    return render_material(selected, area, template_store.active())
