"""问题清单: which problems were found, where each stands, what is late and what comes back."""

from components import store
from components.frame import open_page
from components.pickers import pick_place, pick_topic
from components.problems_ages import show_ages
from components.problems_figures import TOPICS, ProblemsPlace, show_parts, show_problem_figures
from components.problems_list import show_list
from components.problems_print import show_printable

selected = open_page("问题清单", "查出了哪些问题，整改到哪一步，哪些超期，哪些又出现？")
areas = store.areas(selected.cutoff)
place = ProblemsPlace(selected, areas, pick_place(areas, whole=True))
show_problem_figures(place)
topic = pick_topic("view", TOPICS)
if topic == "list":
    show_list(place)
elif topic == "parts":
    show_parts(place)
elif topic == "ages":
    show_ages(place)
else:
    show_printable(place)
