"""预警: what the rules of the scheme warn of, since when, and what became of the notices."""

from components import store
from components.frame import open_page
from components.pickers import pick_place, pick_topic
from components.warnings_notices import show_notices, show_rules
from components.warnings_parts import TOPICS, WarningsPlace
from components.warnings_view import show_episodes

selected = open_page("预警", "哪些苗头需要提醒，从什么时候开始，提示发出后有没有回音？")
areas = store.areas(selected.cutoff)
place = WarningsPlace(selected, areas, pick_place(areas, whole=True))
topic = pick_topic("alerts", TOPICS)
if topic in ("running", "ended"):
    show_episodes(place, running=topic == "running")
elif topic == "notices":
    show_notices(place)
else:
    show_rules(place)
