"""模板: the template in use to download, a changed one to upload, and all versions with who put them to use."""

from collections.abc import Callable
from functools import cache

import pandas as pd
import streamlit as st

from bulletin.templates.archive import MOST_BYTES
from bulletin.templates.chosen import TEMPLATE_FOLDER, TEMPLATE_NAMES, find_template
from components import selection, template_store
from components.frame import Selected
from components.notices import explained, show_rejected
from components.sign_in_view import offers, signer_field
from components.template_upload import check_upload, keep_upload
from components.word_download import offer_as_kept
from data_access.workspace.templates import ACTIVE
from supervision.faults import InputRejected
from supervision.permissions import Act

GUIDE = TEMPLATE_FOLDER / "README.zh-CN.md"
LONGEST_NAME, LONGEST_NOTE = 40, 200
_MARKS = {"启用": "● 启用", "待启用": "▲ 待启用", "停用": "○ 停用"}


@explained()
def show_templates(selected: Selected) -> None:
    """Show one kind of template: what is in use and how to change it, beside its versions."""
    name = _pick_template()
    versions = template_store.versions(name)
    _show_told()
    in_use, uploading = st.columns([1, 1.4], gap="large")
    with in_use:
        _show_current(name, versions)
    with uploading:
        _show_upload(name, versions, selected)
    _show_versions(versions)
    activating, restoring = st.columns([1.4, 1], gap="large")
    with activating:
        _show_activation(name, versions)
    with restoring:
        _show_restoring(name, versions)
    with st.expander("怎样修改模板、可用的名称"):
        st.markdown(_guide())


def _pick_template() -> str:
    choice = selection.one_of("template", list(TEMPLATE_NAMES), "circular")
    name = choice.prepare()
    st.segmented_control(
        "哪种文件的模板",
        list(TEMPLATE_NAMES),
        key=choice.widget_key,
        format_func=lambda each: TEMPLATE_NAMES[each],
        on_change=choice.publish,
    )
    return name


def _show_told() -> None:
    """Say once what was just done."""
    if told := selection.recall("template_told"):
        selection.remember("template_told", None)
        st.success(str(told))


def _show_current(name: str, versions: pd.DataFrame) -> None:
    st.subheader("现用模板", anchor=False)
    template = find_template(template_store.active(), name)
    used = versions.loc[versions["state"] == ACTIVE]
    if used.empty:
        st.text(f"随软件附带的模板　校验值 {template.short_hash}")
    else:
        row = used.iloc[0]
        st.text(
            f"第{row['version']}版　校验值 {template.short_hash}\n"
            f"{row['activated_at']:%Y-%m-%d %H:%M} 由{row['activated_by']}启用"
        )
    offer_as_kept(
        f"下载现用模板（{TEMPLATE_NAMES[name]}）",
        lambda: template.content,
        file_name=f"{TEMPLATE_NAMES[name]}模板（{template.short_hash[:8]}）.docx",
        key="download_template",
    )


@cache
def _guide() -> str:
    """Return what staff read about templates, without its title."""
    return GUIDE.read_text(encoding="utf-8").partition("\n")[2]


def _show_upload(name: str, versions: pd.DataFrame, selected: Selected) -> None:
    st.subheader("上传修改后的模板", anchor=False)
    if not offers(Act.UPLOAD_TEMPLATE):
        return
    # A number of its own after each upload, so that the next form is empty again.
    with st.form(f"template_upload:{name}:{len(versions)}", border=False):
        file = st.file_uploader(f"模板文件（.docx，不超过{MOST_BYTES // 1_000_000} MB）", type="docx")
        note = st.text_input("改动说明（必填）", max_chars=LONGEST_NOTE, placeholder="如：首段补写发文依据")
        by = signer_field("上传人的处室或职务（必填）", LONGEST_NAME)
        is_sent = st.form_submit_button("检查并保存", type="primary")
    if not is_sent:
        return
    if file is None:
        show_rejected("没有保存：请先选择模板文件。")
        return
    with st.spinner("正在检查并试填，约需数秒…"):
        _check_and_keep(name, file.name, file.getvalue(), note, by, selected)


