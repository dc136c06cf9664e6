"""审计记录: who signed in, looked at, changed and took away what, and whether the log is whole."""

from components.audit_view import open_audit, pick_search, show_chain, show_events
from components.permission_matrix import offer_matrix

open_audit()
searched = pick_search()
show_events(searched)
show_chain()
offer_matrix()
