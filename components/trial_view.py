"""试算: other weights tried on the screen, never saved, never in a link, and marked as a trial."""

import pandas as pd
import streamlit as st

from components.escaping import md_escape
from components.method_view import table_html
from supervision.assessment import Assessment
from supervision.faults import InputRejected
from supervision.printing import print_rank, print_score
from supervision.trial import Trial, try_weights, without

OWN, FREE = "own", "free"
MARK = "试算"
HEADINGS = ("地方", "方案总分", "方案名次", "试算总分", "试算名次", "名次变动")


def show_trial(assessment: Assessment, area_code: str) -> None:
    """Draw the controls of a trial and what it does to the ranking of the place's peers."""
    group = assessment.areas[area_code].peer_group
    if group is None:
        st.markdown("全省合计不参加排名，请选择一个地方再试算。")
        return
    st.markdown(f":orange-background[**{MARK}**]　只在本页显示，不保存，不影响记分卡和通报。")
    controls, outcome = st.columns([1, 1.4], gap="medium")
    with controls:
        weights = _pick_weights(assessment)
    with outcome:
        try:
            trial = try_weights(assessment, weights)
        except InputRejected as fault:
            st.warning(md_escape(fault.sentence))
            return
        show_outcome(assessment, trial.in_group([a.area_code for a in assessment.areas.in_group(group)]), area_code)


def _pick_weights(assessment: Assessment) -> dict[int, float]:
    """Draw the controls: leave one category out, or type weights; return the weights to try."""
    categories = assessment.scheme.category
    names = {OWN: "按方案权重"} | {str(c.id): f"去掉“{c.name}”" for c in categories} | {FREE: "自行输入各类权重"}
    how = st.selectbox("试算方式", list(names), format_func=lambda key: names[key], key="trial_how")
    if how == OWN:
        return assessment.scheme.weights
    if how != FREE:
        return without(assessment, int(how))
    table = pd.DataFrame(
        {"类别": [c.name for c in categories], "方案权重": [c.weight for c in categories]},
        index=[c.id for c in categories],
    ).assign(试算权重=lambda shown: shown["方案权重"])
    edited = st.data_editor(
        table,
        key="trial_weights",
        hide_index=True,
        disabled=["类别", "方案权重"],
        height=35 * (len(table) + 1) + 2,
        column_config={
            "方案权重": st.column_config.NumberColumn(format="%.1f", width="small"),
            "试算权重": st.column_config.NumberColumn(
                format="%.1f", min_value=0.0, max_value=10.0, step=0.5, width="small"
            ),
        },
    )
    return {int(key): float(weight) for key, weight in edited["试算权重"].items()}


def show_outcome(assessment: Assessment, trial: Trial, area_code: str) -> None:
    """Say what a trial does to the place, and list the places whose rank moves far."""
    own = trial.table.set_index("area_code").loc[area_code]
    st.html(table_html(HEADINGS, [_row(assessment, own, area_code)], numbers=frozenset(range(1, 6))))
    movers = trial.movers
    st.markdown(f"**同类{len(trial.table)}个地方中，名次变动超过{trial.moves_more_than}位的有{len(movers)}个**")
    if not movers.empty:
        rows = [_row(assessment, row, str(row["area_code"])) for _, row in movers.iterrows()]
        st.html(table_html(HEADINGS, rows, numbers=frozenset(range(1, 6))))


def _row(assessment: Assessment, row: "pd.Series[float]", area_code: str) -> tuple[str, ...]:
    bands = assessment.scheme.band
    before = assessment.total(area_code)
    rank = None if pd.isna(row["rank"]) else int(row["rank"])
    return (
        assessment.areas.full_name(area_code),
        _score(row["score_before"], bands),
        print_rank(before.rank, before.tied, before.rank_n),
        _score(row["score"], bands),
        print_rank(rank, bool(row["tied"]), int(row["rank_n"])),
        _move(row["moved"]),
    )


def _score(score: float, bands: tuple) -> str:
    return "未评" if pd.isna(score) else print_score(float(score), bands)


def _move(moved: float) -> str:
    if pd.isna(moved):
        return "—"
    return "不变" if moved == 0 else f"{'前进' if moved > 0 else '后退'}{abs(int(moved))}位"
