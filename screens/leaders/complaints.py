"""举报: what came in and what became of it, which cases are late, how places compare, and the season ahead."""

from components import store
from components.complaints_figures import TOPICS, ComplaintsPlace, show_complaint_figures, show_parts
from components.complaints_list import show_cases
from components.complaints_places import show_places
from components.complaints_season import show_seasons
from components.frame import open_page
from components.pickers import pick_place, pick_topic

selected = open_page("举报", "群众反映了什么，办得怎么样，哪些超期？")
areas = store.areas(selected.cutoff)
place = ComplaintsPlace(selected, areas, pick_place(areas, whole=True))
show_complaint_figures(place)
topic = pick_topic("matter", TOPICS)
if topic == "cases":
    show_cases(place)
elif topic == "parts":
    show_parts(place)
elif topic == "places":
    show_places(place)
else:
    show_seasons(place)
