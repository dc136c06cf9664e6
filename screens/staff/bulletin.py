"""季度通报: what is missing or provisional, who is named and why, draft, issuing, proof of a file, templates."""

from components.bulletin_check import show_check
from components.bulletin_making import show_desk, show_making
from components.bulletin_view import CHECK, MAKE, TEMPLATES, pick_step
from components.frame import open_page
from components.naming_view import show_naming
from components.review_view import show_review
from components.template_view import show_templates

selected = open_page("季度通报", "本季度通报能不能印发，还缺什么？")
step = pick_step()
if step == CHECK:
    show_check()
    show_review(selected)
elif step == TEMPLATES:
    show_templates(selected)
elif step == MAKE:
    show_making(selected)
    show_naming(selected)
else:
    show_desk(step, selected)
