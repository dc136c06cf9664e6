"""Default deny: whatever a store offers, an account held to an area gets its own rows or a refusal."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from bulletin.kinds import Kind
from components import complaint_store, scope, sign_in, store, workspace_store
from components.frame import Selected
from data_access.shared.complaints import CaseList
from data_access.shared.problems import ProblemList
from data_access.shared.schools import read_school_names
from data_access.workspace.auditing import Search
from data_access.workspace.drafts import Draft
from supervision.complaint_seasons import seasons_near
from supervision.faults import AccessRefused, Fault
from supervision.periods import Quarter
from supervision.permissions import Account, Role
from supervision.picking import CaseKind
from supervision.scheme import scheme_for
from supervision.spans import spans_of
from tests.test_house import users_of

QUARTER, CUTOFF = Quarter(2022, 4), date(2022, 12, 20)
OWN, OTHER = "410300", "410102"
CITY = Account("city", "洛阳市", frozenset(Role), OWN)
SCHEME = scheme_for(QUARTER)
SELECTED = Selected(QUARTER, CUTOFF, SCHEME)
STORES = [f"components.{path.stem}" for path in sorted(Path("components").glob("*store.py"))]
GIVEN: dict[str, object] = {
    "activated_by": "x",
    "area_code": OTHER,
    "codes": [OTHER],
    "contest_id": "1",
    "cutoff": CUTOFF,
    "day": CUTOFF,
    "draft": Draft(QUARTER, Kind.CIRCULAR.value, ""),
    "filters": {},
    "frozen_id": 1,
    "issued_id": 1,
    "limit": 1000,
    "measure": "school_months_due",
    "month": date(2022, 12, 1),
    "name": "circular",
    "number": 1,
    "of": Draft(QUARTER, Kind.CIRCULAR.value, ""),
    "offset": 0,
    "page": 1,
    "place": OTHER,
    "points_count": False,
    "progress": print,
    "quarter": QUARTER,
    "restored_by": "x",
    "rows": 1000,
    "rule": SCHEME.visiting,
    "search": Search(),
    "run": seasons_near(SCHEME.complaints, CUTOFF)[0],
    "school_id": f"{OTHER}S0001",
    "selected": SELECTED,
    "span": spans_of(QUARTER, CUTOFF)[-1],
    "subject_kind": None,
    "text": "小学",
    "until": QUARTER,
    "version": "|kept:",
}
KINDS = {"complaint_store": CaseList.OPEN, "problem_store": ProblemList.ALL, "pick_store": CaseKind.PRACTICE}
NOT_ASKED = {
    # The doors themselves and what makes no figure; writers are held to acts (tests of permissions).
    *(
        f"store.{name}"
        for name in ("read", "narrowed", "of_place", "in_areas", "needs_demo", "build_missing_demo", "note_made")
    ),
    *(f"workspace_store.{name}" for name in ("read", "write", "now", "decide", "contest")),
    *(f"issue_store.{name}" for name in ("save", "save_together", "freeze_and_issue")),
    *(f"template_store.{name}" for name in ("call", "keep", "activate", "restore")),
    *(f"outage_store.{name}" for name in ("live_connection", "outage", "require_live", "note_complete", "read_anew")),
    *(f"audit_store.{name}" for name in ("record", "record_view")),
    "workspace_store.append",
    "bulletin_store.typed_draft",
}
pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, demo_url: str) -> str:
    """Use the small demo."""
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_url)
    # Whoever is nobody in particular is whoever sits here: outside a page's run the sign-in knows no one.
    monkeypatch.setattr(sign_in, "account", lambda: sign_in._ACTING.get() or sign_in.LOCAL)
    return demo_url


def offered() -> Iterator[tuple[str, Callable[..., object]]]:
    """Return every public function of every store by its name."""
    for name in STORES:
        module = importlib.import_module(name)
        for function_name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == name
            if own and not function_name.startswith("_"):
                yield f"{module.__name__.removeprefix('components.')}.{function_name}", function


def ask(name: str, function: Callable[..., object]) -> object:
    """Return what a function says when it is asked about another place."""
    kinds: dict[str, object] = {"kind": Kind.CIRCULAR}
    if (which := KINDS.get(name.split(".")[0])) is not None:
        kinds = {"which": which, "kind": which}
    wanted = inspect.signature(function).parameters
    return function(**{each: (GIVEN | kinds)[each] for each in wanted})


@contextmanager
def nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be a visitor whom the sign-in does not know, while the server may still act as itself."""

    def account() -> Account:
        acting = sign_in._ACTING.get()
        if acting is None:
            raise AccessRefused("请先登录。")
        return acting

    with monkeypatch.context() as patched:
        patched.setattr(sign_in, "account", account)
        yield


