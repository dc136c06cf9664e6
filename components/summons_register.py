"""约谈登记: every summons up to the cut-off, whether the place's leaders were told, and what changed since."""

from collections import Counter

import pandas as pd
import streamlit as st

from components import summons_store
from components.audit_store import record_view
from components.escaping import md_escape
from components.method_view import table_html
from components.notices import explained
from components.summons_parts import (
    ALL,
    NOTHING,
    SummonsPlace,
    choose_row,
    day_text,
    offer_register,
    pick_from,
    pick_level,
    pick_one,
    show_earlier_steps,
)
from components.summons_store import EffectsByInterview
from supervision.periods import Quarter
from supervision.scheme_summons import TRIGGERS
from supervision.summons_effects import NO_DATA, NONE_SINCE, Effect
from supervision.summons_steps import is_day

NOT_TOLD = "未通报"
HEADINGS = {
    "held_on": "约谈日期",
    "place": "地方",
    "trigger": "事由",
    "notified": "通报当地党委政府",
    "indicator": "首项跟踪指标",
    "before": "约谈当季",
    "after": "本季度",
    "change": "变化",
}
EFFECTS = ("indicator", "before", "after", "change")
FILE_HEADINGS = {**HEADINGS, "document_no": "文号"}
ROW_PIXELS, MOST_PIXELS = 35, 400


@explained()
def show_register(place: SummonsPlace) -> None:
    """Show the register with filters, its file, and before and after of the summons that is chosen."""
    record_view("约谈登记", f"截止{place.selected.cutoff}")
    every = summons_store.interviews(place.selected.cutoff)
    st.markdown(register_text(every))
    level_place, trigger_place = st.columns(2)
    with level_place:
        level = pick_level()
    with trigger_place:
        trigger = pick_one("trigger", "事由", [ALL, *TRIGGERS])
    wanted = every.loc[[place.is_wanted(code, level) for code in every["area_code"]]]
    wanted = wanted.loc[(wanted["trigger"] == trigger) | (trigger == ALL)].reset_index(drop=True)
    if wanted.empty:
        st.info("按所选条件，截止日以前没有约谈记录。")
        return
    effects: EffectsByInterview | None = None
    with explained():
        # What changed since is worked out from other quarters, which may not be at hand; the register stands alone.
        effects = summons_store.effects(place.selected.quarter, place.selected.cutoff)
    table = register_table(wanted, effects, place)
    chosen = _pick(table, list(wanted["interview_id"]))
    notes = {"约谈后变化": "本季度与约谈当季相比，均按同期截止日计算"}
    headings = {name: heading for name, heading in FILE_HEADINGS.items() if name in table}
    offer_register(table, headings, "约谈登记", place, notes, "download_interviews")
    (row,) = wanted.loc[wanted["interview_id"] == chosen].to_dict("records")
    show_interview({str(name): value for name, value in row.items()}, effects, place)


def register_text(interviews: pd.DataFrame) -> str:
    """Return how many were summoned, for what, and how many places' leaders were not told yet."""
    counted = Counter(interviews["trigger"])
    parts = "　".join(f"{md_escape(trigger)} **{counted[trigger]}**" for trigger in sorted(counted, key=_order))
    untold = sum(not is_day(value) for value in interviews["notified_on"])
    return f"截止日以前共约谈 **{len(interviews)}** 次，尚未通报当地党委政府 **{untold}** 次。{parts}"


def _order(trigger: str) -> int:
    return TRIGGERS.index(trigger) if trigger in TRIGGERS else len(TRIGGERS)


def register_table(interviews: pd.DataFrame, effects: EffectsByInterview | None, place: SummonsPlace) -> pd.DataFrame:
    """Return a row per summons with the columns of FILE_HEADINGS, those of EFFECTS only where effects are known."""
    rows = [
        {
            "held_on": day_text(row["held_on"]),
            "place": place.areas.full_name(row["area_code"]),
            "trigger": row["trigger"],
            "notified": day_text(row["notified_on"]) if is_day(row["notified_on"]) else NOT_TOLD,
            "document_no": row["document_no"] or NOTHING,
        }
        | (dict(zip(EFFECTS, change_cells(effects[row["interview_id"]]), strict=True)) if effects is not None else {})
        for row in interviews.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[name for name in FILE_HEADINGS if effects is not None or name not in EFFECTS])


def change_cells(effects: tuple[Effect, ...]) -> tuple[str, str, str, str]:
    """Return the first indicator followed: its name, then and now, and the change, or why there is none."""
    if not effects:
        return NOTHING, NOTHING, NOTHING, NO_DATA
    first = effects[0]
    if not first.later:
        return first.name, first.before, NOTHING, NONE_SINCE
    newest = first.later[-1]
    return first.name, first.before, newest.value, newest.change


def _pick(table: pd.DataFrame, keys: list[str]) -> str:
    """Show the register and return the id of the summons chosen in it or beside it."""
    st.dataframe(
        table[[name for name in HEADINGS if name in table]].rename(columns=HEADINGS),
        column_config=dict.fromkeys(("约谈当季", "本季度"), st.column_config.TextColumn(alignment="right")),
        key="interviews",
        hide_index=True,
        height=min(MOST_PIXELS, ROW_PIXELS * (len(table) + 1) + 2),
        on_select=lambda: choose_row("interview", "interviews", keys),
        selection_mode="single-row",
        placeholder=NOTHING,
    )
    said = table["held_on"] + "　" + table["place"] + "　" + table["trigger"]
    return pick_from("interview", "查看其中一次（也可点击上表的一行）", dict(zip(keys, said, strict=True)))


def show_interview(row: dict[str, object], known: EffectsByInterview | None, place: SummonsPlace) -> None:
    """Show one summons: what changed since, quarter by quarter, and all steps against the place."""
    name = place.areas.full_name(str(row["area_code"]))
    st.subheader(f"{md_escape(name)}　{row['trigger']}　约谈前后", anchor=False)
    effects = () if known is None else known[str(row["interview_id"])]
    if effects:
        first = Quarter.of(row["held_on"])  # type: ignore[arg-type]
        st.html(effects_html(effects, first))
        st.caption("变化均与约谈当季相比；口径改变或一方没有数据的为“不可比”，不作推算。")
    elif known is not None:
        st.markdown(f"{NO_DATA}，不能比较前后。")
    st.markdown("**对该地采取的措施**")
    show_earlier_steps(str(row["area_code"]), place)


def effects_html(effects: tuple[Effect, ...], held_in: Quarter) -> str:
    """Return the indicators followed as a table: in the quarter of the summons, then each later one with its change."""
    later = [each.quarter.short_name for each in effects[0].later]
    headings = ["指标", f"约谈当季（{held_in.short_name}）"]
    headings += [part for name in later for part in (name, "与约谈当季比")]
    rows = [
        (
            f"{each.indicator_id}　{each.name}",
            each.before,
            *(cell for one in each.later for cell in (one.value, one.change)),
        )
        for each in effects
    ]
    return table_html(headings, rows, frozenset({1, *range(2, len(headings), 2)}))
