"""The selection: the link before the session before the default, unknown values refused, page changes survived."""

from datetime import date

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from components import selection

    choice = selection.one_of("colour", ["red", "green", "blue"], "red")
    chosen = choice.prepare()
    if not st.session_state.get("elsewhere"):
        st.selectbox("颜色", ["red", "green", "blue"], key=choice.widget_key, on_change=choice.publish)
    st.text(chosen)
    if refused := selection.take_refused():
        st.caption(refused)


def _days() -> None:
    from datetime import date

    import streamlit as st

    from components import selection
    from supervision.periods import Quarter

    quarter = Quarter.parse(st.session_state.get("quarter", "2022Q4"))
    st.text(selection.cutoff_choice(quarter, 20, date(2022, 12, 28)).current())


def _day_picker() -> None:
    from datetime import date

    import streamlit as st

    from components import selection
    from supervision.periods import Quarter

    choice = selection.cutoff_choice(Quarter(2022, 4), 20, date(2022, 12, 28))
    chosen = choice.prepare()
    st.date_input("截止日", key=choice.widget_key, on_change=choice.publish)
    st.text(chosen)


def opened(**link: str) -> AppTest:
    app = AppTest.from_function(_page)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def shown(app: AppTest) -> str:
    return app.text[0].value


def test_the_default_is_chosen_first_and_stays_out_of_the_link():
    app = opened()
    assert shown(app) == "red"
    assert "colour" not in app.query_params


def test_a_value_of_the_link_is_chosen_and_set_in_the_widget():
    app = opened(colour="green")
    assert shown(app) == "green"
    assert app.selectbox[0].value == "green"


def test_a_change_of_the_widget_goes_to_the_link_and_back_to_the_default_out_of_it():
    app = opened()
    app.selectbox[0].set_value("blue").run()
    assert shown(app) == "blue"
    assert app.query_params["colour"] == "blue"
    app.selectbox[0].set_value("red").run()
    assert shown(app) == "red"
    assert "colour" not in app.query_params


def test_an_unknown_value_is_refused_once_and_leaves_the_link():
    app = opened(colour="<script>")
    assert shown(app) == "red"
    assert app.caption[0].value == "<script>"
    assert "colour" not in app.query_params
    assert not app.run().caption


def test_a_choice_outlives_a_page_that_does_not_draw_its_widget():
    app = opened()
    app.selectbox[0].set_value("blue").run()
    app.session_state["elsewhere"] = True
    # Another page's link does not carry the value: the session does.
    app.query_params.clear()
    app.run()
    app.session_state["elsewhere"] = False
    app.run()
    assert shown(app) == "blue"
    assert app.selectbox[0].value == "blue"


def test_a_widget_that_is_cleared_leaves_the_choice_alone():
    app = AppTest.from_function(_day_picker).run()
    app.date_input[0].set_value(date(2022, 11, 30)).run()
    assert shown(app) == "2022-11-30"
    app.date_input[0].set_value(None).run()
    assert shown(app) == "2022-11-30"
    assert app.date_input[0].value == date(2022, 11, 30)


def test_a_cutoff_outside_its_quarter_lapses_to_the_usual_day():
    app = AppTest.from_function(_days)
    app.query_params["cutoff"] = "2022-09-01"
    assert app.run().text[0].value == "2022-12-20"
    assert app.query_params["cutoff"] == "2022-12-20"


def test_a_cutoff_that_is_no_day_lapses_to_the_usual_day():
    app = AppTest.from_function(_days)
    app.query_params["cutoff"] = "2022-02-31"
    assert app.run().text[0].value == "2022-12-20"
