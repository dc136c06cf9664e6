"""问题清单: the ages of open problems."""

import streamlit as st

from charts.ages import draw_ages
from components import problem_store
from components.notices import explained
from components.pictures import show_picture
from components.problems_figures import ProblemsPlace
from supervision.problem_numbers import sum_ages


@explained()
def show_ages(place: ProblemsPlace) -> None:
    """Show how long the open problems of the place have been open."""
    ages = problem_store.ages(place.selected.quarter, place.selected.cutoff)
    show_picture(draw_ages(sum_ages(ages, place.codes, place.selected.scheme)), "problem_ages")
    st.caption("自交办之日起算；反弹的自“回头看”之日起算。左为期限内和反弹未重定期限的，右为超期未整改。")
