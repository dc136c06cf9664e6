"""问题清单: the choice between the views of the page, and the ages of open problems."""

import streamlit as st

from charts.ages import draw_ages
from components import problem_store, selection
from components.pictures import show_picture
from components.problems_figures import ProblemsPlace
from supervision.problem_numbers import sum_ages

TOPICS = {"list": "清单", "parts": "程度、类别、来源和地方", "ages": "在册时长", "print": "打印清单"}


def pick_topic() -> str:
    """Draw the choice of a view and return it; the list is the first."""
    choice = selection.one_of("view", list(TOPICS), "list")
    chosen = choice.prepare()
    st.segmented_control(
        "查看内容",
        list(TOPICS),
        key=choice.widget_key,
        format_func=TOPICS.__getitem__,
        on_change=choice.publish,
        label_visibility="collapsed",
    )
    return chosen


def show_ages(place: ProblemsPlace) -> None:
    """Show how long the open problems of the place have been open."""
    ages = problem_store.ages(place.selected.quarter, place.selected.cutoff)
    show_picture(draw_ages(sum_ages(ages, place.codes, place.selected.scheme)), "problem_ages")
    st.caption("自交办之日起算；反弹的自“回头看”之日起算。左为期限内和反弹未重定期限的，右为超期未整改。")
