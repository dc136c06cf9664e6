"""会场投影: the slides of the weekly meeting on the wall; the link says which slide, quarter and cut-off."""

from components.meeting_store import read_deck
from components.meeting_wall import show_wall

show_wall(read_deck, way_out="screens/meeting/meeting.py")
