"""Small numbers of a county in files that leave the office: merged into 其他 or withheld; nobody is to be found out."""

from collections.abc import Sequence

import pandas as pd

OTHERS = "其他"


def withheld_text(least: int) -> str:
    """Return what stands in the place of a small number."""
    return f"不足{least}件，不列"


def merge_small(cells: "pd.Series[int]", least: int) -> "pd.Series[int]":
    """Return the parts of a known total with small ones merged into 其他: every number left is 0 or at least `least`.

    The smallest parts are merged until 其他 itself is large enough, since a reader knows the total and subtracts. A
    total that is itself small leaves nothing: an empty series. Parts of nothing are left out.
    """
    parts = cells[cells > 0].sort_values(kind="stable")
    if parts.sum() < least:
        return parts.iloc[0:0]
    merged: list[object] = []
    others = 0
    for name, number in parts.items():
        if number >= least and (others == 0 or others >= least):
            break
        merged.append(name)
        others += int(number)
    kept = cells[cells.gt(0) & ~cells.index.isin(merged)]
    return pd.concat([kept, pd.Series({OTHERS: others}, dtype=kept.dtype)]) if merged else kept


def withhold_small(cells: Sequence[int], least: int) -> tuple[bool, ...]:
    """Return for each of the places that add up to a known sum whether its number must be withheld.

    A single small number would follow from the sum and the others: then the smallest of the others goes with it. Zeros
    are stated: that there was nothing concerns nobody.
    """
    small = [0 < number < least for number in cells]
    if sum(small) == 1:
        others = [(number, place) for place, number in enumerate(cells) if number >= least]
        if others:
            small[min(others)[1]] = True
    return tuple(small)


def protect_parts(parts: pd.DataFrame, by: str, least: int) -> pd.DataFrame:
    """Return the parts of a county's numbers fit for a file: small parts merged, what is still small withheld.

    `parts`: counts, one row per part (index: its name) and one column per number; `by`: the column the parts are merged
    by. The cells are numbers, or the sentence of `withheld_text`.
    """
    kept = [name for name in merge_small(parts[by], least).index if name != OTHERS]
    rest = parts.loc[~parts.index.isin(kept)].sum()
    merged = parts.loc[kept]
    if rest.any():
        merged = pd.concat([merged, rest.to_frame(OTHERS).T])
    return protect_places(merged, least)


def protect_places(counts: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return the counts of places with small ones withheld, column by column; cells are numbers or the sentence."""
    protected = counts.astype(object)
    for name in counts.columns:
        flags = withhold_small([int(number) for number in counts[name]], least)
        protected[name] = [
            withheld_text(least) if flag else number for number, flag in zip(counts[name], flags, strict=True)
        ]
    return protected
