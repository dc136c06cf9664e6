"""Item names of published tables, freed of the ways offices write the same thing, and mapped to measures."""

import re
import unicodedata

from supervision.faults import SchemeBroken
from supervision.scheme import Scheme

_BRACKETS = str.maketrans("〔【[﹝", "((((") | str.maketrans("〕】]﹞", "))))")
_DROPPED = re.compile(r"[\s\"'“”‘’「」『』《》　]")
_NUMBERING = re.compile(r"^(?:\(?(?:\d+|[一二三四五六七八九十]+)\)?[.、])+")
_AMONG = re.compile(r"^其中[:,]?")


def normalise(item: str) -> str:
    """Return an item name in half-width signs, without spaces, quotes and numbering: `1. 其中：线上` → `其中:线上`."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", item).translate(_BRACKETS))
    text = _NUMBERING.sub("", text)
    return _AMONG.sub("其中:", text)


def map_items(scheme: Scheme) -> dict[str, str]:
    """Return the code of the reported measure for each normalised name and variant of the scheme.

    Raises SchemeBroken where one name stands for two measures.
    """
    codes: dict[str, str] = {}
    for measure in scheme.reported_measures:
        for name in (measure.name, *measure.variants):
            if codes.setdefault(normalise(name), measure.code) != measure.code:
                raise SchemeBroken(f"评分方案中“{name}”同时指向两个计数，无法据此导入。")
    return codes
