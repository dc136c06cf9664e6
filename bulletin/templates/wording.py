"""What the template language complains of, in Chinese."""

import re

from jinja2 import TemplateSyntaxError, UndefinedError

_SYNTAX = (
    (r"No filter named '(?P<word>[^']*)'", "没有“{word}”这个过滤器"),
    (r"No test named '(?P<word>[^']*)'", "没有“{word}”这个判断"),
    (r"Encountered unknown tag '(?P<word>[^']*)'", "没有“{word}”这个标记，或缺少与它成对的标记"),
    (r"[Uu]nexpected end of template", "缺少成对的结束标记"),
    (r"expected token '(?P<wanted>[^']*)', got '(?P<word>[^']*)'", "“{word}”处应为“{wanted}”"),
    (r"unexpected '(?P<word>[^']*)'", "多出“{word}”"),
    (r"unexpected char '(?P<word>.*)' at \d+", "有不认识的字符“{word}”，标记里只能用半角符号"),
    (r"Missing end of (comment tag|raw directive)", "注释或原样输出没有结束"),
)


def explain_syntax(cause: TemplateSyntaxError) -> str:
    """Return what is wrong with the marks of a template."""
    return explain_message(cause.message or "")


def explain_message(message: str) -> str:
    """Return an English message of the template language in Chinese."""
    for pattern, words in _SYNTAX:
        if found := re.search(pattern, message):
            return words.format(**{name: text[:30] for name, text in found.groupdict().items()})
    return "写法无法识别"


def unknown_name(cause: UndefinedError) -> str:
    """Return the unknown name of jinja's English message in Chinese quotes."""
    if found := re.search(r"has no element (\d+)", cause.message or ""):
        return f"列表的第{int(found[1]) + 1}项"
    parts = (cause.message or "").split("'")
    return f"“{parts[-2]}”" if len(parts) > 2 else "（未能识别）"
