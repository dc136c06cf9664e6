"""Drafts: two people in one paragraph, versions that all stay."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from data_access.workspace.drafts import Draft, Edit, read_draft, read_draft_history, save_draft
from data_access.workspace.transactions import writing
from supervision.faults import ChangedMeanwhile
from supervision.periods import Quarter
from tests.workspace.conftest import NOON

CIRCULAR = Draft(Quarter(2022, 4), "circular")
FIRST = Edit(CIRCULAR, "paragraph/overview/2", "全省情况总体平稳。", 0, {"text": "全省情况", "a/b@410000": "98.5%"})


def test_what_was_typed_is_read_back_with_what_it_was_based_on(ask, tell):
    assert tell(save_draft, replace(FIRST, edited_by="督导处"), NOON) == 1
    (row,) = ask(read_draft, CIRCULAR).to_dict("records")
    assert row == {
        "place": "paragraph/overview/2",
        "version": 1,
        "content": "全省情况总体平稳。",
        "basis": {"text": "全省情况", "a/b@410000": "98.5%"},
        "edited_by": "督导处",
        "edited_at": NOON,
    }


def test_the_newest_version_counts_and_the_earlier_ones_stay(ask, tell):
    tell(save_draft, FIRST, NOON)
    tell(save_draft, replace(FIRST, content="又改了。", seen_version=1), NOON + timedelta(hours=1))
    tell(save_draft, replace(FIRST, content=None, seen_version=2), NOON + timedelta(hours=2))
    tell(save_draft, replace(FIRST, place="field/number", content="7号"), NOON)
    newest = ask(read_draft, CIRCULAR)
    assert list(newest["place"]) == ["field/number", "paragraph/overview/2"]
    assert list(newest["version"]) == [1, 3]
    assert newest["content"].isna().tolist() == [False, True]
    history = ask(read_draft_history, CIRCULAR, "paragraph/overview/2")
    assert history["content"].tolist()[:2] == ["全省情况总体平稳。", "又改了。"]


def test_drafts_of_other_documents_are_told_apart(ask, tell):
    tell(save_draft, FIRST, NOON)
    for other in (
        Draft(Quarter(2022, 3), "circular"),
        Draft(Quarter(2022, 4), "report"),
        Draft(Quarter(2022, 4), "unit", "410300"),
    ):
        assert ask(read_draft, other).empty
        assert tell(save_draft, replace(FIRST, draft=other), NOON) == 1
    assert list(ask(read_draft, CIRCULAR)["version"]) == [1]


def test_the_second_of_two_who_edit_one_paragraph_is_told_and_nothing_is_lost(ask, tell):
    tell(save_draft, replace(FIRST, content="甲写的"), NOON)
    with pytest.raises(ChangedMeanwhile, match="他人") as told:
        tell(save_draft, replace(FIRST, content="乙写的"), NOON)
    assert told.value.theirs == "甲写的"
    assert list(ask(read_draft, CIRCULAR)["content"]) == ["甲写的"]
    # Having read the other's text, the second may save.
    tell(save_draft, replace(FIRST, content="甲写的，乙补充", seen_version=1), NOON)
    assert list(ask(read_draft_history, CIRCULAR, FIRST.place)["content"]) == ["甲写的", "甲写的，乙补充"]


def test_of_eight_who_save_at_the_same_moment_one_is_saved_and_seven_are_told(store, ask):
    def save(person: int) -> str:
        try:
            with writing(store) as connection:
                save_draft(connection, replace(FIRST, content=f"第{person}人"), NOON)
        except ChangedMeanwhile:
            return "told"
        return f"第{person}人"

    with ThreadPoolExecutor(max_workers=8) as people:
        said = list(people.map(save, range(8)))
    saved = [text for text in said if text != "told"]
    assert (len(saved), said.count("told")) == (1, 7)
    assert list(ask(read_draft, CIRCULAR)["content"]) == saved