def _check_and_keep(name: str, file_name: str, content: bytes, note: str, by: str, selected: Selected) -> None:
    try:
        faults = check_upload(name, file_name, content, note, by, selected)
        if faults:
            st.warning(f"**没有保存**　模板未通过检查，发现{len(faults)}处：")
            st.text("\n".join(f"{number}．{fault}" for number, fault in enumerate(faults, 1)))
            return
        number = keep_upload(name, content, note, by)
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    selection.remember("template_told", f"检查和试填通过，已存为第{number}版，待另一人启用。")
    selection.start_over()


def _show_versions(versions: pd.DataFrame) -> None:
    st.subheader("历次版本", anchor=False)
    if versions.empty:
        st.info("还没有上传过模板，现用随软件附带的模板。")
        return
    table = versions_table(versions)
    st.dataframe(table, hide_index=True, height=min(38 + 35 * len(table), 320))


def versions_table(versions: pd.DataFrame) -> pd.DataFrame:
    """Return the versions as staff read them: 状态, 版本, 改动说明, 上传, 上传时间, 启用, 启用时间, 校验值."""
    used = versions["activated_at"].dt.strftime("%Y-%m-%d %H:%M").astype(object)
    return pd.DataFrame(
        {
            "状态": versions["state"].map(_MARKS),
            "版本": [f"第{number}版" for number in versions["version"]],
            "改动说明": versions["note"],
            "上传": versions["uploaded_by"],
            "上传时间": versions["uploaded_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "启用": versions["activated_by"].replace("", "—"),
            "启用时间": used.where(versions["activated_at"].notna(), "—"),
            "校验值": versions["sha256"].str[:16],
        }
    )


def _show_activation(name: str, versions: pd.DataFrame) -> None:
    """Offer the versions that are not in use: to look at, and to put to use by a second person."""
    others = versions.loc[versions["state"] != ACTIVE]
    if others.empty:
        return
    st.subheader("启用（须由上传人以外的人核对）", anchor=False)
    words = {row["version"]: _word(row["version"], row["note"], row["state"]) for row in others.to_dict("records")}
    chosen = st.selectbox(
        "要启用的版本",
        list(words),
        format_func=words.get,
        placeholder="请选择版本",
        key=f"template_version:{name}:{len(versions)}",
    )
    offer_as_kept(
        f"下载第{chosen}版核对",
        lambda: template_store.template_file(name, int(chosen)),
        file_name=f"{TEMPLATE_NAMES[name]}模板第{chosen}版.docx",
        key="download_template_version",
    )
    if not offers(Act.ACTIVATE_TEMPLATE):
        return
    with st.form(f"template_activation:{name}:{chosen}", border=False):
        by = signer_field("启用人的处室或职务（必填，须与上传人不同）", LONGEST_NAME)
        if st.form_submit_button(f"启用第{chosen}版", type="primary"):
            _act(
                lambda: template_store.activate(name, int(chosen), by),
                f"第{chosen}版已启用，以后生成的文件使用该模板。",
            )


def _word(number: int, note: str, state: str) -> str:
    return f"第{number}版　{note}（{state}）"


def _show_restoring(name: str, versions: pd.DataFrame) -> None:
    if ACTIVE not in set(versions["state"]):
        return
    st.subheader("恢复", anchor=False)
    if not offers(Act.ACTIVATE_TEMPLATE):
        return
    with st.form(f"template_restoring:{name}:{len(versions)}", border=False):
        by = signer_field("经办人的处室或职务（必填）", LONGEST_NAME)
        if st.form_submit_button("恢复为随软件附带的模板"):
            _act(lambda: template_store.restore(name, by), "已恢复为随软件附带的模板；上传的各版仍保留，可再启用。")


def _act(act: Callable[[], None], told: str) -> None:
    try:
        act()
    except InputRejected as fault:
        show_rejected(fault.sentence)
        return
    selection.remember("template_told", told)
    selection.start_over()
