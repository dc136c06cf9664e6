"""Entry of the dashboard: the pages by who uses them, then the one that was asked for.

`streamlit run app.py` imports this file once as the server's app and runs it as a script for every visit.
"""

import streamlit as st

from components.deep_link import keep_link
from components.known_pages import known_pages
from components.readiness import READY
from components.turns import TURNS
from components.warming import warm


@TURNS.taken()
def show() -> None:
    """Draw the page that was asked for, in the frame of all pages."""
    # Not above: Streamlit's caches are to be made when its server runs, not while it imports this file.
    from components import selection
    from components.frame import build_demo_if_needed, prepare_app
    from components.notices import explained
    from components.patience import PATIENCE
    from components.sign_in_view import in_menu_of_visitor, let_in

    prepare_app()
    # Every page is registered, also those not in the visitor's menu, so that a link to one is answered in our words.
    pages = {
        "领导查看": [
            st.Page("screens/leaders/overview.py", title="总览", url_path="overview", default=True),
            st.Page("screens/leaders/scorecard.py", title="记分卡", url_path="scorecard"),
            st.Page("screens/leaders/comparison.py", title="分类比较", url_path="comparison"),
            st.Page("screens/leaders/coverage.py", title="督导覆盖", url_path="coverage"),
            st.Page("screens/leaders/school.py", title="学校", url_path="school"),
            st.Page("screens/leaders/rows.py", title="明细", url_path="rows"),
            st.Page("screens/leaders/place_file.py", title="一地一档", url_path="file"),
            st.Page("screens/leaders/method.py", title="计分办法", url_path="method"),
        ],
        "督导闭环": [
            st.Page("screens/staff/deadlines.py", title="期限", url_path="deadlines"),
            st.Page("screens/leaders/complaints.py", title="举报", url_path="complaints"),
            st.Page("screens/leaders/problems.py", title="问题清单", url_path="problems"),
            st.Page("screens/leaders/warnings.py", title="预警", url_path="warnings"),
            st.Page("screens/leaders/summons.py", title="约谈与问责", url_path="summons"),
        ],
        "业务办理": [
            st.Page("screens/staff/bulletin.py", title="季度通报", url_path="bulletin"),
            st.Page("screens/staff/data_quality.py", title="数据质量", url_path="data-quality"),
        ],
        "会议": [
            st.Page("screens/meeting/meeting.py", title="周例会", url_path="meeting"),
            st.Page("screens/meeting/projection.py", title="会场投影", url_path="projection"),
        ],
        "系统管理": [
            st.Page("screens/admin/audit.py", title="审计记录", url_path="audit"),
        ],
    }
    # With more pages than a dozen Streamlit folds the menu behind an English word.
    page = st.navigation(in_menu_of_visitor(pages), expanded=True)
    with explained(), PATIENCE.page():
        if not let_in(page, pages):
            return
        selection.follow()
        build_demo_if_needed()
        page.run()


if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, lifespan=warm, middleware=[*known_pages(), *keep_link()], routes=[READY])