def foreign_words() -> set[str]:
    areas, schools = store.areas(CUTOFF), store.read(read_school_names)
    inside = set(areas.codes_within(OWN))
    others = schools.loc[~schools["area_code"].isin(inside)]
    return {area.area_code for area in areas.all if area.area_code not in inside} | set(others["school_id"])


def test_every_function_of_every_store_gives_an_area_its_own_rows_or_refuses():
    words, answered, leaks = foreign_words(), [], {}
    for name, function in offered():
        if name in NOT_ASKED:
            continue
        try:
            with sign_in.acting_as(CITY):
                ask(name, function)
        except Fault:
            continue
        answered.append(name)
        # Once more, when the caches hold what a visitor of the whole province asked for.
        ask(name, function)
        with sign_in.acting_as(CITY):
            held = text_of(ask(name, function))
        leaks[name] = sorted(word for word in words if word in held)
    assert {name: found for name, found in leaks.items() if found} == {}
    assert {"store.assessment", "complaint_store.numbers", "summons_store.warnings"} <= set(answered)
    refused = {"summons_store.suggestions", "bulletin_store.facts", "meeting_store.read_deck", "issue_store.draft"}
    assert not refused & set(answered)


def text_of(answer: object) -> str:
    """Return everything that an answer holds as text, frames in full."""
    if isinstance(answer, pd.DataFrame | pd.Series):
        return str(answer.to_csv())
    if is_dataclass(answer) and not isinstance(answer, type):
        return "\n".join(text_of(getattr(answer, part.name)) for part in fields(answer))
    if isinstance(answer, dict):
        return "\n".join(text_of(each) for pair in answer.items() for each in pair)
    if isinstance(answer, list | tuple):
        return "\n".join(text_of(each) for each in answer)
    return str(answer)


def test_nobody_gets_nothing_from_any_store(monkeypatch: pytest.MonkeyPatch):
    for name, function in offered():
        if name in NOT_ASKED:
            continue
        with nobody(monkeypatch), pytest.raises(AccessRefused):
            ask(name, function)


def test_a_function_that_nobody_thought_of_refuses_an_area(monkeypatch: pytest.MonkeyPatch):
    with sign_in.acting_as(CITY):
        for door in (store.data_version, workspace_store.version, lambda: store.read(read_school_names)):
            with pytest.raises(AccessRefused, match="只能查看本地区"):
                door()


def test_complaints_of_earlier_seasons_are_the_areas_own_whatever_codes_are_asked_for():
    run = seasons_near(SCHEME.complaints, CUTOFF)[0]
    codes = store.areas(CUTOFF).codes_within("410100")
    assert any(each.cases for each in complaint_store.past_seasons(run, codes, QUARTER, CUTOFF))
    with sign_in.acting_as(CITY):
        assert not any(each.cases for each in complaint_store.past_seasons(run, codes, QUARTER, CUTOFF))


def test_only_the_stores_the_warming_and_the_readiness_read_as_the_server():
    others = {name for name in users_of("whole_province") if not name.endswith("store.py")}
    assert others == {"components/warming.py", "components/readiness.py"}


def test_acting_as_the_server_ends_with_what_is_inside():
    with sign_in.acting_as(CITY):
        with scope.whole_province():
            assert scope.held_to() is None
        assert scope.held_to() == OWN
