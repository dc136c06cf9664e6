"""What a page has waited for: its own answers, those it stood behind, and no second twice."""

import time
from threading import Thread

from components.patience import SLOW_SECONDS, Patience

NEAR = 0.05


def in_another_thread(patience: Patience, seconds: float) -> None:
    def read() -> None:
        with patience.page():
            patience.note(seconds)

    thread = Thread(target=read)
    thread.start()
    thread.join()


def test_own_answers_add_up_and_the_next_page_begins_anew():
    patience = Patience()
    with patience.page():
        time.sleep(0.2)
        patience.note(0.1)
        time.sleep(0.2)
        patience.note(0.2)
        assert abs(patience.waited() - 0.3) < NEAR
    with patience.page():
        assert patience.waited() == 0


def test_what_is_read_without_a_page_is_not_limited():
    patience = Patience()
    patience.note(10)
    assert patience.waited() == 0


def test_a_slow_answer_to_another_counts_as_far_as_the_page_was_running_and_only_once():
    patience = Patience()
    with patience.page():
        time.sleep(0.3)
        in_another_thread(patience, SLOW_SECONDS + 5)
        assert abs(patience.waited() - 0.3) < NEAR
        patience.note(0.2)
        assert abs(patience.waited() - 0.3) < NEAR


def test_quick_answers_to_others_are_no_wait():
    patience = Patience()
    with patience.page():
        time.sleep(0.2)
        in_another_thread(patience, 0.2)
        assert patience.waited() == 0
