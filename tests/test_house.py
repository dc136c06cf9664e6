"""The rules of the house that import-linter cannot see (docs/decisions.md): places, names and sizes."""

import ast
import fnmatch
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("supervision", "data_access", "charts", "bulletin", "projection", "components", "screens")
TOP_LEVEL = {
    *ROOMS,
    "app.py",
    "bulletin_templates",
    "tests",
    "docs",
    "deploy",
    "static",
    ".streamlit",
    ".ci",
    "requirements.txt",
    "requirements-dev.txt",
    "pyproject.toml",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "GLOSSARY.md",
    "THIRD_PARTY.md",
    ".gitignore",
}
MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 60


def sources(*folders: str) -> list[str]:
    """Return the Python files under the folders, and app.py, relative to the root."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in (*found, ROOT / "app.py"))


OURS = sources(*ROOMS)
EVERY = sources(*ROOMS, "tests", "docs")


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def names_used(name: str) -> set[str]:
    """Return every name, attribute, keyword and imported name that a file uses (not its comments and texts)."""
    return {word for node in ast.walk(tree(name)) for word in _words(node)}


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.keyword):
        yield node.arg or ""
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.name
            yield alias.name.split(".")[0]
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def users_of(*words: str) -> set[str]:
    """Return which of our files use one of the words."""
    return {name for name in OURS if names_used(name) & set(words)}


def test_the_search_finds_what_it_looks_for():
    # Without this a renamed room or a broken search would make every rule below pass on nothing.
    assert len(OURS) > 100
    assert "components/store.py" in users_of("streamlit")
    assert "data_access/shared/reading.py" in users_of("sqlalchemy")


def test_caches_stand_only_in_the_stores():
    owners = users_of("cache_data", "cache_resource")
    assert "components/store.py" in owners
    assert [name for name in owners if not fnmatch.fnmatch(name, "components/*store.py")] == []


def test_session_and_link_belong_to_the_selection_and_the_sign_in():
    owners = {"components/selection.py", "components/sign_in.py"}
    assert "components/selection.py" in users_of("session_state", "query_params") <= owners


def test_queries_are_run_in_one_place():
    readers = users_of("read_sql", "read_sql_query", "read_sql_table")
    assert readers == {"data_access/shared/reading.py"}


def test_app_imports_only_streamlit_and_components():
    imported = {word for node in ast.walk(tree("app.py")) if isinstance(node, ast.Import | ast.ImportFrom)
                for word in [getattr(node, "module", None) or node.names[0].name]}  # fmt: skip
    assert {name.split(".")[0] for name in imported} == {"streamlit", "components"}


def test_files_leave_by_one_door():
    # Elsewhere a file would go out without its event in the audit log and without a watermark.
    assert users_of("download_button") == {"components/download.py"}


def test_html_never_rides_on_markdown():
    # st.html takes our own escaped HTML; Markdown with HTML switched on would take the data's.
    assert users_of("unsafe_allow_html") == set()


def test_no_module_hides_behind_a_name_that_says_nothing():
    assert [name for name in EVERY if Path(name).stem in {"utils", "util", "helpers", "helper", "common", "misc"}] == []


def test_screens_stand_one_folder_down_by_who_uses_them():
    assert [path.name for path in (ROOT / "screens").glob("*.py")] == []
    assert {path.parent.name for path in (ROOT / "screens").rglob("*.py")} <= {"leaders", "staff", "meeting", "admin"}


def test_no_folder_wakes_streamlits_old_pages():
    assert not (ROOT / "pages").exists()


def test_the_top_level_holds_exactly_what_was_agreed():
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [line.rstrip("/") for line in lines] + [".git"]
    present = {path.name for path in ROOT.iterdir()}
    tracked = {name for name in present if not any(fnmatch.fnmatch(name, pattern) for pattern in ignored)}
    assert tracked == TOP_LEVEL


def test_files_fit_a_readers_head():
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in EVERY}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_IN_A_FILE} == {}


def test_functions_are_short():
    functions = (
        (f"{name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for name in EVERY
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert {place: length for place, length in functions if length > MOST_LINES_IN_A_FUNCTION} == {}


def _views_of(screen: str) -> dict[str, str]:
    """Return the file of each function that a screen imports to draw a part of its page."""
    imports = [node for node in tree(screen).body if isinstance(node, ast.ImportFrom)]
    found = {alias.name: f"{node.module}.py".replace(".", "/", 1) for node in imports for alias in node.names}
    return {name: file for name, file in found.items() if name.startswith(("show_", "offer_"))}


def test_every_part_of_a_page_fails_in_its_own_place():
    missing = []
    for screen in sources("screens"):
        for name, file in _views_of(screen).items():
            made = next(node for node in tree(file).body if isinstance(node, ast.FunctionDef) and node.name == name)
            if "explained()" not in [ast.unparse(each) for each in made.decorator_list]:
                missing.append(f"{file}:{name}")
    assert missing == []


def test_a_screen_reads_nothing_for_one_part_alone():
    # What is read among the arguments of a part fails outside it, and with it all that follows.
    calls = [
        (f"{screen}:{node.lineno}", [*node.args, *(word.value for word in node.keywords)])
        for screen in sources("screens")
        for node in ast.walk(tree(screen))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("show_", "offer_"))
    ]
    reading = [
        place for place, given in calls for each in given if any(isinstance(part, ast.Call) for part in ast.walk(each))
    ]
    assert len(calls) > 50
    assert reading == []
