"""督导覆盖: which schools inspectors have reached this month, county by county, down to the names."""

import streamlit as st

from components import store
from components.coverage_view import county_choice, pick_county, show_map, show_summary, show_table, show_unvisited
from components.frame import open_page
from components.pickers import pick_month
from components.places import show_ways
from supervision.faults import NoData

selected = open_page("督导覆盖", "每所学校每月是否到校督导一次以上？")
areas = store.assessment(selected.quarter, selected.cutoff).areas
months, summary = st.columns([1, 3.2], gap="large", vertical_alignment="center")
with months:
    month = pick_month(selected)
coverage = store.month_coverage(month, selected.cutoff)
if coverage.empty:
    raise NoData("本月没有应督导的学校，请核对学校登记表。")
choice = county_choice(areas, coverage)

with summary:
    show_summary(coverage, month, selected.cutoff)
where, names = st.columns([1.1, 1], gap="medium")
with where:
    show_map(coverage, areas, selected, choice)
with names:
    # Table and names stand beside the map, so that a click on a county shows its schools without scrolling.
    show_table(coverage, areas, choice)
    county = pick_county(areas, choice, coverage["area_code"].to_list())
    show_unvisited(county, areas, month, selected)
    show_ways(areas, county)
