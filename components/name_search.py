"""Finding a name by a part of it or by its pinyin, whole or initials only, in every reading it may have."""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Self

import pandas as pd

# Signs whose reading in a place's or school's name is not the commonest one, or not the only one. All are indexed,
# so that 长垣 is found as changyuan and by who reads zhangyuan. Readings of counties: 中国地名录 as the province
# prints them (浚县 Xunxian, 中牟 Zhongmu, 召陵 Shaoling, 长垣 Changyuan, 泌阳 Biyang, 渑池 Mianchi, 荥阳 Xingyang).
READINGS = {
    "长": ("chang", "zhang"),
    "重": ("chong", "zhong"),
    "乐": ("le", "yue"),
    "浚": ("xun", "jun"),
    "漯": ("luo", "ta"),
    "召": ("zhao", "shao"),
    "都": ("du", "dou"),
    "泌": ("bi", "mi"),
    "牟": ("mu", "mou"),
    "渑": ("mian", "sheng"),
    "荥": ("xing", "ying"),
    "陂": ("bei", "pi", "po"),
    "尉": ("wei", "yu"),
    "会": ("hui", "kuai"),
    "朝": ("chao", "zhao"),
    "行": ("xing", "hang"),
    "曾": ("zeng", "ceng"),
    "单": ("shan", "dan"),
    "解": ("jie", "xie"),
    "盛": ("sheng", "cheng"),
    "翟": ("zhai", "di"),
    "查": ("zha", "cha"),
    "仇": ("qiu", "chou"),
    "柏": ("bai", "bo"),
    "厦": ("xia", "sha"),
    "种": ("zhong", "chong"),
    "贾": ("jia", "gu"),
    "率": ("lv", "shuai"),
    "堡": ("bao", "bu", "pu"),
}
MOST_VARIANTS = 16
BETWEEN = "/"


@cache
def _readings(sign: str) -> tuple[str, ...]:
    """Return the readings of one sign, capitalised where they begin; letters and figures stand for themselves."""
    if sign in READINGS:
        return tuple(reading.capitalize() for reading in READINGS[sign])
    # Loaded at the first search. Signs are asked for one by one: without the dictionary of phrases the library takes
    # 13 MB in place of 60, and a fifth of the time.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    (readings,) = pinyin(sign, style=Style.NORMAL, errors=lambda text: list(text)) or [[sign]]
    return (readings[0].replace("ü", "v").capitalize(),)


def spell(name: str) -> str:
    """Return a name in pinyin, each sign beginning with a capital, its variants behind each other: XunXian/JunXian."""
    signs = [_readings(sign) for sign in name if sign.isalnum()]
    variants = [("".join(variant)) for variant, _ in zip(product(*signs), range(MOST_VARIANTS), strict=False)]
    return BETWEEN.join(variants)


def normalise(text: str) -> str:
    """Return what was typed without blanks, hyphens and apostrophes, in small letters."""
    return "".join(sign for sign in text.strip().lower() if sign not in " \u3000'’-·")


def is_pinyin(text: str) -> bool:
    """Return whether a text can only be pinyin: letters of the alphabet and figures, at least one letter."""
    return text.isascii() and text.isalnum() and not text.isdigit()


@dataclass(frozen=True)
class NameIndex:
    """Names with their keys; all lists have the same order and length."""

    keys: Sequence[str]
    """Ids by which the caller knows what the names name."""
    places: Sequence[str]
    """Area codes."""
    names: Sequence[str]
    spelled: Sequence[str]
    """Pinyin as `spell` writes it."""
    small: Sequence[str]
    """The same in small letters."""
    initials: Sequence[str]
    """Only the capitals, in small letters."""

    @classmethod
    def of_schools(cls, schools: pd.DataFrame) -> Self:
        """Return the index of schools with the columns school_id, area_code, name."""
        return cls.of(schools["school_id"].to_list(), schools["area_code"].to_list(), schools["name"].to_list())

    @classmethod
    def of(cls, keys: Sequence[str], places: Sequence[str], names: Sequence[str]) -> Self:
        """Return the index of names; names that are no text (a database may hold anything) are spelled as empty."""
        spelled = [spell(name) if isinstance(name, str) else "" for name in names]
        small = [text.lower() for text in spelled]
        initials = ["".join(sign for sign in text if not sign.islower()).lower() for text in spelled]
        return cls(keys, places, names, spelled, small, initials)

    def within(self, places: Collection[str]) -> Self:
        """Return the index of the names of some places only."""
        kept = [n for n, place in enumerate(self.places) if place in places]
        parts = (self.keys, self.places, self.names, self.spelled, self.small, self.initials)
        return type(self)(*([part[n] for n in kept] for part in parts))

    def find(self, letters: str) -> list[int]:
        """Return the positions of the names that fit letters as initials or as pinyin, the best first.

        Best: at the beginning of the name, then the shorter name, then the order of the index.
        """
        fits = [n for n, key in enumerate(self.initials) if letters in key]
        whole = {n for n, key in enumerate(self.small) if letters in key and self._at_sign(n, letters)}
        every = whole.union(fits)
        return sorted(every, key=lambda n: (not self.begins(n, letters), len(self.initials[n]), n))

    def begins(self, position: int, letters: str) -> bool:
        """Return whether a name begins with letters, as initials or as pinyin."""
        return any(
            variant.startswith(letters)
            for text in (self.initials[position], self.small[position])
            for variant in text.split(BETWEEN)
        )

    def _at_sign(self, position: int, letters: str) -> bool:
        """Return whether letters stand in the pinyin where a sign begins: `an` fits 安阳, not 兰考."""
        return any(not self.spelled[position][at].islower() for at in _occurrences(self.small[position], letters))


def _occurrences(text: str, part: str) -> Iterable[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
