"""The template environment: templates are edited by many hands, so they may read given values and nothing else."""

from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bulletin.templates.expressions import Refused, find_refused

ALLOWED_FILTERS = ("default", "length", "round", "upper", "join", "first", "last", "e")
_LOOP_ATTRIBUTES = {"index", "index0", "first", "last", "length"}


class ExpressionRefused(SecurityError):  # noqa: N818 - a refusal, as `Fault`
    """A template says what it may not; known before anything of it has run."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.rule)
        self.rule = refused.rule
        # docxtpl looks up the text around a line under this name.
        self.lineno = refused.line


class AllowListEnvironment(ImmutableSandboxedEnvironment):
    """Keys of dictionaries and a few facts of loops may be read; nothing may be called.

    The sandbox alone is not enough: from inside it `{{ image.tpl.docx.save(path) }}` wrote a file.
    """

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if refused := find_refused(tree):
            raise ExpressionRefused(refused[0])
        return tree

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
