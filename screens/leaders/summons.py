"""约谈与问责: whom the rules put forward and why, what was done before, and what changed after."""

from components import store
from components.accountability_view import show_accountability
from components.contest_view import show_contests
from components.frame import open_page
from components.pickers import pick_topic
from components.summons_parts import TOPICS, SummonsPlace
from components.summons_register import show_register
from components.summons_view import show_suggestions

selected = open_page("约谈与问责", "哪些地方达到约谈条件，依据是什么，此前做过什么？")
place = SummonsPlace(selected, store.areas(selected.cutoff))

topic = pick_topic("steps", TOPICS)
if topic == "suggestions":
    show_suggestions(place)
elif topic == "interviews":
    show_register(place)
elif topic == "accountability":
    show_accountability(place)
else:
    show_contests(place)
