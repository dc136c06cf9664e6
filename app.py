"""Entry of the dashboard: the pages by who uses them, then the one that was asked for."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from components import selection
from components.frame import build_demo_if_needed, prepare_app
from components.notices import explained

# On a fresh server Streamlit takes the folder `pages/` for its old form of multi-page app until st.navigation has run
# once, and greets a deep link with "Page not found". Starting over in the new form makes the link be found.
if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    st.rerun()

prepare_app()
page = st.navigation(
    {
        "领导查看": [
            st.Page("pages/leaders/overview.py", title="总览", url_path="overview", default=True),
            st.Page("pages/leaders/scorecard.py", title="记分卡", url_path="scorecard"),
            st.Page("pages/leaders/coverage.py", title="督导覆盖", url_path="coverage"),
            st.Page("pages/leaders/method.py", title="计分办法", url_path="method"),
        ],
        "业务办理": [
            st.Page("pages/staff/bulletin.py", title="季度通报", url_path="bulletin"),
            st.Page("pages/staff/data_quality.py", title="数据质量", url_path="data-quality"),
        ],
    }
)
with explained():
    selection.follow()
    build_demo_if_needed()
    page.run()
