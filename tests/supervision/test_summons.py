"""The ladder by hand, its properties, and the same suggestions from a slow second implementation."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.periods import Quarter
from supervision.scheme import scheme_for
from supervision.summons import ANSWERED, NOTIFIED, REMINDED, SUMMONED, QuarterGrounds, Step, said_of, suggest
from supervision.summons_grounds import Ground, Point
from supervision.summons_steps import steps_of

NOW = Quarter(2022, 4)
SCHEME = scheme_for(NOW)
LADDER = [row.step for row in SCHEME.ladder]
PLACE, TRIGGER = "410102", "问题整改不力"


def ground(rule_id="rectified", area_code=PLACE):
    return Ground(area_code, rule_id, (Point("问题按期整改率75.0%（20个中15个），低于80%", "11.1", 15.0, 20.0),))


def quarters(*met):
    """Return following quarters, the last of them now, each with the grounds of the rules named."""
    return [
        QuarterGrounds(NOW.shifted(place + 1 - len(met)), tuple(ground(rule) for rule in rules))
        for place, rules in enumerate(met)
    ]


def step_of(met, steps=()):
    found = suggest(quarters(*met), steps, SCHEME)
    return [(each.next_step.step if each.next_step else None, each.running) for each in found]


YES, NO = ("rectified",), ()


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ((YES,), [("提醒", 1)]),
        ((NO, YES), [("提醒", 1)]),
        ((YES, YES), [("督办", 2)]),
        ((YES, YES, YES), [("约谈", 3)]),
        ((YES, YES, YES, YES), [("约谈", 4)]),  # not held: nothing is skipped
        ((YES, NO, YES), [("提醒", 1)]),  # a break begins anew
        ((YES, YES, NO), []),
        ((("look_back",), YES), [("督办", 2)]),  # another rule of the same trigger carries the run on
    ],
)
def test_each_quarter_running_is_one_step(met, expected):
    assert step_of(met) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(SUMMONED, date(2022, 8, 31))], NOTIFIED),
        ([(SUMMONED, date(2022, 8, 31)), (NOTIFIED, date(2022, 9, 7))], ANSWERED),
        ([(SUMMONED, date(2022, 11, 1))], NOTIFIED),  # due at once
        ([(SUMMONED, date(2022, 11, 1)), (NOTIFIED, date(2022, 11, 9))], None),  # its effect is waited for
        ([(SUMMONED, date(2021, 12, 1))], SUMMONED),  # before the run began: forgotten
        ([(REMINDED, date(2022, 11, 1))], SUMMONED),  # a reminder shields nobody
    ],
)
def test_after_a_summons_without_effect_comes_the_next_step(steps, expected):
    taken = [Step(PLACE, step, TRIGGER, on) for step, on in steps]
    assert step_of((YES, YES, YES), taken) == [(expected, 3)]


def test_steps_of_another_place_or_trigger_do_not_count():
    others = [Step("410103", SUMMONED, TRIGGER, date(2022, 8, 1)), Step(PLACE, SUMMONED, "工作落后", date(2022, 8, 1))]
    assert step_of((YES, YES), others) == [("督办", 2)]


def test_accountability_counts_after_a_summons_for_the_trigger_only():
    answered = Step(PLACE, ANSWERED, None, date(2022, 9, 20))
    assert step_of((YES, YES, YES), [answered]) == [(SUMMONED, 3)]
    before = [Step(PLACE, SUMMONED, TRIGGER, date(2022, 7, 5)), Step(PLACE, NOTIFIED, TRIGGER, date(2022, 7, 9))]
    (found,) = suggest(quarters(YES, YES, YES), [*before, answered], SCHEME)
    assert found.last_taken == answered
    assert found.next_step.step == ANSWERED


def test_a_rule_that_asks_for_two_quarters_counts_from_the_second():
    weak = ("weak_categories",)
    assert step_of((weak,)) == []
    assert step_of((weak, weak)) == [("提醒", 1)]
    assert step_of((weak, weak, weak)) == [("督办", 2)]
    # The other rule of the trigger held in the first quarter already.
    assert step_of((("behind", "weak_categories"), weak)) == [("督办", 2)]


def test_a_suggestion_says_since_when_and_what_was_done():
    (first,) = suggest(quarters(NO, YES), [], SCHEME)
    assert said_of(first) == "本季度首次出现"
    step = Step(PLACE, SUMMONED, TRIGGER, date(2022, 8, 31))
    (later,) = suggest(quarters(NO, YES, YES, YES), [step], SCHEME)
    assert said_of(later) == "连续3个季度出现（自2022年第二季度），2022年8月31日已约谈"
    assert later.since == Quarter(2022, 2)
    (longer,) = suggest(quarters(YES, YES), [], SCHEME)
    assert said_of(longer) == "至少连续2个季度出现（自2022年第三季度）"


def test_the_heaviest_step_comes_first_and_grounds_of_one_trigger_stand_together():
    held = [*quarters(YES, YES)]
    both = (ground("rectified", "410103"), ground("rectified"), ground("look_back"))
    held[-1] = QuarterGrounds(NOW, both)
    found = suggest(held, [], SCHEME)
    assert [(each.area_code, each.next_step.step) for each in found] == [(PLACE, "督办"), ("410103", "提醒")]
    assert [each.rule_id for each in found[0].grounds] == ["rectified", "look_back"]


RULES = st.lists(
    st.sets(st.sampled_from([rule.id for rule in SCHEME.summons])).map(sorted).map(tuple), min_size=1, max_size=5
)
STEPS = st.lists(
    st.builds(
        Step,
        st.just(PLACE),
        st.sampled_from(LADDER),
        st.sampled_from(["举报问题多", TRIGGER, "弄虚作假", "工作落后", None]),
        st.dates(date(2021, 10, 1), date(2022, 12, 20)),
    ),
    max_size=4,
)


@given(st.integers(1, 4))
def test_a_repeated_trigger_climbs_exactly_one_step_until_the_summons(running):
    now, later = (LADDER.index(step_of((YES,) * length)[0][0]) for length in (running, running + 1))
    assert later - now == (1 if now < LADDER.index(SUMMONED) else 0)


def test_where_each_step_is_taken_the_next_quarter_brings_exactly_the_next_one():
    suggested, taken = [], []
    for running in range(1, 6):
        held = [QuarterGrounds(Quarter(2022, 1).shifted(place), (ground(),)) for place in range(running)]
        (found,) = suggest(held, taken, SCHEME)
        suggested.append(found.next_step.step)
        taken.append(Step(PLACE, found.next_step.step, TRIGGER, held[-1].quarter.months[1]))
    assert suggested == LADDER


def slowly(met, steps):
    """Return the suggestions from the rules in words, quarter by quarter, with nothing but loops."""
    needed = {"weak_categories": 2}
    trigger_of = {rule.id: rule.trigger for rule in SCHEME.summons}
    days = [NOW.shifted(place + 1 - len(met)) for place in range(len(met))]
    expected = {}
    for trigger in ("举报问题多", TRIGGER, "弄虚作假", "工作落后"):
        run = 0
        for place, rules in enumerate(met):
            counts = [
                rule
                for rule in rules
                if trigger_of[rule] == trigger
                and all(place - back >= 0 and rule in met[place - back] for back in range(needed.get(rule, 1)))
            ]
            run = run + 1 if counts else 0
        if not run:
            continue
        began = max(days[-run], NOW.shifted(-3))
        rank, newest = -1, None
        summons = [
            s.taken_on for s in steps if s.trigger == trigger and s.step == SUMMONED and Quarter.of(s.taken_on) >= began
        ]
        for step in steps:
            named = step.trigger == trigger or (step.trigger is None and summons and step.taken_on >= min(summons))
            if not named or Quarter.of(step.taken_on) < began:
                continue
            place = LADDER.index(step.step)
            if place > rank or (place == rank and step.taken_on > newest):
                rank, newest = place, step.taken_on
        by_run = LADDER[min(run, 3) - 1]
        if rank < 0:
            expected[trigger] = by_run
        elif Quarter.of(newest) == NOW:
            if LADDER[rank] == SUMMONED:
                expected[trigger] = NOTIFIED
            else:
                expected[trigger] = None if rank >= min(run, 3) - 1 else by_run
        else:
            expected[trigger] = LADDER[min(rank + 1, 4)] if rank >= 2 else by_run
    return expected


@given(RULES, STEPS)
def test_a_slow_second_implementation_suggests_the_same(met, steps):
    found = suggest(quarters(*met), steps, SCHEME)
    assert {each.trigger: each.next_step.step if each.next_step else None for each in found} == slowly(met, steps)


def test_rows_become_steps_and_what_is_no_step_against_the_place_does_not():
    interviews = pd.DataFrame(
        [
            {"area_code": PLACE, "trigger": TRIGGER, "held_on": date(2022, 8, 31), "notified_on": date(2022, 9, 7)},
            {"area_code": "410103", "trigger": "工作落后", "held_on": date(2022, 9, 1), "notified_on": None},
        ]
    )
    accountability = pd.DataFrame(
        [
            {"area_code": PLACE, "subject": "单位", "measure": "公开批评", "decided_on": date(2022, 10, 8)},
            {"area_code": PLACE, "subject": "个人", "measure": "责令检查", "decided_on": date(2022, 10, 8)},  # decoy
        ]
    )
    warnings = pd.DataFrame(
        [
            {"area_code": PLACE, "category_code": "11", "audience": "市县", "issued_on": date(2022, 7, 1)},
            {"area_code": PLACE, "category_code": "rectification", "audience": "市县", "issued_on": date(2022, 7, 2)},
            {"area_code": PLACE, "category_code": "12", "audience": "家长", "issued_on": date(2022, 7, 3)},  # decoy
            {"area_code": PLACE, "category_code": "3", "audience": "市县", "issued_on": date(2022, 7, 4)},  # decoy
        ]
    )
    assert steps_of(interviews, accountability, warnings, SCHEME) == (
        Step(PLACE, REMINDED, TRIGGER, date(2022, 7, 1)),
        Step(PLACE, REMINDED, TRIGGER, date(2022, 7, 2)),
        Step(PLACE, SUMMONED, TRIGGER, date(2022, 8, 31)),
        Step(PLACE, NOTIFIED, TRIGGER, date(2022, 9, 7)),
        Step("410103", SUMMONED, "工作落后", date(2022, 9, 1)),
        Step(PLACE, ANSWERED, None, date(2022, 10, 8)),
    )
