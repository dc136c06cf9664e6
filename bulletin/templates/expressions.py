"""What a template may say: print values, repeat and choose. Everything else of the language is refused by its kind.

Jinja's sandbox stops calls and attributes only when they happen; `{% autoescape false %}`, `{% set %}` and
`"a" * 10**10` are no calls at all. A list of what is allowed needs no knowledge of what an attacker may think of next.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

DEEPEST_LOOP = 3
"""Loops inside each other: groups, their rows, the cells of a row. A fourth only makes a document without end."""
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.Concat,
)
_WORDS: dict[type[nodes.Node], str] = {
    nodes.Call: "调用",
    nodes.Assign: "{% set %}",
    nodes.AssignBlock: "{% set %}",
    nodes.Macro: "{% macro %}",
    nodes.CallBlock: "{% call %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from %}",
    nodes.Extends: "{% extends %}",
    nodes.Block: "{% block %}",
    nodes.With: "{% with %}",
    nodes.Scope: "{% autoescape %}",
    nodes.ScopedEvalContextModifier: "{% autoescape %}",
    nodes.EvalContextModifier: "{% autoescape %}",
    nodes.Mul: "乘法",
    nodes.Pow: "乘方",
    nodes.Dict: "字典",
}

_RESERVED = ("self", "super", "caller", "varargs", "kwargs")
"""Names that the language itself fills with things of its own."""


@dataclass(frozen=True)
class Refused:
    """One thing that a template may not say."""

    line: int
    rule: str


def find_refused(tree: nodes.Template) -> tuple[Refused, ...]:
    """Return what a parsed template says that it may not, in the order of the text."""
    return tuple(sorted(_walk(tree, 0), key=lambda found: found.line))


def _walk(node: nodes.Node, depth: int) -> Iterator[Refused]:
    if not isinstance(node, _ALLOWED):
        yield Refused(_line_of(node), f"不允许使用{_WORDS.get(type(node), '这种写法')}")
        return
    if isinstance(node, (nodes.Getattr, nodes.Name)):
        name = node.attr if isinstance(node, nodes.Getattr) else node.name
        if isinstance(node, nodes.Name) and name in _RESERVED:
            yield Refused(node.lineno, f"不允许使用“{name}”")
        if name.startswith("_") or "__" in name:
            yield Refused(node.lineno, f"不允许使用以下划线开头的名称“{name[:30]}”")
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"):
        yield Refused(node.lineno, f"不允许使用以下划线开头的名称“{str(node.arg.value)[:30]}”")
    if isinstance(node, nodes.For):
        depth += 1
        if depth > DEEPEST_LOOP:
            yield Refused(node.lineno, f"循环不能超过{DEEPEST_LOOP}层")
            return
        if node.recursive:
            yield Refused(node.lineno, "不允许使用 recursive 循环")
    for child in node.iter_child_nodes():
        yield from _walk(child, depth)


def _line_of(node: nodes.Node) -> int:
    """Return the line of a node; one that the language adds by itself has the line of what it holds."""
    lines = (each.lineno for each in (node, *node.find_all(nodes.Node)) if each.lineno)
    return next(lines, 0)
