"""学校: the schools of a place, and one school with its visits, problems and complaints."""

from components import store
from components.frame import open_page
from components.pickers import pick_place
from components.places import place_choice, school_choice
from components.school_list import show_school_list
from components.school_view import find_school, show_school

selected = open_page("学校", "这个地方有哪些学校，每所学校情况如何？")
areas = store.areas(selected.cutoff)
card = find_school(selected, school_choice().current())
if card and card.facts["area_code"].iloc[0] in areas:
    # The school says where it is; a link that names another place is set right.
    place_choice(areas).put(card.facts["area_code"].iloc[0])
place = pick_place(areas, below=str(card.facts["name"].iloc[0]) if card else "所辖学校")
if card:
    show_school(card, areas, selected)
else:
    show_school_list(place, areas, selected)
