"""Invented but natural names of towns, villages, schools and institutions. Never the name of a person."""

import numpy as np

_FIRST = "大小上下东西南北石柳槐桃青清白红金银龙凤新古平长沙双三五七八竹松泉麦枣桂"
_SECOND = "营庄桥岗店集寨沟河湾坡岭湖塘井楼庙铺口阳"
_BRAND_FIRST = "晨星云海山林春朝禾竹博明启慧知"
_BRAND_SECOND = "光帆舟桥苗芽溪穗苑窗途阶园轩"
_ORDINALS = "一二三四五六七八九十"


def place_names(draw: np.random.Generator, count: int) -> list[str]:
    """Return distinct two-character place names such as 柳河 and 石桥."""
    picked = draw.choice(len(_FIRST) * len(_SECOND), size=count, replace=False)
    return [_FIRST[number // len(_SECOND)] + _SECOND[number % len(_SECOND)] for number in picked]


def town_names(draw: np.random.Generator, count: int, urban: bool) -> list[str]:
    """Return distinct towns: 街道 in a district, 镇 and 乡 elsewhere."""
    kinds = np.where(draw.random(count) < 0.6, "镇", "乡") if not urban else np.full(count, "街道")
    return [name + kind for name, kind in zip(place_names(draw, count), kinds, strict=True)]


def brand_names(draw: np.random.Generator, count: int) -> list[str]:
    """Return invented names for institutions such as 晨帆, repeating only when all are used up."""
    total = len(_BRAND_FIRST) * len(_BRAND_SECOND)
    picked = np.concatenate([draw.permutation(total) for _ in range(count // total + 1)])[:count]
    return [
        _BRAND_FIRST[number // len(_BRAND_SECOND)] + _BRAND_SECOND[number % len(_BRAND_SECOND)] for number in picked
    ]


def ordinal(number: int) -> str:
    """Return 第一, 第二 … 第十九."""
    return "第" + ("十" if number > 10 else "") + _ORDINALS[(number - 1) % 10]
