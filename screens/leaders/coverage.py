"""督导覆盖: which schools inspectors have reached, since when they have not, by whom, on which days, and where next."""

import streamlit as st

from components import store
from components.coverage_days import show_days
from components.coverage_gaps import show_gaps
from components.coverage_inspectors import show_inspectors
from components.coverage_next import show_next
from components.coverage_parts import TOPICS, Place, pick_span
from components.coverage_view import show_schools, show_summary
from components.frame import open_page
from components.pickers import pick_topic

selected = open_page("督导覆盖", "每所学校每月是否到校督导一次以上？")
areas = store.areas(selected.cutoff)
months, summary = st.columns([1, 3.2], gap="large", vertical_alignment="center")
with months:
    place = Place(selected, pick_span(selected), areas)
with summary:
    show_summary(place)
    topic = pick_topic("topic", TOPICS)

if topic == "schools":
    show_schools(place)
elif topic == "gaps":
    show_gaps(place)
elif topic == "inspectors":
    show_inspectors(place)
elif topic == "days":
    show_days(place)
else:
    show_next(place)
