"""周例会: what the slides will say, what was resolved, the meeting's beginning and end, and its files."""

from components.frame import open_page
from components.meeting_agenda import show_agenda
from components.meeting_desk import show_desk
from components.meeting_store import standing_now

selected = open_page("周例会", "本次会议讲什么，上次议定的事办得怎样？")
show_agenda(selected)
show_desk(selected, standing_now)
