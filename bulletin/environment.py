"""The template environment: templates are edited by many hands, so they may read given values and nothing else."""

from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

ALLOWED_FILTERS = ("default", "length", "round", "upper", "join", "first", "last", "e")
_LOOP_ATTRIBUTES = {"index", "index0", "first", "last", "length"}


class AllowListEnvironment(ImmutableSandboxedEnvironment):
    """Keys of dictionaries and a few facts of loops may be read; nothing may be called.

    The sandbox alone is not enough: from inside it `{{ image.tpl.docx.save(path) }}` wrote a file.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read this attribute."""
        if isinstance(obj, LoopContext):
            return attr in _LOOP_ATTRIBUTES
        return isinstance(obj, dict) and not attr.startswith("_") and not callable(value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Return False: templates print and repeat, they do not call."""
        return False


def make_environment() -> AllowListEnvironment:
    """Return a fresh environment: escaped, strict about unknown names, without globals."""
    environment = AllowListEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=lambda value: "—" if value is None else value
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in ALLOWED_FILTERS}
    return environment
